//! What each character may do at a line's ends (行首行尾禁则, clreq 3.1.4 and GB/T 15834).
//!
//! A class per atom, quotes resolved by what they stand beside. `breaks` makes opportunities of them.

use super::atom::Atom;
use super::han;

/// The part a character plays in line breaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A blank: no line begins with one, and at a line end it vanishes.
    Blank,
    /// Hanzi, kana, hangul: a line may break on both sides.
    Han,
    /// （ 《 “: never at a line end.
    Open,
    /// ） 》 ”: never at a line start.
    Close,
    /// 、 。 ， ！ and their ASCII forms: never at a line start.
    Pause,
    /// – ～ · and the like: never at a line start.
    Connector,
    /// - ‐: joins within words, is the sign of a number after a hanzi.
    Hyphen,
    /// / ／: neither at a line start nor, without a blank, at a line end.
    Slash,
    /// — ―: a run is one; never at a line start.
    Dash,
    /// …: a run is one; never at a line start.
    Ellipsis,
    /// 々 ー and small kana: never at a line start.
    NonStarter,
    /// ￥ $ № ±: never parted from the number after it.
    Prefix,
    /// % ‰ ℃ ㎡: never at a line start.
    Postfix,
    /// A digit, full width too.
    Digit,
    /// A letter that is set in words.
    Letter,
    /// Other ASCII.
    Ascii,
    /// ① ⑴ ※: stays with what it counts or marks.
    Enclosed,
    /// A line end that the text demands.
    LineEnd,
    /// Anything else: as UAX #14 has it.
    Other,
}

/// The class of every atom.
pub(super) fn classes(atoms: &[Atom]) -> Vec<Class> {
    let count = |wanted: fn(char) -> bool| atoms.iter().filter(|atom| wanted(atom.base)).count();
    let hanlike = count(han::is_hanlike);
    let chinese = hanlike > 0 && hanlike * 2 >= count(|c| c.is_ascii_alphabetic());
    let mut quotes = Quotes { chinese, double_is_open: false, single_is_open: false };
    let mut before: Option<char> = None;
    let mut rest = atoms.iter();
    let mut classes = Vec::with_capacity(atoms.len());
    while let Some(atom) = rest.next() {
        classes.push(match atom.base {
            '‘' | '’' | '“' | '”' | '"' | '\'' => {
                quotes.class(before, atom.base, rest.as_slice().first().map(|next| next.base))
            }
            // A blank that carries a mark is shown.
            ' ' | '\u{3000}' if !atom.is_blank() => Class::Other,
            base => class_of(base),
        });
        before = Some(atom.base);
    }
    classes
}

/// What quotation marks open or close.
struct Quotes {
    chinese: bool,
    double_is_open: bool,
    single_is_open: bool,
}

impl Quotes {
    /// The class of a quote between its neighbours. Curved ones follow UAX #14 where nothing is Chinese
    /// (there they may stand for either side); straight ones follow the blanks beside them, else take turns.
    fn class(&mut self, before: Option<char>, quote: char, after: Option<char>) -> Class {
        let eastern = |c: Option<char>| c.is_some_and(han::is_eastern);
        let in_chinese = self.chinese || eastern(before) || eastern(after);
        let curved = |class| if in_chinese { class } else { Class::Other };
        match quote {
            '’' | '\'' if is_letter(before) && is_letter(after) => Class::Letter,
            '“' | '‘' => curved(Class::Open),
            '”' | '’' => curved(Class::Close),
            _ => {
                let is_edge =
                    |c: Option<char>| c.is_none_or(|c| matches!(class_of(c), Class::Blank | Class::LineEnd));
                let is_open = if quote == '"' { &mut self.double_is_open } else { &mut self.single_is_open };
                *is_open = match (is_edge(before), is_edge(after)) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => !*is_open,
                };
                if *is_open { Class::Open } else { Class::Close }
            }
        }
    }
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphabetic() && !han::is_eastern(c))
}

/// Whether a character is more than punctuation: two of them make a last line.
pub(super) fn is_body(c: char) -> bool {
    matches!(
        class_of(c),
        Class::Han | Class::Digit | Class::Letter | Class::Enclosed | Class::NonStarter | Class::Other
    ) && !han::is_shared_mark(c)
}

