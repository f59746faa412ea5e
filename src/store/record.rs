//! One article as the file holds it: its row, its body, and the article they make.
//!
//! Shared by reading (an article is opened) and writing (two copies are merged). A body that cannot be parsed is an
//! error of the body only; the row stays readable.

use super::acquire::About;
use super::column;
use crate::news::{Article, Body, CategoryId, Fidelity, Moment, Precision};
use rusqlite::{Connection, OptionalExtension, Row};

/// A stored article with what the file adds to it.
#[derive(Debug)]
pub(crate) struct Record {
    /// The article as it came; its body is empty when `broken` says why.
    pub article: Article,
    pub broken: Option<serde_json::Error>,
    pub category: Option<CategoryId>,
    /// As lists show it.
    pub title: String,
    pub characters: u64,
    pub key: i64,
    pub key_rank: i64,
    pub source: String,
    pub content_hash: i64,
    pub counted: Option<i64>,
    pub imported: i64,
    pub revision: u32,
    /// JSON of the blocks.
    pub blocks: String,
    /// JSON of what is kept beside them.
    pub about: String,
}

const BY_ID: &str = "
    SELECT a.title, a.author, a.source_name, a.published, a.published_prec, a.views, a.views_raw,
           a.comments, a.url, a.pinned, a.fidelity, a.content_hash, a.characters, a.captured, a.counted,
           a.imported, a.revision, a.key, a.key_rank, a.category_id, s.name, b.blocks, b.about
    FROM article a JOIN source s ON s.id = a.source_id LEFT JOIN body b ON b.article_id = a.id
    WHERE a.id = ?1";

/// The article in row `id`.
pub(crate) fn load(connection: &Connection, id: i64) -> rusqlite::Result<Option<Record>> {
    let Some(mut record) = connection.prepare_cached(BY_ID)?.query_row([id], record).optional()? else {
        return Ok(None);
    };
    if let Some(category) = record.category {
        record.article.category_path = category_path(connection, category)?;
    }
    match read_json::<Body>(&record.blocks) {
        Ok(body) => record.article.body = body,
        Err(error) => record.broken = Some(error),
    }
    match read_json::<About>(&record.about) {
        Ok(about) => about.give_to(&mut record.article),
        Err(error) => record.broken = Some(error),
    }
    Ok(Some(record))
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    let title = column::text(row, 0)?;
    let article = Article {
        title: Some(title.clone()),
        author: column::optional_text(row, 1)?,
        source_name: column::optional_text(row, 2)?,
        published: moment(row, 3)?,
        views: column::optional_count(row, 5)?,
        views_raw: column::optional_text(row, 6)?,
        comments: column::optional_count(row, 7)?,
        url: column::optional_text(row, 8)?,
        pinned: column::number(row, 9)? != 0,
        fidelity: Fidelity::from_stored(column::number(row, 10)?),
        captured_at: column::optional_number(row, 13)?,
        ..Article::default()
    };
    Ok(Record {
        article,
        broken: None,
        category: column::optional_number(row, 19)?.map(CategoryId),
        title,
        characters: column::count(row, 12)?,
        key: column::number(row, 17)?,
        key_rank: column::number(row, 18)?,
        source: column::text(row, 20)?,
        content_hash: column::number(row, 11)?,
        counted: column::optional_number(row, 14)?,
        imported: column::number(row, 15)?,
        revision: u32::try_from(column::number(row, 16)?).unwrap_or(1),
        blocks: column::text(row, 21)?,
        about: column::text(row, 22)?,
    })
}

/// Reads what a column holds as JSON; control characters in it, which only damage puts there, become U+FFFD.
fn read_json<T: serde::de::DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_str(text).or_else(|error| {
        if !text.contains(char::is_control) {
            return Err(error);
        }
        serde_json::from_str(&text.replace(char::is_control, "\u{fffd}"))
    })
}

/// The date in columns `index` (seconds) and `index + 1` (precision).
pub(crate) fn moment(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Moment>> {
    let precision = Precision::from_stored(column::number(row, index + 1)?);
    Ok(column::optional_number(row, index)?.map(|unix| Moment { unix, precision }))
}

/// Names from the top to `category`; a loop in a damaged file ends it.
pub(crate) fn category_path(connection: &Connection, category: CategoryId) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT parent_id, name FROM category WHERE id = ?1")?;
    let mut path = Vec::new();
    let mut next = category.0;
    while next != 0 && path.len() < 64 {
        let found = statement
            .query_row([next], |row| Ok((column::number(row, 0)?, column::text(row, 1)?)))
            .optional()?;
        let Some((parent, name)) = found else { break };
        path.push(name);
        next = parent;
    }
    path.reverse();
    Ok(path)
}
