//! The author that a text itself names: before its first words, or behind its last.

use super::parser::{Credits, parse};
use super::tokens::{Mark, Reading, Token, mark_of};
use super::words::{Job, Kind};
use super::{closed_up, read, spelt};
use crate::import::dump::facts::{family, is_medium, is_nobody, is_person, is_place};
use crate::import::dump::folding::{as_written, fold};
use crate::import::dump::section::is_section;
use std::borrow::Cow;

/// Characters of a paragraph in which its lede stands.
const LEDE: usize = 90;
/// Characters before a bracket that names its author.
const BEFORE: usize = 40;
/// Longest credit behind the last sentence, characters.
const CLOSING: usize = 60;
/// Longest word in brackets that begins a paragraph and names somebody.
const BARE: usize = 14;
/// Brackets that hold credits.
const OPENING: [char; 4] = ['(', '【', '〔', '['];
const CLOSES: [char; 4] = [')', '】', '〕', ']'];
/// Whoever reports; an author's name may be the first word of a sentence as well.
const REPORTERS: [&str; 4] = ["记者", "通讯员", "特派员", "实习生"];

/// What tells that somebody is named.
fn tells(text: &str) -> bool {
    ["记者", "通讯员", "报道", "报导", "作者", "撰", "特派员", "实习生", "文", "稿", "整理", "译", "/"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// Whom a paragraph names before it begins.
pub fn lede(paragraph: &str) -> Option<String> {
    let start: String = paragraph.trim_start().chars().take(LEDE).collect();
    let folded: String = start.chars().map(fold).collect();
    let text = closed_up(without_origin(&folded));
    let text = without_title(&text);
    if !(text.contains(OPENING) || tells(&text)) {
        return None;
    }
    let names = opening(&text).or_else(|| bracketed(&text))?;
    Some(spelt(&start, &names))
}

/// `「本文来源:某某日报」某某日报客户端…`, `消息来源:某某网 某某网某地…`: without where it was printed; `? 某报记者`: a mark that
/// nobody could read.
fn without_origin(text: &str) -> &str {
    let text = text.strip_prefix("? ").unwrap_or(text);
    let close =
        if text.starts_with(['「', '【', '[', '(']) { ['」', '】', ']', ')'].as_slice() } else { &[' '] };
    let noted =
        text.split_once(close).filter(|(note, _)| note.contains("来源:") && note.chars().count() <= 24);
    noted.map_or(text, |(_, rest)| rest.trim_start())
}

/// `(《某报》记者某甲报道)`: the paper needs no marks to be one.
fn without_title(text: &str) -> Cow<'_, str> {
    let marked = text.strip_prefix("(《").and_then(|rest| rest.split_once('》'));
    match marked.filter(|(paper, rest)| is_medium(paper) && rest.chars().take(BEFORE).any(|c| c == ')')) {
        Some((_, rest)) => Cow::Owned(format!("({rest}")),
        None => Cow::Borrowed(text),
    }
}

/// The longest credit that a text begins with and that ends there.
fn opening(text: &str) -> Option<Vec<String>> {
    let reading = Reading::of(text);
    let mut depth = Vec::with_capacity(reading.len() + 1);
    let mut open = 0usize;
    for c in text.chars() {
        depth.push(open);
        open = (open + usize::from(OPENING.contains(&c))).saturating_sub(usize::from(CLOSES.contains(&c)));
    }
    depth.push(open);
    let ends = |within: bool| {
        (2..=reading.len()).rev().find_map(|end| {
            let inside = depth.get(end).is_some_and(|depth| *depth > 0);
            let tokens = reading.until(end).filter(|_| inside == within)?;
            let read = parse(&tokens);
            let ends = !read.authors.is_empty() && ends_here(&tokens, &read, inside, reading.at(end));
            ends.then_some(read.authors)
        })
    };
    ends(true).or_else(|| ends(false))
}

/// Whether a credit at the beginning of a paragraph ends behind its last token.
fn ends_here(tokens: &[Token<'_>], read: &Credits, inside: bool, next: Option<char>) -> bool {
    let Some(last) = tokens.last() else { return false };
    let parted = next.is_none_or(|c| mark_of(c).is_some());
    if inside {
        let bare = || {
            let length: usize = tokens.iter().map(|token| token.text.chars().count()).sum();
            // Nobody is named before the bracket.
            let open = tokens.iter().rposition(|token| token.mark == Mark::Open).unwrap_or(0);
            let named = |token: &Token<'_>| matches!(token.kind, Kind::Person | Kind::Name);
            let before = tokens.get(..open).unwrap_or_default();
            !before.iter().any(named) && read.sure() && length <= BARE
        };
        let pen = || read.wired && read.authors.iter().all(|name| is_pen_name(name) || is_person(name));
        return next.is_some_and(|c| CLOSES.contains(&c))
            && (read.told || read.sure() && read.wired || pen() || bare());
    }
    let foreign_title = tokens
        .windows(2)
        .any(|two| matches!(two, [other, title] if other.kind == Kind::Other && matches!(title.kind, Kind::Title(_))));
    match last.kind {
        Kind::Report | Kind::Wire => {
            let titled = tokens.iter().any(|token| matches!(token.kind, Kind::Title(_)));
            let desk = tokens.first().is_some_and(|first| first.kind == Kind::Office)
                && tokens.get(1).is_some_and(|name| name.mark == Mark::Slash);
            read.told && (read.sure() || titled) && (parted || desk)
        }
        Kind::Deed(Job::Writes | Job::Pictures) => {
            parted && read.sure() && (last.mark > Mark::Glue || last.text.chars().count() > 1)
        }
        Kind::Person | Kind::Date | Kind::Place | Kind::Other
            if read.told && read.sure() && !foreign_title =>
        {
            goes_on(tokens, read, next, parted)
        }
        _ => false,
    }
}

/// Whether the text goes on behind a name, where and when: `某报记者某甲15日从…`, `文/某甲 版心…`.
fn goes_on(tokens: &[Token<'_>], read: &Credits, next: Option<char>, parted: bool) -> bool {
    const BEGINS: [char; 14] =
        ['从', '在', '于', '向', '对', '和', '与', '就', '今', '昨', '近', '时', '都', '经'];
    let Some(last) = tokens.last() else { return false };
    let title = tokens.iter().rposition(|token| matches!(token.kind, Kind::Title(Job::Writes)));
    let Some(title) = title else {
        let written = tokens.iter().rev().nth(1).is_some_and(|deed| matches!(deed.kind, Kind::Deed(_)));
        return written && last.kind == Kind::Person && last.mark > Mark::Blank && next == Some(' ');
    };
    if last.kind != Kind::Person {
        return parted;
    }
    let behind = tokens.get(title + 1..).unwrap_or_default();
    let plain = |token: &Token<'_>| matches!(token.kind, Kind::Person | Kind::Name | Kind::And | Kind::Sort);
    if !behind.iter().all(plain) {
        return false;
    }
    if parted || next.is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    let reports =
        tokens.get(title).is_some_and(|title| REPORTERS.iter().any(|end| title.text.ends_with(end)));
    let marked = behind.first().is_some_and(|name| name.mark > Mark::Glue);
    let several = tokens.iter().filter(|token| token.kind == Kind::Person).count() > 1;
    reports && (marked || read.wired || several) && !last.text.starts_with(BEGINS)
}

/// The first bracket of a paragraph that says who reports, before its first sentence or behind a dateline.
fn bracketed(text: &str) -> Option<Vec<String>> {
    text.match_indices(OPENING).find_map(|(open, _)| {
        let (before, rest) = text.split_at_checked(open)?;
        let inner = rest.get(..rest.find(CLOSES)?)?.trim_start_matches(OPENING);
        let dated = before.ends_with(['讯', '电', '息']);
        let first = before.chars().count() <= BEFORE && !before.contains('。');
        let read = Some(inner).filter(|inner| tells(inner) && (dated || first)).and_then(read)?;
        (read.told && !read.authors.is_empty()).then_some(read.authors)
    })
}

/// A word in brackets that may be a name though it begins with no family's: no note and no office.
fn is_pen_name(word: &str) -> bool {
    const OTHER: &str = "完续节选篇转载编综原创图频掌声略删摘注见附上下评报讯网页版终笑全作来据供本社自年月日号市县省区镇村校院局部处委厅科所会台组队办末待时第料者家等级种之的了一二三四五六七八九十百";
    let count = word.chars().count();
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    (2..=4).contains(&count)
        && word.chars().all(|c| han(c) && !OTHER.contains(c))
        && !(is_medium(word) || is_section(word) || is_place(word) || is_nobody(word))
}

/// Several names, most of which begin with a family's: `某甲 党某某 某乙`.
fn are_persons(words: &str) -> bool {
    let names: Vec<&str> = words.split([' ', '、']).filter(|name| !name.is_empty()).collect();
    let persons = names.iter().filter(|name| is_person(name)).count();
    (2..=4).contains(&names.len()) && persons * 2 > names.len() && names.iter().all(|name| is_pen_name(name))
}

/// Names and nothing else behind the last full stop; one of two characters stands apart from it.
fn is_bare(phrase: &str) -> bool {
    let names: Vec<&str> = phrase.split([' ', '、']).filter(|name| !name.is_empty()).collect();
    let long = |name: &&str| name.chars().count() == 3 || phrase.starts_with(' ');
    let says = |name: &str| {
        name.ends_with(['说', '道', '称', '问', '答', '写', '到', '是', '等', '摄', '图', '供', '拍', '译'])
    };
    !names.iter().any(|name| says(name))
        && (1..=3).contains(&names.len())
        && names.iter().all(|name| is_person(name))
        && names.iter().any(long)
}

/// Who took the pictures, where that is all that a few lines of text say: `…。某甲摄（某某网）`.
pub fn pictured(paragraph: &str) -> Option<String> {
    let (last, folded) = last_words(paragraph);
    if !folded.contains('摄') {
        return None;
    }
    let text = folded.trim_end_matches(['。', ' ', '|']);
    // Whose picture it is stands behind.
    let note = text
        .rfind(['(', '【'])
        .filter(|at| text.ends_with([')', '】']) && !text.get(*at..).is_some_and(|note| note.contains('摄')));
    let text = note.and_then(|at| text.get(..at)).unwrap_or(text).trim_end();
    let phrase = text.trim_end_matches([')', '】']).rsplit(['。', '!', '?', '”', '…', '(', '【']).next()?;
    let bare = phrase.strip_suffix('影').unwrap_or(phrase);
    let who = bare.strip_suffix('摄').or_else(|| phrase.strip_suffix("拍摄"))?.trim_end();
    let read = read(&format!("记者:{who}"))
        .filter(|read| read.told || read.authors.iter().any(|name| is_person(name)))?;
    Some(spelt(&last, &read.authors))
}

/// The last characters of a paragraph, as written and narrow.
fn last_words(paragraph: &str) -> (String, String) {
    let paragraph = paragraph.trim_end();
    let last: String = paragraph.chars().skip(paragraph.chars().count().saturating_sub(LEDE)).collect();
    let folded = last.chars().map(fold).collect();
    (last, folded)
}

/// Whom a paragraph names behind its last words: in brackets, behind the last full stop, or in a line of its own.
pub fn closing(paragraph: &str) -> Option<String> {
    let (last, folded) = last_words(paragraph);
    let text = folded.trim_end_matches(['。', ' ', '|']);
    // The number of a counter stands behind.
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let text = if bare.ends_with(')') { bare } else { text };
    // `…。(某甲)线索提供:某乙`
    let clue = text.rfind("线索").filter(|at| text.get(*at..).is_some_and(|rest| rest.contains(':')));
    let text = clue.and_then(|at| text.get(..at)).filter(|text| text.ends_with([')', '】'])).unwrap_or(text);
    // `(记者某甲)(完)`
    let note = text.strip_suffix("(完)").map(str::trim_end).filter(|text| text.ends_with(CLOSES));
    let text = note.unwrap_or(text);
    let spelt = |read: Credits| Some(spelt(&last, &read.authors)).filter(|names| !names.is_empty());
    if text.ends_with(CLOSES)
        && let Some(open) = text.rfind(OPENING)
    {
        let (before, inner) = text.split_at_checked(open)?;
        let inner = inner.trim_matches(|c| OPENING.contains(&c) || CLOSES.contains(&c));
        // Behind the last sentence; in a line of its own only a family's name tells it from other words.
        let ended = before.ends_with(['。', '!', '”']) || before.is_empty() && family(inner).is_some();
        return match read(inner).filter(|read| read.told || read.sure()) {
            Some(read) => spelt(read),
            None => (ended && (inner.chars().count() <= 3 && is_pen_name(inner) || are_persons(inner)))
                .then(|| as_written(&last, &folded, inner)),
        };
    }
    let phrase = text.rsplit(['。', '!', '?', '”', '」', '…']).next().unwrap_or_default();
    // What a quotation within a sentence is followed by is a sentence.
    let before = text.get(..text.len() - phrase.len()).unwrap_or_default().trim_end_matches(['”', '」']);
    if phrase.len() < text.len() && before.ends_with(['。', '!', '?', '…']) && is_bare(phrase) {
        return Some(as_written(&last, &folded, phrase.trim()));
    }
    if phrase.chars().count() > CLOSING || !tells(phrase) {
        return None;
    }
    read(phrase).filter(|read| read.told).and_then(spelt)
}

/// Who signs within a text: in a line of its own, or in brackets behind which only the page itself speaks.
pub fn signed(line: &str) -> Option<String> {
    let folded: String = line.trim().chars().map(fold).collect();
    let mut brackets = folded.rmatch_indices(OPENING).filter_map(|(open, _)| {
        let inner = folded.get(open..)?.trim_start_matches(OPENING);
        let (inner, behind) = inner.split_at_checked(inner.find(CLOSES)?)?;
        let reports = inner.ends_with("报道") || inner.ends_with("报导");
        (reports || !behind.contains('。')).then_some(inner)
    });
    let told = |read: &Credits| read.told && read.sure() && !read.authors.is_empty();
    let alone = || Some(&*folded).filter(|line| !line.contains('。')).and_then(read).filter(told);
    let read = brackets.find_map(|inner| read(inner).filter(told)).or_else(alone)?;
    Some(spelt(line, &read.authors))
}
