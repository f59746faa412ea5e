//! What search promises, tried against a scan of the folded text.

mod exact;
mod lists;
mod segments;

use super::{Batch, Options, dossier::Dossier, postings::prepare, run, version};
use crate::{
    news::{Article, ArticleId, Body, Moment, Precision, Query, query::StateTerm},
    store::schema,
};
use rusqlite::{Connection, params};

/// Articles are numbered by this, so that a few of them lie in several blocks.
pub const STEP: i64 = 61;

/// A library in memory: the tables search needs, and what was put in them.
pub struct Library {
    pub connection: Connection,
    pub articles: Vec<Article>,
}

impl Library {
    /// With an index that is noted as an earlier version's, and has no more than those had.
    pub fn of_an_earlier_version(articles: Vec<Article>) -> Self {
        let library = Self::of(articles);
        let sql = "UPDATE search_setting SET value = 1 WHERE name = 'terms'; DROP TABLE search_single";
        library.connection.execute_batch(sql).unwrap();
        library
    }

    #[expect(clippy::needless_pass_by_value, reason = "a list made for this library")]
    pub fn of(articles: Vec<Article>) -> Self {
        let mut connection = Connection::open_in_memory().unwrap();
        schema::LIBRARY.migrate(&mut connection).unwrap();
        version::stamp(&connection).unwrap();
        connection.execute("INSERT INTO source (id, name) VALUES (1, '样报')", []).unwrap();
        let mut library = Self { connection, articles: Vec::new() };
        for part in articles.chunks(7) {
            let mut batch = Batch::default();
            for article in part {
                library.put(&mut batch, article.clone());
            }
            batch.write(&library.connection).unwrap();
        }
        library
    }

    /// Ids are places in `articles`, from 1, by [`STEP`].
    fn put(&mut self, batch: &mut Batch, article: Article) {
        self.articles.push(article);
        let id = self.articles.len() as i64 * STEP;
        self.store(id);
        let article = self.article(id);
        batch.add(ArticleId(id), prepare(article, article.title.as_deref().unwrap_or_default()));
    }

    pub fn article(&self, id: i64) -> &Article {
        &self.articles[(id / STEP) as usize - 1]
    }

    /// Writes the rows of an article as they are now.
    pub fn store(&self, id: i64) {
        let article = self.article(id);
        let mut category = 0;
        for name in &article.category_path {
            let parent = category;
            self.connection
                .execute(
                    "INSERT OR IGNORE INTO category (parent_id, name) VALUES (?1, ?2)",
                    params![parent, name],
                )
                .unwrap();
            let sql = "SELECT id FROM category WHERE parent_id = ?1 AND name = ?2";
            category = self.connection.query_row(sql, params![parent, name], |row| row.get(0)).unwrap();
        }
        let about = serde_json::json!({
            "subtitle": article.subtitle, "editor": article.editor, "summary": article.summary, "tags": article.tags,
        });
        self.connection
            .execute(
                "INSERT OR REPLACE INTO article (id, key, key_rank, source_id, category_id, title, author, source_name,
                   published, published_prec, excerpt, fidelity, content_hash, characters, imported)
                 VALUES (?1, ?1, 0, 1, nullif(?2, 0), ?3, ?4, ?5, ?6, 3, '', 5, 0, 0, 0)",
                params![
                    id,
                    category,
                    article.title,
                    article.author,
                    article.source_name,
                    article.published.map(|moment| moment.unix)
                ],
            )
            .unwrap();
        self.connection
            .execute(
                "INSERT OR REPLACE INTO body (article_id, version, blocks, about) VALUES (?1, 1, ?2, ?3)",
                params![id, serde_json::to_string(&article.body).unwrap(), about.to_string()],
            )
            .unwrap();
        self.connection
            .execute_batch("DELETE FROM whole; INSERT INTO whole SELECT count(*) FROM article")
            .unwrap();
    }

    /// Ids of all hits in the order shown, page by page.
    pub fn found(&self, query: &Query, options: &Options<'_>) -> Vec<i64> {
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = run(&self.connection, query, &Options { after, ..*options }).unwrap();
            if page.loose {
                return Vec::new();
            }
            found.extend(page.hits.iter().map(|hit| hit.id.0));
            after = page.hits.last().map(|hit| hit.id);
            if page.at_end {
                return found;
            }
        }
    }

    /// Ids of all articles that the query means, by reading every one, newest first.
    pub fn scanned(&self, query: &Query) -> Vec<i64> {
        let mut found: Vec<i64> = (1..=self.articles.len() as i64)
            .map(|place| place * STEP)
            .filter(|id| {
                let article = self.article(*id);
                query.root.accepts(&Dossier::of(article, ArticleId(*id), Some(&state)))
            })
            .collect();
        found.sort_by_key(|id| {
            let published = self.article(*id).published.map(|moment| moment.unix);
            std::cmp::Reverse((published, *id))
        });
        found
    }
}

/// A person who has read every third article and starred every fourth.
pub fn state(id: ArticleId, state: StateTerm) -> bool {
    match state {
        StateTerm::Unread => id.0 % 3 != 0,
        StateTerm::Read => id.0 % 3 == 0,
        StateTerm::Starred => id.0 % 4 == 0,
        // Rows with notes stand in the query.
        StateTerm::Noted => false,
    }
}

pub fn parse(query: &str) -> Query {
    Query::parse(query, jiff::civil::date(2026, 7, 2)).unwrap()
}

pub fn article(title: &str, body: &str) -> Article {
    Article {
        title: Some(title.to_owned()),
        body: Body {
            blocks: body.split('\n').map(|line| crate::news::Block::Paragraph(line.into())).collect(),
        },
        ..Article::default()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as the field of an article takes it")]
pub fn at(unix: i64) -> Option<Moment> {
    Some(Moment { unix, precision: Precision::Minute })
}
