//! How much of each category a person has read: counted once, then kept by what changes.
//!
//! One look into one index for each read article, none for the unread ones, however many they are.

use super::{Flipped, Library, Marks, StoreError, column};
use crate::news::{ArticleKey, Category, CategoryId};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// Read articles of a library, by category.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    read: HashMap<CategoryId, u64>,
    parents: HashMap<CategoryId, Option<CategoryId>>,
    read_in_all: u64,
    articles: u64,
    renamed: Vec<(ArticleKey, ArticleKey)>,
}

impl Library {
    /// Counts what is read of this library.
    pub fn tally(&self, marks: &Marks) -> Result<Tally, StoreError> {
        let mut tally = Tally { articles: self.articles()?, ..Tally::default() };
        // In the order of the index, so that neighbours lie on the same page of the file.
        let mut keys: Vec<ArticleKey> = marks.read().collect();
        keys.sort_unstable();
        self.ask("counting what is read", |connection| {
            tally.parents = parents(connection)?;
            for key in keys {
                tally.count(connection, key, true)?;
            }
            marks
                .starred()
                .filter(|key| !marks.is_read(*key))
                .try_for_each(|key| tally.look_for(connection, key))
        })?;
        Ok(tally)
    }
}

impl Tally {
    /// Sets what is unread in each category.
    pub fn fill(&self, categories: &mut [Category]) {
        for category in categories {
            category.unread =
                category.total.saturating_sub(self.read.get(&category.id).copied().unwrap_or(0));
        }
    }

    /// Unread articles of the whole library.
    pub fn unread(&self) -> u64 {
        self.articles.saturating_sub(self.read_in_all)
    }

    /// Keys that this edition knows by another name, old and new: for `Desk::rename`.
    pub fn renamed(&self) -> &[(ArticleKey, ArticleKey)] {
        &self.renamed
    }

    /// Takes over what changed.
    pub fn follow(&mut self, library: &Library, flipped: &[Flipped]) -> Result<(), StoreError> {
        library.ask("counting what is read", |connection| {
            flipped.iter().try_for_each(|flip| self.count(connection, flip.key, flip.read))
        })
    }

    fn count(&mut self, connection: &Connection, key: ArticleKey, read: bool) -> rusqlite::Result<()> {
        let Some(category) = self.category_of(connection, key)? else { return Ok(()) };
        let add = |count: &mut u64| *count = if read { *count + 1 } else { count.saturating_sub(1) };
        add(&mut self.read_in_all);
        let mut next = category;
        // As deep as a category may be, so that a loop in a damaged file ends.
        for _ in 0..64 {
            let Some(category) = next else { break };
            add(self.read.entry(category).or_default());
            next = self.parents.get(&category).copied().flatten();
        }
        Ok(())
    }

    /// The leaf category of an article; the outer `None` where the library does not hold it under this key.
    fn category_of(
        &mut self,
        connection: &Connection,
        key: ArticleKey,
    ) -> rusqlite::Result<Option<Option<CategoryId>>> {
        let category = connection
            .prepare_cached("SELECT category_id FROM article WHERE key = ?1")?
            .query_row([key.0], |row| Ok(column::optional_number(row, 0)?.map(CategoryId)))
            .optional()?;
        if category.is_none() {
            self.look_for(connection, key)?;
        }
        Ok(category)
    }

    /// Notes the name by which this edition knows an article, where it is another.
    fn look_for(&mut self, connection: &Connection, key: ArticleKey) -> rusqlite::Result<()> {
        let Some(id) = super::articles::id_of(connection, key)? else { return Ok(()) };
        let now = connection
            .prepare_cached("SELECT key FROM article WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0).map(ArticleKey))
            .optional()?;
        self.renamed.extend(now.filter(|now| *now != key).map(|now| (key, now)));
        Ok(())
    }
}

fn parents(connection: &Connection) -> rusqlite::Result<HashMap<CategoryId, Option<CategoryId>>> {
    let mut statement = connection.prepare_cached("SELECT id, parent_id FROM category")?;
    let rows = statement.query_map([], |row| {
        let parent = column::number(row, 1)?;
        Ok((CategoryId(column::number(row, 0)?), (parent != 0).then_some(CategoryId(parent))))
    })?;
    rows.collect()
}
