//! Articles that came in, compared with each other and with the library.
//!
//! The newcomers are laid out by term and every article of the library is held against them in turn, so that memory goes by what
//! came in. A report that came in several times takes part once: copies follow their first, and only that one stands in the
//! lists of others.

use super::lists::{self, Entry, NearList};
use super::profiles::{self, blob};
use super::words::{in_shares, on_all_processors, processors};
use crate::news::kin::{
    Near, Nearest, Scratch, Shingles, Signature, TopicVector, Topics, closeness, keep_best,
};
use rusqlite::Connection;
use std::collections::HashMap;

/// Articles with the most words in common that are looked at for their topics and as copies.
const LOOKED_AT: usize = 48;
/// Cosine below which two articles cannot be copies of each other.
const COPY_COSINE: f32 = 0.3;
/// Candidates that are looked at as copies.
const COPIES_LOOKED_AT: usize = 16;
/// Below this many in its list, an article is held against the newcomers again, without their copies.
const ENOUGH: usize = 12;
/// Articles of the library that are in memory at a time: few at first, until there are enough near ones to know which are not.
const LOT: usize = 2_000;
const FIRST_LOT: usize = LOOKED_AT * 2;
/// Lists of others that are in memory at a time.
const OPEN_LISTS: usize = 20_000;

/// An article that came in.
struct Newcomer {
    id: i64,
    signature: Signature,
    topic: TopicVector,
    shingles: Option<Shingles>,
    candidates: Vec<Candidate>,
    /// The first article with the same report.
    copy_of: Option<i64>,
}

/// An article of the library: its row, its words, its topic.
type Older = (i64, Signature, TopicVector);

/// An article that may be near.
#[derive(Clone, Copy)]
struct Candidate {
    id: i64,
    /// Its place among the newcomers, where it is one.
    place: Option<u32>,
    cosine: f32,
    closeness: f32,
}

/// Compares these articles, which have a profile and no list yet, and writes their lists and those they come into.
pub(super) fn newcomers(connection: &Connection, ids: &[i64], topics: &Topics) -> rusqlite::Result<()> {
    let mut newcomers = load(connection, ids, topics)?;
    let mut nearest = Nearest::new(newcomers.iter().map(|newcomer| &newcomer.signature));
    let older = held_against(connection, &nearest, &newcomers)?;
    let newer = among(&nearest, &newcomers, &(0..newcomers.len()).collect::<Vec<_>>());
    for (newcomer, candidates) in newcomers.iter_mut().zip(older) {
        newcomer.candidates = candidates;
    }
    for (place, candidates) in newer {
        if let Some(newcomer) = newcomers.get_mut(place) {
            newcomer.candidates.extend(candidates);
        }
    }
    find_copies(connection, &mut newcomers)?;
    let mut found: Vec<NearList> = newcomers.iter().map(|newcomer| list(newcomer, &newcomers)).collect();
    for (place, newcomer) in (0..).zip(&newcomers) {
        if newcomer.copy_of.is_some() {
            nearest.hide(place);
        }
    }
    let starved =
        found.iter().enumerate().filter(|(_, list)| list.entries.len() < ENOUGH).map(|(place, _)| place);
    for (place, candidates) in among(&nearest, &newcomers, &starved.collect::<Vec<_>>()) {
        if let (Some(newcomer), Some(found)) = (newcomers.get_mut(place), found.get_mut(place)) {
            newcomer.candidates.extend(candidates);
            *found = NearList::default();
        }
    }
    for (newcomer, found) in newcomers.iter().zip(&mut found) {
        if found.entries.is_empty() {
            *found = list(newcomer, &newcomers);
        }
    }
    write(connection, &newcomers, &found)
}

