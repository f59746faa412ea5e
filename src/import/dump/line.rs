//! The lines of a page rendered to text: what was written, a folded copy to match patterns on, indent and block.
//!
//! Two families (blank lines between blocks, or none at all) become one shape here.

use super::folding::{as_written, close, fold};
use super::furniture::debris::{without_markup, without_runs};
use super::join;
use super::one_line;
use super::recall;
use crate::text::pattern::pattern;
use regex::Regex;
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::LazyLock;

/// One line that is not blank. Its words are shared by all copies of it, and so is what was told of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub(in crate::import) words: Rc<Words>,
    /// Columns of blank before it.
    pub indent: usize,
    /// Lines of one block stand together without a blank line.
    pub block: usize,
    /// The mark of a list item before it.
    pub mark: Mark,
}

/// The words of a line.
#[derive(Debug, Default)]
pub struct Words {
    /// As written, blanks and list mark taken off.
    pub raw: String,
    /// The same characters, one for one: full-width ASCII and blanks narrow, words of page furniture simplified.
    pub folded: String,
    characters: usize,
    /// Whether a full stop is among them, and whether anything is that ends a sentence or a part of one.
    stops: bool,
    ends: bool,
    present: Present,
    verdicts: Verdicts,
}

/// Which characters a line has, by eight bits of each: some that it has not may seem to be there.
#[derive(Debug, Default)]
struct Present([u64; 4]);

impl Present {
    fn place(c: char) -> (usize, u64) {
        let mixed = u32::from(c).wrapping_mul(0x9e37_79b1) >> 24;
        ((mixed / 64) as usize, 1 << (mixed % 64))
    }

    fn note(&mut self, c: char) {
        let (at, bit) = Self::place(c);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, c: char) -> bool {
        let (at, bit) = Self::place(c);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

/// What is asked of a line by head, body and tail, and told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Furniture = 1,
    EndsBody = 2,
    Declares = 4,
}

/// What was asked of a line of an indent and a mark, and what of it holds, as bits; of another one it is told anew.
#[derive(Debug, Default)]
struct Verdicts(Cell<(usize, Mark, u8, u8)>);

impl PartialEq for Words {
    /// All else follows from these.
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw && self.folded == other.folded
    }
}

impl Eq for Words {}

impl Deref for Line {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

/// Whether a line is an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mark {
    /// Running text.
    #[default]
    None,
    /// `•` or `-`.
    Bullet,
    /// `1.`
    Number(u32),
}

/// Longest line of letter-spaced labels, characters.
const SPACED: usize = 80;
/// Longest line, bytes; a paragraph is cut shorter in the end.
const LONGEST: usize = 512 * 1024;

impl Line {
    /// A line out of its text; `None` for a blank one.
    pub fn read(text: &str, block: usize) -> Option<Self> {
        let clean: Cow<'_, str> = if text.contains(is_invisible) {
            text.chars().filter(|c| !is_invisible(*c)).collect::<String>().into()
        } else {
            text.into()
        };
        let row = cells(clean.trim());
        let mut rest = row.as_deref().unwrap_or(unbarred(clean.trim()));
        let indent = clean.chars().take_while(|c| c.is_whitespace()).map(columns).sum();
        let mut mark = Mark::None;
        if let Some((found, tail)) = list_mark(rest, indent) {
            (mark, rest) = (found, tail.trim_start());
        }
        (!rest.is_empty()).then(|| Self { words: Rc::new(Words::of(rest.to_owned())), indent, block, mark })
    }

    /// The same line with other words.
    #[must_use]
    pub fn with(&self, raw: String) -> Self {
        Self { words: Rc::new(Words::of(raw)), ..*self }
    }

    /// A line of a block that was read from markup.
    pub fn of_block(text: &str, block: usize, indent: usize, listed: bool) -> Option<Self> {
        let line = Self::read(text, block)?;
        Some(Self { indent, mark: if listed { Mark::Bullet } else { line.mark }, ..line })
    }

    /// Characters.
    pub fn len(&self) -> usize {
        self.characters
    }

    /// What was written at bytes of the folded copy.
    pub fn raw_at(&self, from: usize, to: usize) -> String {
        let count = |to: usize| self.folded.get(..to).map_or(0, |text| text.chars().count());
        let (skip, end) = (count(from), count(to));
        self.raw.chars().skip(skip).take(end.saturating_sub(skip)).collect()
    }

    /// The folded copy with labels and names set close that were letter-spaced: `一 审:张 三`.
    pub fn closed(&self) -> Cow<'_, str> {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?P<mark>: {0,4})(?P<family>\p{Han}) {1,4}(?P<name>\p{Han})(?P<end> |$)")
        });
        static LABEL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?:^|[ (\[【])(?:\p{Han} {1,4}){1,3}\p{Han} {0,4}:"));
        let text = self.folded.as_str();
        if !(text.contains(':') && text.contains(' ')) || self.len() > SPACED {
            return Cow::Borrowed(text);
        }
        let named = NAME.replace_all(text, "$mark$family$name$end");
        let close = |found: &regex::Captures<'_>| {
            let whole = found.get(0).map_or("", |whole| whole.as_str());
            let parted = if whole.starts_with(' ') { " " } else { "" };
            format!("{parted}{}", whole.replace(' ', ""))
        };
        Cow::Owned(LABEL.replace_all(&named, close).into_owned())
    }

    /// Words of the folded copy as the page has them.
    pub fn written(&self, words: &str) -> String {
        as_written(&self.raw, &self.folded, words)
    }

    /// A sentence, rather than a title, a name or a button.
    pub fn is_prose(&self) -> bool {
        let length = self.len();
        self.stops && length >= 16 || (self.ends && length >= 40) || length >= 70
    }

    /// Whether two lines say the same, whatever their blanks and widths.
    pub fn says(&self, other: &str) -> bool {
        close(&self.folded).eq(close(other))
    }

    /// What was told of this line before, or is told now.
    pub fn told(&self, verdict: Verdict, tell: impl FnOnce(&Self) -> bool) -> bool {
        let bit = verdict as u8;
        let known = || match self.verdicts.0.get() {
            (indent, mark, asked, holds) if (indent, mark) == (self.indent, self.mark) => (asked, holds),
            _ => (0, 0),
        };
        let (asked, holds) = known();
        if asked & bit != 0 {
            return holds & bit != 0;
        }
        let told = recall::told(self, bit, tell);
        // Telling may have asked for others.
        let (asked, holds) = known();
        let holds = holds | if told { bit } else { 0 };
        self.verdicts.0.set((self.indent, self.mark, asked | bit, holds));
        told
    }
}