/// The class of a character by itself.
fn class_of(c: char) -> Class {
    match c {
        ' ' | '\u{3000}' => Class::Blank,
        '\n' => Class::LineEnd,
        '一'..='鿿' => Class::Han,
        '0'..='9' | '０'..='９' => Class::Digit,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => Class::Letter,
        '-' | '‐' | '‑' => Class::Hyphen,
        '/' | '／' => Class::Slash,
        '—' | '―' | '⸺' | '⸻' => Class::Dash,
        '…' | '‥' | '⋯' => Class::Ellipsis,
        _ if opens(c) => Class::Open,
        _ if closes(c) => Class::Close,
        _ if pauses(c) => Class::Pause,
        _ if connects(c) => Class::Connector,
        _ if precedes_number(c) => Class::Prefix,
        _ if follows_number(c) => Class::Postfix,
        _ if never_starts(c) => Class::NonStarter,
        _ if is_enclosed(c) => Class::Enclosed,
        '!'..='~' => Class::Ascii,
        _ if han::is_eastern(c) => Class::Han,
        _ if c.is_alphabetic() && !is_complex(c) => Class::Letter,
        _ => Class::Other,
    }
}

const fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '（'
            | '〔'
            | '［'
            | '｛'
            | '【'
            | '〖'
            | '〘'
            | '〚'
            | '《'
            | '〈'
            | '「'
            | '『'
            | '〝'
            | '｟'
            | '«'
            | '‹'
            | '︵'
            | '﹁'
            | '﹃'
    )
}

const fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '）'
            | '〕'
            | '］'
            | '｝'
            | '】'
            | '〗'
            | '〙'
            | '〛'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '〞'
            | '〟'
            | '｠'
            | '»'
            | '›'
            | '︶'
            | '﹂'
            | '﹄'
    )
}

const fn pauses(c: char) -> bool {
    matches!(
        c,
        ',' | '.'
            | ':'
            | ';'
            | '!'
            | '?'
            | '、'
            | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '﹐'
            | '﹑'
            | '﹒'
            | '﹔'
            | '﹕'
            | '﹖'
            | '﹗'
    )
}

const fn connects(c: char) -> bool {
    matches!(c, '–' | '～' | '〜' | '~' | '·' | '・' | '‧' | '•' | '゠' | '－' | '∼' | '−')
}

const fn precedes_number(c: char) -> bool {
    matches!(c, '￥' | '＄' | '￡' | '$' | '¥' | '£' | '€' | '№' | '±' | '＋' | '+' | '#' | '＃')
}

const fn follows_number(c: char) -> bool {
    matches!(c, '%' | '‰' | '％' | '℃' | '℉' | '°' | '′' | '″' | '￠' | '¢' | '㍱'..='㏟')
}

/// Iteration and length marks and small kana.
const fn never_starts(c: char) -> bool {
    matches!(
        c,
        '々' | '〻'
            | 'ゝ'
            | 'ゞ'
            | 'ヽ'
            | 'ヾ'
            | 'ー'
            | '゛'
            | '゜'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ゕ'
            | 'ゖ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
            | 'ㇰ'..='ㇿ'
    )
}

const fn is_enclosed(c: char) -> bool {
    matches!(c, '※' | '①'..='⓿' | '❶'..='➓' | '㈠'..='㈩' | '㊀'..='㊉')
}

/// Scripts whose words are not parted by blanks, or have break rules of their own (class SA and others).
const fn is_complex(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0FFF | 0x1000..=0x109F | 0x1200..=0x139F | 0x1780..=0x17FF | 0x1950..=0x1AAF
        | 0x2E80..=0x2FDF | 0xA000..=0xABFF | 0x1_0000..)
}

/// Whether a character is set in Western runs, which stay whole: letters, ASCII digits and marks.
pub(super) const fn is_western(class: Class, base: char) -> bool {
    match class {
        Class::Letter | Class::Ascii => true,
        Class::Blank | Class::LineEnd | Class::Other => false,
        _ => base.is_ascii(),
    }
}
