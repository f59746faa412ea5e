//! Searches as the reader and the command line ask them: words in, a page of headlines with their snippets out.

use super::search::{self, Options, Sorting};
use super::{Library, Marks, StoreError, column, headlines};
use crate::news::moment::CHINA_OFFSET;
use crate::news::query::StateTerm;
use crate::news::{ArticleId, ArticleKey, Facets, Headline, Order, Query, Total};
use rusqlite::{Connection, OptionalExtension};
use std::rc::Rc;

/// Marked articles whose rows are looked up beforehand; of more, each hit is asked whether it is one.
const MOST_MARKED: usize = 4_000;

/// What is wanted of a search.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// [`Order::Relevance`], else by date.
    pub order: Order,
    /// Hits at most.
    pub limit: usize,
    /// Only what follows this article in that order.
    pub after: Option<ArticleId>,
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What lists show of it.
    pub headline: Headline,
    /// Higher is better; 0 when hits come by date.
    pub score: f32,
    /// The sentence that shows why, with its hits.
    pub snippet: search::Snippet,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// A page of hits.
    pub found: Vec<Found>,
    /// How many there are on all pages.
    pub total: Total,
    /// Nothing follows the last hit.
    pub at_end: bool,
    /// Nothing held all that was asked: these are the closest.
    pub loose: bool,
}

impl Library {
    /// Whether the search index was made with the fold and the terms of this version. One that was not still answers, but
    /// may miss articles.
    pub fn is_index_current(&self) -> Result<bool, StoreError> {
        self.ask("looking at the search index", |connection| {
            Ok(search::is_current(connection)? != Some(false))
        })
    }

    /// What a search may be narrowed to; a mistake in it is [`StoreError::Query`].
    pub fn facets(&self, words: &str, marks: &Marks) -> Result<Facets, StoreError> {
        let query = Query::parse(words, today()).map_err(StoreError::Query)?;
        self.ask("counting hits", |connection| {
            let state = |id: ArticleId, asked: StateTerm| state(connection, id, asked, marks);
            let stale = || self.is_interrupted();
            let marked = |asked: StateTerm| marked(connection, asked, marks);
            let options = Options {
                state: Some(&state),
                marked: Some(&marked),
                stale: Some(&stale),
                ..Options::default()
            };
            search::facets(connection, &query, &options)
        })
    }

    /// Answers a search in the query language; a mistake in it is [`StoreError::Query`].
    pub fn search(&self, words: &str, wanted: Wanted, marks: &Marks) -> Result<Findings, StoreError> {
        let query = Query::parse(words, today()).map_err(StoreError::Query)?;
        self.ask("searching", |connection| {
            let state = |id: ArticleId, asked: StateTerm| state(connection, id, asked, marks);
            let stale = || self.is_interrupted();
            let marked = |asked: StateTerm| marked(connection, asked, marks);
            let sorting = if wanted.order == Order::Relevance { Sorting::Relevance } else { Sorting::Date };
            let options = Options {
                sorting,
                limit: wanted.limit,
                after: wanted.after,
                state: Some(&state),
                marked: Some(&marked),
                stale: Some(&stale),
                ..Options::default()
            };
            let results = search::run(connection, &query, &options)?;
            let mut found = Vec::with_capacity(results.hits.len());
            for hit in results.hits {
                if let Some(headline) = headlines::headline(connection, hit.id, None, marks)? {
                    let headline = Headline { title_hits: hit.title_hits, ..headline };
                    found.push(Found { headline, score: hit.score, snippet: hit.snippet });
                }
            }
            Ok(Findings { found, total: results.total, at_end: results.at_end, loose: results.loose })
        })
    }
}

/// Today in China.
fn today() -> jiff::civil::Date {
    let offset = jiff::tz::Offset::from_seconds(CHINA_OFFSET).unwrap_or(jiff::tz::Offset::UTC);
    offset.to_datetime(jiff::Timestamp::now()).date()
}

/// Whether an article is in a state for this person; one that cannot be read is in none.
fn state(connection: &Connection, id: ArticleId, asked: StateTerm, marks: &Marks) -> bool {
    let key = connection
        .prepare_cached("SELECT key FROM article WHERE id = ?1")
        .and_then(|mut statement| statement.query_row([id.0], |row| row.get(0)).optional());
    let Ok(Some(key)) = key else { return false };
    let key = ArticleKey(key);
    match asked {
        StateTerm::Unread => !marks.is_read(key),
        StateTerm::Read => marks.is_read(key),
        StateTerm::Starred => marks.is_starred(key),
    }
}

/// Rows of what a person has read (so of what is unread too) or starred, rising; `None` where they are many.
fn marked(connection: &Connection, asked: StateTerm, marks: &Marks) -> rusqlite::Result<Option<Rc<[i64]>>> {
    let keys: Box<dyn Iterator<Item = ArticleKey>> = match asked {
        StateTerm::Starred if marks.starred_count() <= MOST_MARKED => Box::new(marks.starred()),
        StateTerm::Read | StateTerm::Unread if marks.read_count() <= MOST_MARKED => Box::new(marks.read()),
        _ => return Ok(None),
    };
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE key = ?1")?;
    let mut rows: Vec<i64> = Vec::new();
    for key in keys {
        rows.extend(statement.query_row([key.0], |row| column::number(row, 0)).optional()?);
    }
    rows.sort_unstable();
    Ok(Some(rows.into()))
}
