//! The body of a page: where it ends, what in it is no text, and its blocks.
//!
//! Pictures are known by their alternative text only: a line that repeats the title or itself is one of those.

mod captions;
mod edges;
mod residue;
mod summary;

use super::card;
use super::credits::{self, names_alone};
use super::furniture::{
    advertises, asks_to_scan, declares, ends_body, is_footer, is_furniture, may_end_body,
};
use super::line::{Line, Mark};
use super::shape;
use super::signature::is_affiliation;
use super::tail::posts;
use crate::news::Block;
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;
use summary::{keywords, lead};

/// Longest line of credits.
const ALT: usize = 40;
/// Longest button.
const BUTTON: usize = 16;
/// Most titles of a list of related articles within a text.
const LINKS: usize = 6;
/// Lines that make a body of verse or lists, where no sentence does.
const WORDS: usize = 3;

/// A link back or onward that is run onto the last words.
static BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s*(?:返回\p{Han}{2,4}\s*[,，]?\s*查看更多|[(（]?\s*(?:点击)?(?:展开|阅读|查看)(?:全文|原文)\s*[>»]*[)）]?)$",
    )
});

/// A body that was read.
#[derive(Debug, Default, PartialEq)]
pub struct Body {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Lines of the contact card.
    pub card: Vec<String>,
    /// Lines taken off its end, from the last: credits and bylines, for the tail to read.
    pub credits: Vec<Line>,
    /// The line at which the tail begins.
    pub end: usize,
    /// Summary that stood above the text.
    pub summary: Option<String>,
    /// First words of the text.
    pub opening: String,
}

/// Reads the body that begins at a line; its lines are given as well.
pub fn read(lines: &[Line], start: usize, title: Option<&str>) -> (Vec<Line>, Body) {
    let (kept, body) = select(lines, start, title);
    let blocks = shape::blocks(&kept);
    (kept, Body { blocks, ..body })
}

/// The lines of the body that begins at a line, and all but the blocks of it.
pub fn select(lines: &[Line], start: usize, title: Option<&str>) -> (Vec<Line>, Body) {
    let rest = lines.get(start..).unwrap_or_default();
    let length = end(rest);
    let length = edges::twice(rest.get(..length).unwrap_or_default()).unwrap_or(length);
    let mut kept = without_lists(rest.get(..length).unwrap_or_default());
    let mut body = Body { end: start + length, ..Body::default() };
    let codes = codes(&kept, rest.get(length..).unwrap_or_default());

    captions::drop_alternatives(&mut kept, title);
    lead(&mut kept, &mut body);
    if let Some(at) = keywords(&kept) {
        body.credits.push(kept.remove(at));
    }
    // The authors of a paper, and where they work.
    while let Some(at) = kept.iter().take(3).position(is_affiliation).filter(|at| at + 1 < kept.len()) {
        let names = kept.get(..at).is_some_and(|names| names.iter().all(|line| line.len() <= 30));
        let all = kept.drain(if names { 0 } else { at }..=at).rev().collect::<Vec<_>>();
        body.credits.extend(all);
    }
    // `华盛顿 —` in a line of its own.
    let place = |line: &Line| line.len() <= 8 && line.folded.ends_with(['—', '–']);
    if kept.len() > 2 && kept.first().is_some_and(place) {
        kept.remove(0);
    }
    let is_head = |line: &Line| shape::is_credit(line) || is_furniture(line) || edges::is_clock(line);
    while kept.len() > 1 && (kept.first().is_some_and(is_head) || edges::strays(&kept, title)) {
        body.credits.push(kept.remove(0));
    }
    if body.summary.is_none() {
        lead(&mut kept, &mut body);
    }
    below_lead(&mut kept, &mut body.credits);
    captions::lead(&mut kept);
    residue::clear(&mut kept, lines.get(..start).unwrap_or_default(), rest.get(length));
    kept.retain(|line| {
        !(is_furniture(line)
            || ends_body(line)
            || may_end_body(line) && line.len() <= 12
            || edges::is_path(line)
            || edges::leads_on(line))
    });
    edges::unheaded(&mut kept, lines.get(..start).unwrap_or_default());
    trim_end(&mut kept, &mut body.credits);
    let cards = card::cards(&kept);
    for block in cards.iter().rev() {
        let lines: Vec<String> = kept.drain(block.clone()).map(|line| line.raw.clone()).collect();
        body.card.splice(0..0, lines);
    }
    trim_end(&mut kept, &mut body.credits);
    if body.card.is_empty() {
        body.credits.splice(0..0, codes.into_iter().rev());
    } else {
        let outside: Vec<String> =
            codes.into_iter().map(|line| line.raw.clone()).filter(|line| !body.card.contains(line)).collect();
        body.card.extend(outside);
    }
    drop_adverts(&mut kept);

    body.opening = kept.iter().take(3).map(|line| line.raw.as_str()).collect::<Vec<_>>().join("\n");
    (kept, body)
}