impl Words {
    /// Whether some words stand in the folded copy. Most of what the rules ask for does not, and its characters tell so
    /// without a search.
    pub fn has(&self, words: &str) -> bool {
        words.chars().take(2).all(|c| self.present.may_hold(c)) && self.folded.contains(words)
    }

    /// Whether any of these do.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|words| self.has(words))
    }

    fn of(raw: String) -> Self {
        let mut words = Self { folded: String::with_capacity(raw.len()), ..Self::default() };
        for c in raw.chars().map(fold) {
            words.folded.push(c);
            words.characters += 1;
            words.present.note(c);
            words.stops |= c == '。';
            words.ends |= matches!(c, '。' | '!' | '?' | ';');
        }
        Self { raw, ..words }
    }
}

/// The lines of a page in order. Without any blank line every line is a block of its own.
pub fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{c}'], "\n");
    let text = without_readings(&text);
    let text = without_runs(&text);
    let text = without_markup(&text);
    let is_blank = |line: &str| line.chars().all(|c| c.is_whitespace() || is_invisible(c));
    let parted = text.trim().lines().any(is_blank);
    let mut block = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let line = line.get(..line.floor_char_boundary(LONGEST)).unwrap_or(line);
        match Line::read(line, block) {
            Some(line) => {
                lines.push(line);
                block += usize::from(!parted);
            }
            None => block += 1,
        }
    }
    one_line::part(&mut lines);
    join::bylines(&mut lines);
    lines
}

/// Takes away the readings that bad conversions put behind every other character: `區(qū)委書(shū)記`.
fn without_readings(text: &str) -> Cow<'_, str> {
    static READING: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(\p{Han})[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,7}[)）] ?"));
    if !text.contains(['(', '（']) {
        return Cow::Borrowed(text);
    }
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if READING.find_iter(text).count() * 100 <= han {
        Cow::Borrowed(text)
    } else {
        READING.replace_all(text, "$1")
    }
}

/// Marks of direction and width that show nothing, and controls.
fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}')
}

fn columns(c: char) -> usize {
    match c {
        '\u{3000}' | '\u{2003}' | '\t' => 2,
        _ => 1,
    }
}

/// A line without the bars of a table that a rendering left on one of its sides: those of empty cells stand at its end.
fn unbarred(text: &str) -> &str {
    let ended = text.ends_with('|').then(|| text.trim_end_matches(['|', ' ']));
    let bare = ended.or_else(|| text.strip_prefix('|').map(str::trim).filter(|bare| !bare.contains('|')));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(text)
}

/// A row of a table between bars, its cells parted by two tabs as the other family of renderings parts them.
fn cells(text: &str) -> Option<String> {
    let inner = text.strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    let rule = |cell: &&str| cell.chars().all(|c| "-: ".contains(c));
    Some(if cells.iter().all(rule) { String::new() } else { cells.join("\t\t") })
}

