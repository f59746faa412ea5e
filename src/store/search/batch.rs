//! What one transaction changes in the index: gathered article by article, written at its end in one sweep.
//!
//! FTS5 takes rows in rising order at a third of the cost of any other, and articles come in any order: so a batch
//! is sorted by row number before it is written. To take an article out, its old terms are needed: they are made
//! from the stored article, which is why [`Batch::remove`] has to be called before the article is changed.

use super::{
    docid::slots,
    postings::{Postings, prepare},
};
use crate::{
    news::ArticleId,
    store::{column, record},
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, HashMap};

/// Changes that have not been written yet.
#[derive(Debug, Default)]
pub struct Batch {
    added: BTreeMap<i64, Postings>,
    removed: BTreeMap<i64, Indexed>,
    sources: HashMap<String, i64>,
}

/// An article as it is in the index.
#[derive(Debug)]
struct Indexed {
    docid: i64,
    /// `None` when the stored article no longer tells what was indexed of it.
    postings: Option<Postings>,
    published: Option<i64>,
}

/// One row to be taken out of the index or put in.
struct Sweep<'a> {
    docid: i64,
    delete: bool,
    postings: &'a Postings,
}

impl Batch {
    /// An article came in, or came back changed.
    pub fn add(&mut self, id: ArticleId, postings: Postings) {
        self.added.insert(id.0, postings);
    }

    /// An article goes, or is about to change: to be called while the library still holds it as it was.
    pub fn remove(&mut self, connection: &Connection, id: ArticleId) -> rusqlite::Result<()> {
        self.added.remove(&id.0);
        if self.removed.contains_key(&id.0) {
            return Ok(());
        }
        if let Some(indexed) = indexed(connection, id.0)? {
            self.removed.insert(id.0, indexed);
        }
        Ok(())
    }

    /// Writes all changes; to be called before the transaction is committed.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let (mut added, mut removed) = (std::mem::take(&mut self.added), std::mem::take(&mut self.removed));
        let mut sweeps = Vec::with_capacity(added.len() + removed.len());
        added.retain(|id, postings| {
            !is_same(removed.get(id), postings) || {
                // Nothing that is searched was changed, but it may have been moved.
                removed.remove(id);
                false
            }
        });
        for indexed in removed.values() {
            void(connection, indexed)?;
            if let Some(postings) = &indexed.postings {
                sweeps.push(Sweep { docid: indexed.docid, delete: true, postings });
            }
        }
        let mut numbers = Numbers::default();
        for (id, postings) in &added {
            let docid = numbers.next(connection, postings.day())?;
            let source = self.source(connection, postings.source_name.as_deref())?;
            connection
                .prepare_cached(
                    "INSERT INTO search_doc (docid, article_id, published, category_id, source_id, checksum)
                     SELECT ?1, id, ?2, category_id, ?3, ?4 FROM article WHERE id = ?5",
                )?
                .execute(params![docid, postings.published, source, postings.checksum, id])?;
            sweeps.push(Sweep { docid, delete: false, postings });
        }
        sweeps.sort_unstable_by_key(|sweep| (sweep.docid, !sweep.delete));
        sweep_texts(connection, &sweeps)?;
        sweep_characters(connection, &sweeps)
    }

    /// The transaction was rolled back.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    fn source(&mut self, connection: &Connection, name: Option<&str>) -> rusqlite::Result<Option<i64>> {
        let Some(name) = name else { return Ok(None) };
        if let Some(id) = self.sources.get(name) {
            return Ok(Some(*id));
        }
        connection
            .prepare_cached("INSERT OR IGNORE INTO search_source (name) VALUES (?1)")?
            .execute([name])?;
        let id = connection
            .prepare_cached("SELECT id FROM search_source WHERE name = ?1")?
            .query_row([name], |row| column::number(row, 0))?;
        self.sources.insert(name.to_owned(), id);
        Ok(Some(id))
    }
}

fn is_same(before: Option<&Indexed>, now: &Postings) -> bool {
    before.is_some_and(|before| {
        before.published == now.published && before.postings.as_ref().is_some_and(|old| old == now)
    })
}

fn indexed(connection: &Connection, id: i64) -> rusqlite::Result<Option<Indexed>> {
    let found = connection
        .prepare_cached("SELECT docid, checksum, published FROM search_doc WHERE article_id = ?1")?
        .query_row([id], |row| {
            Ok((column::number(row, 0)?, column::number(row, 1)?, column::optional_number(row, 2)?))
        })
        .optional()?;
    let Some((docid, checksum, published)) = found else { return Ok(None) };
    let postings = record::load(connection, id)?
        .map(|record| prepare(&record.article, &record.title))
        .filter(|postings| postings.checksum == checksum);
    Ok(Some(Indexed { docid, postings, published }))
}

/// Gives a row number up. Where its terms cannot be taken out it stays taken, so that no other article gets it.
fn void(connection: &Connection, indexed: &Indexed) -> rusqlite::Result<()> {
    let sql = match indexed.postings {
        Some(_) => "DELETE FROM search_doc WHERE docid = ?1",
        None => "UPDATE search_doc SET article_id = NULL WHERE docid = ?1",
    };
    connection.prepare_cached(sql)?.execute([indexed.docid])?;
    Ok(())
}

fn sweep_texts(connection: &Connection, sweeps: &[Sweep<'_>]) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO search_text (rowid, body, title, lead, about, author, source, meta)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut delete = connection.prepare_cached(
        "INSERT INTO search_text (search_text, rowid, body, title, lead, about, author, source, meta)
         VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for Sweep { docid, delete: goes, postings } in sweeps {
        let [body, title, lead, about, author, source, meta] = &postings.columns;
        let statement = if *goes { &mut delete } else { &mut insert };
        statement.execute(params![docid, body, title, lead, about, author, source, meta])?;
    }
    Ok(())
}

fn sweep_characters(connection: &Connection, sweeps: &[Sweep<'_>]) -> rusqlite::Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO search_character (rowid, characters) VALUES (?1, ?2)")?;
    let mut delete = connection.prepare_cached(
        "INSERT INTO search_character (search_character, rowid, characters) VALUES ('delete', ?1, ?2)",
    )?;
    for Sweep { docid, delete: goes, postings } in sweeps {
        let statement = if *goes { &mut delete } else { &mut insert };
        statement.execute(params![docid, postings.characters])?;
    }
    Ok(())
}

/// Hands out row numbers, remembering the last of each day.
#[derive(Default)]
struct Numbers {
    last: HashMap<Option<i32>, i64>,
}

impl Numbers {
    fn next(&mut self, connection: &Connection, day: Option<i32>) -> rusqlite::Result<i64> {
        for slot in slots(day) {
            if let Some(&last) = self.last.get(&day)
                && last > *slot.end()
            {
                continue;
            }
            let last = match self.last.get(&day) {
                Some(&last) if slot.contains(&last) => last,
                _ => last_in(connection, &slot)?.unwrap_or(slot.start() - 1),
            };
            if last < *slot.end() {
                self.last.insert(day, last + 1);
                return Ok(last + 1);
            }
        }
        Err(rusqlite::Error::InvalidQuery)
    }
}

fn last_in(connection: &Connection, slot: &std::ops::RangeInclusive<i64>) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT docid FROM search_doc WHERE docid BETWEEN ?1 AND ?2 ORDER BY docid DESC LIMIT 1",
        )?
        .query_row([slot.start(), slot.end()], |row| column::number(row, 0))
        .optional()
}
