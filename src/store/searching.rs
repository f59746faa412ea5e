//! Searches as the reader and the command line ask them: words in, a page of headlines with their snippets out.

use super::search::{self, Options, Results, Sorting};
use super::{Desk, Library, Marks, StoreError, column, headlines};
use crate::news::moment::CHINA_OFFSET;
use crate::news::query::{Node, StateTerm};
use crate::news::{ArticleId, ArticleKey, Facets, Headline, Order, Query, Total};
use crate::text::fold::fold;
use rusqlite::{Connection, OptionalExtension};
use std::{cell::Cell, rc::Rc};

/// Marked articles whose rows are looked up beforehand; of more, each hit is asked whether it is one.
const MOST_MARKED: usize = 4_000;
/// Hits that are asked at least before they are many.
const MOST_ASKED: usize = 8_000;

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
    pub fn facets(&self, words: &str, desk: &Desk) -> Result<Facets, StoreError> {
        let query = self.understood(words, desk)?;
        let marks = desk.marks();
        self.ask("counting hits", |connection| {
            let state = |id: ArticleId, asked: StateTerm| state(connection, id, asked, marks);
            let stale = || self.is_interrupted();
            let marked = |asked: StateTerm| marked(connection, asked, marks, MOST_MARKED);
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
    pub fn search(&self, words: &str, wanted: Wanted, desk: &Desk) -> Result<Findings, StoreError> {
        let query = self.understood(words, desk)?;
        let marks = desk.marks();
        self.ask("searching", |connection| {
            let is_interrupted = || self.is_interrupted();
            let first = Asking { connection, marks, looked_up: MOST_MARKED, asked: Cell::new(0) };
            let results = match first.results(&query, wanted, &|| first.is_long() || is_interrupted()) {
                // What is marked lies far down: to look it all up takes less than to ask on.
                Err(_) if first.is_long() && !is_interrupted() => {
                    let second = Asking { looked_up: usize::MAX, ..first };
                    second.results(&query, wanted, &is_interrupted)
                }
                first => first,
            }?;
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

    /// A query with the rows of this library that this person's own tags and notes come to: a few, looked up by their keys.
    fn understood(&self, words: &str, desk: &Desk) -> Result<Query, StoreError> {
        let mut query = Query::parse(words, today()).map_err(StoreError::Query)?;
        let is_own = |node: &Node| matches!(node, Node::Tag(_) | Node::State(StateTerm::Noted));
        if !query.root.any(&mut |node| is_own(node)) {
            return Ok(query);
        }
        let (tags, notes) = (desk.tags()?, desk.noted()?);
        self.ask("finding what has own tags", |connection| {
            let mut failed = None;
            query.root.replace(&mut |node| {
                let keys: Vec<ArticleKey> = match node {
                    Node::Tag(tag) => {
                        let own = tags.iter().filter(|own| fold(&own.name).trim() == tag);
                        own.filter_map(|own| desk.tagged(&own.name).ok()).flatten().collect()
                    }
                    Node::State(StateTerm::Noted) => notes.clone(),
                    _ => return None,
                };
                let rows = match rows_of(connection, keys) {
                    Ok(rows) => Node::Rows(rows),
                    Err(error) => {
                        failed = Some(error);
                        return None;
                    }
                };
                Some(if matches!(node, Node::Tag(_)) { Node::Or(vec![node.clone(), rows]) } else { rows })
            });
            failed.map_or(Ok(()), Err)
        })?;
        Ok(query)
    }
}

/// What a person has marked, asked for by a search.
struct Asking<'a> {
    connection: &'a Connection,
    marks: &'a Marks,
    /// Of so many marked articles the rows are looked up beforehand.
    looked_up: usize,
    /// Hits of which it was asked whether they are marked.
    asked: Cell<usize>,
}

impl Asking<'_> {
    /// Whether asking has taken as long as looking up would.
    fn is_long(&self) -> bool {
        let marked = self.marks.read_count().max(self.marks.starred_count());
        self.asked.get() > (marked / 2).max(MOST_ASKED)
    }

    fn results(&self, query: &Query, wanted: Wanted, stale: &dyn Fn() -> bool) -> rusqlite::Result<Results> {
        let state = |id: ArticleId, asked: StateTerm| {
            self.asked.set(self.asked.get() + 1);
            state(self.connection, id, asked, self.marks)
        };
        let marked = |asked: StateTerm| marked(self.connection, asked, self.marks, self.looked_up);
        let sorting = if wanted.order == Order::Relevance { Sorting::Relevance } else { Sorting::Date };
        let options = Options {
            sorting,
            limit: wanted.limit,
            after: wanted.after,
            state: Some(&state),
            marked: Some(&marked),
            stale: Some(stale),
            ..Options::default()
        };
        search::run(self.connection, query, &options)
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
        // The rows with notes stand in the query.
        StateTerm::Noted => false,
    }
}

/// Rows of what a person has read (so of what is unread too) or starred, rising; `None` where they are many.
fn marked(
    connection: &Connection,
    asked: StateTerm,
    marks: &Marks,
    most: usize,
) -> rusqlite::Result<Option<Rc<[i64]>>> {
    let keys: Vec<ArticleKey> = match asked {
        StateTerm::Starred if marks.starred_count() <= most => marks.starred().collect(),
        StateTerm::Read | StateTerm::Unread if marks.read_count() <= most => marks.read().collect(),
        _ => return Ok(None),
    };
    rows_of(connection, keys).map(Some)
}

/// The rows of articles that this library holds, rising.
fn rows_of(connection: &Connection, mut keys: Vec<ArticleKey>) -> rusqlite::Result<Rc<[i64]>> {
    // In the order of the index, so that each of its pages is read once.
    keys.sort_unstable_by_key(|key| key.0);
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE key = ?1")?;
    let mut rows: Vec<i64> = Vec::new();
    for key in keys {
        rows.extend(statement.query_row([key.0], |row| column::number(row, 0)).optional()?);
    }
    rows.sort_unstable();
    rows.dedup();
    Ok(rows.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Change;
    use crate::store::tests::{Shop, articles};

    /// However many rows are looked up beforehand, the answer is one.
    #[test]
    fn marks_are_asked_for_or_looked_up_alike() {
        let shop = Shop::with(&articles(90));
        let library = shop.open();
        let mut desk = Desk::in_memory();
        let keys: Vec<ArticleKey> =
            (1..60).step_by(3).filter_map(|id| library.key_of(ArticleId(id)).unwrap()).collect();
        desk.apply(&Change::Read { keys, read: true }).unwrap();
        let connection = Connection::open(shop.path()).unwrap();
        for words in ["is:read", "is:unread", "-is:read", "文章 is:read", "is:read OR 文章"] {
            for order in [Order::Newest, Order::Relevance] {
                let wanted = Wanted { order, limit: 50, after: None };
                let query = Query::parse(words, today()).unwrap();
                let [asked, looked_up] = [0, usize::MAX].map(|looked_up| {
                    let marks = desk.marks();
                    let asking = Asking { connection: &connection, marks, looked_up, asked: Cell::new(0) };
                    let results = asking.results(&query, wanted, &|| false).unwrap();
                    assert_eq!(asking.asked.get() == 0, looked_up > 0, "{words}");
                    results.hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
                });
                assert_eq!(asked, looked_up, "{words}");
            }
        }
    }
}
