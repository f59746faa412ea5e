//! A query being answered: what is known of it and of the library while it is.

use super::{
    calendar::Calendar,
    dossier::Dossier,
    grams::Needle,
    lists::Lists,
    plan::{Compiled, Known, compile},
    run::{Hit, Options},
    snippet::{self, Finder},
    stream::{Source, Stream},
    version::is_current,
    words::Words,
};
use crate::{
    news::{
        ArticleId, CategoryId, Total,
        query::{Node, Query, StateTerm, Term},
    },
    store::{column, record},
    text::fold::fold,
};
use rusqlite::Connection;
use rustc_hash::FxHashMap;
use std::{cell::RefCell, ops::RangeInclusive, rc::Rc};

/// Articles that are read for no more than a count; what is beyond them is "at least".
const READ_TO_COUNT: u64 = 500;

/// A query being answered.
pub struct Search<'a> {
    pub connection: &'a Connection,
    pub query: &'a Query,
    pub options: &'a Options<'a>,
    pub compiled: Compiled,
    pub calendar: Calendar<'a>,
    pub lists: Lists<'a>,
    /// Whether the index was made by an earlier version.
    pub is_earlier: bool,
    /// The query with the categories that it names.
    root: Node,
    /// Articles of which the index may say too much.
    doubts: Vec<i64>,
    /// Words that were read.
    read: RefCell<FxHashMap<ArticleId, Rc<Words>>>,
}

/// A found article, before it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Which.
    pub id: ArticleId,
    /// Higher is better; 0 when hits come by date.
    pub score: f32,
}

impl<'a> Search<'a> {
    /// Understands a query against a library.
    pub fn new(
        connection: &'a Connection,
        query: &'a Query,
        options: &'a Options<'a>,
    ) -> rusqlite::Result<Self> {
        let mut root = query.root.clone();
        if root.any(&mut |node| matches!(node, Node::Category(_))) {
            name_categories(&mut root, &categories(connection)?);
        }
        let doubts = Self::doubts(connection)?;
        let calendar = Calendar::open(connection)?;
        let marked = |asked| match options.marked {
            Some(marked) if root.any(&mut |node| is_about(node, asked)) => marked(asked),
            _ => Ok(None),
        };
        let is_earlier = is_current(connection)? == Some(false);
        let known =
            Known { is_earlier, read: marked(StateTerm::Read)?, starred: marked(StateTerm::Starred)? };
        let compiled = compile(&root, &known);
        let lists = Lists::new(connection, options.stale);
        Ok(Self {
            connection,
            query,
            options,
            compiled,
            calendar,
            lists,
            is_earlier,
            root,
            doubts,
            read: RefCell::default(),
        })
    }

    /// Articles of which the index may say too much.
    pub fn doubts(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
        connection
            .prepare_cached("SELECT article_id FROM search_doubt ORDER BY article_id")?
            .query_map([], |row| column::number(row, 0))?
            .collect()
    }

