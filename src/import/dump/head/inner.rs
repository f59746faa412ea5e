//! A title that stands between two lines of a byline, below the day of the paper or the clock of the page, or in one
//! line with its byline.

use super::choice::Words;
use super::{Head, Role, Zone, is_candidate, is_strong};
use crate::import::dump::facts::{Facts, is_person};
use crate::import::dump::keys::{self, Key};
use crate::import::dump::line::Line;
use crate::import::dump::section::is_section;
use crate::news::date::{self, Clock};

/// Shortest title, characters.
const SHORTEST: usize = 6;
/// Lines of buttons between the day and the title.
const FURTHER: usize = 8;
/// Characters of a text in which a byline may stand that it runs on behind.
const RUN_ON: usize = 60;

/// The line among those of a byline that is a title: words above which nothing but days stands.
pub fn title(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone)) -> Option<usize> {
    let dated = |role: &Role| match role {
        Role::Byline(facts) => facts.date.is_some() && facts.source.is_none() && facts.author.is_none(),
        Role::Furniture => true,
        _ => false,
    };
    let within = roles.get(..zone.end)?;
    let titled = |at: usize| within.get(at) == Some(&Role::Words) && is_candidate(lines, from + at, None);
    if !zone.has_byline || (0..zone.first).any(titled) {
        return None;
    }
    let at = zone.first + within.get(zone.first..)?.iter().position(|role| *role == Role::Words)?;
    let above = within.get(zone.first..at)?.iter().all(dated);
    let below = within.get(at + 1..)?;
    let signed = below.iter().any(|role| matches!(role, Role::Byline(facts) if is_strong(facts)));
    // Buttons, and then the text.
    let alone =
        below.iter().all(|role| *role == Role::Furniture) && roles.get(zone.end) == Some(&Role::Prose);
    let line = lines.get(from + at)?;
    // Below the day and the name of a paper too, where the text knows its words.
    let own = || Words::of(lines.get(from + zone.end..).unwrap_or_default()).is_own(line);
    let above = above || within.get(zone.first..at)?.iter().all(|role| *role != Role::Words) && own();
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

/// `题目 发布时间：2024-09-24 来源：某报`: the words before the first key or day of a byline, where the text knows them.
pub fn leading(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone), head: &mut Head, clock: &Clock) {
    let text = Words::of(lines.get(head.body..).unwrap_or_default());
    let told = |at: usize| {
        let line = lines.get(from + at).filter(|_| matches!(roles.get(at), Some(Role::Byline(_))))?;
        let day = date::first(&line.folded, clock).map(|found| found.range.start);
        let key = keys::spans(&line.folded, day.is_some()).first().map(|span| span.start);
        let end = day.into_iter().chain(key).min()?;
        let words = line.folded.get(..end)?.trim_end_matches(['(', '[', '【', '|', '-', ' ']);
        // `某地时间 08:00 2024年9月24日`
        let clock = |word: &str| word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || c == ':');
        let words = words.rsplit_once(' ').filter(|(_, last)| clock(last)).map_or(words, |(words, _)| words);
        let title = Line::read(&line.raw_at(0, words.len()), line.block)?;
        let fits = title.len() >= SHORTEST + 2 && is_candidate(std::slice::from_ref(&title), 0, None);
        // `题目[2024-09-24]`
        let dated = day
            .is_some_and(|day| line.folded.get(..day).is_some_and(|text| text.ends_with(['[', '【'])))
            && line.folded.ends_with([']', '】']);
        (fits && (dated || text.is_own(&title))).then(|| title.raw.clone())
    };
    head.title = (zone.first.saturating_sub(2)..zone.end).find_map(told);
    // It is no name.
    let title = head.title.clone().unwrap_or_default();
    for name in [&mut head.facts.author, &mut head.facts.source, &mut head.facts.category] {
        *name = name.take().filter(|name| !title.contains(name.as_str()));
    }
}

/// `题目(2024-09-24)`: where nothing else names the day, it stands behind the title.
pub fn dated_title(head: &mut Head, clock: &Clock) {
    if head.facts.date.is_some() && !head.facts.clock {
        return;
    }
    let Some(line) = head.title.as_deref().and_then(|title| Line::read(title, 0)) else { return };
    let Some(found) = date::written(&line.folded, clock) else { return };
    let before = line.folded.get(..found.range.start).unwrap_or_default();
    let behind = line.folded.get(found.range.end..).unwrap_or_default();
    let apart = before.ends_with([' ', '(', '[', '【', '|']);
    let words = before.trim_end_matches(['(', '[', '【', '|', ' ']);
    if apart && words.chars().count() >= SHORTEST && behind.chars().all(|c| ")]】 |".contains(c)) {
        head.facts.date = Some((found.moment, line.raw_at(found.range.start, found.range.end)));
        (head.facts.clock, head.title) = (false, Some(line.raw_at(0, words.len())));
    }
}

/// `发布时间：2024-09-24 08:00 来源：某报今天…`: where nothing else names the day, the text may run on behind it.
pub fn run_on(lines: &[Line], head: &mut Head, clock: &Clock) {
    let known = head.facts.date.is_some() && !head.facts.clock;
    let Some(line) = lines.get(head.body).filter(|line| !known && line.is_prose()) else { return };
    let start: String = line.folded.chars().take(RUN_ON).collect();
    if !start.contains(':') {
        return;
    }
    let Some(found) = date::written(&start, clock) else { return };
    let spans = keys::spans(&start, true);
    let leads = spans.first().is_some_and(|span| {
        let day = matches!(span.key, Key::Published | Key::Updated);
        day && span.start == 0 && found.range.start <= span.end + 1
    });
    let told = spans.iter().any(|span| span.key == Key::Source)
        || start.get(found.range.clone()).is_some_and(|day| day.contains(':'));
    if leads && told && !start.contains("地点") {
        head.facts.date = Some((found.moment, line.raw_at(found.range.start, found.range.end)));
        head.facts.clock = false;
    }
}
