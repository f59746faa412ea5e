//! Credits as papers, schools and sites write them, glued or parted: `(记者某甲通讯员某乙)`, `某甲 文 某乙 图`, `图/某甲 文/某乙`.
//!
//! One grammar serves head lines, ledes, last words, lines behind a text and values of an author's key: `tokens` cuts a text,
//! `parser` tells who did what. Where a text stands, and how certain it must be, its callers know.

mod parser;
mod pieces;
mod steps;
mod tokens;
mod within;
mod words;

use super::facts::{Facts, is_medium, name};
use super::folding::{as_written, fold};
use super::line::Line;
use parser::{Credits, Names, parse};
use tokens::Reading;

pub use within::{closing, lede, pictured, signed};

/// Longest line that is a credit, characters.
const LINE: usize = 100;
/// Longest line that names a medium and persons, or persons alone.
const SHORT: usize = 24;

/// Without any of these nobody is said to have done anything.
const SIGNS: [&str; 30] = [
    "记者", "讯员", "摄", "文", "图", "稿", "编", "审", "校", "报道", "报导", "作者", "采", "笔", "员",
    "制作", "视频", "整理", "报送", "发自", "/", "撰", "写", "译", "新闻", "综合", "来源", "著", "录",
    "原创",
];

/// Reads a text that is a credit and nothing else; the text is narrow and simplified.
fn read(text: &str) -> Option<Credits> {
    let plain = |c: char| c.is_alphanumeric() || tokens::mark_of(c).is_some() || "《》.'".contains(c);
    if !text.chars().all(plain) {
        return None;
    }
    let closed = closed_up(text);
    let read = parse(&Reading::of(&closed).whole()?);
    read.named.then_some(read)
}

/// Reads a line of at most so many characters without a sentence in it.
fn read_line(line: &Line, longest: usize) -> Option<Credits> {
    let text = line.folded.trim_end_matches('。');
    if line.len() > longest || text.contains(['。', '?', '!', '“']) {
        return None;
    }
    read(line.closed().trim_end_matches('。'))
}

/// The facts of a line that is a credit and nothing else: a role or a deed says so.
pub fn of_line(line: &Line) -> Option<Facts> {
    if let Some(author) = by(line) {
        return Some(Facts { author: Some(author), ..Facts::default() });
    }
    if line.len() > LINE || !line.has_any(&SIGNS) {
        return None;
    }
    read_line(line, LINE).filter(|read| read.told || read.wired && read.sure()).map(|read| facts(read, line))
}

/// Who a line of credits says wrote the text, where it is surely a person.
pub fn surely(line: &Line) -> Option<Facts> {
    let told = line.has_any(&SIGNS);
    let read = Some(line).filter(|_| told).and_then(|line| read_line(line, LINE))?;
    (read.told && read.names > Names::Perhaps && !read.authors.is_empty()).then(|| facts(read, line))
}

/// Who a line of credits says wrote the text.
pub fn author(line: &Line) -> Option<Facts> {
    of_line(line).filter(|facts| facts.author.is_some())
}

/// The facts of a line with the words it was read of as the page has them.
fn facts(read: Credits, line: &Line) -> Facts {
    let author = Some(read.authors.join(" ")).filter(|authors| !authors.is_empty());
    let editor = Some(read.editors.join("、")).filter(|editors| !editors.is_empty());
    Facts { author, editor, source: read.source, ..Facts::default() }.spelt_as(line)
}

/// `By John`
fn by(line: &Line) -> Option<String> {
    const BY: [&str; 7] = ["by", "By", "BY", "Written by", "Text by", "Words by", "Story by"];
    let who = BY.iter().find_map(|by| line.folded.strip_prefix(by))?;
    let plain = who.chars().all(|c| c.is_alphabetic() || " :._·".contains(c)) && who.starts_with([' ', ':']);
    let who = who.trim_start_matches([' ', ':']);
    name(who).filter(|_| plain && line.len() <= SHORT).map(|who| line.written(&who))
}

/// `某甲 某乙`, `某某学院 某甲`: a line of names and nothing else.
pub fn names_alone(line: &Line) -> Option<Facts> {
    let bare = !line.folded.contains([':', '《']);
    let read = Some(line).filter(|_| bare).and_then(|line| read_line(line, SHORT))?;
    let few = (1..=4).contains(&read.authors.len());
    (few && read.sure() && !read.told && !read.wired).then(|| facts(read, line))
}

/// `某某日报 某甲`: a line that names a paper and persons and nothing else.
pub fn paper_and_person(line: &Line) -> Option<Facts> {
    /// Where somebody does research is no paper.
    const WORKS: [&str; 6] = ["研究所", "研究院", "研究中心", "研究室", "实验室", "大学"];
    let parted = line.folded.chars().any(|c| tokens::mark_of(c).is_some());
    let read = read_line(line, SHORT).filter(|read| parted && read.sure() && !read.told && !read.wired)?;
    let [paper] = read.offices.as_slice() else { return None };
    let named = is_medium(paper) && (1..=3).contains(&read.authors.len());
    let source = Some(paper.clone()).filter(|paper| !WORKS.iter().any(|end| paper.ends_with(end)));
    named.then(|| Facts { source, ..facts(Credits { source: None, ..read }, line) }.spelt_as(line))
}

/// Who the value of an author's key says wrote the text, where it says more than names.
pub fn value(words: &str) -> Option<String> {
    let narrow: String = words.chars().map(fold).collect();
    let read = read(narrow.trim()).filter(|read| !read.authors.is_empty())?;
    let more = read.sure() && (read.told || !read.offices.is_empty());
    more.then(|| spelt(words, &read.authors))
}

/// Who the value of an author's key says wrote the text.
pub fn who(words: &str) -> Option<String> {
    value(words).or_else(|| name(words))
}

/// `某 甲 王小三`: a name of two characters that stand apart, as wide as one of three.
pub fn closed_up(text: &str) -> String {
    const LETTERS: &str = "文图摄译编审校";
    let chars: Vec<char> = text.chars().collect();
    let han = |at: usize| chars.get(at).copied().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let edge =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_none_or(|c| tokens::mark_of(*c).is_some());
    let single = |at: usize| han(at).filter(|_| edge(at.checked_sub(1)) && edge(Some(at + 1)));
    let mut closed = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        closed.push(c);
        at += 1;
        let blanks = chars.iter().skip(at).take_while(|c| **c == ' ').count();
        if let (Some(first), Some(second)) = (single(at - 1), single(at + blanks))
            && blanks > 0
            && LETTERS.contains(first) == LETTERS.contains(second)
        {
            closed.push(second);
            at += blanks + 1;
        }
    }
    closed
}

/// Names as the text has them whose narrow copy they were read of.
fn spelt(text: &str, names: &[String]) -> String {
    let narrow: String = text.chars().map(fold).collect();
    let spelt: Vec<String> = names.iter().map(|name| as_written(text, &narrow, name)).collect();
    spelt.join(" ")
}

#[cfg(test)]
mod tests;
