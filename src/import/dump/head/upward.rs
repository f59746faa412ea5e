//! Reads a head from the text upwards, where what stands at the top of a page hides it.
//!
//! Menus, lists of other articles and headers have no end that one could tell from above, but the running text is easily
//! found, and its title is the nearest line above it of which the words come again in it. A digital paper sets the title
//! below the buttons with which one turns its pages, whatever its words are.

use super::above::is_label;
use super::choice::{self, Words, bare};
use super::{Head, Role, is_candidate, role};
use crate::import::dump::crumb::{self, Crumb};
use crate::import::dump::facts::Facts;
use crate::import::dump::folding::squeezed;
use crate::import::dump::furniture::{declares, is_furniture};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::paper::{page_of, turns_pages};
use crate::import::dump::section::is_section;
use crate::import::dump::shape::is_numbered;
use crate::news::date::Clock;

/// Lines above the text that are looked at.
const LOOK: usize = 16;
/// Lines without a sentence that may stand between two paragraphs of a text.
const GAP: usize = 4;
/// Words of pictures, names and labels that may stand between a title and the text.
const BETWEEN: usize = 5;
/// Links that make a list.
const LIST: usize = 5;
/// Names that make a menu, and the longest of them.
const MENU: usize = 6;
const ENTRY: usize = 6;
/// Lines above the title that may name the day.
const ABOVE: usize = 8;
/// Shortest title that its byline alone makes one.
const SIGNED: usize = 8;
/// Share of the words of a paragraph that come again in the text it belongs to, of a hundred.
const RELATED: usize = 20;
/// Longest title of a digital paper.
const PAPER: usize = 40;

/// The head that was read from the top, or the one that the text itself tells, where the first has no title that the text
/// knows.
pub fn mended(lines: &[Line], text: usize, head: Head, crumb: Option<&Crumb>, clock: &Clock) -> Head {
    let below = lines.get(text..).unwrap_or_default();
    if head.title.as_deref().is_some_and(|title| choice::is_quoted(title, below)) {
        return head;
    }
    let words = Words::of(below);
    let old = head.title.as_deref().and_then(|title| Line::read(title, 0));
    if old.as_ref().is_some_and(|title| !words.is_strange(title)) {
        return head;
    }
    let twice = |title: &Line| {
        title.len() >= SIGNED && lines.iter().filter(|line| line.says(&title.folded)).count() >= 2
    };
    if old.as_ref().is_some_and(|title| {
        twice(title) && !is_label(title) && words.share(title) > 0
            || is_signed(lines.get(..text).unwrap_or_default(), title, clock)
    }) {
        return head;
    }
    let above: Vec<Role> = lines
        .get(..text)
        .unwrap_or_default()
        .iter()
        .skip(text.saturating_sub(LOOK))
        .map(|line| role(line, clock, None))
        .collect();
    let first = text.saturating_sub(LOOK);
    let from_line = |at| super::from_top(lines, crumb, at, clock);
    if let Some(at) = known(lines, (first, &above), &words, old.as_ref()) {
        // A paragraph above that is of the text begins it.
        let passed = lines.get(head.body..at).unwrap_or_default();
        if passed.iter().any(|line| line.is_prose() && !is_furniture(line) && words.share(line) >= RELATED) {
            return head;
        }
        return again(lines, head, (at, first, &above), from_line);
    }
    match paper(lines, (first, &above)) {
        Some(at) if !below_buttons(lines, at, old.as_ref(), text) => {
            named(lines, head, (at, first, &above), from_line)
        }
        _ => head,
    }
}

/// The breadcrumb just above the text, where a long menu stands above it.
pub fn crumb_above(lines: &[Line], text: usize) -> Option<Crumb> {
    let from = text.checked_sub(ABOVE + 2)?;
    let mut crumb = crumb::find(lines.get(from..)?).filter(|crumb| !crumb.weak)?;
    crumb.lines = crumb.lines.start + from..crumb.lines.end + from;
    Some(crumb)
}

/// Whether a title that is no label stands just above its byline.
fn is_signed(above: &[Line], title: &Line, clock: &Clock) -> bool {
    let Some(at) = above.iter().rposition(|line| bare(line) == title.raw) else { return false };
    let byline =
        |line: &Line| matches!(role(line, clock, None), Role::Byline(facts) if super::is_strong(&facts));
    title.len() >= SIGNED && !is_label(title) && !turns_pages(title) && above.get(at + 1).is_some_and(byline)
}

