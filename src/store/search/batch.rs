//! What one transaction changes in the index: gathered article by article, written at its end in one sweep.
//!
//! Its terms become one new segment of the FTS5 index, sorted here and written in FTS5's own form (see `segment`).
//! To take an article out, its old terms are needed: they are made from the stored article, which is why
//! [`Batch::remove`] has to be called before the article is changed.

use super::{
    block::{self, Block, UNDATED},
    gather::{Changed, Gathering},
    postings::{Postings, prepare},
    shadow::{Structure, Totals},
    singles,
};
use crate::{
    news::ArticleId,
    store::{column, record},
};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap, btree_map::Entry};
use std::sync::Arc;

/// Changes that have not been written yet.
#[derive(Debug, Default)]
pub struct Batch {
    changes: BTreeMap<i64, Change>,
    singles: singles::Changes,
    gathering: Gathering,
    /// Rows of `search_source` that are known.
    sources: HashMap<String, u32>,
}

/// What happens to one article.
#[derive(Debug, Default)]
struct Change {
    before: Before,
    after: Option<Arc<Postings>>,
}

/// What of an article is in the index.
#[derive(Debug, Default)]
enum Before {
    #[default]
    Nothing,
    Indexed(Box<Postings>),
    /// Terms that the stored article no longer tells.
    Unknown,
}

impl Batch {
    /// An article came in, or came back changed.
    pub fn add(&mut self, id: ArticleId, postings: impl Into<Arc<Postings>>) {
        self.changes.entry(id.0).or_default().after = Some(postings.into());
    }

    /// An article goes, or is about to change: to be called while the library still holds it as it was.
    pub fn remove(&mut self, connection: &Connection, id: ArticleId) -> rusqlite::Result<()> {
        match self.changes.entry(id.0) {
            Entry::Occupied(mut change) => change.get_mut().after = None,
            Entry::Vacant(change) => {
                let before = indexed(connection, id.0)?;
                change.insert(Change { before, after: None });
            }
        }
        Ok(())
    }

    /// Writes all changes; to be called before the transaction is committed.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let changes = std::mem::take(&mut self.changes);
        self.write_blocks(connection, &changes)?;
        write_terms(connection, &changes, &mut self.gathering)?;
        self.write_singles(connection, &changes)
    }

    /// The transaction was rolled back.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    fn write_blocks(
        &mut self,
        connection: &Connection,
        changes: &BTreeMap<i64, Change>,
    ) -> rusqlite::Result<()> {
        let mut open: Option<(i64, Block)> = None;
        for (&id, change) in changes {
            if matches!(change.before, Before::Unknown) {
                connection
                    .prepare_cached("INSERT OR IGNORE INTO search_doubt (article_id) VALUES (?1)")?
                    .execute([id])?;
            }
            let entry = match &change.after {
                Some(postings) => Some(self.entry(connection, id, postings)?),
                None => None,
            };
            let (number, place) = block::place(id);
            let mut block = match open.take() {
                Some((same, block)) if same == number => block,
                other => {
                    if let Some((_, done)) = other {
                        done.store(connection)?;
                    }
                    Block::load(connection, number)?
                }
            };
            block.set(place, entry);
            open = Some((number, block));
        }
        open.map_or(Ok(()), |(_, block)| block.store(connection))
    }

    /// Writes which articles hold which characters. An article whose old terms are unknown stays in doubt: what it leaves here
    /// is asked of its text.
    fn write_singles(
        &mut self,
        connection: &Connection,
        changes: &BTreeMap<i64, Change>,
    ) -> rusqlite::Result<()> {
        for (&id, change) in changes {
            let (out, into) = change.terms();
            for (postings, held) in [(out, false), (into, true)] {
                if let Some(postings) = postings {
                    self.singles.note(id, &postings.singles, held);
                }
            }
        }
        self.singles.write(connection)
    }

    fn entry(
        &mut self,
        connection: &Connection,
        id: i64,
        postings: &Postings,
    ) -> rusqlite::Result<block::Entry> {
        let category: Option<i64> = connection
            .prepare_cached("SELECT category_id FROM article WHERE id = ?1")?
            .query_row([id], |row| column::optional_number(row, 0))
            .optional()?
            .flatten();
        Ok(block::Entry {
            published: postings.published.unwrap_or(UNDATED),
            category: category.and_then(|category| u32::try_from(category).ok()).unwrap_or_default(),
            source: self.source(connection, postings.source_name.as_deref())?,
            checksum: postings.checksum,
        })
    }

    fn source(&mut self, connection: &Connection, name: Option<&str>) -> rusqlite::Result<u32> {
        let Some(name) = name else { return Ok(0) };
        if let Some(id) = self.sources.get(name) {
            return Ok(*id);
        }
        connection
            .prepare_cached("INSERT OR IGNORE INTO search_source (name) VALUES (?1)")?
            .execute([name])?;
        let id = connection
            .prepare_cached("SELECT id FROM search_source WHERE name = ?1")?
            .query_row([name], |row| column::number(row, 0))?;
        let id = u32::try_from(id).unwrap_or_default();
        self.sources.insert(name.to_owned(), id);
        Ok(id)
    }
}

impl Change {
    /// The terms to be taken out, and those to be put in. Both none where an article only moved.
    fn terms(&self) -> (Option<&Postings>, Option<&Postings>) {
        let before = match &self.before {
            Before::Indexed(postings) => Some(postings.as_ref()),
            Before::Nothing | Before::Unknown => None,
        };
        let same = before.zip(self.after.as_ref()).is_some_and(|(before, after)| before.same_terms(after));
        if same { (None, None) } else { (before, self.after.as_deref()) }
    }
}

/// What of a stored article is in the index.
fn indexed(connection: &Connection, id: i64) -> rusqlite::Result<Before> {
    let (number, place) = block::place(id);
    let Some(entry) = Block::load(connection, number)?.get(place) else { return Ok(Before::Nothing) };
    let stored = record::load(connection, id)?.map(|record| prepare(&record.article, &record.title));
    Ok(match stored.filter(|postings| postings.checksum == entry.checksum) {
        Some(postings) => Before::Indexed(Box::new(postings)),
        None => Before::Unknown,
    })
}

/// Writes one segment with all that changes, and notes how many there are now.
fn write_terms(
    connection: &Connection,
    changes: &BTreeMap<i64, Change>,
    gathering: &mut Gathering,
) -> rusqlite::Result<()> {
    let changed: Vec<Changed<'_>> = changes
        .iter()
        .map(|(&row, change)| (row, change.terms()))
        .filter(|(_, (out, into))| out.is_some() || into.is_some())
        .map(|(row, (out, into))| Changed { row, out, into })
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut totals = Totals::load(connection)?;
    for article in &changed {
        if let Some(postings) = article.out {
            totals.remove(connection, article.row, &postings.sizes)?;
        }
        if let Some(postings) = article.into {
            totals.add(connection, article.row, &postings.sizes)?;
        }
    }
    totals.store(connection)?;
    let mut structure = Structure::load(connection)?;
    structure.append(connection, &gathering.segment(&changed))
}
