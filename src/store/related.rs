//! What a page itself lists as related, in its order, whether the library holds it or not.
//!
//! What is close in content is found by kinship, which adds its own to these.

use super::acquire::About;
use super::{Library, Marks, StoreError, column, headlines};
use crate::news::{ArticleId, Kinship, Listed, Related};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

impl Library {
    /// What the page of article `id` lists as related.
    pub fn related(&self, id: ArticleId, marks: &Marks) -> Result<Vec<Related>, StoreError> {
        self.ask("reading related articles", |connection| listed(connection, id, marks))
    }
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
    let mut statement = connection
        .prepare_cached("SELECT position, target_id FROM listed WHERE article_id = ?1 ORDER BY position")?;
    let targets: Vec<(i64, Option<i64>)> = statement
        .query_map([id.0], |row| Ok((column::number(row, 0)?, column::optional_number(row, 1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut shown = HashSet::new();
    let mut related = Vec::with_capacity(about.listed.len());
    for (position, listed) in (0..).zip(about.listed) {
        let target = targets.iter().find(|(at, _)| *at == position).and_then(|(_, target)| *target);
        if target.is_none_or(|target| shown.insert(target)) {
            related.push(one(connection, listed, target, marks)?);
        }
    }
    Ok(related)
}

fn one(
    connection: &Connection,
    listed: Listed,
    target: Option<i64>,
    marks: &Marks,
) -> rusqlite::Result<Related> {
    let held = match target {
        Some(target) => headlines::headline(connection, ArticleId(target), None, marks)?,
        None => None,
    };
    Ok(match held {
        Some(headline) => Related {
            id: Some(headline.id),
            key: Some(headline.key),
            title: headline.title,
            published: headline.published.or(listed.date),
            category_name: headline.category_name,
            source_name: headline.source_name,
            excerpt: listed.excerpt.unwrap_or(headline.excerpt),
            url: headline.url.or(listed.url),
            kinship: Kinship::Listed,
            reasons: Vec::new(),
            score: 1.0,
            unread: headline.unread,
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
