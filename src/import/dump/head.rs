//! The head of a page: which lines are its title, sub-title and byline, and where the body begins.
//!
//! Every part may be missing, since extractors lose them at random; the date may even stand behind the body.

mod above;
mod below;
mod choice;
mod document;
mod events;
mod inner;
mod labels;
mod lists;
mod pick;
mod signed;
mod thread;
mod titles;
mod upward;
mod wrapped;

use super::byline::{self, magazine};
use super::credits;
use super::crumb::{self, Crumb};
use super::facts::Facts;
use super::furniture::{is_furniture, leads_nowhere};
use super::line::Line;
use super::signature::is_paper;
use super::signed::taken;
use crate::news::date::Clock;
use crate::text::pattern::{Matcher, matcher, pattern};
use pick::is_candidate;
use regex::Regex;
use std::sync::LazyLock;
use titles::titles;

/// Lines in which title and byline stand.
const WITHIN: usize = 48;
/// Longest title, characters.
const TITLE: usize = 120;
/// Lines behind the second sentence that are looked at.
const BEHIND: usize = 8;
/// Lines without facts that may stand between two lines of a byline.
const GAP: usize = 2;
/// Lines of a menu, at least.
const MENU: usize = 6;

/// What the head of a page says.
#[derive(Debug, Default, PartialEq)]
pub struct Head {
    /// Headline.
    pub title: Option<String>,
    /// Second headline.
    pub subtitle: Option<String>,
    /// Facts of the byline.
    pub facts: Facts,
    /// Category path of the breadcrumb.
    pub path: Vec<String>,
    /// The breadcrumb may as well be a short menu.
    pub weak_path: bool,
    /// The line at which the body begins.
    pub body: usize,
}

/// What a line of the head is.
#[derive(Debug, PartialEq)]
enum Role {
    Byline(Box<Facts>),
    Furniture,
    /// `(2007年6月29日…通过)`
    Adoption,
    Prose,
    Words,
}

/// The number of an official document.
static NUMBER: LazyLock<Matcher> =
    LazyLock::new(|| matcher(r"^\S{0,16}[〔\[(（【]\d{4}[〕\])）】]\s*第?\d+号$"));
/// What the text was called where it was taken from.
static ORIGINAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[(（【]?(?:本文)?原标?题(?:为)?\s*[:：]?"));
/// The heading of a first section, the question that an interview begins with.
static SECTION: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^[一二三四五六七八九十]{1,2}\s*[、.．]|^[(（][一二三四五六七八九十]{1,2}[)）]|^(?:记者|主持人|问|答|Q|A)\s*[:：]",
    )
});

/// How long ago, of a page of which nobody knows when it was taken.
static AGO: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:(?:发布|发表|更新|编辑)(?:于|时间:)?)?\s*(?:刚刚|[今昨前]天|\d{1,3}\s*(?:秒钟?|分钟|个?小时|天|周|个?月|年)(?:以?前))(?:\s*\d{1,2}:\d{2})?\s*(?:发布|发表|更新|编辑)?$",
    )
});

/// Reads the head of a page.
pub fn read(lines: &[Line], clock: &Clock) -> Head {
    let text = upward::text(lines);
    let crumb = crumb::find(lines).or_else(|| upward::crumb_above(lines, text?));
    let head = from_top(lines, crumb.as_ref(), 0, clock);
    let head = match text {
        Some(text) => upward::mended(lines, text, head, crumb.as_ref(), clock),
        None => head,
    };
    document::mended(lines, thread::mended(lines, head, clock))
}

