//! The groups of characters that terminals treat alike when they decide about columns.
//!
//! Certain ranges (measured alike on every terminal of the record) are answered without a table;
//! the rest follows `East_Asian_Width` (UAX #11). Only characters that are left after sanitizing come here.

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

/// A group of characters that a terminal gives the same number of columns.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    strum::EnumCount,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum WidthClass {
    /// One column everywhere: ASCII, plain Latin letters, the glyphs that rules and marks are drawn with.
    One,
    /// Two columns everywhere: hanzi, kana, hangul, full-width marks.
    Two,
    /// “ ” ‘ ’
    Quotes,
    /// — – ― ‖
    Dashes,
    /// … · • ‥ ‧
    Dots,
    /// ① ⑴ ⒈
    Enclosed,
    /// Ⅰ Ⅳ ⅻ
    Roman,
    /// ℃ ‰ § ° № ® ½
    Signs,
    /// → ⇒ ↑
    Arrows,
    /// × ± ≈ √
    Math,
    /// ■ ● ★ ♀ ♪
    Shapes,
    /// ─ │ ┌ ═
    Boxes,
    /// █ ▀ ▒
    Blocks,
    /// à é ü and the other Latin letters of ambiguous width
    Latin,
    /// α Ω
    Greek,
    /// я Ё
    Cyrillic,
    /// Other characters of ambiguous width
    Symbols,
    /// Everything else of one column: other scripts, rare symbols
    Neutral,
    /// Narrow pictures: ❤ ☂ 🌡
    Pictures,
    /// Wide pictures: 😀 ⌚
    Emoji,
    /// Flags of two regional indicators
    Flags,
    /// Other wide scripts and radicals
    WideScripts,
    /// ䷀: one column or two
    Hexagrams,
    /// 𝌆: one column or two
    TaiXuan,
    /// Ideographs of extension H (Unicode 15)
    ExtensionH,
    /// Ideographs of extension I (Unicode 15.1): some terminals give no column
    ExtensionI,
    /// Ideographs of extension J (Unicode 17)
    ExtensionJ,
}

impl WidthClass {
    /// The class of a character.
    pub fn of(c: char) -> Self {
        if let Some(class) = certain(c) {
            return class;
        }
        match u32::from(c) {
            0x4DC0..=0x4DFF => Self::Hexagrams,
            0x1D300..=0x1D356 => Self::TaiXuan,
            0x1F1E6..=0x1F1FF => Self::Flags,
            0x31350..=0x323AF => Self::ExtensionH,
            0x2EBF0..=0x2EE5D => Self::ExtensionI,
            0x323B0..=0x33479 => Self::ExtensionJ,
            code if c.width() == Some(2) => match code {
                0x231A..=0x2BFF | 0x1F000..=0x1FAFF => Self::Emoji,
                _ => Self::WideScripts,
            },
            code if is_ambiguous(c) => ambiguous_class(code),
            0x2600..=0x27BF | 0x1F000..=0x1FAFF => Self::Pictures,
            _ => Self::Neutral,
        }
    }

    /// Whether every terminal of the record agrees.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::One | Self::Two)
    }

    /// Whether it is a matter of the terminal's setting for ambiguous characters.
    pub const fn is_ambiguous(self) -> bool {
        (self as u8) >= (Self::Quotes as u8) && (self as u8) <= (Self::Symbols as u8)
    }
}

/// Classes decided by range alone.
const fn certain(c: char) -> Option<WidthClass> {
    match c as u32 {
        0x20..=0x7E => Some(WidthClass::One),
        code if is_certainly_wide(code) => Some(WidthClass::Two),
        code if is_chrome(code) || is_plain_latin(code) => Some(WidthClass::One),
        _ => None,
    }
}

/// Ranges of two columns, without combining marks, what later versions of Unicode added and ㉈ to ㉏.
const fn is_certainly_wide(code: u32) -> bool {
    matches!(code,
        0x3000..=0x3029 | 0x3030..=0x303E | 0x3041..=0x3096 | 0x309B..=0x30FF | 0x3105..=0x312F
        | 0x3131..=0x3163 | 0x3165..=0x318E | 0x3200..=0x321E | 0x3220..=0x3247 | 0x3250..=0x32FE
        | 0x3300..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFE50..=0xFE52 | 0xFE54..=0xFE66 | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x2EBEF
        | 0x2F800..=0x2FA1F | 0x30000..=0x3134F)
}