/// The line at which the running text begins: of runs of paragraphs the first that is half as long as the longest.
pub fn text(lines: &[Line]) -> Option<usize> {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    // A row of headlines has no full stop.
    let stops = lines.iter().any(|line| line.folded.contains('。') && line.is_prose());
    for (at, line) in lines.iter().enumerate() {
        if !line.is_prose()
            || stops && !line.folded.contains('。')
            || is_furniture(line)
            || declares(line)
            || super::above::is_strange(line)
        {
            continue;
        }
        match runs.last_mut() {
            Some((_, last, length)) if *last + GAP >= at => (*last, *length) = (at, *length + line.len()),
            _ => runs.push((at, at, line.len())),
        }
    }
    let longest = runs.iter().map(|(.., length)| *length).max()?;
    runs.iter().find(|(.., length)| *length * 2 >= longest).map(|(first, ..)| *first)
}

/// The nearest line above the text that it knows, or the first of several.
fn known(
    lines: &[Line],
    (first, above): (usize, &[Role]),
    words: &Words,
    old: Option<&Line>,
) -> Option<usize> {
    // A word of a menu is no title.
    let weak = old.is_none_or(|title| title.len() <= ENTRY);
    let labelled = old.is_some_and(|title| is_section(&title.folded));
    let fits = |at: usize| {
        let line = lines.get(at)?;
        let words = *above.get(at.checked_sub(first)?)? == Role::Words && is_candidate(lines, at, None);
        // A second headline is no first.
        (words && choice::leads(line) && !line.folded.ends_with('。') && !is_numbered(&line.folded))
            .then_some(line)
    };
    let own = |at: usize| fits(at).filter(|line| words.is_own(line)).map(|_| at);
    let (mut strange, mut nearest) = (0, None);
    for at in (first..first + above.len()).rev() {
        match above.get(at - first) {
            Some(Role::Prose) => break,
            Some(Role::Words) if lines.get(at).is_some_and(|line| line.mark == Mark::None) => {
                if own(at).is_some() {
                    return Some(topmost(lines, (first, above), at, &own, &fits));
                }
                let menu = strange == 0 && weak && below_menu(lines, at);
                let listed = strange == 0 && old.is_none() && below_list(lines, at);
                let near = menu || listed || is_signed_below(above, at - first);
                let told = |line: &Line| menu || labelled || words.share(line) > 0;
                let near = fits(at).is_some_and(|line| near && told(line) && !is_label(line));
                nearest = nearest.or(Some(at).filter(|_| near));
                strange += 1;
            }
            _ => {}
        }
        if strange > BETWEEN {
            break;
        }
    }
    nearest
}

/// The first of the lines that make a title together with the one below: each is known, or a digital paper broke it.
fn topmost<'a>(
    lines: &[Line],
    (first, above): (usize, &[Role]),
    at: usize,
    own: &dyn Fn(usize) -> Option<usize>,
    fits: &dyn Fn(usize) -> Option<&'a Line>,
) -> usize {
    let printed = (first..at).any(|at| lines.get(at).is_some_and(turns_pages));
    let block = lines.get(at).map(|line| line.block);
    let broken = |at: &usize| {
        let line = fits(*at).filter(|_| printed);
        line.is_some_and(|line| Some(line.block) == block && line.len() <= PAPER / 2 && !is_label(line))
            && above.get(at - first) == Some(&Role::Words)
    };
    let mut top = at;
    while let Some(upper) = top.checked_sub(1).filter(|upper| own(*upper).is_some() || broken(upper)) {
        top = upper;
    }
    top
}

/// Whether a byline stands just below.
fn is_signed_below(above: &[Role], at: usize) -> bool {
    matches!(above.get(at + 1), Some(Role::Byline(facts)) if super::is_strong(facts) && !facts.clock)
}

/// Whether a list of links stands just above a line.
fn below_list(lines: &[Line], at: usize) -> bool {
    let above = lines.get(at.saturating_sub(LIST)..at).unwrap_or_default();
    above.len() == LIST && above.iter().all(|line| line.mark != Mark::None)
}

/// Whether a menu of short names stands just above a longer line.
fn below_menu(lines: &[Line], at: usize) -> bool {
    let above = lines.get(at.saturating_sub(MENU)..at).unwrap_or_default();
    let name = |line: &Line| line.len() <= ENTRY && line.raw.chars().all(char::is_alphanumeric);
    above.len() == MENU && above.iter().all(name) && lines.get(at).is_some_and(|line| line.len() > ENTRY)
}