    /// Rows that the index finds, highest first; of each [`Self::accepts`] has to be asked.
    pub fn stream(&self, rows: &RangeInclusive<i64>) -> rusqlite::Result<Stream<'_>> {
        let stream = Stream::new(self.source(), &self.compiled.plan, rows)?;
        let doubts: Vec<i64> = self.doubts.iter().copied().filter(|row| rows.contains(row)).collect();
        Ok(if doubts.is_empty() { stream } else { Stream::any([stream, Stream::These(doubts)]) })
    }

    /// What the index is asked for a term.
    pub fn needle(&self, term: &Term) -> Needle {
        Needle::of(term, self.is_earlier)
    }

    /// What streams of it read.
    pub fn source(&self) -> Source<'_> {
        Source { calendar: &self.calendar, lists: &self.lists }
    }

    /// Whether the index alone decides.
    pub fn is_exact(&self) -> bool {
        self.compiled.remainder.is_none() && self.doubts.is_empty()
    }

    /// Whether an article that the index found is meant.
    pub fn accepts(&self, row: i64) -> rusqlite::Result<bool> {
        self.check_stale()?;
        let asked = if self.doubts.binary_search(&row).is_ok() {
            Some(&self.root)
        } else {
            self.compiled.remainder.as_ref()
        };
        let Some(asked) = asked else { return Ok(true) };
        let dossier = Dossier::open(self.connection, ArticleId(row), self.options.state);
        let accepted = asked.accepts(&dossier);
        dossier.failed().map_or(Ok(accepted), Err)
    }

    /// Fails as an interrupted statement does when nobody wants the answer any more.
    pub fn check_stale(&self) -> rusqlite::Result<()> {
        self.lists.check_stale()
    }

    /// The words of an article; those of what was ranked are kept to be shown.
    pub fn words(&self, id: ArticleId) -> rusqlite::Result<Option<Rc<Words>>> {
        if let Some(words) = self.read.borrow().get(&id) {
            return Ok(Some(Rc::clone(words)));
        }
        let words = Words::read(self.connection, id.0)?.map(Rc::new);
        if let Some(words) = &words {
            self.read.borrow_mut().insert(id, Rc::clone(words));
        }
        Ok(words)
    }

    /// How many articles are meant, up to the number asked for.
    pub fn count(&self) -> rusqlite::Result<Total> {
        let rows = self.calendar.rows();
        let mut stream = self.stream(&rows)?;
        let mut top = *rows.end();
        let mut total = 0;
        let mut read = 0;
        while let Some(row) = stream.seek(top)? {
            top = row - 1;
            if total == self.options.count || read == READ_TO_COUNT {
                return Ok(Total::AtLeast(total));
            }
            self.check_stale()?;
            if !self.is_exact() {
                read += 1;
                if !self.accepts(row)? {
                    continue;
                }
            }
            total += 1;
        }
        Ok(Total::Exact(total))
    }

    /// Hits as they are shown.
    pub fn show(&self, entries: &[Entry], terms: &[&Term]) -> rusqlite::Result<Vec<Hit>> {
        let mut hits = Vec::with_capacity(entries.len());
        let mut finder = Finder::new(terms);
        for entry in entries {
            self.check_stale()?;
            let Some(words) = self.words(entry.id)? else { continue };
            let snippet = match finder.snippet(&words) {
                Some(snippet) => snippet,
                None => snippet::opening(&self.summary(entry.id)?.unwrap_or_default()),
            };
            hits.push(Hit {
                id: entry.id,
                score: entry.score,
                title_hits: finder.hits(&words.title).to_vec(),
                snippet,
                title: words.title.clone(),
            });
        }
        Ok(hits)
    }

    /// What stands for the text of an article that has none.
    fn summary(&self, id: ArticleId) -> rusqlite::Result<Option<String>> {
        Ok(record::load(self.connection, id.0)?.and_then(|record| record.article.summary))
    }
}

/// Whether a node asks for what was marked so, or for what was not.
fn is_about(node: &Node, asked: StateTerm) -> bool {
    let Node::State(state) = node else { return false };
    (*state == StateTerm::Starred) == (asked == StateTerm::Starred)
}

/// Paths of all categories, folded.
fn categories(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let ids: Vec<i64> = connection
        .prepare_cached("SELECT id FROM category ORDER BY id")?
        .query_map([], |row| column::number(row, 0))?
        .collect::<rusqlite::Result<_>>()?;
    ids.into_iter()
        .map(|id| Ok(fold(&record::category_path(connection, CategoryId(id))?.join("/"))))
        .collect()
}

/// Puts in place of a typed name the categories it means: those that it names, else those whose name has it as a part.
fn name_categories(node: &mut Node, paths: &[String]) {
    match node {
        Node::Category(name) => {
            let whole = |path: &String| format!("/{path}/").contains(&format!("/{name}/"));
            if paths.iter().any(whole) {
                return;
            }
            let leaf = |path: &&String| path.rsplit('/').next().is_some_and(|leaf| leaf.contains(&*name));
            *node = Node::Or(paths.iter().filter(leaf).cloned().map(Node::Category).collect());
        }
        Node::Not(inner) => name_categories(inner, paths),
        Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter_mut().for_each(|node| name_categories(node, paths));
        }
        _ => {}
    }
}
