//! One query answered: a page of hits by date or by relevance, with snippets, and how many there are.

use super::{
    docid::{self, Docid},
    dossier::{Dossier, StateOf},
    grams::Needle,
    loose,
    plan::{Compiled, Plan, compile},
    rank,
    snippet::{self, Snippet},
    stream::Stream,
};
use crate::{
    news::{
        ArticleId,
        query::{Query, Term},
    },
    store::{column, record},
    text::fold::fold,
};
use rusqlite::{Connection, OptionalExtension, ffi};
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

/// A count of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exact(u64),
    /// So many or more.
    AtLeast(u64),
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

/// A found article, before it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    pub docid: Docid,
    pub id: ArticleId,
    pub published: Option<i64>,
    pub score: f32,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { sorting: Sorting::Date, limit: 50, after: None, count: 10_000, state: None, stale: None }
    }
}

/// Answers a query.
pub fn run(connection: &Connection, query: &Query, options: &Options<'_>) -> rusqlite::Result<Results> {
    let search = Search::new(connection, query, options)?;
    let (page, at_end) = search.page()?;
    if page.is_empty() && options.after.is_none() {
        return search.closest();
    }
    let total = match (at_end, options.after) {
        (true, None) => Total::Exact(page.len() as u64),
        _ => search.count(options.count)?,
    };
    Ok(Results { hits: search.show_all(&page, &query.terms())?, total, at_end, loose: false })
}

/// How many articles a query means, up to `at_most`.
pub fn count(connection: &Connection, query: &Query, options: &Options<'_>) -> rusqlite::Result<Total> {
    Search::new(connection, query, options)?.count(options.count)
}

/// A query being answered.
pub struct Search<'a> {
    pub connection: &'a Connection,
    pub query: &'a Query,
    pub options: &'a Options<'a>,
    pub compiled: Compiled,
    /// Layers of row numbers in use.
    pub layers: u32,
    /// Whether the index holds terms of articles that are gone.
    void: bool,
}

impl<'a> Search<'a> {
    /// Understands a query against a library.
    pub fn new(
        connection: &'a Connection,
        query: &'a Query,
        options: &'a Options<'a>,
    ) -> rusqlite::Result<Self> {
        let categories = if query.root.any(&mut |node| matches!(node, crate::news::query::Node::Category(_)))
        {
            categories(connection)?
        } else {
            Vec::new()
        };
        let compiled = compile(query, &|name| named(&categories, name));
        let highest: Option<i64> = connection
            .prepare_cached("SELECT docid FROM search_doc ORDER BY docid DESC LIMIT 1")?
            .query_row([], |row| column::number(row, 0))
            .optional()?;
        let void =
            connection.prepare_cached("SELECT 1 FROM search_doc WHERE article_id IS NULL")?.exists([])?;
        let layers = highest.map_or(0, |docid| Docid(docid).layer() + 1);
        Ok(Self { connection, query, options, compiled, layers, void })
    }