/// Takes the credits that stand between a lead and the text.
fn below_lead(kept: &mut Vec<Line>, credits: &mut Vec<Line>) {
    // Below a picture stands the time.
    if let Some(at) = kept.iter().take(4).position(edges::is_clock)
        && kept.iter().skip(at + 1).any(Line::is_prose)
    {
        credits.push(kept.remove(at));
    }
    // Below a lead the reporters have a line of their own.
    if let Some(at) = kept.iter().take(4).position(|line| credits::author(line).is_some())
        && kept.iter().skip(at + 1).any(Line::is_prose)
    {
        credits.push(kept.remove(at));
        while kept.get(at).is_some_and(|line| {
            line.len() <= ALT && shape::is_credit(line) && !line.folded.contains(['年', ','])
        }) {
            credits.push(kept.remove(at));
        }
    }
}

/// Lines up to the first end marker behind some text.
fn end(lines: &[Line]) -> usize {
    let keywords = keywords(lines);
    let (mut prose, mut words) = (false, 0);
    for (at, line) in lines.iter().enumerate() {
        let goes_on = || edges::leads_on(line) && lines.get(at + 1).is_some_and(is_text);
        if keywords == Some(at) || prose && goes_on() {
            continue;
        }
        let begun = prose || words >= WORDS;
        let ends =
            ends_body(line) && resumes(lines, at).is_none() && !credits_above(lines, at) || is_footer(line);
        let weak = prose && may_end_body(line) && weak_end(lines, at) && resumes(lines, at).is_none();
        if begun && ends || weak {
            return at;
        }
        // The next post of a thread.
        if prose && posts(lines, at) {
            return at;
        }
        let text = !is_furniture(line) && !ends_body(line);
        prose |= text && line.is_prose();
        words += usize::from(text);
    }
    lines.len()
}

/// `责编 | 某某` below a lead and above the text itself.
fn credits_above(lines: &[Line], at: usize) -> bool {
    let barred =
        |line: &Line| line.len() <= ALT && line.folded.contains(['|', '丨']) && shape::is_credit(line);
    let above = lines.get(..at).unwrap_or_default().iter().filter(|line| line.is_prose()).count();
    let behind = lines.get(at + 1..).unwrap_or_default();
    let near = behind.iter().take(LINKS * 2).take_while(|line| !ends_body(line) || barred(line));
    above <= 2
        && lines.get(at).is_some_and(|line| barred(line) && !is_footer(line))
        && near.filter(|line| is_text(line)).count() >= WORDS
}

/// Where the text goes on behind a heading of related articles that stands within it: after a few titles, three
/// paragraphs on end, none of them an excerpt.
fn resumes(lines: &[Line], at: usize) -> Option<usize> {
    let behind = lines.get(at + 1..)?;
    if lines.get(at).is_some_and(declares) {
        return None;
    }
    if lines.get(at).is_some_and(is_button) && goes_on(lines, at) {
        return Some(at + 1);
    }
    // A link within the text: `相关阅读:另一篇文章的标题`.
    let linked = lines.get(at).is_some_and(|line| {
        line.folded
            .split_once(':')
            .is_some_and(|(key, title)| key.contains("阅读") && title.trim().len() > 18)
    });
    if linked && behind.iter().take(2).filter(|line| is_text(line)).count() == 2 {
        return Some(at + 1);
    }
    let titles = behind.iter().take_while(|line| !is_text(line)).count();
    let listed = behind.get(..titles)?;
    let text = behind.get(titles..)?.iter().take(3).filter(|line| is_text(line)).count();
    let links =
        (1..=LINKS).contains(&titles) && !listed.iter().any(|line| ends_body(line) || is_footer(line));
    // The next article, which a page without an end sets below.
    let another = titles > 0 && behind.get(titles).is_some_and(edges::is_dated);
    (links && text == 3 && !another).then_some(at + 1 + titles)
}

/// A button, or the heading of a list that a rendering lost, which may stand within a text.
fn is_button(line: &Line) -> bool {
    const OTHERS: [&str; 7] = ["评论", "留言", "回复", "跟", "篇", "完", "点评"];
    let other = OTHERS.iter().any(|word| line.folded.contains(word)) && line.len() > 2;
    line.len() <= BUTTON && !other && !line.folded.contains([':', '。'])
}

