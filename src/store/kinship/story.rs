//! The story that an article belongs to, found by walking from list to list when it is asked for.

use super::read::wording;
use super::{lists, profiles};
use crate::news::ArticleId;
use crate::news::kin::{LIGHT, LONGEST_STORY, Profile, Vocabulary, is_follow_up, is_on_subject};
use crate::store::{Library, StoreError};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// Words that say what is new.
const WORDS: usize = 3;
/// Profiles that are looked at.
const LOOKED_AT: usize = 240;

/// One report of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Which.
    pub id: ArticleId,
    /// What stands in it and in none before it, at most three words, the weightiest first.
    pub news: Vec<String>,
    /// The sentence that holds most of what is new; `None` in the first report.
    pub sentence: Option<String>,
}

impl Library {
    /// The reports of the event that article `id` is about, the first one first, with what is new in each; empty where
    /// there is no other. Of copies only the first is there, but for the article itself.
    pub fn story(&self, id: ArticleId) -> Result<Vec<Episode>, StoreError> {
        let words = self.vocabulary()?;
        self.ask("reading a story", |connection| {
            let reports = reports(connection, id.0)?;
            let all: Vec<usize> = (0..reports.len()).collect();
            told(connection, &words, &reports, &all)
        })
    }

    /// Of that story what is shown beside the article: the first report, the ones before and after it, the last one.
    pub(in crate::store) fn story_beside(&self, id: ArticleId) -> Result<Vec<Episode>, StoreError> {
        let words = self.vocabulary()?;
        self.ask("reading a story", |connection| {
            let reports = reports(connection, id.0)?;
            let own = reports.iter().position(|report| report.row == id.0).unwrap_or(0);
            let last = reports.len().saturating_sub(1);
            let mut wanted = vec![0, own.saturating_sub(1), (own + 1).min(last), last];
            wanted.sort_unstable();
            wanted.dedup();
            wanted.retain(|at| *at != own);
            told(connection, &words, &reports, &wanted)
        })
    }
}

/// What is told of some of the reports of a story.
fn told(
    connection: &Connection,
    vocabulary: &Vocabulary,
    reports: &[Profile],
    wanted: &[usize],
) -> rusqlite::Result<Vec<Episode>> {
    let mut known = HashSet::new();
    let mut episodes = Vec::with_capacity(wanted.len());
    if reports.len() < 2 {
        return Ok(episodes);
    }
    for (at, report) in reports.iter().enumerate().take(wanted.last().map_or(0, |last| last + 1)) {
        if !wanted.contains(&at) {
            // What it is about is known without reading it.
            known.extend(report.signature.iter().map(|(term, _)| term));
            continue;
        }
        let wording = wording(connection, vocabulary, report.row)?;
        let news = wording.new_terms(&known, &report.signature);
        let telling = news.iter().filter(|(_, weight)| *weight > LIGHT).copied();
        episodes.push(Episode {
            id: ArticleId(report.row),
            sentence: if at > 0 { wording.sentence_of(&news) } else { None },
            news: wording.telling(telling, WORDS),
        });
        known.extend(wording.terms());
    }
    Ok(episodes)
}

/// The reports of a story, by date.
fn reports(connection: &Connection, id: i64) -> rusqlite::Result<Vec<Profile>> {
    let Some(opened) = profiles::profile(connection, id)? else { return Ok(Vec::new()) };
    let mut members = HashSet::from([id, opened.report]);
    let mut known: HashMap<i64, Option<Profile>> = HashMap::new();
    let mut story = vec![opened.clone()];
    let mut next = 0;
    while let Some(from) = story.get(next).cloned() {
        next += 1;
        for other in lists::load(connection, from.report)?.unwrap_or_default().ids() {
            if story.len() >= LONGEST_STORY || members.contains(&other) {
                continue;
            }
            if known.len() < LOOKED_AT && !known.contains_key(&other) {
                known.insert(other, profiles::profile(connection, other)?);
            }
            // One that does not follow upon this report may follow upon another.
            let Some(Some(profile)) = known.get(&other) else { continue };
            if is_follow_up(&from, profile) && is_on_subject(&opened, profile) {
                members.insert(other);
                story.push(profile.clone());
            }
        }
    }
    story.sort_by_key(|report| (report.published, report.row));
    Ok(story)
}
