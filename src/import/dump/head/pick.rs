//! The lines that may be the title: those above the byline that look like one, of which the nearest count.

use super::above::{self, is_label};
use super::choice::Words;
use super::labels;
use super::{NUMBER, ORIGINAL, Role, SECTION, TITLE};
use crate::import::dump::crumb::Crumb;
use crate::import::dump::facts::is_person;
use crate::import::dump::folding::squeezed;
use crate::import::dump::furniture::{ends_body, is_furniture, is_row_of_links, leads_nowhere};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::section::is_section;
use crate::import::dump::signature::is_pen_name;
use std::cell::LazyCell;

/// Longest heading of a list: `推荐阅读`.
const LABEL_OF_LIST: usize = 6;
/// Bars in a row of a table.
const CELLS: usize = 3;

/// The lines above a byline of which one is the title.
pub fn candidates(
    lines: &[Line],
    roles: &[Role],
    above: std::ops::Range<usize>,
    from: usize,
    crumb: Option<&Crumb>,
) -> Vec<usize> {
    let words = |at: &usize| roles.get(at - from) == Some(&Role::Words) && is_candidate(lines, *at, crumb);
    let mut all: Vec<usize> = above.filter(words).collect();
    // A sentence below a title is none.
    let stops = |at: &usize| lines.get(*at).is_some_and(|line| line.folded.ends_with('。'));
    if !all.iter().all(stops) {
        while all.pop_if(|at| stops(at)).is_some() {}
    }
    let text = LazyCell::new(|| {
        let first = all_text(roles).map(|at| from + at);
        Words::of(first.and_then(|at| lines.get(at..)).unwrap_or_default())
    });
    let own = |at: &usize| lines.get(*at).is_some_and(|line| text.is_own(line) && !is_label(line));
    let strange = |at: &usize| lines.get(*at).is_some_and(|line| text.is_strange(line) || is_label(line));
    // A title may be set in from the names above it, and names and lists from the title.
    let (further, plain): (Vec<usize>, Vec<usize>) =
        all.iter().partition(|at| lines.get(**at).is_some_and(|line| line.indent >= 2));
    if !(plain.is_empty() || further.is_empty()) {
        let titled = plain.iter().all(strange) && further.iter().any(own);
        all = if titled { further } else { plain };
    }
    // Of several groups parted by other lines, the one nearest the byline.
    let mut group: Vec<usize> = Vec::new();
    for at in all.iter().rev() {
        let near = group.first().is_none_or(|last: &usize| {
            let person = |at: usize| lines.get(at).is_some_and(|line| is_person(&line.folded));
            (at + 1..*last).all(|at| roles.get(at - from) == Some(&Role::Adoption) || person(at))
        });
        let signature = matches!(group.as_slice(), [only] if lines.get(*only).is_some_and(|line| is_pen_name(&line.folded)));
        // Buttons part a title from the names below it that say nothing of the text.
        let names = || group.iter().all(strange) && own(at);
        if !near && crumb.is_none() && !signature && !names() {
            break;
        }
        group.insert(0, *at);
    }
    group
}

/// Whether a line may be a title for all that it says itself.
pub fn is_candidate(lines: &[Line], at: usize, crumb: Option<&Crumb>) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let length = line.len();
    // `■要闻` heads a column.
    let bare = line.folded.trim_start_matches(above::MARKS);
    let column = bare.len() < line.folded.len() && is_section(bare.trim());
    let says = |segment: &String| squeezed(bare) == squeezed(segment);
    let segment =
        crumb.is_some_and(|crumb| crumb.segments.iter().any(|part| says(part) && length <= 16)) || column;
    (4..=TITLE).contains(&length)
        && line.mark == Mark::None
        && !line.folded.contains('\t')
        && line.folded.matches('|').count() < CELLS
        && !is_numbered(&line.folded)
        && !segment
        && !labels::is_no_title(line)
        && !line.folded.ends_with([',', ';', '、'])
        && !ORIGINAL.is_match(&line.folded)
        && !NUMBER.is_match(&line.folded)
        && !SECTION.is_match(&line.folded)
        && !is_row_of_links(&line.folded)
        && !line.folded.split_whitespace().all(|word| word.starts_with('#') && word.len() > 1)
        && !is_furniture(line)
        && !leads_nowhere(line)
        && !(length <= LABEL_OF_LIST && ends_body(line))
}

/// A title of two or three characters: all that stands above a byline.
pub fn short(lines: &[Line], roles: &[Role], above: std::ops::Range<usize>, from: usize) -> Vec<usize> {
    let under = roles.get(above.end - from);
    let mut words = above.filter(|at| !matches!(roles.get(at - from), Some(Role::Furniture)));
    let (Some(at), None, Some(Role::Byline(facts))) = (words.next(), words.next(), under) else {
        return Vec::new();
    };
    let han = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let fits = lines.get(at).is_some_and(|line| {
        (2..4).contains(&line.len())
            && line.mark == Mark::None
            && han(&line.folded)
            && !is_section(&line.folded)
    });
    // Someone wrote it on some day: no name of a section or a button stands there.
    let written = facts.author.is_some() && facts.date.is_some();
    if fits && written { vec![at] } else { Vec::new() }
}

/// `题目_02`: a picture by the name that its page made of the title.
fn is_numbered(text: &str) -> bool {
    let number = text.rsplit_once('_').map_or("", |(_, number)| number);
    (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn all_text(roles: &[Role]) -> Option<usize> {
    roles.iter().position(|role| *role == Role::Prose)
}

/// Where nothing below a breadcrumb is a title: the line above it, unless the breadcrumb ends in another one.
pub fn above_crumb(lines: &[Line], crumb: Option<&Crumb>) -> Vec<usize> {
    let start = crumb.map_or(0, |crumb| crumb.lines.start);
    let last = (0..start).rev().find(|at| is_candidate(lines, *at, crumb));
    let named = |title: &str| {
        let cut = squeezed(title.trim_end_matches(['.', '…']));
        move |at: &usize| lines.get(*at).is_some_and(|line| squeezed(&line.folded).starts_with(&cut))
    };
    let Some(title) = crumb.and_then(|crumb| Line::read(crumb.title.as_deref()?, 0)) else {
        return last.into_iter().collect();
    };
    let text = Words::of(lines.get(crumb.map_or(0, |crumb| crumb.lines.end)..).unwrap_or_default());
    let better = |at: &usize| lines.get(*at).is_some_and(|line| text.share(line) > text.share(&title));
    last.filter(|at| named(&title.raw)(at) || better(at)).into_iter().collect()
}
