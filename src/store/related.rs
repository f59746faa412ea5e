//! What belongs with an article: what its page lists, held or not, and what kinship finds.

use super::acquire::About;
use super::kinship::Differs;
use super::{Library, Marks, StoreError, column, headlines};
use crate::news::{ArticleId, Kinship, Listed, Related, identity};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

impl Library {
    /// What belongs with article `id`: what its page lists, in the page's order; then what is close in content, with the
    /// words it shares; then other reports of the same event, with what is new in each ([`Library::story`] has all of
    /// them); then the same report elsewhere, with what differs. Each article stands once.
    pub fn related(&self, id: ArticleId, marks: &Marks) -> Result<Vec<Related>, StoreError> {
        let mut related = self.ask("reading related articles", |connection| listed(connection, id, marks))?;
        let copies = self.copies(id)?;
        let mut shown: HashSet<ArticleId> = related.iter().filter_map(|item| item.id).chain([id]).collect();
        shown.extend(copies.iter().map(|copy| copy.id));
        let mut found: Vec<(ArticleId, Kinship, Vec<String>, f32)> = Vec::new();
        let story = self.story_beside(id)?;
        let in_story: HashSet<ArticleId> = story.iter().map(|episode| episode.id).collect();
        let near = self.kin(id, NEAR + story.len())?.into_iter().filter(|kin| !in_story.contains(&kin.id));
        found.extend(near.take(NEAR).map(|kin| (kin.id, Kinship::Content, kin.words, kin.score)));
        found.extend(story.into_iter().map(|episode| (episode.id, Kinship::Story, episode.news, 1.0)));
        found.retain(|(other, ..)| shown.insert(*other));
        found
            .extend(copies.into_iter().map(|copy| (copy.id, Kinship::Copy, differences(&copy.differs), 1.0)));
        self.ask("reading related articles", |connection| {
            for (other, kinship, reasons, score) in found {
                let item = held(connection, other, marks)?;
                related.extend(item.map(|item| Related { kinship, reasons, score, ..item }));
            }
            Ok(related)
        })
    }
}

/// What differs in a copy, in signs that need no language.
fn differences(differs: &Differs) -> Vec<String> {
    let mut signs = Vec::new();
    if differs.characters != 0 {
        signs.push(format!("{:+}字", differs.characters));
    }
    if differs.paragraphs_added > 0 || differs.paragraphs_dropped > 0 {
        signs.push(format!("+{}-{}段", differs.paragraphs_added, differs.paragraphs_dropped));
    }
    signs
}

/// Articles close in content that are shown at most.
const NEAR: usize = 8;

fn held(connection: &Connection, id: ArticleId, marks: &Marks) -> rusqlite::Result<Option<Related>> {
    let headline = headlines::headline(connection, id, None, marks)?;
    Ok(headline.map(|headline| Related {
        id: Some(headline.id),
        key: Some(headline.key),
        title: headline.title,
        published: headline.published,
        category_name: headline.category_name,
        source_name: headline.source_name,
        excerpt: headline.excerpt,
        url: headline.url,
        kinship: Kinship::Listed,
        reasons: Vec::new(),
        score: 1.0,
        unread: headline.unread,
    }))
}

fn listed(connection: &Connection, id: ArticleId, marks: &Marks) -> rusqlite::Result<Vec<Related>> {
    let about = connection
        .prepare_cached("SELECT about FROM body WHERE article_id = ?1")?
        .query_row([id.0], |row| column::text(row, 0))
        .optional()?
        .unwrap_or_default();
    let about: About = serde_json::from_str(&about).unwrap_or_default();
    if about.listed.is_empty() {
        return Ok(Vec::new());
    }
    let source = source(connection, id)?;
    let mut shown = HashSet::new();
    let mut related = Vec::with_capacity(about.listed.len());
    for listed in about.listed {
        let target = meant(connection, &listed, (id, &source))?.filter(|target| *target != id);
        if target.is_none_or(|target| shown.insert(target)) {
            related.push(one(connection, listed, target, marks)?);
        }
    }
    Ok(related)
}

/// The source of an article, within which titles are compared.
fn source(connection: &Connection, id: ArticleId) -> rusqlite::Result<String> {
    connection
        .prepare_cached(
            "SELECT source.name FROM article JOIN source ON source.id = article.source_id WHERE article.id = ?1",
        )?
        .query_row([id.0], |row| column::text(row, 0))
        .optional()
        .map(Option::unwrap_or_default)
}

/// The article that a listed one is: by its address first, then by its title within the source of the page that lists it.
/// Of several articles of one title the newest is meant.
///
/// It is looked for when it is shown: a page lists a dozen, and the library may hold any of them tomorrow. Kept up while
/// articles come in, it took an import of such pages about an eighth of its time.
fn meant(
    connection: &Connection,
    listed: &Listed,
    (id, source): (ArticleId, &str),
) -> rusqlite::Result<Option<ArticleId>> {
    if let Some(address) = listed.url.as_deref().and_then(identity::address_hash) {
        let found = connection
            .prepare_cached("SELECT article_id FROM alias WHERE hash = ?1")?
            .query_row([address], |row| column::number(row, 0))
            .optional()?;
        if found.is_some() {
            return Ok(found.map(ArticleId));
        }
    }
    let Some(title) = identity::title_hash(source, &listed.title) else { return Ok(None) };
    connection
        .prepare_cached(
            "SELECT id FROM article WHERE title_hash = ?1 AND title_hash IS NOT NULL AND id <> ?2
             ORDER BY published DESC LIMIT 1",
        )?
        .query_row([title, id.0], |row| column::number(row, 0).map(ArticleId))
        .optional()
}

fn one(
    connection: &Connection,
    listed: Listed,
    target: Option<ArticleId>,
    marks: &Marks,
) -> rusqlite::Result<Related> {
    let held = match target {
        Some(target) => held(connection, target, marks)?,
        None => None,
    };
    Ok(match held {
        Some(item) => Related {
            published: item.published.or(listed.date),
            excerpt: listed.excerpt.unwrap_or(item.excerpt),
            url: item.url.or(listed.url),
            ..item
        },
        None => Related {
            id: None,
            key: None,
            title: listed.title,
            published: listed.date,
            category_name: String::new(),
            source_name: None,
            excerpt: listed.excerpt.unwrap_or_default(),
            url: listed.url,
            kinship: Kinship::Listed,
            reasons: Vec::new(),
            score: 1.0,
            unread: false,
        },
    })
}
