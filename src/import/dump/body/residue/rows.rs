//! What several lines behind a text tell that none of them does alone: they are set one like the other, or share no words
//! with the text.

use super::single::numbered_alike;
use super::{Kind, NAME, TITLE, WORD, introduces};
use crate::import::dump::facts::is_medium;
use crate::import::dump::line::Line;
use crate::import::dump::signature::is_office;
use crate::text::pattern::{Matcher, matcher};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Shortest text that a title is compared with.
const BASIS: usize = 200;

/// Finds lines that are set one like the other: titles with their days, names of the same kind, short words of a menu.
pub fn alike(lines: &[Line], kinds: &mut [Kind]) {
    static DATED: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[^。]{2,48}?\s*[\[(【]?(?:(?:19|20)?\d\d[-/.])?\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?[\])】]?$|^(?:[\[(【](?:(?:19|20)?\d\d[-/.])?\d{1,2}[-/.]\d{1,2}[\])】]|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s)[^。]{4,48}$",
        )
    });
    let digits = |line: &Line| line.folded.contains(|c: char| c.is_ascii_digit());
    let dated = |line: &Line| line.len() <= TITLE + NAME && digits(line) && DATED.is_match(&line.folded);
    let named = |text: &str| is_office(text) || is_medium(text);
    let ending = |line: &Line| {
        let han = line.folded.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let end: String = line.folded.chars().rev().take(2).collect();
        ((4..=NAME).contains(&line.len()) && han && !line.folded.ends_with("公司") && named(&line.folded))
            .then_some(end)
    };
    let pair = |a: &Line, b: &Line| {
        dated(a) && dated(b)
            || numbered_alike(a, b)
            || ending(a).is_some_and(|end| ending(b) == Some(end)) && !a.says(&b.folded)
    };
    for at in 1..lines.len() {
        let (Some(a), Some(b)) = (lines.get(at - 1), lines.get(at)) else { continue };
        if pair(a, b) {
            for kind in kinds.iter_mut().skip(at - 1).take(2).filter(|kind| **kind != Kind::Held) {
                *kind = Kind::Set;
            }
        }
    }
    ranks(lines, kinds);
    // A menu of which one word at least is known.
    let word = |(line, kind): (&Line, &Kind)| {
        matches!(kind, Kind::Set | Kind::Plain)
            && line.len() <= WORD
            && line.folded.chars().all(char::is_alphanumeric)
    };
    let words = lines.iter().zip(kinds.iter()).take_while(|pair| word(*pair)).count();
    let known = kinds.iter().take(words).filter(|kind| **kind == Kind::Set).count();
    if words >= 3 && known * 4 >= words {
        kinds.iter_mut().take(words).for_each(|kind| *kind = Kind::Set);
    }
}

/// Titles of other articles: they share next to no pair of characters with the text, which captions and items do.
pub fn strangers(text: &[Line], lines: &[Line], kinds: &mut [Kind], closed: bool) {
    const OFFICES: [&str; 10] = ["公司", "大学", "学院", "医院", "学校", "集团", "局", "会", "中心", "》"];
    let tail = kinds.iter().rev().take_while(|kind| **kind != Kind::Held).count();
    let from = kinds.len() - tail;
    let plain: Vec<&Line> = lines
        .iter()
        .zip(kinds.iter())
        .skip(from)
        .filter_map(|(line, kind)| (*kind == Kind::Plain).then_some(line))
        .collect();
    let length: usize = text.iter().map(Line::len).sum();
    let shortest = if plain.len() > 1 { TITLE / 5 } else { TITLE / 4 };
    let title = |line: &&Line| {
        (shortest..=TITLE).contains(&line.len())
            && !OFFICES.iter().any(|end| line.folded.ends_with(end))
            && !introduces(line)
    };
    if plain.is_empty() || plain.len() == 1 && !closed || length < BASIS || !plain.iter().all(title) {
        return;
    }
    let known: HashSet<(char, char)> = text.iter().flat_map(|line| pairs(&line.folded)).collect();
    let (mut all, mut shared) = (0, 0);
    for line in &plain {
        let of_line: Vec<_> = pairs(&line.folded).collect();
        let old = of_line.iter().filter(|pair| known.contains(pair)).count();
        if of_line.len() < TITLE / 10 || old * 5 > of_line.len() {
            return;
        }
        (all, shared) = (all + of_line.len(), shared + old);
    }
    if shared * 10 <= all {
        kinds.iter_mut().skip(from).filter(|kind| **kind == Kind::Plain).for_each(|kind| *kind = Kind::Set);
    }
}

/// Pairs of neighbouring Chinese characters.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    text.chars().zip(text.chars().skip(1)).filter(move |(a, b)| han(*a) && han(*b))
}

/// Numbers and days in lines of their own, each beside the title of another article.
fn ranks(lines: &[Line], kinds: &mut [Kind]) {
    let number = |line: &Line| line.len() <= 3 && line.folded.chars().all(|c| c.is_ascii_digit());
    let ranked = |line: &Line| {
        let rank = line.folded.split_once(' ').filter(|(rank, _)| rank.len() == 2);
        rank.is_some_and(|(rank, title)| rank.parse::<u8>().is_ok() && title.len() >= TITLE / 4)
    };
    let day = |line: &Line| {
        let digits = line.folded.chars().filter(char::is_ascii_digit).count();
        (3..=12).contains(&digits)
            && line.folded.contains(['-', '/', '.'])
            && line.folded.chars().all(|c| c.is_ascii_digit() || "-/.: ()[]【】".contains(c))
    };
    let rank = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(number)).collect::<Vec<_>>();
    let title = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(ranked)).collect();
    let days = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(day)).collect();
    for (found, above) in [(rank, false), (title, false), (days, true)] {
        if found.len() < 2 {
            continue;
        }
        for at in found {
            let from = if above { at.saturating_sub(1) } else { at };
            for kind in kinds.iter_mut().take(at + 1).skip(from).filter(|kind| **kind != Kind::Held) {
                *kind = Kind::Set;
            }
        }
    }
}
