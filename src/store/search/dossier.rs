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
    store::record,
    text::fold::{fold, fold_into},
};
use rusqlite::Connection;
use std::cell::{OnceCell, RefCell};

/// Asks what a person has done with an article; searching without a person answers no.
pub type StateOf<'a> = &'a dyn Fn(ArticleId, StateTerm) -> bool;

/// One article, read when it is asked for, and folded.
pub struct Dossier<'a> {
    id: ArticleId,
    state: Option<StateOf<'a>>,
    source: Source<'a>,
    /// Title and text, folded, a block on a line of its own.
    words: OnceCell<String>,
    contents: OnceCell<Contents>,
    failure: RefCell<Option<rusqlite::Error>>,
}

/// Where an article is read from.
enum Source<'a> {
    Library(&'a Connection),
    #[cfg(test)]
    Memory(&'a Article),
}

/// An article and its fields, folded, each on lines of their own.
#[derive(Debug, Default)]
struct Contents {
    article: Article,
    title: String,
    author: String,
    source: String,
    rest: String,
}

impl<'a> Dossier<'a> {
    /// The article in a row of a library.
    pub fn open(connection: &'a Connection, id: ArticleId, state: Option<StateOf<'a>>) -> Self {
        let source = Source::Library(connection);
        Self {
            id,
            state,
            source,
            words: OnceCell::new(),
            contents: OnceCell::new(),
            failure: RefCell::default(),
        }
    }

    /// An article that is in no library.
    #[cfg(test)]
    pub fn of(article: &'a Article, id: ArticleId, state: Option<StateOf<'a>>) -> Self {
        let source = Source::Memory(article);
        Self {
            id,
            state,
            source,
            words: OnceCell::new(),
            contents: OnceCell::new(),
            failure: RefCell::default(),
        }
    }

    /// Why the article could not be read; then what was answered of it is worth nothing.
    pub fn failed(self) -> Option<rusqlite::Error> {
        self.failure.into_inner()
    }

    /// Most texts that are asked for stand in what is read quickest.
    fn words(&self) -> &str {
        self.words.get_or_init(|| {
            let read = match self.source {
                Source::Library(connection) => Words::read(connection, self.id.0),
                #[cfg(test)]
                Source::Memory(_) => Ok(None),
            };
            // What cannot be read here is told by what reads the whole article.
            let Ok(Some(words)) = read else { return String::new() };
            let mut folded = fold(&words.title);
            for block in words.blocks() {
                folded.push('\n');
                fold_into(block, &mut folded);
            }
            folded
        })
    }

    fn contents(&self) -> &Contents {
        self.contents.get_or_init(|| match self.source {
            Source::Library(connection) => match record::load(connection, self.id.0) {
                Ok(Some(record)) => Contents::new(record.article, &record.title),
                Ok(None) => Contents::default(),
                Err(error) => {
                    self.failure.replace(Some(error));
                    Contents::default()
                }
            },
            #[cfg(test)]
            Source::Memory(article) => {
                Contents::new(article.clone(), article.title.as_deref().unwrap_or_default())
            }
        })
    }
}

impl Contents {
    fn new(article: Article, title: &str) -> Self {
        Self {
            title: lines([Some(title), article.subtitle.as_deref()]),
            author: lines([article.author.as_deref(), article.editor.as_deref()]),
            source: lines([article.source_name.as_deref()]),
            rest: lines(
                [Some(article.body.plain().as_str()), article.summary.as_deref()]
                    .into_iter()
                    .chain(article.tags.iter().map(|tag| Some(tag.as_str()))),
            ),
            article,
        }
    }
}

fn lines<'t>(lines: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let lines: Vec<&str> = lines.into_iter().flatten().collect();
    fold(&lines.join("\n"))
}

impl Facts for Dossier<'_> {
    fn holds(&self, field: Field, needle: &str) -> bool {
        if field == Field::Any && self.words().contains(needle) {
            return true;
        }
        let Contents { title, author, source, rest, .. } = self.contents();
        match field {
            Field::Title => title.contains(needle),
            Field::Author => author.contains(needle),
            Field::Source => source.contains(needle),
            Field::Any => [title, rest, author, source].iter().any(|text| text.contains(needle)),
        }
    }

    fn tagged(&self, tag: &str) -> bool {
        self.contents().article.tags.iter().any(|own| fold(own).trim() == tag)
    }

    fn filed(&self, path: &str) -> bool {
        let names: Vec<String> =
            self.contents().article.category_path.iter().map(|name| fold(name)).collect();
        (1..=names.len()).any(|length| names.windows(length).any(|part| part.join("/") == path))
    }

    fn day(&self) -> Option<i32> {
        self.contents().article.published.map(|moment| day_of(moment.unix))
    }

    fn is(&self, state: StateTerm) -> bool {
        self.state.is_some_and(|of| of(self.id, state))
    }

    fn has(&self, feature: Feature) -> bool {
        features(&self.contents().article).any(|found| found == feature)
    }
}
