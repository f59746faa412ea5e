//! Bytes to text: UTF-8, GB18030 and its parts, Big5, and what a page declares when that holds.
//!
//! Order: the mark at the start, valid UTF-8 (it beats a meta tag: saved pages keep the old one), a declaration that
//! decodes, then a scorer of our own. Chinese pages have stray bytes, on which detectors that rule an encoding out by
//! one error fail; the scorer counts common characters instead, and finds the pairs of bytes again behind a stray one.

mod mend;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::sync::LazyLock;

/// Bytes in which a declaration is looked for.
const DECLARED_WITHIN: usize = 4096;
/// Bytes that are scored.
const SAMPLE: usize = 16 * 1024;
/// A script's text scores about 0.6; noise below 0.2.
const CONVINCING: f32 = 0.3;

/// The commonest characters of Chinese text, simplified; the traditional set is converted from it.
const COMMON: &str = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作\
里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机\
十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代\
内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反\
受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象\
完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运州省县镇亿项目企投招商局网日讯首页";
const MARKS: &str = "，。、；：？！“”‘’（）《》【】…—·";

/// Points of a common character; what a skipped byte costs is twice that.
const COMMONEST: i32 = 4;
const SKIPPED: i32 = -8;
/// How much better a text must score by another encoding than by the one that is named for it, and the bytes that are
/// not ASCII which it must have.
const FAR: f32 = 0.2;
const ENOUGH: usize = 40;
/// Share of the bytes that are not ASCII which must make up whole characters, for UTF-8 with stray bytes, percent.
const WELL_FORMED: usize = 70;

/// How well two bytes stand for a character, for every pair; `None` where they stand for none.
struct Table(Vec<Option<i8>>);

/// The tables of the encodings whose characters are two bytes.
static TABLES: LazyLock<[(&Encoding, Table); 4]> = LazyLock::new(|| {
    let traditional = hanconv::s2t(COMMON);
    let common = || COMMON.chars().chain(traditional.chars()).chain(MARKS.chars());
    [
        (GB18030, Table::of(gb, common().filter_map(|c| pair(GB18030, c)))),
        (BIG5, Table::of(big5, traditional.chars().chain(MARKS.chars()).filter_map(|c| pair(BIG5, c)))),
        (
            UTF_16LE,
            Table::of(|code| Some(utf16(code.swap_bytes())), common().map(|c| (c as u16).swap_bytes())),
        ),
        (UTF_16BE, Table::of(|code| Some(utf16(code)), common().map(|c| c as u16))),
    ]
});

impl Table {
    fn of(plain: impl Fn(u16) -> Option<i8>, common: impl Iterator<Item = u16>) -> Self {
        let mut points: Vec<Option<i8>> = (0..=u16::MAX).map(plain).collect();
        for code in common {
            if let Some(slot) = points.get_mut(usize::from(code)) {
                *slot = Some(COMMONEST as i8);
            }
        }
        Self(points)
    }

    fn points(&self, pair: &[u8]) -> Option<i32> {
        let [first, second] = *pair else { return None };
        self.0.get(usize::from(u16::from_be_bytes([first, second]))).copied().flatten().map(i32::from)
    }
}

/// The two bytes of a character.
fn pair(encoding: &'static Encoding, c: char) -> Option<u16> {
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = encoding.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [first, second] if !unknown => Some(u16::from_be_bytes([first, second])),
        _ => None,
    }
}

/// Characters of GB 2312 count a little, those that GBK added against: they are most of what other text looks like.
fn gb(code: u16) -> Option<i8> {
    let [lead, trail] = code.to_be_bytes();
    match (lead, trail) {
        (0xaa..=0xaf | 0xf8..=0xfe, 0xa1..=0xfe) => Some(-6),
        (0xa1..=0xa9, 0xa1..=0xfe) => Some(0),
        (0xb0..=0xd7, 0xa1..=0xfe) => Some(1),
        (0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe) => Some(-1),
        _ => None,
    }
}

/// The commoner half of the characters, and the rarer.
fn big5(code: u16) -> Option<i8> {
    let [lead, trail] = code.to_be_bytes();
    match (lead, trail) {
        (0xa4..=0xc6, 0x40..=0x7e | 0xa1..=0xfe) => Some(1),
        (0xa1..=0xa3, 0x40..=0x7e | 0xa1..=0xfe) => Some(0),
        (0xc9..=0xf9, 0x40..=0x7e | 0xa1..=0xfe) => Some(-1),
        (0x87..=0xfe, 0x40..=0x7e | 0xa1..=0xfe) => Some(-6),
        _ => None,
    }
}

fn utf16(code: u16) -> i8 {
    match code {
        0x20..=0x7e | 0x0a | 0x0d | 0x09 => 2,
        0x4e00..=0x9fff => 1,
        0x3000..=0x303f | 0xff01..=0xff5e => 0,
        0xd800..=0xf8ff => -6,
        _ => -3,
    }
}

/// Text, and how it was decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// By what it was decoded.
    pub encoding: &'static Encoding,
    /// Some bytes could not be decoded; they stand as U+FFFD.
    pub malformed: bool,
}

/// Decodes a document. `declared` is what came with it (an HTTP header); `forced` is the user's word.
pub fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    forced: Option<&'static Encoding>,
) -> Decoded {
    if let Some(encoding) = forced {
        return by(encoding, bytes);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return by(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(text) = valid_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8, malformed: text.len() < bytes.len() };
    }
    let named = declared.into_iter().chain(declaration(bytes)).find(|encoding| holds(encoding, bytes));
    by(named.map_or_else(|| guess(bytes), |named| belied(named, bytes).unwrap_or(named)), bytes)
}

