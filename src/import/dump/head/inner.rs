//! A title that stands between two lines of a byline: below the day of the paper, or the clock of the page.

use super::{Role, Zone, is_candidate, is_strong};
use crate::import::dump::facts::{Facts, is_person};
use crate::import::dump::line::Line;
use crate::import::dump::section::is_section;

/// Shortest title, characters.
const SHORTEST: usize = 6;
/// Lines of buttons between the day and the title.
const FURTHER: usize = 8;

/// The line among those of a byline that is a title: words above which nothing but days stands.
pub fn title(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone)) -> Option<usize> {
    let dated = |role: &Role| match role {
        Role::Byline(facts) => facts.date.is_some() && facts.source.is_none() && facts.author.is_none(),
        Role::Furniture => true,
        _ => false,
    };
    let within = roles.get(..zone.end)?;
    if !zone.has_byline || within.get(..zone.first)?.contains(&Role::Words) {
        return None;
    }
    let at = within.iter().position(|role| *role == Role::Words)?;
    let above = within.get(zone.first..at)?.iter().all(dated);
    let below = within.get(at + 1..)?;
    let signed = below.iter().any(|role| matches!(role, Role::Byline(facts) if is_strong(facts)));
    // Buttons, and then the text.
    let alone =
        below.iter().all(|role| *role == Role::Furniture) && roles.get(zone.end) == Some(&Role::Prose);
    let line = lines.get(from + at)?;
    let words = line.len() >= SHORTEST && !is_person(&line.folded) && !is_section(&line.folded);
    (above && (signed || alone) && words && is_candidate(lines, from + at, None)).then_some(from + at)
}

/// Below the masthead of a paper, its day and its buttons, the title that the page repeats; and the line behind it.
pub fn repeated(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone)) -> Option<(usize, usize)> {
    let bare = |role: &Role| match role {
        Role::Byline(facts) => facts.source.is_none() && facts.author.is_none(),
        _ => true,
    };
    let day = zone.has_byline && roles.get(zone.first..zone.end)?.iter().all(bare);
    let at = (zone.end..roles.len().min(zone.end + FURTHER))
        .find(|at| roles.get(*at) != Some(&Role::Furniture))?;
    let line = lines.get(from + at).filter(|_| day && roles.get(at) == Some(&Role::Words))?;
    let twin = lines.get(from + at + 1).is_some_and(|next| next.says(&line.folded));
    let listed = lines.iter().take(from + zone.first).any(|other| other.says(&line.folded));
    let fits = line.len() >= SHORTEST && twin && listed && is_candidate(lines, from + at, None);
    fits.then_some((from + at, from + at + 2))
}

/// The day below such a title is the one on which it came out.
pub fn dated_below(roles: &[Role], at: usize, zone: &Zone, facts: &mut Facts) {
    let below = roles.get(at..zone.end).unwrap_or_default();
    let date = below.iter().find_map(|role| match role {
        Role::Byline(found) if !found.clock => found.date.clone(),
        _ => None,
    });
    if date.is_some() {
        (facts.date, facts.clock) = (date, false);
    }
}
