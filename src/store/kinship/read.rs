//! What is near to an article, and which articles are the same report: chosen from the candidates that imports left.

use super::lists::{self, NearList};
use super::{profiles, words};
use crate::news::ArticleId;
use crate::news::kin::{self, Profile};
use crate::store::{Library, StoreError};
use rusqlite::Connection;
use std::collections::HashSet;

/// Copies of one candidate that may be shown in its place.
const COPIES: usize = 6;

/// An article close in content.
#[derive(Debug, Clone, PartialEq)]
pub struct Kin {
    /// Which.
    pub id: ArticleId,
    /// 0 to 1.
    pub score: f32,
    /// The shared words that weigh most, at most three.
    pub words: Vec<String>,
}

impl Library {
    /// The articles close in content to `id`, closest first, with the words they share; empty where it is not held.
    pub fn kin(&self, id: ArticleId, limit: usize) -> Result<Vec<Kin>, StoreError> {
        self.ask("reading what is close in content", |connection| content(connection, id.0, limit))
    }

    /// The other articles with the same report, by row.
    pub fn copies(&self, id: ArticleId) -> Result<Vec<ArticleId>, StoreError> {
        self.ask("reading copies", |connection| copies(connection, id))
    }
}

/// See [`Library::copies`].
pub(in crate::store) fn copies(connection: &Connection, id: ArticleId) -> rusqlite::Result<Vec<ArticleId>> {
    let first = report(connection, id.0)?;
    let all = std::iter::once(first).chain(followers(connection, first, usize::MAX)?);
    Ok(all.filter(|other| *other != id.0).map(ArticleId).collect())
}

/// See [`Library::kin`].
pub(in crate::store) fn content(
    connection: &Connection,
    id: i64,
    limit: usize,
) -> rusqlite::Result<Vec<Kin>> {
    let Some(own) = profiles::profile(connection, id)? else { return Ok(Vec::new()) };
    let candidates = candidates(connection, id)?;
    let chosen = own.choose(&candidates, limit);
    let text = words::load(connection, id)?.unwrap_or_default();
    let mut found = Vec::with_capacity(chosen.len());
    for chosen in chosen {
        let Some(other) = candidates.get(chosen.at) else { continue };
        let theirs = words::load(connection, other.row)?.unwrap_or_default();
        let words = kin::shared_words(
            (&own.signature, &other.signature),
            (&text.title, &text.text),
            (&theirs.title, &theirs.text),
        );
        found.push(Kin { id: ArticleId(other.row), score: chosen.score, words });
    }
    Ok(found)
}

/// Profiles of all that may be shown: what stands in the article's list and in that of the report it is a copy of, with
/// some copies of each.
fn candidates(connection: &Connection, id: i64) -> rusqlite::Result<Vec<Profile>> {
    let own = lists::load(connection, id)?.unwrap_or_default();
    let first: NearList = match own.copy_of {
        Some(first) => lists::load(connection, first)?.unwrap_or_default(),
        None => NearList::default(),
    };
    let mut seen = HashSet::from([id]);
    let mut found = Vec::new();
    for other in own.ids().chain(first.ids()) {
        if !seen.insert(other) {
            continue;
        }
        for member in std::iter::once(other).chain(followers(connection, other, COPIES)?) {
            found.extend(profiles::profile(connection, member)?);
        }
    }
    Ok(found)
}

/// The first article with the same report: the article itself where it is no copy.
fn report(connection: &Connection, id: i64) -> rusqlite::Result<i64> {
    Ok(lists::load(connection, id)?.and_then(|list| list.copy_of).unwrap_or(id))
}

/// The copies of a first article, by row.
fn followers(connection: &Connection, first: i64, limit: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT article_id FROM near WHERE copy_of = ?1 ORDER BY article_id LIMIT ?2")?;
    let ids = statement.query_map([first, i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?;
    ids.collect()
}
