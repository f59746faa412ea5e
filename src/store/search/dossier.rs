//! One article as the query sees it: folded, field by field, to decide what the index leaves open.
//!
//! The definition of a hit is here and in [`Node::accepts`](crate::news::query::Node): a line of a field holds the
//! needle. The index has to agree with it.

use super::postings::{day_of, features};
use crate::{
    news::{
        Article, ArticleId,
        query::{Facts, Feature, Field, StateTerm},
    },
    store::record,
    text::fold::fold,
};
use rusqlite::Connection;

/// Asks what a person has done with an article; searching without a person answers no.
pub type StateOf<'a> = &'a dyn Fn(ArticleId, StateTerm) -> bool;

/// One article, folded.
pub struct Dossier<'a> {
    id: ArticleId,
    article: Article,
    state: Option<StateOf<'a>>,
    fields: Folded,
}

/// Lines of each field, folded, each field on lines of its own.
#[derive(Debug, Default)]
struct Folded {
    title: String,
    author: String,
    source: String,
    rest: String,
}

impl<'a> Dossier<'a> {
    /// Reads an article.
    pub fn load(
        connection: &Connection,
        id: ArticleId,
        state: Option<StateOf<'a>>,
    ) -> rusqlite::Result<Option<Self>> {
        Ok(record::load(connection, id.0)?.map(|record| Self::new(id, record.article, &record.title, state)))
    }

    /// What a query sees of an article whose title in lists is `title`.
    pub fn new(id: ArticleId, article: Article, title: &str, state: Option<StateOf<'a>>) -> Self {
        let fields = Folded {
            title: lines([Some(title), article.subtitle.as_deref()]),
            author: lines([article.author.as_deref(), article.editor.as_deref()]),
            source: lines([article.source_name.as_deref()]),
            rest: lines(
                [Some(article.body.plain().as_str()), article.summary.as_deref()]
                    .into_iter()
                    .chain(article.tags.iter().map(|tag| Some(tag.as_str()))),
            ),
        };
        Self { id, article, state, fields }
    }
}

fn lines<'t>(lines: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let lines: Vec<&str> = lines.into_iter().flatten().collect();
    fold(&lines.join("\n"))
}

impl Facts for Dossier<'_> {
    fn holds(&self, field: Field, needle: &str) -> bool {
        let Folded { title, author, source, rest } = &self.fields;
        match field {
            Field::Title => title.contains(needle),
            Field::Author => author.contains(needle),
            Field::Source => source.contains(needle),
            Field::Any => [title, rest, author, source].iter().any(|text| text.contains(needle)),
        }
    }

    fn tagged(&self, tag: &str) -> bool {
        self.article.tags.iter().any(|own| fold(own).trim() == tag)
    }

    fn filed(&self, path: &str) -> bool {
        let names: Vec<String> = self.article.category_path.iter().map(|name| fold(name)).collect();
        (1..=names.len()).any(|length| names.windows(length).any(|part| part.join("/") == path))
    }

    fn day(&self) -> Option<i32> {
        self.article.published.map(|moment| day_of(moment.unix))
    }

    fn is(&self, state: StateTerm) -> bool {
        self.state.is_some_and(|of| of(self.id, state))
    }

    fn has(&self, feature: Feature) -> bool {
        features(&self.article).any(|found| found == feature)
    }
}
