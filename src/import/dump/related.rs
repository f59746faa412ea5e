//! The list of related articles that a page prints below its text: titles, doubled by their pictures, and excerpts.

use super::furniture::{ends_body, is_footer, is_furniture};
use super::line::{Line, Mark};
use crate::news::Listed;
use crate::news::date::{self, Clock};
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Longest title, characters.
const TITLE: usize = 90;
/// Shortest excerpt.
const EXCERPT: usize = 24;
/// Most items.
const ITEMS: usize = 40;

static HEADING: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:(?:相关|关联)(?:文章|新闻|阅读|推荐|内容|资讯|链接|报道|信息|稿件)|“.{2,80}”\s*的相关文章|猜[你您]喜欢|为[你您]推荐|推荐阅读|延伸阅读|大家都在看|[你您]可能(?:还|也)?(?:感兴趣|喜欢|想看).{0,6})\s*[:：]?\s*(?:更多\s*>*)?$",
    )
});

/// The related articles below the first heading for them.
pub fn read(tail: &[Line], clock: &Clock) -> Vec<Listed> {
    let Some(heading) = heading(tail) else { return Vec::new() };
    let mut rest = tail.get(heading + 1..).unwrap_or_default();
    let bulleted = rest.first().is_some_and(|line| line.mark != Mark::None);
    let mut listed: Vec<Listed> = Vec::new();
    while let Some((line, behind)) = rest.split_first() {
        if listed.len() == ITEMS || (line.mark != Mark::None) != bulleted || stops(line) {
            break;
        }
        if let (Some(moment), Some(last)) = (bare_date(line, clock), listed.last_mut()) {
            last.date = last.date.or(Some(moment));
            rest = behind;
            continue;
        }
        let doubled = behind.first().is_some_and(|next| next.says(&line.folded));
        if !is_title(line, if doubled { 2 } else { 4 }) {
            break;
        }
        let behind = behind.get(usize::from(doubled)..).unwrap_or_default();
        let excerpt = behind.first().filter(|next| is_excerpt(next) && !bulleted);
        rest = behind.get(usize::from(excerpt.is_some())..).unwrap_or_default();
        let (title, date) = without_date(line, clock);
        let excerpt = excerpt.map(|line| line.raw.clone());
        listed.push(Listed { title, excerpt, url: None, date });
    }
    listed
}

/// The heading of the list.
pub fn heading(tail: &[Line]) -> Option<usize> {
    tail.iter().position(|line| line.len() <= 90 && HEADING.is_match(&line.folded))
}

/// What ends the list: another heading, comments, a footer, buttons.
fn stops(line: &Line) -> bool {
    ends_body(line) || is_footer(line) || is_furniture(line)
}

fn is_title(line: &Line, shortest: usize) -> bool {
    (shortest..=TITLE).contains(&line.len())
        && !line.folded.contains('。')
        && !line.folded.contains("【详细】")
}

fn is_excerpt(line: &Line) -> bool {
    let length = line.len();
    let cut = line.folded.ends_with("...") || line.folded.ends_with('…');
    length >= EXCERPT && (cut || line.folded.contains('。') || length > TITLE) || cut && line.indent >= 2
}

fn bare_date(line: &Line, clock: &Clock) -> Option<crate::news::Moment> {
    let found = date::first(&line.folded, clock)?;
    (found.range.len() + 4 >= line.folded.len()).then_some(found.moment)
}

/// A title without the date that is run onto it.
fn without_date(line: &Line, clock: &Clock) -> (String, Option<crate::news::Moment>) {
    let found = date::first(&line.folded, clock).filter(|found| {
        let behind = line.folded.get(found.range.end..).unwrap_or_default();
        found.range.start >= 12 && behind.trim().is_empty()
    });
    match found {
        Some(found) => {
            let title = line.raw_at(0, found.range.start);
            (title.trim_end_matches([' ', '\u{3000}', '(', '（', '[', '|']).to_owned(), Some(found.moment))
        }
        None => (line.raw.clone(), None),
    }
}
