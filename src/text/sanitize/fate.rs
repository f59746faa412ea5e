//! What becomes of each character: one table for import and for display.
//!
//! It decides character by character and knows no neighbours; `clusters` applies it to a text.
//! Sources: the general categories Cc and Cf, `Bidi_Control` (UAX #9),
//! `Default_Ignorable_Code_Point`,
//! and what the measured terminals do with each group.

use unicode_linebreak::{BreakClass, break_property};
use unicode_width::UnicodeWidthChar;

/// The mark a Chinese compositor sets for a missing sort; two columns on every terminal measured.
pub const MISSING: char = '〓';

/// What becomes of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Shown; it begins a cell of its own.
    Base,
    /// Shown on the base before it, if there is one.
    Mark,
    /// Half of a flag: kept in pairs.
    RegionalIndicator,
    /// A katakana or mark of half width: shown in its full form.
    HalfwidthKana,
    /// Any kind of line end.
    LineEnd,
    /// A tab.
    Tab,
    /// A blank that is not the space character: shown as one.
    Blank,
    /// Shown as [`MISSING`]: private use, noncharacters, unassigned.
    Missing,
    /// Not shown: controls, formats, selectors, joiners, fillers, tags.
    Dropped,
}

/// Whether `c` is shown as it is, combines with nothing before it and is not changed by NFC:
/// nearly every character of a Chinese text, decided without a table.
pub(super) const fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '‐'..='‧' | '\u{3000}'..='〩' | '〰'..='〾' | 'ぁ'..='ゖ' | 'ァ'..='ー'
        | '㐀'..='䶿' | '一'..='鿿' | '가'..='힣' | '！'..='｠' | '￠'..='￦')
}

/// The fate of one character.
pub(super) fn fate(c: char) -> Fate {
    if is_plain(c) {
        return Fate::Base;
    }
    match c {
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::LineEnd,
        '\t' => Fate::Tab,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Fate::Blank,
        '\u{1F1E6}'..='\u{1F1FF}' => Fate::RegionalIndicator,
        '\u{FF61}'..='\u{FF9F}' => Fate::HalfwidthKana,
        _ if is_dropped(c) => Fate::Dropped,
        _ if is_missing(c) => Fate::Missing,
        _ if c.width().is_none_or(|columns| columns == 0) => Fate::Mark,
        _ => Fate::Base,
    }
}

/// Controls, and everything that has no cell of its own, steers the direction of a line or only
/// selects a form: dropped without a trace.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x20E3 | 0x3164
            | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
            | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0x1F3FB..=0x1F3FF
            | 0xE0000..=0xE0FFF)
}

/// Private use, noncharacters and what Unicode 15 had not assigned. Ideographs added later
/// (extensions I and J) are kept: whether they can be shown is for the width profile to say.
fn is_missing(c: char) -> bool {
    let code = u32::from(c);
    // U+17D8 is three columns wide in the tables: no cell of a grid holds it.
    matches!(code, 0x17D8 | 0xFFFC | 0xFFFD)
        || break_property(code) == BreakClass::Unknown
        || is_reserved(code)
}

/// Unassigned code points to which UAX #14 gives a class in advance.
const fn is_reserved(code: u32) -> bool {
    matches!(code,
        0x20C1..=0x20CF | 0xFA6E..=0xFA6F | 0xFADA..=0xFAFF
        | 0x1F02C..=0x1F02F | 0x1F094..=0x1F09F | 0x1F0AF..=0x1F0B0 | 0x1F0C0 | 0x1F0D0 | 0x1F0F6..=0x1F0FF
        | 0x1F1AE..=0x1F1E5 | 0x1F203..=0x1F20F | 0x1F23C..=0x1F23F | 0x1F249..=0x1F24F
        | 0x1F252..=0x1F25F | 0x1F266..=0x1F2FF | 0x1F6D8..=0x1F6DB | 0x1F6ED..=0x1F6EF
        | 0x1F6FD..=0x1F6FF | 0x1F777..=0x1F77A | 0x1F7DA..=0x1F7DF | 0x1F7EC..=0x1F7EF
        | 0x1F7F1..=0x1F7FF | 0x1F80C..=0x1F80F | 0x1F848..=0x1F84F | 0x1F85A..=0x1F85F
        | 0x1F888..=0x1F88F | 0x1F8AE..=0x1F8AF | 0x1F8B2..=0x1F8FF | 0x1FA54..=0x1FA5F
        | 0x1FA6E..=0x1FA6F | 0x1FA7D..=0x1FA7F | 0x1FA89..=0x1FA8F | 0x1FABE | 0x1FAC6..=0x1FACD
        | 0x1FADC..=0x1FADF | 0x1FAE9..=0x1FAEF | 0x1FAF9..=0x1FAFF | 0x1FC00..=0x1FFFD
        | 0x2A6E0..=0x2A6FF | 0x2B73A..=0x2B73F | 0x2B81E..=0x2B81F | 0x2CEA2..=0x2CEAF
        | 0x2EBE1..=0x2EBEF | 0x2EE5E..=0x2F7FF | 0x2FA1E..=0x2FFFD | 0x3134B..=0x3134F
        | 0x3347A..=0x3FFFD)
}

/// Pictures that take part in ZWJ sequences: `Extended_Pictographic` by blocks (UTS #51).
pub(super) const fn is_pictograph(c: char) -> bool {
    matches!(c as u32,
        0xA9 | 0xAE | 0x203C | 0x2049 | 0x2122 | 0x2139 | 0x2190..=0x21FF | 0x2300..=0x23FF | 0x24C2
        | 0x25A0..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF | 0x1F000..=0x1F1E5 | 0x1F200..=0x1FAFF)
}

/// The full form of a character of half width. `None` for the two sound marks, which join the
/// kana before them where they can.
pub(super) fn full_kana(c: char) -> Option<char> {
    /// From U+FF61 to U+FF9D in code point order.
    const FULL: [char; 61] = [
        '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア',
        'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ',
        'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ', 'モ',
        'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン',
    ];
    let place = u32::from(c).checked_sub(0xFF61)?;
    FULL.get(place as usize).copied()
}