fn load(connection: &Connection, ids: &[i64], topics: &Topics) -> rusqlite::Result<Vec<Newcomer>> {
    let mut newcomers = Vec::with_capacity(ids.len());
    for id in ids {
        let Some((signature, topic)) = profiles::signature(connection, *id)? else { continue };
        let shingles = profiles::shingles(connection, *id)?;
        newcomers.push(Newcomer {
            id: *id,
            signature,
            topic,
            shingles,
            candidates: Vec::new(),
            copy_of: None,
        });
    }
    let places = on_all_processors(&newcomers, |newcomer| topics.place(&newcomer.signature));
    for (newcomer, topic) in newcomers.iter_mut().zip(places) {
        newcomer.topic = topic;
        profiles::store_topic(connection, newcomer.id, topic)?;
    }
    Ok(newcomers)
}

/// For the newcomers at these places, the newcomers nearest to each.
fn among(nearest: &Nearest, newcomers: &[Newcomer], places: &[usize]) -> Vec<(usize, Vec<Candidate>)> {
    let candidate = |own: &Newcomer, near: Near| {
        let other = newcomers.get(near.place as usize)?;
        Some(Candidate {
            id: other.id,
            place: Some(near.place),
            cosine: near.cosine,
            closeness: closeness(near.cosine, own.topic, other.topic),
        })
        .filter(|_| other.id != own.id)
    };
    in_shares(places, |share| {
        let mut scratch = Scratch::default();
        let of = |place: &usize| {
            let own = newcomers.get(*place)?;
            let near = nearest.to(&own.signature, LOOKED_AT, &mut scratch);
            Some((*place, near.into_iter().filter_map(|near| candidate(own, near)).collect()))
        };
        share.iter().filter_map(of).collect()
    })
}

