//! What the desk is asked: history, positions, tags, notes, settings.

use super::{Desk, change};
use crate::news::{ArticleKey, Bookmark, ParagraphKey, Searches};
use crate::store::error::OnFile;
use crate::store::{StoreError, TagCount, column};
use rusqlite::{OptionalExtension, Row};

/// The last time that an article was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening {
    pub key: ArticleKey,
    /// The number of the opening: later ones have larger numbers.
    pub seq: i64,
    /// Unix seconds.
    pub at: i64,
}

impl Desk {
    /// The articles that were opened, the last one first.
    pub fn history(&self, limit: usize) -> Result<Vec<ArticleKey>, StoreError> {
        Ok(self.openings(limit)?.into_iter().map(|opening| opening.key).collect())
    }

    /// The articles that were opened with the last time that each was, the last one first.
    pub(crate) fn openings(&self, limit: usize) -> Result<Vec<Opening>, StoreError> {
        self.connection
            .prepare_cached("SELECT key, seq, at FROM history ORDER BY seq DESC LIMIT ?1")
            .and_then(|mut statement| {
                let opening = |row: &Row<'_>| {
                    Ok(Opening {
                        key: ArticleKey(column::number(row, 0)?),
                        seq: column::number(row, 1)?,
                        at: column::number(row, 2)?,
                    })
                };
                statement.query_map([limit as i64], opening)?.collect()
            })
            .on(self.place(), "reading the history")
    }

    /// Where in an article this person was.
    pub fn bookmark(&self, key: ArticleKey) -> Result<Option<Bookmark>, StoreError> {
        self.connection
            .prepare_cached("SELECT block, paragraph, byte FROM bookmark WHERE key = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([key.0], |row| {
                        Ok(Bookmark {
                            block: u32::try_from(column::number(row, 0)?).unwrap_or_default(),
                            paragraph: column::optional_number(row, 1)?.map(ParagraphKey),
                            byte: u32::try_from(column::number(row, 2)?).unwrap_or_default(),
                        })
                    })
                    .optional()
            })
            .on(self.place(), "reading a position")
    }

    /// The tags that this person gave an article.
    pub fn tags_of(&self, key: ArticleKey) -> Result<Vec<String>, StoreError> {
        self.connection
            .prepare_cached("SELECT name FROM tag WHERE key = ?1 ORDER BY name")
            .and_then(|mut statement| statement.query_map([key.0], |row| column::text(row, 0))?.collect())
            .on(self.place(), "reading tags")
    }

    /// The tags that this person gave, by name.
    pub fn tags(&self) -> Result<Vec<TagCount>, StoreError> {
        self.connection
            .prepare_cached("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| {
                        Ok(TagCount { name: column::text(row, 0)?, total: column::count(row, 1)? })
                    })?
                    .collect()
            })
            .on(self.place(), "reading tags")
    }

    /// The articles to which this person gave a tag, the last one first.
    pub fn tagged(&self, name: &str) -> Result<Vec<ArticleKey>, StoreError> {
        self.connection
            .prepare_cached("SELECT key FROM tag WHERE name = ?1 ORDER BY seq DESC")
            .and_then(|mut statement| {
                statement.query_map([name], |row| Ok(ArticleKey(column::number(row, 0)?)))?.collect()
            })
            .on(self.place(), "reading tags")
    }

    /// The articles on which this person noted something.
    pub fn noted(&self) -> Result<Vec<ArticleKey>, StoreError> {
        self.connection
            .prepare_cached("SELECT key FROM note ORDER BY key")
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok(ArticleKey(column::number(row, 0)?)))?.collect()
            })
            .on(self.place(), "reading notes")
    }

    /// What this person noted on an article.
    pub fn note(&self, key: ArticleKey) -> Result<Option<String>, StoreError> {
        change::note(&self.connection, key).on(self.place(), "reading a note")
    }

    /// What this person searched for, and which searches are saved.
    pub fn searches(&self) -> Result<Searches, StoreError> {
        let read = || {
            let mut searches = Searches::default();
            let mut saved = Vec::new();
            let mut statement =
                self.connection.prepare_cached("SELECT words, saved FROM search ORDER BY seq DESC")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let words = column::text(row, 0)?;
                saved.extend(column::optional_number(row, 1)?.map(|number| (number, words.clone())));
                searches.recent.push(words);
            }
            saved.sort_unstable();
            searches.saved = saved.into_iter().map(|(_, words)| words).collect();
            Ok(searches)
        };
        read().on(self.place(), "reading searches")
    }

    /// The settings that were changed while reading, by name.
    pub fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.connection
            .prepare_cached("SELECT name, value FROM setting ORDER BY name")
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok((column::text(row, 0)?, column::text(row, 1)?)))?.collect()
            })
            .on(self.place(), "reading settings")
    }
}
