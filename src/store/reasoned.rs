//! Lists that say something of each of their articles: the history, a story, more like these, what rises.
//!
//! They are short, so each is made anew when a page of it is asked for; `headlines` puts them in order and pages them.

use super::{Desk, Library, StoreError, column};
use crate::news::{ArticleId, ArticleKey, Headline, Moment, Precision, Selection, Shelf};
use crate::text::fold::fold;
use rusqlite::OptionalExtension;
use std::collections::HashMap;

/// Headlines of a history that are looked through.
const HISTORY: usize = 10_000;
/// Articles of a list of more like these.
const LIKE: usize = 60;

/// What a list says of its articles, by key.
#[derive(Debug, Default)]
pub(super) struct Reasons(HashMap<ArticleKey, Said>);

#[derive(Debug, Default)]
struct Said {
    reasons: Vec<String>,
    /// What is to be shown of it instead of its first words.
    excerpt: Option<String>,
}

/// Articles in the order of their second number, the largest first.
pub(super) type Kept = Vec<(ArticleKey, i64)>;

impl Reasons {
    /// Gives a headline what the list says of it.
    pub(super) fn give(&mut self, headline: &mut Headline) {
        if let Some(said) = self.0.remove(&headline.key) {
            headline.reasons = said.reasons;
            headline.excerpt = said.excerpt.unwrap_or(std::mem::take(&mut headline.excerpt));
        }
    }
}

impl Library {
    /// The articles of a list that no index holds, with their place in it; empty for the others.
    pub(super) fn kept_by(&self, selection: &Selection, desk: &Desk) -> Result<(Kept, Reasons), StoreError> {
        let unsaid = |kept: Kept| Ok((kept, Reasons::default()));
        match &selection.shelf {
            Shelf::Search(_) => Err(StoreError::NotAList),
            Shelf::History => self.opened("", desk),
            Shelf::Opened(words) => self.opened(words, desk),
            Shelf::Story(key) => self.episodes(*key),
            Shelf::Like(keys) => self.like(keys),
            Shelf::Topic(word) => unsaid(in_order(self.keys_of(&self.reports_with(word)?)?)),
            Shelf::These(keys) => unsaid(in_order(keys.clone())),
            Shelf::Tag(name) => unsaid(desk.tagged(name)?.into_iter().map(|key| (key, 0)).collect()),
            Shelf::All | Shelf::Category(_) => unsaid(Vec::new()),
        }
    }

    /// What was opened and when; of these the ones whose titles hold all of some words, whatever their form.
    fn opened(&self, words: &str, desk: &Desk) -> Result<(Kept, Reasons), StoreError> {
        let mut opened = desk.openings(HISTORY)?;
        if !words.trim().is_empty() {
            let words: Vec<String> = words.split_whitespace().map(fold).collect();
            let titles = self.ask("searching the history", |connection| {
                let mut statement = connection.prepare_cached("SELECT title FROM article WHERE key = ?1")?;
                let mut title = |key: ArticleKey| {
                    let found = statement.query_row([key.0], |row| column::text(row, 0)).optional()?;
                    Ok(found.unwrap_or_default())
                };
                opened.iter().map(|opening| title(opening.key)).collect::<rusqlite::Result<Vec<String>>>()
            })?;
            let mut titles = titles.into_iter().map(|title| fold(&title));
            opened.retain(|_| {
                titles.next().is_some_and(|title| words.iter().all(|word| title.contains(word.as_str())))
            });
        }
        let when = |at| Moment { unix: at, precision: Precision::Minute }.minute();
        let said = |at| Said { reasons: vec![when(at)], excerpt: None };
        let reasons = opened.iter().map(|opening| (opening.key, said(opening.at))).collect();
        Ok((opened.iter().map(|opening| (opening.key, opening.seq)).collect(), Reasons(reasons)))
    }

    /// A story: the article alone where no other report of its event is held.
    fn episodes(&self, key: ArticleKey) -> Result<(Kept, Reasons), StoreError> {
        let Some(id) = self.id_of(key)? else { return Ok((Vec::new(), Reasons::default())) };
        let episodes = self.story(id)?;
        let ids: Vec<ArticleId> = episodes.iter().map(|episode| episode.id).collect();
        let keys = if ids.is_empty() { vec![key] } else { self.keys_of(&ids)? };
        let said = episodes.into_iter().map(|it| Said { reasons: it.news, excerpt: it.sentence });
        let reasons = keys.iter().copied().zip(said).collect();
        Ok((in_order(keys), Reasons(reasons)))
    }

    fn like(&self, keys: &[ArticleKey]) -> Result<(Kept, Reasons), StoreError> {
        let mut ids = Vec::with_capacity(keys.len());
        for key in keys {
            ids.extend(self.id_of(*key)?);
        }
        let found = self.more_like(&ids, LIKE)?;
        let ids: Vec<ArticleId> = found.iter().map(|kin| kin.id).collect();
        let keys = self.keys_of(&ids)?;
        let said = found.into_iter().map(|kin| Said { reasons: kin.words, excerpt: None });
        let reasons = keys.iter().copied().zip(said).collect();
        Ok((in_order(keys), Reasons(reasons)))
    }

    /// The keys of articles that were found a moment ago; the same number of them.
    fn keys_of(&self, ids: &[ArticleId]) -> Result<Vec<ArticleKey>, StoreError> {
        self.ask("reading keys", |connection| {
            let mut statement = connection.prepare_cached("SELECT key FROM article WHERE id = ?1")?;
            let mut key = |id: &ArticleId| {
                let key = statement.query_row([id.0], |row| column::number(row, 0)).optional()?;
                Ok(ArticleKey(key.unwrap_or_default()))
            };
            ids.iter().map(&mut key).collect()
        })
    }
}

/// The first one first.
fn in_order(keys: Vec<ArticleKey>) -> Kept {
    (0..).zip(keys).map(|(place, key)| (key, -place)).collect()
}