/// Reads it from the top of a page, or from a line below.
fn from_top(lines: &[Line], crumb: Option<&Crumb>, top: usize, clock: &Clock) -> Head {
    let from = crumb.map_or(0, |crumb| crumb.lines.end).max(top);
    let leaf = crumb.and_then(|crumb| crumb.path.last()).map(|leaf| super::folding::folded(leaf));
    let start = crumb.map(|crumb| crumb.lines.start);
    let roles = roles(lines, from, clock, leaf.as_deref());
    let mut head = Head::default();
    if let Some(crumb) = crumb {
        (head.path, head.weak_path) = (crumb.path.clone(), crumb.weak);
    }
    let zone = Zone::of(&roles);
    for role in roles.get(zone.first..zone.end).unwrap_or_default() {
        if let Role::Byline(facts) = role {
            head.facts.add((**facts).clone());
        }
    }
    clocks(&roles, &zone, &mut head.facts);
    let inner = inner::title(lines, &roles, (from, &zone));
    let repeated = inner::repeated(lines, &roles, (from, &zone));
    if let Some(at) = inner {
        inner::dated_below(&roles, at - from, &zone, &mut head.facts);
    }
    above::alone(lines, &roles, (from, &zone), &mut head.facts);
    let above = from..from + zone.first;
    let mut candidates = pick::candidates(lines, &roles, above, from, crumb);
    if candidates.is_empty() {
        candidates = pick::short(lines, &roles, from..from + zone.first, from);
    }
    if candidates.is_empty() && from > 0 {
        candidates = pick::above_crumb(lines, crumb);
    }
    let under = candidates.iter().all(|at| *at >= from);
    candidates = inner.filter(|_| under).map_or(candidates, |at| vec![at]);
    candidates = repeated.map_or(candidates, |(at, _)| vec![at]);
    above::credited(lines, &mut candidates, from + zone.first, &mut head.facts);
    let last = candidates.last().copied();
    let text = last.filter(|_| candidates.len() >= 2).and_then(|last| lines.get(last + 1..));
    let text = choice::Words::of(text.unwrap_or_default());
    choice::strangers(lines, &mut candidates, &text);
    lists::drop_list(lines, &mut candidates, &text);
    above::section(lines, &candidates, from, &mut head.facts);
    (head.title, head.subtitle) = titles(lines, &candidates, &text);
    head.body = from + zone.end;
    if zone.has_byline {
        head.body += below::people(lines, &roles, from + zone.end, from, &mut head.facts);
        below::headline(lines, &roles, (from, &zone), &mut head);
    } else {
        head.body = last.map_or(from, |last| last + 1).max(from);
        head.body += below::people(lines, &roles, head.body, from, &mut head.facts);
    }
    head.body = repeated.map_or(head.body, |(_, behind)| head.body.max(behind));
    below::adoption(lines, &roles, from, &mut head, clock);
    if head.title.is_none() {
        below::title(lines, &mut head);
    }
    let keyed = head.facts.title.take();
    choice::keyed(lines, &mut head, keyed.as_deref());
    head.title = head.title.take().or(keyed).or_else(|| crumb.and_then(|crumb| crumb.title.clone()));
    untitled(lines, &roles, (from, &zone), &mut head, clock);
    finish(lines, &roles, (from, &zone), &mut head, start);
    head
}

/// What the lines around title and byline say besides, and the labels between them and the text.
fn finish(
    lines: &[Line],
    roles: &[Role],
    (from, zone): (usize, &Zone),
    head: &mut Head,
    start: Option<usize>,
) {
    above::followed(lines, roles, (from, zone), head);
    if head.path.is_empty() {
        above::heading(lines, start, zone.has_byline, head);
    }
    if head.path.is_empty() {
        above::page(lines, head.body, &mut head.facts);
    }
    if zone.has_byline || head.title.is_some() {
        below::table(lines, head);
        below::labels(lines, head);
        below::printed(lines, head);
    }
}

/// Where a title is not yet found.
fn untitled(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone), head: &mut Head, clock: &Clock) {
    if head.title.is_none() {
        signed::title(lines, head);
    }
    if head.title.is_none() {
        inner::leading(lines, roles, (from, zone), head, clock);
    }
    if head.title.is_none() {
        choice::last_resort(lines, roles, from, head);
    }
    inner::dated_title(head, clock);
    inner::run_on(lines, head, clock);
}

