//! The bytes of a picture that stands in the page itself, out of its `data:` address.

use super::LARGEST;

/// Decodes what follows `data:`; `None` where it is no picture of a known kind, damaged, or too large.
pub fn decode(uri: &str) -> Option<Vec<u8>> {
    let (head, words) = uri.split_once(',')?;
    let head = head.to_ascii_lowercase();
    let kind = head.split(';').next().unwrap_or_default();
    let is_known = matches!(kind, "image/png" | "image/jpeg" | "image/jpg" | "image/gif" | "image/webp");
    (is_known && head.ends_with(";base64") && words.len() / 4 * 3 <= LARGEST).then(|| base64(words)).flatten()
}

/// Base64 of either alphabet, blanks and padding passed over.
pub fn base64(words: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(words.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in words.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' | b' ' | b'\n' | b'\r' | b'\t' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_decoded_and_nothing_else() {
        assert_eq!(decode("image/png;base64,iVBO\n Rw0=").as_deref(), Some(b"\x89PNG\r".as_slice()));
        assert_eq!(decode("image/PNG;charset=x;base64,TQ==").as_deref(), Some(b"M".as_slice()));
        for uri in
            ["image/svg+xml;base64,TQ==", "text/html;base64,TQ==", "image/png,M", "image/png;base64,%", "x"]
        {
            assert_eq!(decode(uri), None, "{uri}");
        }
    }
}
