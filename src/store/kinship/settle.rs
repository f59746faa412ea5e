//! Kinship brought up to date at the end of an import: every article that is due gets its profile and its list.
//!
//! All within one transaction of the writer: broken off, the articles are due as before. The work is bounded by what came in; when
//! the library has doubled since its vocabulary was learnt, everything is looked at anew, which over the life of a
//! library costs less than twice.

use super::fresh::{self, Fresh};
use super::profiles::{self, State};
use super::{compare, due, lists, words};
use crate::news::kin::{SAMPLE, Signature, Topics};
use rusqlite::Connection;

/// Articles whose words are in memory at a time.
const WAVE: usize = 2_000;

/// Takes up all that is due; `fresh` knows those that came in since the library was opened.
pub(in crate::store) fn settle(connection: &Connection, fresh: &mut Fresh) -> rusqlite::Result<()> {
    let mut due = due::all(connection)?;
    if due.is_empty() {
        return Ok(());
    }
    let total: u32 = connection.query_row("SELECT total FROM whole", [], |row| row.get(0))?;
    fresh.sign(connection)?;
    let mut state = match fresh.take_state() {
        Some(state) => state,
        None => State::load(connection)?,
    };
    let anew = total >= state.learnt.saturating_mul(2);
    if anew && !(fresh.is_all(&due) && due.len() == total as usize) {
        *fresh = Fresh::default();
        due::note_all(connection)?;
        (due, state) = (due::all(connection)?, State::default());
    }
    for id in &due {
        lists::remove(connection, *id)?;
    }
    let uncounted: Vec<i64> = due.iter().copied().filter(|id| !fresh.has_signed(*id)).collect();
    sign(connection, &uncounted, &mut state)?;
    if anew {
        state.learnt = total;
        state.topics = Topics::learn(&sample(connection, &due)?);
    }
    compare::newcomers(connection, &due, &state.topics)?;
    due::clear(connection)?;
    state.store(connection)
}

/// Looks at every article anew.
pub(in crate::store) fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    due::note_all(connection)?;
    settle(connection, &mut Fresh::default())
}

/// Counts the terms of these articles, then chooses their signatures: all are counted before any is chosen.
fn sign(connection: &Connection, ids: &[i64], state: &mut State) -> rusqlite::Result<()> {
    let mut kept = Vec::new();
    for wave in ids.chunks(WAVE) {
        let cuts = words::cut(connection, wave)?;
        cuts.iter().for_each(|(_, cut)| state.frequencies.count(&cut.terms));
        if ids.len() <= fresh::KEPT {
            kept.push(cuts);
        }
    }
    for (at, wave) in ids.chunks(WAVE).enumerate() {
        match kept.get(at) {
            Some(cuts) => fresh::store(connection, cuts, state)?,
            None => fresh::store(connection, &words::cut(connection, wave)?, state)?,
        }
    }
    Ok(())
}

/// Signatures from all over the library.
fn sample(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<Signature>> {
    let step = ids.len().div_ceil(SAMPLE).max(1);
    let mut signatures = Vec::with_capacity(ids.len() / step + 1);
    for id in ids.iter().step_by(step) {
        signatures.extend(profiles::signature(connection, *id)?.map(|(signature, _)| signature));
    }
    Ok(signatures)
}