    /// All row numbers of the plan, newest first.
    pub fn newest(&self) -> Newest<'a> {
        let layers = (0..self.layers)
            .map(|layer| {
                let stream = Stream::new(self.connection, &self.compiled.plan, layer);
                let stream = if self.void {
                    Stream::Without(Box::new(stream), Box::new(Stream::void(self.connection, layer)))
                } else {
                    stream
                };
                (stream, *docid::span(layer, None, None).end(), None)
            })
            .collect();
        Newest { layers }
    }

    /// The article of a row number, if the query means it.
    pub fn entry(&self, docid: Docid) -> rusqlite::Result<Option<Entry>> {
        let Some(entry) = self.located(docid)? else { return Ok(None) };
        let Some(remainder) = &self.compiled.remainder else { return Ok(Some(entry)) };
        self.check_stale()?;
        let dossier = Dossier::load(self.connection, entry.id, self.options.state)?;
        Ok(dossier.filter(|dossier| remainder.accepts(dossier)).map(|_| entry))
    }

    /// The article of a row number.
    pub fn located(&self, docid: Docid) -> rusqlite::Result<Option<Entry>> {
        self.connection
            .prepare_cached(
                "SELECT article_id, published FROM search_doc WHERE docid = ?1 AND article_id IS NOT NULL",
            )?
            .query_row([docid.0], |row| {
                let (id, published) = (ArticleId(column::number(row, 0)?), column::optional_number(row, 1)?);
                Ok(Entry { docid, id, published, score: 0.0 })
            })
            .optional()
    }

    /// Fails as an interrupted statement does when nobody wants the answer any more.
    pub fn check_stale(&self) -> rusqlite::Result<()> {
        if self.options.stale.is_some_and(|stale| stale()) {
            return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_INTERRUPT), None));
        }
        Ok(())
    }

    fn page(&self) -> rusqlite::Result<(Vec<Entry>, bool)> {
        match self.options.sorting {
            Sorting::Date => self.page_by_date(),
            Sorting::Relevance => self.page_by_relevance(),
        }
    }

    fn page_by_relevance(&self) -> rusqlite::Result<(Vec<Entry>, bool)> {
        let ranked = rank::ranked(self)?;
        let passed = match self.options.after {
            None => 0,
            Some(id) => {
                let after = self.place_of(id)?.map(|entry| entry.docid);
                ranked.iter().position(|(docid, _)| Some(*docid) == after).map_or(ranked.len(), |at| at + 1)
            }
        };
        let mut page = Vec::new();
        let mut rest = ranked.iter().skip(passed);
        while page.len() < self.options.limit
            && let Some((docid, score)) = rest.next()
        {
            page.extend(self.located(*docid)?.map(|entry| Entry { score: *score, ..entry }));
        }
        Ok((page, rest.len() == 0))
    }

    fn closest(&self) -> rusqlite::Result<Results> {
        let (mut entries, terms) = loose::closest(self)?;
        entries.truncate(self.options.limit);
        let hits = self.show_all(&entries, &terms.iter().collect::<Vec<_>>())?;
        Ok(Results { total: Total::Exact(hits.len() as u64), at_end: true, loose: !hits.is_empty(), hits })
    }

    fn page_by_date(&self) -> rusqlite::Result<(Vec<Entry>, bool)> {
        let after = match self.options.after {
            None => None,
            Some(id) => match self.place_of(id)? {
                None => return Ok((Vec::new(), true)),
                place => place,
            },
        };
        let mut newest = self.newest();
        if let Some(after) = after {
            newest.start_at(after.docid);
        }
        let mut page: Vec<Entry> = Vec::new();
        let mut more = false;
        while let Some(docid) = newest.next()? {
            // Within a day articles are in no order yet: a page is full when its last day is.
            let day_goes_on =
                docid.day().is_some() && page.last().is_some_and(|last| last.docid.day() == docid.day());
            if page.len() >= self.options.limit && !day_goes_on {
                more = true;
                break;
            }
            let entry = self.entry(docid)?;
            page.extend(
                entry.filter(|entry| after.is_none_or(|after| entry.date_order() < after.date_order())),
            );
        }
        page.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.date_order()));
        more |= page.len() > self.options.limit;
        page.truncate(self.options.limit);
        Ok((page, !more))
    }

    fn place_of(&self, id: ArticleId) -> rusqlite::Result<Option<Entry>> {
        let docid = self
            .connection
            .prepare_cached("SELECT docid FROM search_doc WHERE article_id = ?1")?
            .query_row([id.0], |row| column::number(row, 0))
            .optional()?;
        docid.map_or(Ok(None), |docid| self.located(Docid(docid)))
    }

    fn count(&self, at_most: u64) -> rusqlite::Result<Total> {
        let mut newest = self.newest();
        let mut total = 0;
        while let Some(docid) = newest.next()? {
            if self.compiled.remainder.is_some() && self.entry(docid)?.is_none() {
                continue;
            }
            if total == at_most {
                return Ok(Total::AtLeast(total));
            }
            total += 1;
        }
        Ok(Total::Exact(total))
    }

    fn show_all(&self, entries: &[Entry], terms: &[&Term]) -> rusqlite::Result<Vec<Hit>> {
        let mut hits = Vec::with_capacity(entries.len());
        for entry in entries {
            self.check_stale()?;
            hits.extend(self.show(entry, terms)?);
        }
        Ok(hits)
    }

    fn show(&self, entry: &Entry, terms: &[&Term]) -> rusqlite::Result<Option<Hit>> {
        let Some(record) = record::load(self.connection, entry.id.0)? else { return Ok(None) };
        Ok(Some(Hit {
            id: entry.id,
            score: entry.score,
            title_hits: snippet::hits(&record.title, terms),
            snippet: snippet::snippet(&record.article, terms),
            title: record.title,
        }))
    }
}

