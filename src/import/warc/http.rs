//! An HTTP response as a crawl stores it: status and head read, chunks and compression undone.

use crate::import::charset;
use crate::import::error::{ImportError, Limit, Reason};
use encoding_rs::Encoding;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// Largest body after decompression, bytes.
const BODY: u64 = 16 << 20;
/// Bytes in which the head of a picture's response ends.
const HEAD: usize = 16 << 10;

/// A successful response that holds a page.
#[derive(Debug, PartialEq)]
pub(super) struct Response {
    /// The page's bytes.
    pub body: Vec<u8>,
    /// The charset of its head.
    pub charset: Option<&'static Encoding>,
}

/// Reads a response; anything but a page that was fetched is [`Reason::NotAPage`].
pub(super) fn response(bytes: &[u8]) -> Result<Response, ImportError> {
    opened(bytes, |kind| kind.is_empty() || kind.contains("html"))
}

/// The bytes of a picture that was fetched.
pub(super) fn picture(bytes: &[u8]) -> Result<Vec<u8>, ImportError> {
    opened(bytes, |kind| kind.starts_with("image/")).map(|response| response.body)
}

/// Whether a response says of itself that it is a picture.
pub(super) fn says_picture(bytes: &[u8]) -> bool {
    let head = parted(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default()).0;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .any(|(name, value)| name.trim() == "content-type" && value.trim().starts_with("image/"))
}

fn opened(bytes: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<Response, ImportError> {
    let (head, body) = parted(bytes);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split_ascii_whitespace().nth(1)).unwrap_or_default();
    if status != "200" {
        return Err(ImportError::new(Reason::NotAPage, format!("status {status}")));
    }
    let header = |name: &str| {
        let mut lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines
            .find(|(known, _)| known.trim().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_ascii_lowercase())
    };
    let kind = header("content-type").unwrap_or_default();
    if !is_wanted(&kind) {
        return Err(ImportError::new(Reason::NotAPage, kind));
    }
    let chunked = header("transfer-encoding").is_some_and(|encoding| encoding.contains("chunked"));
    // Some crawlers store the body unchunked and keep the header.
    let body = if chunked { unchunked(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    let body = inflated(body, &header("content-encoding").unwrap_or_default())?;
    let charset = kind.split_once("charset=").and_then(|(_, label)| {
        charset::label(label.trim_matches(|c: char| c == '"' || c == '\'' || c.is_whitespace() || c == ';'))
    });
    Ok(Response { body, charset })
}

fn parted(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = |mark: &[u8]| {
        bytes.windows(mark.len()).position(|window| window == mark).map(|at| (at, at + mark.len()))
    };
    let (end, start) =
        [at(b"\r\n\r\n"), at(b"\n\n")].into_iter().flatten().min().unwrap_or((bytes.len(), bytes.len()));
    (bytes.get(..end).unwrap_or_default(), bytes.get(start..).unwrap_or_default())
}

/// The chunks end to end; `None` when the body is not chunked after all. A cut last chunk is kept.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..size.min(rest.len()))?);
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

fn inflated(body: Vec<u8>, encoding: &str) -> Result<Vec<u8>, ImportError> {
    let packed: &[u8] = &body;
    match encoding {
        _ if packed.starts_with(&[0x1f, 0x8b]) => read(MultiGzDecoder::new(packed)),
        "deflate" => {
            read(ZlibDecoder::new(packed)).or_else(|_| read(flate2::read::DeflateDecoder::new(packed)))
        }
        // Stored decompressed, or not compressed at all.
        "" | "identity" | "gzip" | "x-gzip" => Ok(body),
        // A page that begins as markup was stored decompressed.
        _ if body.trim_ascii_start().starts_with(b"<") => Ok(body),
        other => Err(ImportError::new(Reason::UnknownCompression, other)),
    }
}

fn read(reader: impl Read) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let result = reader.take(BODY + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > BODY {
        return Err(io::Error::other(Limit(Reason::TooLarge)).into());
    }
    match result {
        // The start of a page that was cut off is worth reading.
        Err(error) if bytes.is_empty() => Err(error.into()),
        _ => Ok(bytes),
    }
}
