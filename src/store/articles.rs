//! One article opened: its headline, its text and what the file knows of it; and ids and keys turned into each other.

use super::{Library, Marks, StoreError, headlines, record};
use crate::news::{Article, ArticleId, ArticleKey, Headline};
use rusqlite::{Connection, OptionalExtension};

/// An article as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenArticle {
    /// As lists show it.
    pub headline: Headline,
    /// As it came in, merged from all its copies.
    pub article: Article,
    /// Characters of its words.
    pub characters: u64,
    /// 1 for the first text, one more for each that replaced it.
    pub revision: u32,
    /// When this text came in, Unix seconds.
    pub imported: i64,
}

impl Library {
    /// Opens an article; `None` when the library does not hold it.
    pub fn article(&self, id: ArticleId, marks: &Marks) -> Result<Option<OpenArticle>, StoreError> {
        let found = self.ask("opening an article", |connection| {
            let headline = headlines::headline(connection, id, None, marks)?;
            Ok(headline.zip(record::load(connection, id.0)?))
        })?;
        let Some((headline, record)) = found else { return Ok(None) };
        if let Some(source) = record.broken {
            let path = self.path().to_owned();
            return Err(StoreError::Content { path, what: "the text of the article", source });
        }
        Ok(Some(OpenArticle {
            headline,
            article: record.article,
            characters: record.characters,
            revision: record.revision,
            imported: record.imported,
        }))
    }

    /// The row of an article in this edition, by its key or by any name it has had.
    pub fn id_of(&self, key: ArticleKey) -> Result<Option<ArticleId>, StoreError> {
        self.ask("finding an article", |connection| id_of(connection, key))
    }

    /// The key of a row.
    pub fn key_of(&self, id: ArticleId) -> Result<Option<ArticleKey>, StoreError> {
        self.ask("finding an article", |connection| {
            connection
                .prepare_cached("SELECT key FROM article WHERE id = ?1")?
                .query_row([id.0], |row| row.get(0).map(ArticleKey))
                .optional()
        })
    }
}

/// A key is the hash of an alias, so where the article's best alias is another now, the alias table still has it.
pub(super) fn id_of(connection: &Connection, key: ArticleKey) -> rusqlite::Result<Option<ArticleId>> {
    let by_key = connection
        .prepare_cached("SELECT id FROM article WHERE key = ?1")?
        .query_row([key.0], |row| row.get(0).map(ArticleId))
        .optional()?;
    if by_key.is_some() {
        return Ok(by_key);
    }
    connection
        .prepare_cached("SELECT article_id FROM alias WHERE hash = ?1")?
        .query_row([key.0], |row| row.get(0).map(ArticleId))
        .optional()
}
