//! How often a charset is told right: `BANXIN_NEWS=FILE cargo run --release --example charset_rate`.
//!
//! FILE is JSON Lines with `body`, in simplified Chinese; the traditional texts are converted from it. Samples of 40 to
//! 400 bytes with eight Chinese characters or more are cut out of it in every encoding. In each something is wrong: a
//! high byte put in, the same in a sample cut within a character, a byte lost, any byte put in.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at the first surprise"
)]

use banxin::import::decode;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

const SAMPLES: usize = 2_000;

fn main() {
    let file = std::fs::read_to_string(std::env::var("BANXIN_NEWS").unwrap()).unwrap();
    let body = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["body"].as_str().map(str::to_owned)
    };
    let simplified: Vec<String> =
        file.lines().filter_map(body).filter(|text| text.chars().count() > 200).collect();
    let traditional: Vec<String> = simplified.iter().map(hanconv::s2t).collect();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for (name, encoding, texts) in [
        ("UTF-8, simplified", UTF_8, &simplified),
        ("UTF-8, traditional", UTF_8, &traditional),
        ("GB18030, simplified", GB18030, &simplified),
        ("GB18030, traditional", GB18030, &traditional),
        ("Big5, traditional", BIG5, &traditional),
        ("UTF-16LE, simplified", UTF_16LE, &simplified),
        ("UTF-16BE, traditional", UTF_16BE, &traditional),
    ] {
        for (from, to) in [(40, 60), (60, 100), (100, 200), (200, 400)] {
            let shares: Vec<String> = (0..4)
                .map(|fault| format!("{:6.2}", 100.0 * share(encoding, texts, from..to, fault, &mut random)))
                .collect();
            println!("{name:22} {from:3} to {to:3} bytes, percent right: {}", shares.join(" "));
        }
    }
}

/// The share of samples that are told right.
fn share(
    encoding: &'static Encoding,
    texts: &[String],
    length: std::ops::Range<usize>,
    fault: usize,
    random: &mut Random,
) -> f64 {
    let (mut right, mut all) = (0_u32, 0_u32);
    for sample in 0..SAMPLES {
        let characters: Vec<char> = texts[(sample * 7 + fault) % texts.len()].chars().collect();
        let from = random.below(characters.len() - 200);
        let piece: String = characters[from..].iter().take(400).collect();
        let length = length.start + random.below(length.len());
        let bytes = encoded(encoding, &piece);
        let cut = if fault == 1 { random.below(3) } else { 0 };
        let han = piece.chars().take(length / 3).filter(|c| *c >= '\u{4e00}').count();
        if bytes.len() < length + 4 || han < 8 {
            continue;
        }
        let mut bytes = bytes[cut..cut + length].to_vec();
        let at = random.below(bytes.len());
        match fault {
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, random.below(256) as u8),
            _ => bytes.insert(at, 0x80 + random.below(128) as u8),
        }
        all += 1;
        right += u32::from(decode(&bytes, None, None).encoding == encoding);
    }
    f64::from(right) / f64::from(all.max(1))
}

/// The bytes of a text, without the characters that the encoding has not.
fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let mut bytes = Vec::new();
    for c in text.chars() {
        let c = c.to_string();
        let (encoded, _, unknown) = encoding.encode(&c);
        if !unknown {
            bytes.extend_from_slice(&encoded);
        }
    }
    bytes
}

/// Xorshift: the same samples in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}
