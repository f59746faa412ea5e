//! One query answered: a page of hits by date or by relevance, with snippets, and how many there are.

use super::{
    dossier::{MarkedRows, StateOf},
    loose,
    newest::Newest,
    rank,
    search::{Entry, Search},
    snippet::Snippet,
};
use crate::news::{ArticleId, Total, query::Query};
use rusqlite::Connection;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sorting {
    /// Newest first, undated last.
    #[default]
    Date,
    /// Best first; of equals, the newest.
    Relevance,
}

/// What is wanted of a search.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The order.
    pub sorting: Sorting,
    /// Hits at most.
    pub limit: usize,
    /// Only what follows this article in that order.
    pub after: Option<ArticleId>,
    /// How far to count; beyond, the total is "at least".
    pub count: u64,
    /// What `is:` asks; without it nothing is read or starred.
    pub state: Option<StateOf<'a>>,
    /// The same for all articles at once, where they are few.
    pub marked: Option<MarkedRows<'a>>,
    /// Asked between steps: whether nobody wants the answer any more. Within a step SQLite's interrupt does it.
    pub stale: Option<&'a dyn Fn() -> bool>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// A page of hits.
    pub hits: Vec<Hit>,
    /// How many there are on all pages.
    pub total: Total,
    /// Nothing follows the last hit.
    pub at_end: bool,
    /// Nothing held all that was asked: these are the closest.
    pub loose: bool,
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Which.
    pub id: ArticleId,
    /// Higher is better; 0 when hits come by date.
    pub score: f32,
    /// Title as lists show it.
    pub title: String,
    /// Bytes of the title that are hits.
    pub title_hits: Vec<Range<usize>>,
    /// Where in the text.
    pub snippet: Snippet,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            sorting: Sorting::Date,
            limit: 50,
            after: None,
            count: 10_000,
            state: None,
            marked: None,
            stale: None,
        }
    }
}

/// Answers a query.
pub fn run(connection: &Connection, query: &Query, options: &Options<'_>) -> rusqlite::Result<Results> {
    let search = Search::new(connection, query, options)?;
    let (page, at_end) = match options.sorting {
        Sorting::Date => by_date(&search)?,
        Sorting::Relevance => by_relevance(&search)?,
    };
    if page.is_empty() && (options.after.is_none() || Newest::new(&search, None)?.next()?.is_none()) {
        return closest(&search);
    }
    let total = match (at_end, options.after) {
        (true, None) => Total::Exact(page.len() as u64),
        _ => search.count()?,
    };
    Ok(Results { hits: search.show(&page, &query.terms())?, total, at_end, loose: false })
}

/// How many articles a query means, up to the number asked for.
pub fn count(connection: &Connection, query: &Query, options: &Options<'_>) -> rusqlite::Result<Total> {
    Search::new(connection, query, options)?.count()
}

fn by_date(search: &Search<'_>) -> rusqlite::Result<(Vec<Entry>, bool)> {
    let below = match search.options.after {
        None => None,
        Some(id) => match search.calendar.date(id.0)? {
            None => return Ok((Vec::new(), true)),
            Some(date) => Some((date, id.0)),
        },
    };
    let mut newest = Newest::new(search, below)?;
    let mut page = Vec::new();
    while let Some(row) = newest.next()? {
        if page.len() == search.options.limit {
            return Ok((page, false));
        }
        page.push(Entry { id: ArticleId(row), score: 0.0 });
    }
    Ok((page, true))
}

fn by_relevance(search: &Search<'_>) -> rusqlite::Result<(Vec<Entry>, bool)> {
    let (limit, after) = (search.options.limit, search.options.after);
    let (mut page, is_all) = rank::ranked(search)?;
    let ranked: FxHashSet<i64> =
        if is_all { FxHashSet::default() } else { page.iter().map(|entry| entry.id.0).collect() };
    let passed = match after.map(|after| page.iter().position(|entry| entry.id == after)) {
        None => Some(0),
        Some(place) => place.map(|at| at + 1),
    };
    page.drain(..passed.unwrap_or(page.len()));
    if is_all || page.len() > limit {
        let at_end = page.len() <= limit;
        page.truncate(limit);
        return Ok((page, at_end));
    }
    // What is beyond ranking follows by date.
    let below = match (passed, after) {
        (None, Some(id)) => match search.calendar.date(id.0)? {
            None => return Ok((page, true)),
            Some(date) => Some((date, id.0)),
        },
        _ => None,
    };
    let mut newest = Newest::new(search, below)?;
    while let Some(row) = newest.next()? {
        if ranked.contains(&row) {
            continue;
        }
        if page.len() == limit {
            return Ok((page, false));
        }
        page.push(Entry { id: ArticleId(row), score: 0.0 });
    }
    Ok((page, true))
}

fn closest(search: &Search<'_>) -> rusqlite::Result<Results> {
    let (mut entries, terms) = loose::closest(search)?;
    let total = entries.len();
    if let Some(after) = search.options.after {
        let place = entries.iter().position(|entry| entry.id == after);
        entries.drain(..place.map_or(total, |at| at + 1));
    }
    let at_end = entries.len() <= search.options.limit;
    entries.truncate(search.options.limit);
    let hits = search.show(&entries, &terms.iter().collect::<Vec<_>>())?;
    Ok(Results { total: Total::Exact(total as u64), at_end, loose: total > 0, hits })
}
