//! Articles that came in, compared with each other and with the library; their lists and those they come into are written.
//!
//! A report that came in several times takes part once: copies follow their first, and only that one stands in the lists of
//! others.

use super::lists::{self, Entry, NearList};
use super::meeting::{self, Candidate, Candidates, Known};
use super::profiles;
use super::words::on_all_processors;
use crate::news::kin::{Shingles, Signature, Topics};
use rusqlite::Connection;

/// Articles that are compared at a time: a kilobyte of memory each.
const WAVE: usize = 1 << 16;
/// Articles whose topics are found at a time.
const LOT: usize = 4_096;
/// Closeness below which two articles cannot be copies of each other.
const COPY_CLOSENESS: f32 = 0.15;
/// Candidates that are looked at as copies.
const COPIES_LOOKED_AT: usize = 24;
/// Below this many in its list, an article whose candidates were copies is looked up again, without them.
const ENOUGH: usize = 12;
/// Articles that are put into the lists of others at a time.
const ENTERING: usize = 1 << 15;

/// An article that came in.
struct Newcomer {
    id: i64,
    candidates: Candidates,
    /// The first article with the same report.
    copy_of: Option<i64>,
}

/// Compares these articles, which have a profile and no list yet, and writes their lists and those they come into.
pub(super) fn newcomers(connection: &Connection, ids: &[i64], topics: &Topics) -> rusqlite::Result<()> {
    for ids in ids.chunks(WAVE) {
        let known = placed(connection, ids, topics)?;
        let found = meeting::nearest(connection, known.iter(), known.iter())?;
        let newcomer =
            |(known, candidates): (&Known, _)| Newcomer { id: known.id, candidates, copy_of: None };
        let mut newcomers: Vec<Newcomer> = known.iter().zip(found).map(newcomer).collect();
        find_copies(connection, &mut newcomers)?;
        look_again(connection, &known, &mut newcomers)?;
        for newcomer in &newcomers {
            lists::store(connection, newcomer.id, &list(newcomer, &newcomers))?;
        }
        for share in newcomers.chunks(ENTERING) {
            enter(connection, share, &newcomers)?;
        }
    }
    Ok(())
}

/// Finds the topics of these articles; those that have no profile are left out.
fn placed(connection: &Connection, ids: &[i64], topics: &Topics) -> rusqlite::Result<Vec<Known>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(LOT) {
        let mut known: Vec<(i64, Signature)> = Vec::with_capacity(ids.len());
        for id in ids {
            known.extend(profiles::signature(connection, *id)?.map(|(signature, _)| (*id, signature)));
        }
        let places = on_all_processors(&known, |(_, signature)| topics.place(signature));
        for ((id, signature), topic) in known.into_iter().zip(places) {
            profiles::store_topic(connection, id, topic)?;
            found.push(Known { id, signature, topic });
        }
    }
    Ok(found)
}

/// Finds for each newcomer the first article with the same report, in the order in which they came in.
fn find_copies(connection: &Connection, newcomers: &mut [Newcomer]) -> rusqlite::Result<()> {
    let mut sketches: Vec<Option<Shingles>> = Vec::with_capacity(newcomers.len());
    for at in 0..newcomers.len() {
        let Some(newcomer) = newcomers.get(at) else { break };
        let sketch = profiles::shingles(connection, newcomer.id)?;
        let mut first = None;
        for candidate in newcomer.candidates.iter().take(COPIES_LOOKED_AT) {
            if candidate.closeness < COPY_CLOSENESS {
                break;
            }
            let is_copy = match place(newcomers, *candidate) {
                // What came after it follows it.
                Some(place) if place >= at => false,
                Some(place) => are_copies(sketches.get(place).and_then(Option::as_ref), sketch.as_ref()),
                None => {
                    let theirs = profiles::shingles(connection, i64::from(candidate.id))?;
                    are_copies(theirs.as_ref(), sketch.as_ref())
                }
            };
            if is_copy {
                first = Some(report(newcomers, *candidate));
                break;
            }
        }
        if let Some(newcomer) = newcomers.get_mut(at) {
            newcomer.copy_of = first;
        }
        sketches.push(sketch);
    }
    Ok(())
}

