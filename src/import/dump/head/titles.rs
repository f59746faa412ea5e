//! Title and sub-title out of the lines that may be either.

use super::choice::{Words, bare};
use crate::import::dump::line::Line;
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Longest first line of a title between quotation marks.
const QUOTED: usize = 12;

/// Longest line of a title that a column broke in three.
const NARROW: usize = 12;

static DOCUMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:关于|印发|转发|《|批转|公布)|(?:及|和|与|的|、|《|关于|于|以及)$"));

/// Title and sub-title of the lines that may be either.
pub fn titles(lines: &[Line], candidates: &[usize], text: &Words) -> (Option<String>, Option<String>) {
    let line = |at: usize| candidates.get(at).and_then(|at| lines.get(*at));
    let twins = candidates.windows(2).rev().find(|pair| {
        let pair: Vec<&Line> = pair.iter().filter_map(|at| lines.get(*at)).collect();
        matches!(pair.as_slice(), [first, second] if first.says(&second.folded))
    });
    if let Some([first, ..]) = twins {
        return (lines.get(*first).map(bare), None);
    }
    let Some(first) = line(0) else { return (None, None) };
    let group: Vec<&Line> = candidates.iter().filter_map(|at| lines.get(*at)).collect();
    if let Some(whole) = broken(&group) {
        return (Some(whole), None);
    }
    let repeated =
        |line: &Line| line.len() >= 8 && lines.iter().filter(|other| other.says(&line.folded)).count() >= 2;
    let chosen = group.iter().position(|line| repeated(line)).unwrap_or(0);
    let title = group.get(chosen).copied().unwrap_or(first);
    let next = candidates.get(chosen).zip(candidates.get(chosen + 1)).filter(|(at, next)| *at + 1 == **next);
    if let Some(next) = next.and(group.get(chosen + 1)).filter(|next| text.joins(title, next)) {
        return (Some(format!("{}{}", title.raw, next.raw)), None);
    }
    let dashed = |line: &&&Line| line.raw.starts_with(['—', '–', '-']);
    let subtitle = group
        .get(chosen + 1)
        .or_else(|| group.iter().find(dashed))
        .filter(|line| line.block <= title.block + 2);
    (Some(bare(title)), subtitle.map(|line| bare(line)))
}

/// One title over several lines of one block, as official documents have it.
pub fn broken(group: &[&Line]) -> Option<String> {
    let block = group.last()?.block;
    let together: Vec<&&Line> = group.iter().filter(|line| line.block == block).collect();
    // A title may begin with a few words between quotation marks, and those with a line of their own.
    if let [quoted, rest] = together.as_slice()
        && quoted.len() <= QUOTED
        && quoted.folded.starts_with(['“', '「'])
        && quoted.folded.ends_with(['”', '」'])
        && !rest.folded.starts_with(['—', '–', '-', '“', '「'])
    {
        return Some(format!("{}{}", quoted.raw, rest.raw));
    }
    // A narrow column.
    let narrow = |line: &Line| line.len() <= NARROW && !line.folded.starts_with(['—', '–', '-', '(']);
    if together.len() == 3 && together.iter().all(|line| narrow(line)) {
        return Some(together.iter().map(|line| line.raw.as_str()).collect());
    }
    let joins = together.windows(2).any(|pair| match pair {
        [upper, lower] => {
            DOCUMENT.is_match(&lower.folded)
                || DOCUMENT.find(&upper.folded).is_some_and(|found| found.end() == upper.folded.len())
        }
        _ => false,
    });
    (together.len() >= 2 && joins).then(|| together.iter().map(|line| line.raw.as_str()).collect())
}
