//! The same report several times: who they are, and what differs.

use super::lists;
use crate::news::{ArticleId, Body, ParagraphKey};
use crate::store::{Library, StoreError, column};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

/// The same report elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Which.
    pub id: ArticleId,
    /// What differs.
    pub differs: Differs,
}

/// What differs in a copy, seen from the article it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Differs {
    /// It has another title.
    pub title: bool,
    /// Characters that it has more; less than 0: fewer.
    pub characters: i64,
    /// Paragraphs that only it has; changed ones count here and as dropped.
    pub paragraphs_added: u32,
    /// Paragraphs that it has not.
    pub paragraphs_dropped: u32,
}

/// A report that came in several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyGroup {
    /// As it first came in.
    pub first: ArticleId,
    /// As it came in again, in that order.
    pub copies: Vec<ArticleId>,
}

impl Library {
    /// The same report elsewhere, as it came in, with what differs from article `id`.
    pub fn copies(&self, id: ArticleId) -> Result<Vec<Copy>, StoreError> {
        self.ask("reading copies", |connection| {
            let first = report(connection, id.0)?;
            let mut members = vec![first];
            members.extend(followers(connection, first, usize::MAX)?);
            members.retain(|member| *member != id.0);
            if members.is_empty() {
                return Ok(Vec::new());
            }
            let own = Text::load(connection, id.0)?;
            let copy = |member: i64| {
                let differs = own.differs(&Text::load(connection, member)?);
                Ok(Copy { id: ArticleId(member), differs })
            };
            members.into_iter().map(copy).collect()
        })
    }

    /// Reports that came in several times, the newest first.
    pub fn copy_groups(&self, limit: usize) -> Result<Vec<CopyGroup>, StoreError> {
        self.ask("reading copies", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT DISTINCT copy_of FROM near WHERE copy_of IS NOT NULL ORDER BY copy_of DESC LIMIT ?1",
            )?;
            let firsts: Vec<i64> = statement
                .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| column::number(row, 0))?
                .collect::<rusqlite::Result<_>>()?;
            let group = |first: i64| {
                let copies = followers(connection, first, usize::MAX)?.into_iter().map(ArticleId).collect();
                Ok(CopyGroup { first: ArticleId(first), copies })
            };
            firsts.into_iter().map(group).collect()
        })
    }
}

/// The first article with the same report: the article itself where it is no copy.
pub(super) fn report(connection: &Connection, id: i64) -> rusqlite::Result<i64> {
    Ok(lists::load(connection, id)?.and_then(|list| list.copy_of).unwrap_or(id))
}

/// The copies of a first article, as they came in.
pub(super) fn followers(connection: &Connection, first: i64, limit: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT article_id FROM near WHERE copy_of = ?1 ORDER BY article_id LIMIT ?2")?;
    let ids = statement
        .query_map([first, i64::try_from(limit).unwrap_or(i64::MAX)], |row| column::number(row, 0))?;
    ids.collect()
}

/// What two copies are told apart by.
#[derive(Default)]
struct Text {
    title: String,
    characters: i64,
    paragraphs: HashSet<ParagraphKey>,
}

impl Text {
    fn load(connection: &Connection, id: i64) -> rusqlite::Result<Self> {
        let found = connection
            .prepare_cached(
                "SELECT a.title, a.characters, b.blocks
                 FROM article a LEFT JOIN body b ON b.article_id = a.id WHERE a.id = ?1",
            )?
            .query_row([id], |row| {
                Ok((column::text(row, 0)?, column::number(row, 1)?, column::text(row, 2)?))
            })
            .optional()?;
        let Some((title, characters, blocks)) = found else { return Ok(Self::default()) };
        let body: Body = serde_json::from_str(&blocks).unwrap_or_default();
        Ok(Self { title, characters, paragraphs: body.blocks.iter().filter_map(ParagraphKey::of).collect() })
    }

    fn differs(&self, other: &Self) -> Differs {
        Differs {
            title: self.title != other.title,
            characters: other.characters - self.characters,
            paragraphs_added: other.paragraphs.difference(&self.paragraphs).count() as u32,
            paragraphs_dropped: self.paragraphs.difference(&other.paragraphs).count() as u32,
        }
    }
}