fn role(line: &Line, clock: &Clock, leaf: Option<&str>) -> Role {
    if leads_nowhere(line) {
        return Role::Furniture;
    }
    match byline::read(line, clock, leaf)
        .or_else(|| credits::of_line(line).filter(|facts| facts.author.is_some() || facts.source.is_some()))
        .or_else(|| credits::paper_and_person(line))
        .or_else(|| taken(line))
        .or_else(|| magazine(line))
        .or_else(|| above::credit_row(line))
        .or_else(|| above::unfollowed(line).and_then(|line| credits::paper_and_person(&line)))
    {
        Some(facts) => Role::Byline(Box::new(facts)),
        None if below::is_adoption(line) => Role::Adoption,
        None if is_paper(line) => Role::Furniture,
        None if AGO.is_match(&line.folded) => Role::Byline(Box::default()),
        None if is_furniture(line) || above::counts_readers(line) || above::is_row(line) => Role::Furniture,
        None if line.is_prose() => Role::Prose,
        None => Role::Words,
    }
}

fn roles(lines: &[Line], from: usize, clock: &Clock, leaf: Option<&str>) -> Vec<Role> {
    let head = lines.get(from..lines.len().min(from + WITHIN)).unwrap_or_default();
    let mut roles: Vec<Role> = Vec::new();
    // The first sentence may be a title, the second may be a lead: what stands far behind that is no head.
    let mut sentences = 0;
    let mut left = head.len();
    for line in head {
        if left == 0 {
            break;
        }
        left -= 1;
        let role = role(line, clock, leaf);
        sentences += usize::from(role == Role::Prose);
        if role == Role::Prose && sentences == 2 {
            left = left.min(BEHIND);
        }
        roles.push(role);
    }
    above::strangers(head, &mut roles);
    lists::runs(head, &mut roles);
    lists::entries(head, &mut roles);
    // A long title with an exclamation mark is told from text by the byline below it.
    for at in 0..roles.len() {
        // One that ends with a full stop is the first line, and its byline names the day.
        let leads = roles.get(..at).unwrap_or_default().iter().all(|role| *role == Role::Furniture);
        let dated = matches!(roles.get(at + 1), Some(Role::Byline(facts)) if facts.date.is_some());
        let words = |line: &Line| {
            let text = line.folded.as_str();
            let stopped = leads && dated && line.len() <= TITLE / 2;
            !has_sentence(text.strip_suffix('。').filter(|_| stopped).unwrap_or(text))
        };
        let title = head.get(at).is_some_and(|line| line.len() <= TITLE && line.indent < 2 && words(line));
        let mut below = roles.get(at + 1..).unwrap_or_default().iter().filter(|r| **r != Role::Furniture);
        let first = below.next();
        // A second headline may stand between.
        let second =
            || first == Some(&Role::Words) && head.get(at).is_some_and(|line| line.len() <= TITLE / 3);
        let byline = |role: Option<&Role>| matches!(role, Some(Role::Byline(_)));
        let byline = byline(first) || second() && byline(below.next());
        if let Some(role) = roles.get_mut(at).filter(|role| **role == Role::Prose && title && byline) {
            *role = Role::Words;
        }
    }
    events::mark(head, &mut roles);
    wrapped::mark(head, &mut roles);
    roles
}

/// Whether a full stop ends anything but what somebody said: `「…。」那些年`.
fn has_sentence(text: &str) -> bool {
    let mut rest = text.split('。').skip(1);
    rest.any(|behind| !behind.starts_with(['”', '」', '』']) || behind.chars().count() < 2)
}

/// The lines from the first of the byline to the body, relative to the first line behind the breadcrumb.
#[derive(Debug, PartialEq)]
struct Zone {
    first: usize,
    end: usize,
    has_byline: bool,
}