/// Of GB18030 and Big5 the other one, where the text is far more likely to be in that: every byte of one can be a byte
/// of the other, and pages that were converted keep the old name.
fn belied(named: &'static Encoding, bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = foreign(bytes);
    if sample.iter().filter(|byte| !byte.is_ascii()).count() < ENOUGH {
        return None;
    }
    let score = |encoding: &'static Encoding| table(encoding).map_or(0.0, |table| score(table, sample, true));
    let other = [(GB18030, BIG5), (BIG5, GB18030)].into_iter().find(|(of, _)| *of == named)?.1;
    let others = score(other);
    (others >= CONVINCING && others >= score(named) + FAR).then_some(other)
}

/// The text when all of it is UTF-8; a character cut at the very end is left off. Text with many zeros is not.
fn valid_utf8(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN)).unwrap_or_default();
    if head.iter().map(|byte| usize::from(*byte == 0)).sum::<usize>() * 8 > head.len() {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() && bytes.len() > 8 => {
            bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok())
        }
        Err(_) => None,
    }
}

/// The label of a meta tag or an XML prolog.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN)).unwrap_or_default().to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|name| {
        let at = head.windows(name.len()).position(|window| window == name.as_bytes())?;
        let value = head.get(at + name.len()..)?;
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:".contains(byte)))?;
        label(std::str::from_utf8(value.get(..end)?).ok()?)
    })
}

/// The encoding of a label; what is declared as GB2312 or GBK is read as GB18030, which holds both.
pub fn label(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    Some(if encoding == encoding_rs::GBK { GB18030 } else { encoding })
}

/// An encoding whose line ends and commas are not one byte.
pub fn is_wide(encoding: &'static Encoding) -> Option<&'static Encoding> {
    Some(encoding).filter(|encoding| !encoding.is_ascii_compatible())
}

/// The wide encoding that a text begins in, by its mark or by the zeros between what it has of ASCII.
pub fn wide(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => is_wide(encoding),
        None if head.contains(&0) => is_wide(decode(head, None, None).encoding),
        None => None,
    }
}

/// Whether a declaration holds: fewer than one character in 200 is broken, and it is no single-byte set,
/// which can decode anything.
fn holds(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding.is_single_byte() || [UTF_16LE, UTF_16BE].contains(&encoding) {
        return false;
    }
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    !malformed || text.chars().filter(|c| *c == '\u{fffd}').count() * 200 < text.chars().count()
}

/// What is scored: from the first byte on that is not ASCII.
fn foreign(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    bytes.get(start..bytes.len().min(start + SAMPLE)).unwrap_or_default()
}

/// The encoding in which the bytes hold the most common characters.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = foreign(bytes);
    if is_broken_utf8(sample) {
        return UTF_8;
    }
    let whole = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let scored = TABLES.iter().map(|(encoding, table)| {
        let wide = [UTF_16LE, UTF_16BE].contains(encoding);
        let score = if wide { score(table, whole, false) } else { score(table, sample, true) };
        (score, *encoding)
    });
    let (best, encoding) = scored.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, GB18030));
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count() * 10 < sample.len();
    match declaration(bytes) {
        _ if best >= CONVINCING => encoding,
        Some(declared) if declared.is_single_byte() => declared,
        _ if foreign => WINDOWS_1252,
        _ => GB18030,
    }
}

/// UTF-8 with stray or lost bytes: most bytes still make up characters of two and more, which chance does not do.
fn is_broken_utf8(sample: &[u8]) -> bool {
    let (mut whole, mut broken, mut at) = (0, 0, 0);
    while let Some(first) = sample.get(at) {
        let length = match first {
            0..=0x7f => {
                at += 1;
                continue;
            }
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 1,
        };
        let character = sample.get(at..at + length).filter(|_| length > 1);
        if character.is_some_and(|bytes| std::str::from_utf8(bytes).is_ok()) {
            whole += length;
            at += length;
        } else {
            broken += 1;
            at += 1;
        }
    }
    whole >= 6 && whole * 100 >= (whole + broken) * WELL_FORMED
}

/// Points for each character, from a table. A stray or lost byte shifts all that follows in an encoding of pairs: the
/// best way of leaving bytes out is taken, each at a price.
fn score(table: &Table, sample: &[u8], ascii: bool) -> f32 {
    // Points of the best way to here, and of that to the byte before.
    let (mut here, mut before) = (0, i32::MIN / 2);
    for at in 0..sample.len() {
        let narrow = sample.get(at).is_some_and(|byte| ascii && byte.is_ascii());
        let single = here + if narrow { 0 } else { SKIPPED };
        let pair =
            at.checked_sub(1).and_then(|from| sample.get(from..=at)).and_then(|pair| table.points(pair));
        let double = pair.map_or(i32::MIN / 2, |points| before + points);
        (before, here) = (here, single.max(double));
    }
    let units = sample.iter().filter(|byte| !(ascii && byte.is_ascii())).count();
    // Big5 and GBK have bytes of ASCII behind a lead; a pair counts once either way.
    here as f32 * 2.0 / (COMMONEST as usize * units.max(1)) as f32
}

fn by(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let mended = table(encoding).filter(|_| malformed).map(|table| mend::decode(encoding, table, bytes));
    Decoded { text: mended.unwrap_or_else(|| text.into_owned()), encoding, malformed }
}

/// The table of an encoding in which characters of two bytes stand among ASCII.
fn table(encoding: &'static Encoding) -> Option<&'static Table> {
    let paired = [GB18030, BIG5].contains(&encoding);
    TABLES.iter().find(|(of, _)| paired && *of == encoding).map(|(_, table)| table)
}

#[cfg(test)]
mod tests;
