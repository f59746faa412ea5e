//! Whether a line that holds a date is a byline, by its outer shape: a title or a sentence may hold one as well.

use super::Dated;
use crate::import::dump::facts::is_medium;
use crate::news::Precision;
use std::ops::Range;

/// Bare words around a date are a byline when they are few and short, and the date stands free.
pub fn is_positional(text: &str, dates: &[Dated], left: &[(usize, String)]) -> bool {
    let Some(first) = dates.first() else { return false };
    let written = text.get(first.range.clone()).unwrap_or_default();
    // Without its year a time of day stands in titles: `报名11月15日17:30截止`.
    let year = written.starts_with("20") || written.starts_with("19") || written.contains('年');
    let certain = first.moment.precision > Precision::Day && year || written.contains('前');
    let han =
        |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || "“《（(".contains(c));
    let bare = |text: &str| text.trim_matches(|c: char| "()[]【】| ".contains(c)).to_owned();
    if bare(text) == bare(written) {
        return true;
    }
    // `创建于2024-09-24`
    let lead = text.get(..first.range.start).unwrap_or_default();
    let told = lead.chars().count() <= 12
        && ["于", ":", "报章", "报纸", "日期", "今天是"].iter().any(|end| lead.ends_with(end));
    let before = !told && han(text.get(..first.range.start).and_then(|text| text.chars().next_back()));
    let behind = text.get(first.range.end..).unwrap_or_default();
    let weekday = ["(星期", "(周", "(礼拜", "（星期", "（周"].iter().any(|start| behind.starts_with(start));
    let after = !weekday && han(behind.chars().next());
    // `2024-09-24某某`: digits alone end where a name begins.
    let short = left.len() <= 3 && left.iter().all(|(_, word)| word.chars().count() <= 4);
    let glued = first.range.start == 0 && written.contains('-') && (left.len() == 1 || short);
    if (before || after && !glued) && !certain {
        return false;
    }
    // `10年前某某做的一件事`: a time counted back may begin a title.
    let counted = written.contains('前') && !written.contains('(');
    let told = left.iter().any(|(_, word)| word.chars().count() > 8 && !is_medium(word));
    if counted && after && told {
        return false;
    }
    let longest = left.iter().map(|(_, word)| word.chars().count()).max().unwrap_or(0);
    let count: usize = left.iter().map(|(_, word)| word.chars().count()).sum();
    left.len() <= 6 && longest <= 16 && count <= 36
}

/// Marks that titles have and bare names have not: the line is an entry of a list.
pub fn is_titled(text: &str, taken: &[Range<usize>]) -> bool {
    let outside = |at: usize| !taken.iter().any(|range| range.contains(&at));
    // `《某刊》` may be who printed it.
    let printed = text.split_whitespace().find(|word| {
        let name = word.strip_prefix('《').and_then(|word| word.strip_suffix('》'));
        // `某台《某某观察》`
        name.is_some_and(|name| (2..=8).contains(&name.chars().count()))
            || word.ends_with('》') && is_medium(word)
    });
    let printed = printed.and_then(|word| Some(text.find(word)?..text.find(word)? + word.len()));
    let outside = |at: usize| outside(at) && !printed.as_ref().is_some_and(|range| range.contains(&at));
    let mut marks = text.char_indices().filter(|(at, c)| outside(*at) && ":“”\"《》!?…".contains(*c));
    // `10:11` behind a zone's name is a time.
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    marks.any(|(at, c)| {
        let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
        let time = digit(before.chars().next_back()) && digit(behind.chars().nth(1));
        c != ':' || !time && before.chars().count() > 6 && !before.is_ascii()
    })
}

/// Punctuation of a sentence outside keys, values and dates.
pub fn is_sentence(text: &str, taken: &[Range<usize>]) -> bool {
    let outside = |at: usize| !taken.iter().any(|range| range.contains(&at));
    let marks: Vec<char> =
        text.char_indices().filter(|(at, c)| outside(*at) && "。!?;,".contains(*c)).map(|(_, c)| c).collect();
    marks.contains(&'。') || marks.len() >= 2
}
