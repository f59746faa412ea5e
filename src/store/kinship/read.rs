//! What is near to an article or to several: chosen from the candidates that imports left.

use super::copies::{followers, report};
use super::{lists, profiles, words};
use crate::news::ArticleId;
use crate::news::kin::{Profile, Signature, TopicVector, Vocabulary, Wording};
use crate::store::{Library, StoreError};
use rusqlite::Connection;
use std::collections::HashSet;

/// Copies of one candidate that may be shown in its place.
const COPIES: usize = 6;
/// Words that say why an article is shown.
const WORDS: usize = 3;
/// Candidates that are looked at for a list of more like these.
const POOL: usize = 240;
/// Articles that more is asked like, at most; of more the first are taken.
const ASKED: usize = 50;

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
        let words = self.vocabulary()?;
        self.ask("reading what is close in content", |connection| content(connection, &words, id.0, limit))
    }

    /// Articles like these, closest first; none of them and no copy of them among it.
    pub fn more_like(&self, ids: &[ArticleId], limit: usize) -> Result<Vec<Kin>, StoreError> {
        let words = self.vocabulary()?;
        self.ask("looking for more like these", |connection| more_like(connection, &words, ids, limit))
    }
}

fn content(
    connection: &Connection,
    vocabulary: &Vocabulary,
    id: i64,
    limit: usize,
) -> rusqlite::Result<Vec<Kin>> {
    let Some(own) = profiles::profile(connection, id)? else { return Ok(Vec::new()) };
    let mut seen = HashSet::from([id]);
    let mut candidates = Vec::new();
    gather(connection, id, &mut seen, &mut candidates)?;
    let first = report(connection, id)?;
    if first != id {
        gather(connection, first, &mut seen, &mut candidates)?;
    }
    let wording = wording(connection, vocabulary, id)?;
    let with_words = chosen(&own, &candidates, limit).into_iter().map(|(other, score)| {
        let theirs = words::load(connection, other.row)?.unwrap_or_default();
        let theirs = theirs.title + "\n" + &theirs.text;
        let words = wording.shared(&theirs, (&own.signature, &other.signature), WORDS);
        Ok(Kin { id: ArticleId(other.row), score, words })
    });
    with_words.collect()
}

fn more_like(
    connection: &Connection,
    vocabulary: &Vocabulary,
    ids: &[ArticleId],
    limit: usize,
) -> rusqlite::Result<Vec<Kin>> {
    let mut asked = Vec::new();
    for id in ids.iter().take(ASKED) {
        asked.extend(profiles::profile(connection, id.0)?);
    }
    let signatures: Vec<Signature> = asked.iter().map(|profile| profile.signature.clone()).collect();
    let topics: Vec<TopicVector> = asked.iter().map(|profile| profile.topic).collect();
    let together = Profile {
        signature: Signature::of_all(&signatures),
        topic: TopicVector::of_all(&topics),
        report: asked.first().map_or(0, |profile| profile.report),
        ..Profile::default()
    };
    let mut seen: HashSet<i64> = asked.iter().map(|profile| profile.row).collect();
    let mut candidates = Vec::new();
    for profile in &asked {
        gather(connection, profile.report, &mut seen, &mut candidates)?;
    }
    let nearest: Vec<i64> = candidates.iter().map(|profile| profile.row).collect();
    for id in nearest {
        if candidates.len() >= POOL.max(limit) {
            break;
        }
        gather(connection, id, &mut seen, &mut candidates)?;
    }
    candidates.retain(|candidate| asked.iter().all(|profile| !profile.is_copy(candidate)));
    let mut found = Vec::with_capacity(limit);
    for (other, score) in chosen(&together, &candidates, limit) {
        let theirs = wording(connection, vocabulary, other.row)?;
        let common = together.signature.common(&other.signature).map(|(term, _, weight)| (term, weight));
        found.push(Kin { id: ArticleId(other.row), score, words: theirs.telling(common, WORDS) });
    }
    Ok(found)
}

fn chosen<'a>(own: &Profile, candidates: &'a [Profile], limit: usize) -> Vec<(&'a Profile, f32)> {
    let chosen = own.choose(candidates, limit);
    chosen.iter().filter_map(|chosen| Some((candidates.get(chosen.at)?, chosen.score))).collect()
}

/// Adds the profiles of all that stands in the list of an article, and of some copies of each, that were not seen yet.
fn gather(
    connection: &Connection,
    id: i64,
    seen: &mut HashSet<i64>,
    found: &mut Vec<Profile>,
) -> rusqlite::Result<()> {
    let list = lists::load(connection, id)?.unwrap_or_default();
    for other in list.ids() {
        if !seen.insert(other) {
            continue;
        }
        found.extend(profiles::profile(connection, other)?);
        for copy in followers(connection, other, COPIES)? {
            if seen.insert(copy) {
                found.extend(profiles::profile(connection, copy)?);
            }
        }
    }
    Ok(())
}

/// Title and text of an article, to find words in.
pub(super) fn wording(
    connection: &Connection,
    vocabulary: &Vocabulary,
    id: i64,
) -> rusqlite::Result<Wording> {
    let words = words::load(connection, id)?.unwrap_or_default();
    Ok(Wording::of(&words.title, &words.text).cut_by(vocabulary))
}