/// The first line behind the buttons of a digital paper, where text follows soon.
fn paper(lines: &[Line], (first, above): (usize, &[Role])) -> Option<usize> {
    let line = |back: usize| lines.get(first + back);
    let last = (0..above.len()).rev().find(|back| line(*back).is_some_and(turns_pages))?;
    let label = |back: &usize| {
        matches!(above.get(*back), Some(Role::Byline(_) | Role::Furniture))
            || line(*back).is_some_and(|line| page_of(line).is_some())
    };
    let at = (last + 1..above.len()).find(|back| !label(back))?;
    let fits = line(at).is_some_and(|line| {
        is_words(line)
            && line.mark == Mark::None
            && (2..=PAPER).contains(&line.len())
            && !line.folded.ends_with(['。', ':', ','])
    });
    (fits && above.len() - at <= BETWEEN + 2).then_some(first + at)
}

/// Words, and not the name of a paper's page or a day.
fn is_words(line: &Line) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    line.folded.chars().any(han) && !line.folded.contains(|c: char| c.is_ascii_digit()) && !is_furniture(line)
}

/// Whether the title that is known stands below the buttons itself.
fn below_buttons(lines: &[Line], at: usize, title: Option<&Line>, text: usize) -> bool {
    title.is_some_and(|title| {
        lines.get(at..text).unwrap_or_default().iter().any(|line| line.says(&title.folded))
    })
}

/// The line of a title, the first line that was looked at, and what the lines from there to the text are.
type Place<'a> = (usize, usize, &'a [Role]);

/// Reads the head as if the page began with its title.
fn again(lines: &[Line], old: Head, place: Place<'_>, from_line: impl Fn(usize) -> Head) -> Head {
    let (at, first, above) = place;
    let mut head = from_line(at);
    let starts = lines.get(at).zip(head.title.as_ref()).is_some_and(|(line, title)| {
        let (line, title) = (squeezed(&line.folded), squeezed(title));
        line.contains(&title) || title.contains(&line)
    });
    let chosen = head.title.is_some() && head.body > at;
    if !(starts || chosen) {
        return old;
    }
    headed(lines, &mut head, (at, first + above.len()));
    completed(lines, head, place, old)
}

/// A line just above the text and in one block with it, of which the title is apart, is a heading of the text.
fn headed(lines: &[Line], head: &mut Head, (at, text): (usize, usize)) {
    let block = |at: usize| lines.get(at).map(|line| line.block);
    let Some(heading) = lines.get(at + 1).filter(|_| at + 2 == text) else { return };
    let taken = head.subtitle.as_deref().is_some_and(|subtitle| heading.says(subtitle));
    let spread = lines.windows(2).any(|pair| matches!(pair, [a, b] if a.block == b.block));
    if taken && spread && block(at + 1) == block(text) && block(at) != block(text) {
        (head.subtitle, head.body) = (None, at + 1);
    }
}

/// Takes a line for the title, and what stands below it for the rest of the head.
fn named(lines: &[Line], old: Head, place: Place<'_>, from_line: impl Fn(usize) -> Head) -> Head {
    let Some(title) = lines.get(place.0) else { return old };
    let mut head = from_line(place.0 + 1);
    head.subtitle = head.title.take();
    head.title = Some(bare(title));
    completed(lines, head, place, old)
}

/// A head that begins with its title, and what stands above it or was read from the top besides.
fn completed(lines: &[Line], mut head: Head, place: Place<'_>, old: Head) -> Head {
    around(lines, &mut head, place);
    kept(&mut head, old);
    head
}

/// The day and the section that stand just above the title.
fn around(lines: &[Line], head: &mut Head, (at, first, above): Place<'_>) {
    for back in (at.saturating_sub(ABOVE).max(first)..at).rev() {
        if let Some(Role::Byline(facts)) = above.get(back - first) {
            let (date, clock, updated) = (facts.date.clone(), facts.clock, facts.updated);
            head.facts.add(Facts { date, clock, updated, ..Facts::default() });
        }
    }
    if head.path.is_empty() {
        super::above::page(lines, at, &mut head.facts);
        super::above::section(lines, &[at], 0, &mut head.facts);
    }
}

/// What the head that was read from the top says besides.
fn kept(head: &mut Head, old: Head) {
    if head.path.is_empty() {
        (head.path, head.weak_path) = (old.path, old.weak_path);
    }
    let title = head.title.clone().unwrap_or_default();
    let apart = |name: &String| !title.contains(name.as_str()) && !name.starts_with('本');
    let Facts { date, clock, updated, author, guessed, source, .. } = old.facts;
    let (author, source) = (author.filter(apart), source.filter(apart));
    head.facts.add(Facts { date, clock, updated, author, guessed, source, ..Facts::default() });
}

#[cfg(test)]
mod tests;