/// For each newcomer, the articles of the library nearest to it.
fn held_against(
    connection: &Connection,
    nearest: &Nearest,
    newcomers: &[Newcomer],
) -> rusqlite::Result<Vec<Vec<Candidate>>> {
    let mut found: Vec<Vec<Candidate>> = newcomers.iter().map(|_| Vec::new()).collect();
    let mut floors = vec![0.0_f32; newcomers.len()];
    let mut statement = connection.prepare(
        "SELECT p.article_id, p.signature, p.topic
         FROM near n JOIN profile p ON p.article_id = n.article_id WHERE n.copy_of IS NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut lot = Vec::with_capacity(LOT);
    let mut size = FIRST_LOT;
    loop {
        let next = rows.next()?;
        if let Some(row) = next {
            let id: i64 = row.get(0)?;
            lot.push((id, Signature::from_blob(blob(row, 1)?), TopicVector::from_blob(blob(row, 2)?)));
            if lot.len() < size {
                continue;
            }
        } else if lot.is_empty() {
            break;
        }
        size = (size * 2).min(LOT);
        let met = in_shares(&lot, |share| {
            let mut scratch = Scratch::default();
            share.iter().map(|(_, signature, _)| nearest.above(signature, &floors, &mut scratch)).collect()
        });
        take_up(&lot, &met, newcomers, (&mut found, &mut floors));
        lot.clear();
    }
    Ok(found)
}

/// Notes for each newcomer what of a lot is near to it, every processor for its share of the newcomers.
fn take_up(
    lot: &[Older],
    met: &[Vec<Near>],
    newcomers: &[Newcomer],
    (found, floors): (&mut [Vec<Candidate>], &mut [f32]),
) {
    let share = newcomers.len().div_ceil(processors()).max(1);
    let shares = found.chunks_mut(share).zip(floors.chunks_mut(share)).zip(newcomers.chunks(share));
    std::thread::scope(|scope| {
        for (at, ((found, floors), newcomers)) in shares.enumerate() {
            let first = (at * share) as u32;
            scope.spawn(move || {
                for ((id, _, topic), met) in lot.iter().zip(met) {
                    // By place, as they were met.
                    let start = met.partition_point(|near| near.place < first);
                    for near in met.iter().skip(start) {
                        let at = (near.place - first) as usize;
                        let (Some(own), Some(found), Some(floor)) =
                            (newcomers.get(at), found.get_mut(at), floors.get_mut(at))
                        else {
                            break;
                        };
                        let closeness = closeness(near.cosine, own.topic, *topic);
                        found.push(Candidate { id: *id, place: None, cosine: near.cosine, closeness });
                        if found.len() == LOOKED_AT * 2 {
                            *floor = keep_best(found, LOOKED_AT, |candidate| candidate.cosine);
                        }
                    }
                }
            });
        }
    });
}

/// Finds for each newcomer the first article with the same report, in the order in which they came in.
fn find_copies(connection: &Connection, newcomers: &mut [Newcomer]) -> rusqlite::Result<()> {
    for at in 0..newcomers.len() {
        let (before, rest) = newcomers.split_at_mut(at);
        let Some(newcomer) = rest.first_mut() else { break };
        let Some(shingles) = &newcomer.shingles else { continue };
        keep_best(&mut newcomer.candidates, LOOKED_AT * 2, |candidate| candidate.cosine);
        newcomer.candidates.sort_by(|one, other| other.cosine.total_cmp(&one.cosine));
        for candidate in newcomer.candidates.iter().take(COPIES_LOOKED_AT) {
            if candidate.cosine < COPY_COSINE {
                break;
            }
            let (theirs, first) = match candidate.place {
                Some(place) => match before.get(place as usize) {
                    Some(other) => (other.shingles.clone(), other.copy_of.unwrap_or(other.id)),
                    None => continue,
                },
                None => (profiles::shingles(connection, candidate.id)?, candidate.id),
            };
            if theirs.is_some_and(|theirs| theirs.is_copy(shingles)) {
                newcomer.copy_of = Some(first);
                break;
            }
        }
    }
    Ok(())
}

/// The list of a newcomer: reports near to it, each once.
fn list(newcomer: &Newcomer, newcomers: &[Newcomer]) -> NearList {
    let own = newcomer.copy_of.unwrap_or(newcomer.id);
    let first = |candidate: &Candidate| {
        let other = candidate.place.and_then(|place| newcomers.get(place as usize));
        other.and_then(|other| other.copy_of).unwrap_or(candidate.id)
    };
    let mut candidates: Vec<&Candidate> = newcomer.candidates.iter().collect();
    candidates.sort_by(|one, other| other.closeness.total_cmp(&one.closeness).then(one.id.cmp(&other.id)));
    let mut list = NearList { copy_of: newcomer.copy_of, entries: Vec::with_capacity(lists::LONGEST) };
    for candidate in candidates {
        let first = first(candidate);
        if first != own
            && candidate.closeness > 0.0
            && let Some(entry) = Entry::new(first, candidate.closeness)
        {
            list.insert(entry);
        }
    }
    list
}

/// Writes the newcomers' lists, and puts the first of each report into the lists of the library's articles near to it.
fn write(connection: &Connection, newcomers: &[Newcomer], found: &[NearList]) -> rusqlite::Result<()> {
    for (newcomer, list) in newcomers.iter().zip(found) {
        lists::store(connection, newcomer.id, list)?;
    }
    let mut open: HashMap<i64, (NearList, bool)> = HashMap::new();
    for newcomer in newcomers.iter().filter(|newcomer| newcomer.copy_of.is_none()) {
        for candidate in newcomer.candidates.iter().filter(|candidate| candidate.place.is_none()) {
            let Some(entry) = Entry::new(newcomer.id, candidate.closeness) else { continue };
            let (list, changed) = match open.entry(candidate.id) {
                std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::hash_map::Entry::Vacant(vacant) => {
                    vacant.insert((lists::load(connection, candidate.id)?.unwrap_or_default(), false))
                }
            };
            *changed |= list.insert(entry);
        }
        if open.len() >= OPEN_LISTS {
            write_changed(connection, &mut open)?;
        }
    }
    write_changed(connection, &mut open)
}

fn write_changed(connection: &Connection, open: &mut HashMap<i64, (NearList, bool)>) -> rusqlite::Result<()> {
    for (id, (list, changed)) in open.drain() {
        if changed {
            lists::store(connection, id, &list)?;
        }
    }
    Ok(())
}