fn are_copies(one: Option<&Shingles>, other: Option<&Shingles>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.is_copy(other))
}

/// Where a candidate stands among the newcomers, which are in the order of their rows, mostly one row after the other.
fn place(newcomers: &[Newcomer], candidate: Candidate) -> Option<usize> {
    let id = i64::from(candidate.id);
    let expected = usize::try_from(id - newcomers.first()?.id).ok()?;
    match newcomers.get(expected) {
        Some(newcomer) if newcomer.id == id => Some(expected),
        _ => newcomers.binary_search_by_key(&id, |newcomer| newcomer.id).ok(),
    }
}

/// The first article with the report of a candidate.
fn report(newcomers: &[Newcomer], candidate: Candidate) -> i64 {
    let newcomer = place(newcomers, candidate).and_then(|place| newcomers.get(place));
    newcomer.and_then(|newcomer| newcomer.copy_of).unwrap_or_else(|| i64::from(candidate.id))
}

/// Where most of what was found for an article are copies of each other, there is more to be found. `known` are the newcomers.
fn look_again(connection: &Connection, known: &[Known], newcomers: &mut [Newcomer]) -> rusqlite::Result<()> {
    let is_starved = |newcomer: &Newcomer| {
        newcomer.candidates.len() == meeting::KEPT && list(newcomer, newcomers).entries.len() < ENOUGH
    };
    let starved: Vec<usize> =
        newcomers.iter().enumerate().filter(|(_, newcomer)| is_starved(newcomer)).map(|(at, _)| at).collect();
    if starved.is_empty() {
        return Ok(());
    }
    let asking = starved.iter().filter_map(|at| known.get(*at));
    let firsts = known.iter().zip(&*newcomers).filter(|(_, newcomer)| newcomer.copy_of.is_none());
    let found = meeting::nearest(connection, asking, firsts.map(|(known, _)| known))?;
    for (at, candidates) in starved.into_iter().zip(found) {
        if let Some(newcomer) = newcomers.get_mut(at) {
            newcomer.candidates = candidates;
        }
    }
    Ok(())
}

/// The list of a newcomer: reports near to it, each once.
fn list(newcomer: &Newcomer, newcomers: &[Newcomer]) -> NearList {
    let own = newcomer.copy_of.unwrap_or(newcomer.id);
    let mut list = NearList { copy_of: newcomer.copy_of, entries: Vec::with_capacity(lists::LONGEST) };
    for candidate in &newcomer.candidates {
        let first = report(newcomers, *candidate);
        if first != own
            && let Some(entry) = Entry::new(first, candidate.closeness)
        {
            list.insert(entry);
        }
    }
    list
}

/// Puts the first of each report among these newcomers into the lists of the library's articles near to it.
fn enter(connection: &Connection, entering: &[Newcomer], newcomers: &[Newcomer]) -> rusqlite::Result<()> {
    let mut met: Vec<(u32, Entry)> = Vec::new();
    for newcomer in entering.iter().filter(|newcomer| newcomer.copy_of.is_none()) {
        let older = newcomer.candidates.iter().filter(|candidate| place(newcomers, **candidate).is_none());
        met.extend(older.filter_map(|older| Some((older.id, Entry::new(newcomer.id, older.closeness)?))));
    }
    met.sort_unstable_by_key(|(older, entry)| (*older, entry.id));
    for entries in met.chunk_by(|one, other| one.0 == other.0) {
        let Some((older, _)) = entries.first() else { continue };
        let mut list = lists::load(connection, i64::from(*older))?.unwrap_or_default();
        let mut changed = false;
        for (_, entry) in entries {
            changed |= list.insert(*entry);
        }
        if changed {
            lists::store(connection, i64::from(*older), &list)?;
        }
    }
    Ok(())
}
