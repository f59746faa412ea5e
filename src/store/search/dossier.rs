//! One article as the query sees it: folded, field by field, to decide what the index leaves open.
//!
//! The definition of a hit is here and in [`Node::accepts`](crate::news::query::Node): a line of a field holds the
//! needle. The index has to agree with it.

use super::{
    postings::{day_of, features},
    words::Words,
};
use crate::{
    news::{
        Article, ArticleId,
        query::{Facts, Feature, Field, StateTerm},
    },
    store::{column, record},
    text::fold::{fold, fold_into},
};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

/// Asks what a person has done with an article; searching without a person answers no.
pub type StateOf<'a> = &'a dyn Fn(ArticleId, StateTerm) -> bool;

/// Tells the rows, rising, of what a person has read or starred, where they are few.
pub type MarkedRows<'a> = &'a dyn Fn(StateTerm) -> rusqlite::Result<Option<Rc<[i64]>>>;

/// One article, read as far as it is asked for, and folded.
pub struct Dossier<'a> {
    id: ArticleId,
    state: Option<StateOf<'a>>,
    source: Source<'a>,
    /// Title and text, a block on a line of its own.
    words: OnceCell<String>,
    beside: OnceCell<Beside>,
    article: OnceCell<Article>,
    failure: RefCell<Option<rusqlite::Error>>,
}

/// Where an article is read from.
enum Source<'a> {
    Library(&'a Connection),
    #[cfg(test)]
    Memory(&'a Article),
}

/// What can be searched beside the text, folded, each on lines of its own.
#[derive(Debug, Default)]
struct Beside {
    title: String,
    author: String,
    source: String,
    about: String,
}

/// Of what is stored beside the text, that which can be searched.
#[derive(Deserialize, Default)]
#[serde(default)]
struct About {
    subtitle: Option<String>,
    editor: Option<String>,
    summary: Option<String>,
    tags: Vec<String>,
}

const BESIDE: &str = "
    SELECT a.title, a.author, a.source_name, b.about
    FROM article a LEFT JOIN body b ON b.article_id = a.id WHERE a.id = ?1";

impl<'a> Dossier<'a> {
    /// The article in a row of a library.
    pub fn open(connection: &'a Connection, id: ArticleId, state: Option<StateOf<'a>>) -> Self {
        Self::new(Source::Library(connection), id, state)
    }

    /// An article that is in no library.
    #[cfg(test)]
    pub fn of(article: &'a Article, id: ArticleId, state: Option<StateOf<'a>>) -> Self {
        Self::new(Source::Memory(article), id, state)
    }

    fn new(source: Source<'a>, id: ArticleId, state: Option<StateOf<'a>>) -> Self {
        let (words, beside, article) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { id, state, source, words, beside, article, failure: RefCell::default() }
    }

    /// Why the article could not be read; then what was answered of it is worth nothing.
    pub fn failed(self) -> Option<rusqlite::Error> {
        self.failure.into_inner()
    }

    /// What was read, or nothing and why.
    fn or_failed<T: Default>(&self, read: rusqlite::Result<Option<T>>) -> T {
        read.unwrap_or_else(|error| {
            self.failure.replace(Some(error));
            None
        })
        .unwrap_or_default()
    }

    fn words(&self) -> &str {
        self.words.get_or_init(|| {
            let words = match self.source {
                Source::Library(connection) => self.or_failed(Words::read(connection, self.id.0)),
                #[cfg(test)]
                Source::Memory(article) => {
                    Words::of(article.title.clone().unwrap_or_default(), &article.body)
                }
            };
            let mut folded = fold(&words.title);
            for block in words.blocks() {
                folded.push('\n');
                fold_into(block, &mut folded);
            }
            folded
        })
    }

    fn beside(&self) -> &Beside {
        self.beside.get_or_init(|| match self.source {
            Source::Library(connection) => self.or_failed(Beside::read(connection, self.id.0)),
            #[cfg(test)]
            Source::Memory(article) => Beside::of(article, article.title.as_deref().unwrap_or_default()),
        })
    }

    fn article(&self) -> &Article {
        self.article.get_or_init(|| match self.source {
            Source::Library(connection) => {
                let read = record::load(connection, self.id.0);
                self.or_failed(read.map(|record| record.map(|record| record.article)))
            }
            #[cfg(test)]
            Source::Memory(article) => article.clone(),
        })
    }
}

impl Beside {
    fn read(connection: &Connection, id: i64) -> rusqlite::Result<Option<Self>> {
        let read = connection
            .prepare_cached(BESIDE)?
            .query_row([id], |row| {
                let about: Option<About> = serde_json::from_str(&column::text(row, 3)?).ok();
                let Some(About { subtitle, editor, summary, tags }) = about else { return Ok(None) };
                let (author, source_name) = (column::optional_text(row, 1)?, column::optional_text(row, 2)?);
                let article =
                    Article { subtitle, author, source_name, editor, tags, summary, ..Article::default() };
                Ok(Some(Self::of(&article, &column::text(row, 0)?)))
            })
            .optional()?;
        match read {
            // What is damaged is read as an article is.
            Some(None) => {
                Ok(record::load(connection, id)?.map(|record| Self::of(&record.article, &record.title)))
            }
            read => Ok(read.flatten()),
        }
    }

    fn of(article: &Article, title: &str) -> Self {
        let tags = article.tags.iter().map(|tag| Some(tag.as_str()));
        Self {
            title: lines([Some(title), article.subtitle.as_deref()]),
            author: lines([article.author.as_deref(), article.editor.as_deref()]),
            source: lines([article.source_name.as_deref()]),
            about: lines(std::iter::once(article.summary.as_deref()).chain(tags)),
        }
    }
}

fn lines<'t>(lines: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let lines: Vec<&str> = lines.into_iter().flatten().collect();
    fold(&lines.join("\n"))
}

impl Facts for Dossier<'_> {
    fn holds(&self, field: Field, needle: &str) -> bool {
        match field {
            Field::Title => self.beside().title.contains(needle),
            Field::Author => self.beside().author.contains(needle),
            Field::Source => self.beside().source.contains(needle),
            Field::Any => {
                self.words().contains(needle) || {
                    let Beside { title, author, source, about } = self.beside();
                    [title, about, author, source].iter().any(|text| text.contains(needle))
                }
            }
        }
    }

    fn tagged(&self, tag: &str) -> bool {
        self.article().tags.iter().any(|own| fold(own).trim() == tag)
    }

    fn filed(&self, path: &str) -> bool {
        let names: Vec<String> = self.article().category_path.iter().map(|name| fold(name)).collect();
        (1..=names.len()).any(|length| names.windows(length).any(|part| part.join("/") == path))
    }

    fn day(&self) -> Option<i32> {
        self.article().published.map(|moment| day_of(moment.unix))
    }

    fn is(&self, state: StateTerm) -> bool {
        self.state.is_some_and(|of| of(self.id, state))
    }

    fn stands_in(&self, rows: &[i64]) -> bool {
        rows.binary_search(&self.id.0).is_ok()
    }

    fn has(&self, feature: Feature) -> bool {
        features(self.article()).any(|found| found == feature)
    }
}