/// Whether the text goes on directly behind a line: with two paragraphs that were not there before.
fn goes_on(lines: &[Line], at: usize) -> bool {
    let (before, behind) = (lines.get(..at).unwrap_or_default(), lines.get(at + 1..at + 3));
    let new = |line: &Line| {
        let start: String = line.folded.chars().take(BUTTON).collect();
        !declares(line) && !before.iter().any(|old| old.folded.starts_with(&start))
    };
    behind.is_some_and(|behind| behind.iter().all(|line| is_text(line) && new(line)))
}

/// A paragraph of some length that is no excerpt.
fn is_text(line: &Line) -> bool {
    line.is_prose()
        && line.len() >= 40
        && line.mark == Mark::None
        && line.folded.ends_with(['。', '!', '?', '”', ')'])
}

/// The lines of a body without lists of related articles in their midst.
fn without_lists(lines: &[Line]) -> Vec<Line> {
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let heads = |line: &&Line| ends_body(line) || at > 0 && may_end_body(line);
        if let Some(next) = Some(line).filter(heads).and_then(|_| resumes(lines, at)) {
            at = next;
            continue;
        }
        kept.push(line.clone());
        at += 1;
    }
    kept
}

/// Lines behind the last sentence that ask to scan a code: they belong to the card, or where there is none to the notice.
fn codes(kept: &[Line], behind: &[Line]) -> Vec<Line> {
    let text = kept.iter().rposition(Line::is_prose).map_or(kept.len(), |last| last + 1);
    let asks = |line: &&Line| asks_to_scan(line);
    let inside = kept.get(text..).unwrap_or_default().iter().filter(asks);
    inside.chain(behind.iter().take_while(asks)).cloned().collect()
}

/// A weak marker ends the body when no more than a line or two of prose follows before a strong one.
fn weak_end(lines: &[Line], at: usize) -> bool {
    let behind = lines.get(at + 1..).unwrap_or_default();
    let until = behind.iter().position(|line| ends_body(line) || is_footer(line)).unwrap_or(behind.len());
    let prose = behind
        .get(..until)
        .unwrap_or_default()
        .iter()
        .filter(|line| line.is_prose() && line.indent >= 2)
        .count();
    let texts = behind.get(..until).unwrap_or_default().iter().filter(|line| is_text(line)).count();
    let shared = texts >= 2 && lines.get(at).is_some_and(|line| line.folded.starts_with("分享"));
    prose <= 1 && !shared || lines.get(at).is_some_and(|line| line.folded.starts_with("声明"))
}

/// A line of nothing but tags: `#天气 #城市`.
fn is_tags(line: &Line) -> bool {
    line.len() <= 100 && line.folded.split_whitespace().all(|word| word.starts_with('#') && word.len() > 1)
}

/// Takes credits, bylines and furniture off the end.
fn trim_end(lines: &mut Vec<Line>, credits: &mut Vec<Line>) {
    let signed =
        |lines: &[Line]| matches!(lines, [.., text, last] if text.is_prose() && names_alone(last).is_some());
    if edges::repeats(lines) {
        credits.extend(lines.pop());
    }
    while let Some(last) = lines.last_mut() {
        if let Some(found) = BACK.find(&last.raw) {
            let kept = last.raw.get(..found.start()).unwrap_or_default();
            if let Some(line) = Line::read(kept, last.block) {
                *last = Line { indent: last.indent, mark: last.mark, ..line };
            } else {
                lines.pop();
                continue;
            }
        }
        let Some(last) = lines.last() else { return };
        // `(原标题:图文:某某)` names nobody.
        let original = last.folded.starts_with("(原") && last.folded.contains("标题");
        if !original
            && (residue::is_day(last)
                || signed(lines)
                || shape::is_credit(last)
                || declares(last)
                || is_tags(last))
        {
            credits.extend(lines.pop());
        } else if is_furniture(last) {
            lines.pop();
        } else if !edges::part(lines, credits) {
            return;
        }
    }
}

/// In a body of indented paragraphs, a leading paragraph that stands out to the left and advertises.
fn drop_adverts(lines: &mut Vec<Line>) {
    let indented = lines.iter().filter(|line| line.indent >= 2).count();
    if indented < 2 || indented * 10 < lines.len() * 6 {
        return;
    }
    while lines.first().is_some_and(|line| line.indent < 2 && line.mark == Mark::None && advertises(line)) {
        lines.remove(0);
    }
}