impl Entry {
    /// Newest last; the undated, which have no time, in the order in which they came.
    fn date_order(&self) -> (Option<i64>, i64) {
        (self.published, if self.published.is_some() { self.id.0 } else { self.docid.0 })
    }
}

/// Row numbers of all layers, newest day first.
pub struct Newest<'c> {
    /// Each layer with the highest number not passed yet, and the next one once it is known.
    layers: Vec<(Stream<'c>, i64, Option<i64>)>,
}

impl Newest<'_> {
    /// Leaves out all days after that of `docid`; of the undated, all above it.
    pub fn start_at(&mut self, docid: Docid) {
        for (layer, (_, top, _)) in self.layers.iter_mut().enumerate() {
            *top = match docid.day() {
                Some(day) => *docid::span(layer as u32, None, Some(day)).end(),
                None if layer == 0 => docid.0,
                None => 0,
            };
        }
    }

    /// The next number.
    pub fn next(&mut self) -> rusqlite::Result<Option<Docid>> {
        let mut newest: Option<(usize, Docid)> = None;
        for (index, (stream, top, found)) in self.layers.iter_mut().enumerate() {
            if found.is_none() && *top > 0 {
                *found = stream.seek(*top)?;
                *top = found.map_or(0, |found| found - 1);
            }
            if let Some(docid) = found.map(Docid)
                && newest.is_none_or(|(_, best)| best.order() < docid.order())
            {
                newest = Some((index, docid));
            }
        }
        let Some((index, docid)) = newest else { return Ok(None) };
        if let Some((_, _, found)) = self.layers.get_mut(index) {
            *found = None;
        }
        Ok(Some(docid))
    }
}

/// Paths of all categories, folded.
fn categories(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let ids: Vec<i64> = connection
        .prepare_cached("SELECT id FROM category ORDER BY id")?
        .query_map([], |row| column::number(row, 0))?
        .collect::<rusqlite::Result<_>>()?;
    ids.into_iter()
        .map(|id| Ok(fold(&record::category_path(connection, crate::news::CategoryId(id))?.join("/"))))
        .collect()
}

/// The categories that a typed name or path means: those it names, else those whose name has it as a part.
fn named(paths: &[String], name: &str) -> Vec<String> {
    let whole = |path: &&String| format!("/{path}/").contains(&format!("/{name}/"));
    if paths.iter().any(|path| whole(&path)) {
        return vec![name.to_owned()];
    }
    let leaf = |path: &String| path.rsplit('/').next().is_some_and(|leaf| leaf.contains(name));
    paths.iter().filter(|path| leaf(path)).cloned().collect()
}

/// Whether a needle can be told by one phrase.
pub fn single_phrase(needle: &str) -> Option<String> {
    let needle = Needle::new(needle);
    match needle.phrases.as_slice() {
        [only] if needle.exact => Some(only.clone()),
        _ => None,
    }
}

/// Whether the plan is one FTS5 expression and nothing else.
pub fn expression(compiled: &Compiled) -> Option<&str> {
    match compiled {
        Compiled { plan: Plan::Text(expression), remainder: None } => Some(expression),
        _ => None,
    }
}
