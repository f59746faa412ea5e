//! Articles as they come in: counted at once, and given their signatures some thousands at a time.
//!
//! They were cut when they were made ready, on other threads; here it is kept until there are enough of them. The first
//! signatures go by what came in until then, which is enough to know common words from rare ones.

use super::profiles::{self, State};
use super::words::{Cut, on_all_processors};
use crate::news::kin::Signature;
use rusqlite::Connection;
use std::collections::HashSet;
use std::sync::Arc;

/// Articles whose terms are kept: about 3 KB each.
pub(super) const KEPT: usize = 4_000;

/// What came in since the library was opened.
#[derive(Debug, Default)]
pub struct Fresh {
    /// The library's vocabulary with what came in; `None` as long as nothing did.
    state: Option<State>,
    kept: Vec<(i64, Arc<Cut>)>,
    signed: HashSet<i64>,
    /// Whether nothing had been counted before.
    from_empty: bool,
}

impl Fresh {
    /// An article came in, or came back with other words.
    pub(in crate::store) fn add(
        &mut self,
        connection: &Connection,
        id: i64,
        cut: Arc<Cut>,
    ) -> rusqlite::Result<()> {
        if self.state.is_none() {
            let state = State::load(connection)?;
            self.from_empty = state.frequencies.articles() == 0;
            self.state = Some(state);
        }
        if let Some(state) = &mut self.state {
            state.frequencies.count(&cut.terms);
        }
        self.kept.push((id, cut));
        if self.kept.len() >= KEPT { self.sign(connection) } else { Ok(()) }
    }

    /// Writes signatures for all that are kept.
    pub(super) fn sign(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let Some(state) = &self.state else { return Ok(()) };
        store(connection, &self.kept, state)?;
        self.signed.extend(self.kept.drain(..).map(|(id, _)| id));
        Ok(())
    }

    /// The vocabulary with what came in, where anything did.
    pub(super) fn take_state(&mut self) -> Option<State> {
        self.state.take()
    }

    /// Whether this article has a signature that goes by what came in.
    pub(super) fn has_signed(&self, id: i64) -> bool {
        self.signed.contains(&id)
    }

    /// Whether all of these have one, and nothing else was ever counted.
    pub(super) fn is_all(&self, ids: &[i64]) -> bool {
        self.from_empty && ids.iter().all(|id| self.has_signed(*id))
    }
}

/// Writes the signatures of articles that were counted.
pub(super) fn store<C: AsRef<Cut> + Sync>(
    connection: &Connection,
    cuts: &[(i64, C)],
    state: &State,
) -> rusqlite::Result<()> {
    let signatures =
        on_all_processors(cuts, |(_, cut)| Signature::of(&cut.as_ref().terms, &state.frequencies));
    for ((id, cut), signature) in cuts.iter().zip(&signatures) {
        profiles::store(connection, *id, signature, &cut.as_ref().shingles)?;
    }
    Ok(())
}
