//! The words of stored articles, and what kinship makes of them on all processors.

use crate::news::kin::{Characters, Shingles, Terms};
use crate::news::{Article, Body};
use crate::store::{Plain, column};
use rusqlite::{Connection, OptionalExtension};
use std::num::NonZero;
use std::thread;

/// An article's title and text.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// Empty where the source had none: the first sentence that stands for it is in the text.
    pub title: String,
    pub text: String,
}

/// What is made of the words of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub(super) terms: Terms,
    pub(super) shingles: Shingles,
}

impl Cut {
    /// Cuts an article with the words of its body, on any thread.
    pub fn of(article: &Article, body: &Plain) -> Self {
        let title = article.title.as_deref().unwrap_or_default();
        Self::of_characters(&Characters::of(title), &Characters::of_folded(&body.folded))
    }

    fn of_words(title: &str, text: &str) -> Self {
        Self::of_characters(&Characters::of(title), &Characters::of(text))
    }

    fn of_characters(title: &Characters, text: &Characters) -> Self {
        Self { terms: Terms::of(title, text), shingles: Shingles::of(text) }
    }
}

impl AsRef<Self> for Cut {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// The words of an article, as plain text; `None` where there is no such article.
pub(super) fn load(connection: &Connection, id: i64) -> rusqlite::Result<Option<Words>> {
    Ok(raw(connection, id)?.map(parsed))
}

/// Cuts these articles; those that are gone are left out.
pub(super) fn cut(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<(i64, Cut)>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(words) = raw(connection, *id)? {
            found.push((*id, words));
        }
    }
    Ok(on_all_processors(&found, |(id, raw)| {
        let words = parsed(raw.clone());
        (*id, Cut::of_words(&words.title, &words.text))
    }))
}

/// Title and JSON of the blocks.
fn raw(connection: &Connection, id: i64) -> rusqlite::Result<Option<(String, String)>> {
    connection
        .prepare_cached(
            "SELECT iif(a.title_hash IS NULL, '', a.title), b.blocks
             FROM article a LEFT JOIN body b ON b.article_id = a.id WHERE a.id = ?1",
        )?
        .query_row([id], |row| Ok((column::text(row, 0)?, column::text(row, 1)?)))
        .optional()
}

/// A body that cannot be read has no words.
fn parsed((title, blocks): (String, String)) -> Words {
    let body: Body = serde_json::from_str(&blocks).unwrap_or_default();
    Words { title, text: body.plain() }
}

/// Does the same with each, in order.
pub(super) fn on_all_processors<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    in_shares(items, |share| share.iter().map(&work).collect())
}

/// Cuts the items into a share for each processor and does the same with each share; results in order.
pub(super) fn in_shares<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let share = items.len().div_ceil(processors()).max(1);
    let work = &work;
    thread::scope(|scope| {
        let shares: Vec<_> = items.chunks(share).map(|share| scope.spawn(move || work(share))).collect();
        shares
            .into_iter()
            .flat_map(|done| done.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Processors there are for it.
pub(super) fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
