//! The story that an article belongs to, found by walking from list to list when it is asked for.

use super::read::wording;
use super::{lists, profiles};
use crate::news::ArticleId;
use crate::news::kin::{LONGEST_STORY, Profile, is_follow_up, is_on_subject, news_of};
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
}

impl Library {
    /// The reports of the event that article `id` is about, the first one first, with what is new in each; empty where
    /// there is no other. Of copies only the first is there, but for the article itself.
    pub fn story(&self, id: ArticleId) -> Result<Vec<Episode>, StoreError> {
        self.ask("reading a story", |connection| {
            let reports = reports(connection, id.0)?;
            if reports.len() < 2 {
                return Ok(Vec::new());
            }
            let news = news_of(reports.iter().map(|report| &report.signature));
            let episode = |(report, news): (&Profile, Vec<_>)| {
                let news = wording(connection, report.row)?.telling(news.into_iter(), WORDS);
                Ok(Episode { id: ArticleId(report.row), news })
            };
            reports.iter().zip(news).map(episode).collect()
        })
    }
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