impl Zone {
    fn of(roles: &[Role]) -> Self {
        let prose = roles.iter().position(|role| *role == Role::Prose);
        let limit = prose.unwrap_or(roles.len());
        let before = roles.get(..limit).unwrap_or_default();
        let certain = |role: &Role| matches!(role, Role::Byline(facts) if !facts.clock && is_strong(facts));
        let clock = |role: &Role| matches!(role, Role::Byline(facts) if facts.clock);
        let any = |role: &Role| matches!(role, Role::Byline(facts) if !facts.clock);
        // A clock is a byline only where none better is, and below a title.
        let below_title = |at: &usize| before.get(..*at).is_some_and(|above| above.contains(&Role::Words));
        let early = before.iter().position(certain).or_else(|| before.iter().position(any));
        let early = early.or_else(|| before.iter().rposition(clock).filter(below_title));
        let early = early.map(|at| behind_menu(before, at));
        let (first, limit) = match (early, prose) {
            (Some(first), _) => (first, limit),
            // A lead stands between title and byline.
            (None, Some(prose)) => match late(roles, prose) {
                Some(late) => (late, late + 1),
                None => return Self { first: prose, end: prose, has_byline: false },
            },
            (None, None) => return Self { first: 0, end: 0, has_byline: false }.without_prose(roles),
        };
        Self { first, end: Self::end(roles, first, limit), has_byline: true }
    }

    /// A page without any sentence: the title is the first line of words.
    fn without_prose(mut self, roles: &[Role]) -> Self {
        self.first = roles.iter().position(|role| *role == Role::Words).map_or(0, |at| at + 1);
        self.end = self.first;
        self
    }

    /// Behind the last line of the byline and of the buttons around it.
    fn end(roles: &[Role], first: usize, limit: usize) -> usize {
        let mut end = first + 1;
        let mut gap = 0;
        for (at, role) in roles.iter().enumerate().take(limit).skip(first + 1) {
            match role {
                Role::Byline(_) | Role::Furniture => {
                    (end, gap) = (at + 1, 0);
                }
                Role::Adoption => {}
                Role::Words | Role::Prose => gap += 1,
            }
            if gap > GAP {
                break;
            }
        }
        end
    }
}

/// The byline below a menu above which the page names the day: another day, and who or which paper.
fn behind_menu(roles: &[Role], at: usize) -> usize {
    let day = |role: Option<&Role>| match role {
        Some(Role::Byline(facts)) => {
            let named = facts.source.is_some() || facts.author.is_some();
            facts.date.as_ref().map(|(moment, _)| (moment.day(), named))
        }
        _ => None,
    };
    let Some((today, false)) = day(roles.get(at)) else { return at };
    let below = (at + MENU..roles.len()).find(|below| {
        day(roles.get(*below)).is_some_and(|(other, named)| named && other < today)
            && roles.get(below - 1) == Some(&Role::Words)
    });
    below.unwrap_or(at)
}

/// A line that says when or by whom, and not only how often it was read.
fn is_strong(facts: &Facts) -> bool {
    facts.date.is_some() || facts.source.is_some() || facts.author.is_some() || facts.is_empty()
}

/// A byline just below a lead: with a time of day or a source, so that no date in the text is taken for one.
fn late(roles: &[Role], prose: usize) -> Option<usize> {
    let titled = roles.get(..prose)?.contains(&Role::Words);
    let behind = roles.get(prose + 1..)?.iter().take(4);
    let strong = |facts: &Facts| facts.date.is_some() && (facts.source.is_some() || facts.author.is_some());
    let at = behind.clone().position(|role| matches!(role, Role::Byline(facts) if strong(facts)))?;
    // Below the text stands where it was printed.
    let text = roles.get(prose + 2 + at..)?.contains(&Role::Prose);
    let leads = behind.take(at).filter(|role| **role == Role::Prose).count();
    (titled && text && leads <= 1).then_some(prose + 1 + at)
}

/// A clock counts only where nothing else on the page names a date.
fn clocks(roles: &[Role], zone: &Zone, facts: &mut Facts) {
    for role in roles.get(..zone.first).unwrap_or_default() {
        if let Role::Byline(early) = role {
            let title = early.title.clone();
            facts.add(Facts { clock: early.clock, date: early.date.clone(), title, ..Facts::default() });
        }
    }
    // A line of its own just above may name the category.
    for role in roles.get(zone.first.saturating_sub(GAP)..zone.first).unwrap_or_default() {
        if let Role::Byline(early) = role
            && facts.category.is_none()
        {
            facts.category.clone_from(&early.category);
        }
    }
}

#[cfg(test)]
mod tests;