fn list_mark(text: &str, indent: usize) -> Option<(Mark, &str)> {
    if let Some(rest) = text.strip_prefix('•').or_else(|| text.strip_prefix("- ").filter(|_| indent == 0)) {
        // `- THE END -` and its like are no items.
        return (!text.ends_with(" -")).then_some((Mark::Bullet, rest));
    }
    let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
    let (number, rest) = text.split_at_checked(digits)?;
    let rest = rest.strip_prefix(". ").filter(|_| indent >= 2)?;
    Some((Mark::Number(number.parse().ok()?), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_one_for_one() {
        for text in ["您當前的位置：首頁 ＞ 要聞", "　　全角　空白", "a\u{a0}b", "發佈時間：２０２４"]
        {
            let line = Line::read(text, 0).unwrap();
            assert_eq!(line.raw.chars().count(), line.folded.chars().count());
        }
        let line = Line::read("發佈時間：２０２４　來源：某報", 0).unwrap();
        assert_eq!(line.folded, "发布时间:2024 来源:某报");
        assert_eq!(line.raw_at(line.folded.find("某").unwrap(), line.folded.len()), "某報");
        let line = Line::read("記者 國小三、關小四 報導", 0).unwrap();
        assert_eq!(line.written("国小三"), "國小三");
        assert_eq!(line.written("国小三 关小四"), "國小三 關小四");
    }

    #[test]
    fn what_a_line_has_is_found() {
        let line = Line::read("版心：天头、地脚 ＡＢ", 0).unwrap();
        assert!(["版心", "心:天", "脚 AB", "版", ""].iter().all(|words| line.has(words)));
        assert!(!line.has("心版") && !line.has("订口") && !line.has("版心："));
        assert!(line.has_any(&["订口", "天头"]) && !line.has_any(&["订口", "切口"]));
    }

    #[test]
    fn a_verdict_is_told_once_and_anew_of_a_changed_line() {
        let line = Line::read("版心", 0).unwrap();
        assert!(line.told(Verdict::EndsBody, |line| line.told(Verdict::Declares, |_| true)));
        assert!(line.told(Verdict::EndsBody, |_| unreachable!()));
        assert!(line.told(Verdict::Declares, |_| unreachable!()));
        assert!(!line.told(Verdict::Furniture, |_| false));
        assert!(!line.told(Verdict::Furniture, |_| unreachable!()));
        let copy = Line { block: 7, ..line.clone() };
        assert!(!copy.told(Verdict::Furniture, |_| unreachable!()), "what was told of the line");
        let other = Line { indent: 2, ..line.clone() };
        assert!(!other.told(Verdict::EndsBody, |_| false));
        let other = line.with("版心。".to_owned());
        assert!(other.told(Verdict::Furniture, |_| true) && other != line);
    }

    #[test]
    fn letter_spaced_labels_are_set_close() {
        for (text, expected) in [
            ("一 审：张 三", "一审:张三"),
            ("文　图：王小三 李小四", "文图:王小三 李小四"),
            ("编 辑:张 三  审 核:李小四", "编辑:张三  审核:李小四"),
            ("责 任 編 輯：王小三", "责任编辑:王小三"),
            ("编辑：王小三 李 四", "编辑:王小三 李 四"),
            ("来源:某 报", "来源:某报"),
            ("版心 大小", "版心 大小"),
        ] {
            assert_eq!(Line::read(text, 0).unwrap().closed(), expected, "{text}");
        }
    }

    #[test]
    fn readings_of_bad_conversions_go() {
        let page = lines("區(qū)委書(shū)記 在會(huì)上說(shuō)，版心(排印)的\u{9053}理(PDF)不變。");
        assert_eq!(page[0].raw, "區委書記 在會上說，版心(排印)的道理(PDF)不變。");
        assert_eq!(lines(&format!("{}一(ab)", "字".repeat(200)))[0].raw.len(), 607);
    }

    #[test]
    fn blocks_indents_and_marks() {
        let page = lines("\u{feff}题\n\n  一段\n  二段\n\n  • 甲\n    1. 乙\n\u{200b} \n- THE END -\n");
        let shape: Vec<_> =
            page.iter().map(|line| (line.raw.as_str(), line.indent, line.block, line.mark)).collect();
        assert_eq!(
            shape,
            [
                ("题", 0, 0, Mark::None),
                ("一段", 2, 1, Mark::None),
                ("二段", 2, 1, Mark::None),
                ("甲", 2, 2, Mark::Bullet),
                ("乙", 4, 2, Mark::Number(1)),
                ("- THE END -", 0, 3, Mark::None),
            ]
        );
        let dense = lines("一\n二\n三");
        assert_eq!(dense.iter().map(|line| line.block).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
