//! A byline of which nothing is parted: author, date, category and views run on.

use crate::import::dump::facts::{Facts, name};
use crate::import::dump::folding::folded;
use crate::import::dump::line::Line;
use crate::news::Precision;
use crate::news::date::{self, Clock};

/// Longest line of a date with words run onto both its ends, characters.
const GLUED: usize = 110;

/// `author1年前 (2024-09-24)category88`: the date first, the author on its left, category and views on its right.
pub fn glued(line: &Line, clock: &Clock, leaf: Option<&str>) -> Option<Facts> {
    // A day or how long ago it was, and no more than so much on both sides.
    if line.len() > GLUED {
        return None;
    }
    let text = line.folded.as_str();
    let found = date::first(text, clock)?;
    let (left, right) = (text.get(..found.range.start)?, text.get(found.range.end..)?);
    let tight = !left.ends_with(char::is_whitespace) && !right.starts_with(char::is_whitespace);
    let plain =
        |text: &str| text.chars().count() <= 30 && !text.contains([':', '。', ',', '|', '?', '!', '，']);
    if left.is_empty() || right.is_empty() || !tight || !plain(left) || !plain(right) {
        return None;
    }
    let category_end = match leaf.map(folded) {
        Some(leaf) if right.starts_with(&leaf) => leaf.len(),
        _ => right.trim_end_matches(|c: char| c.is_ascii_digit()).len(),
    };
    let digits = right.get(category_end..).filter(|rest| rest.chars().all(|c| c.is_ascii_digit()))?;
    let written = text.get(found.range.clone())?;
    // A day without its year stands in titles: `报名11月15日17:30截止`.
    if !(written.contains(['前', '刚']) || written.contains("20") || written.contains("19")) {
        return None;
    }
    let certain = found.moment.precision > Precision::Day || written.contains('前');
    if !certain && (digits.is_empty() || leaf.is_none_or(|leaf| !right.starts_with(leaf))) {
        return None;
    }
    let start = found.range.end;
    Some(Facts {
        date: Some((found.moment, line.raw_at(found.range.start, start))),
        author: name(&line.raw_at(0, found.range.start)),
        category: name(&line.raw_at(start, start + category_end)),
        // More digits may be views with comments run on.
        views: if digits.len() <= 3 { digits.parse().ok() } else { None },
        views_raw: (digits.len() > 3).then(|| digits.to_owned()),
        ..Facts::default()
    })
}