/// What rules and marks are drawn with, measured one by one.
const fn is_chrome(code: u32) -> bool {
    matches!(code,
        0xA2 | 0xA3 | 0xA5 | 0xA9 | 0xBB | 0x2023 | 0x203A | 0x22EE | 0x22EF | 0x231C..=0x231F | 0x239E
        | 0x23A1..=0x23A6 | 0x23AA | 0x23AF | 0x23B8..=0x23BD | 0x23D0 | 0x254C..=0x254F | 0x2574..=0x257B
        | 0x2590 | 0x2591 | 0x25AA | 0x25AB | 0x25BA | 0x25E6 | 0x2713 | 0x2714 | 0x2717 | 0x276F | 0x2E3A)
}

/// Latin letters that UAX #11 calls neutral; their neighbours are ambiguous.
const fn is_plain_latin(code: u32) -> bool {
    matches!(code,
        0xC0..=0xC5 | 0xC7..=0xCF | 0xD1..=0xD6 | 0xD9..=0xDD | 0xE2..=0xE5 | 0xE7 | 0xEB | 0xEE | 0xEF
        | 0xF1 | 0xF4..=0xF6 | 0xFB | 0xFD | 0xFF)
}

/// `East_Asian_Width=Ambiguous`. The base table leaves out letters and counts some neutral symbols in.
fn is_ambiguous(c: char) -> bool {
    let code = u32::from(c);
    if c.width() == c.width_cjk() { is_ambiguous_letter(code) } else { !is_neutral_symbol(code) }
}

/// Letters and modifier symbols with `East_Asian_Width=Ambiguous`.
const fn is_ambiguous_letter(code: u32) -> bool {
    matches!(code,
        0xA8 | 0xAA | 0xB4 | 0xB8 | 0xBA | 0xC6 | 0xD0 | 0xD8 | 0xDE..=0xE1 | 0xE6 | 0xE8..=0xEA | 0xEC | 0xED
        | 0xF0 | 0xF2 | 0xF3 | 0xF8..=0xFA | 0xFC | 0xFE | 0x101 | 0x111 | 0x113 | 0x11B | 0x126 | 0x127 | 0x12B
        | 0x131..=0x133 | 0x138 | 0x13F..=0x142 | 0x144 | 0x148..=0x14B | 0x14D | 0x152 | 0x153 | 0x166 | 0x167
        | 0x16B | 0x1CE | 0x1D0 | 0x1D2 | 0x1D4 | 0x1D6 | 0x1D8 | 0x1DA | 0x1DC | 0x251 | 0x261 | 0x2C4 | 0x2C7
        | 0x2C9..=0x2CB | 0x2CD | 0x2D0 | 0x2D8..=0x2DB | 0x2DD | 0x2DF | 0x391..=0x3A1 | 0x3A3..=0x3A9
        | 0x3B1..=0x3C1 | 0x3C3..=0x3C9 | 0x401 | 0x410..=0x44F | 0x451 | 0x207F | 0x2113)
}

/// Symbols that are `East_Asian_Width=Neutral` although the base table widens them.
const fn is_neutral_symbol(code: u32) -> bool {
    matches!(code,
        0x387 | 0x2150..=0x2152 | 0x2155..=0x215A | 0x219A | 0x219B | 0x21AE | 0x21CE | 0x21CF | 0x2204 | 0x2209
        | 0x220C | 0x2224 | 0x2226 | 0x2241 | 0x2249 | 0x2262 | 0x2270 | 0x2271 | 0x2284 | 0x2285 | 0x2288 | 0x2289
        | 0x24EA | 0x2574 | 0x2616 | 0x2617 | 0x2780..=0x2793 | 0x1F10B | 0x1F10C)
}

const fn ambiguous_class(code: u32) -> WidthClass {
    match code {
        0x2018 | 0x2019 | 0x201C | 0x201D => WidthClass::Quotes,
        0x2010..=0x2016 => WidthClass::Dashes,
        0xB7 | 0x2022..=0x2027 => WidthClass::Dots,
        0x2460..=0x24FF | 0x2776..=0x2793 | 0x3248..=0x324F | 0x1F100..=0x1F1AD => WidthClass::Enclosed,
        0x2160..=0x2188 => WidthClass::Roman,
        0x2190..=0x21FF => WidthClass::Arrows,
        0xB1 | 0xD7 | 0xF7 | 0x2200..=0x22FF => WidthClass::Math,
        0x2500..=0x257F => WidthClass::Boxes,
        0x2580..=0x259F => WidthClass::Blocks,
        0x25A0..=0x2775 | 0x2B55..=0x2B59 => WidthClass::Shapes,
        0x391..=0x3C9 => WidthClass::Greek,
        0x400..=0x45F => WidthClass::Cyrillic,
        0xAA | 0xBA | 0xA0..=0xBF | 0x2030..=0x203E | 0x2074..=0x20AC | 0x2100..=0x215F => WidthClass::Signs,
        0xC0..=0x24F | 0x251 | 0x261 => WidthClass::Latin,
        _ => WidthClass::Symbols,
    }
}
