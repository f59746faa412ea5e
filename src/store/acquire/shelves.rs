//! On which lists an article stands, and how many stand on each.
//!
//! Categories and tags are made when an article first names them. Totals are added up in memory and written with the
//! batch, so that ten thousand articles of one category do not write its row ten thousand times.

use super::Source;
use crate::news::{Article, CategoryId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// The shelf on which the whole library stands.
pub(crate) const WHOLE: i64 = 0;

/// Names that were met, with their rows, and totals not yet written.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    sources: HashMap<String, i64>,
    categories: HashMap<(i64, String), i64>,
    tags: HashMap<String, i64>,
    gained: HashMap<i64, i64>,
}

/// Where an article stands and what its rows there hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// The whole library, the categories from the leaf upward, the tags.
    pub shelves: Vec<i64>,
    /// Its leaf category.
    pub category: Option<CategoryId>,
    pub pinned: bool,
    pub published: i64,
    pub key: i64,
    pub views: i64,
}

impl Shelves {
    /// The row of a source, made when it is new.
    pub(super) fn source(&mut self, connection: &Connection, source: &Source) -> rusqlite::Result<i64> {
        if let Some(id) = self.sources.get(&source.name) {
            return Ok(*id);
        }
        let id = connection
            .prepare_cached(
                "INSERT INTO source (name, base_url) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET base_url = coalesce(excluded.base_url, base_url) RETURNING id",
            )?
            .query_row(params![source.name, source.base_url], |row| row.get(0))?;
        self.sources.insert(source.name.clone(), id);
        Ok(id)
    }

    /// Where `article` is to stand under `key`; categories and tags are made when they are new.
    pub(super) fn standing(
        &mut self,
        connection: &Connection,
        article: &Article,
        key: i64,
    ) -> rusqlite::Result<Standing> {
        let mut shelves = vec![WHOLE];
        let mut category = 0;
        for name in &article.category_path {
            category = self.category(connection, category, name)?;
            shelves.push(category);
        }
        for tag in &article.tags {
            shelves.push(-self.tag(connection, tag)?);
        }
        Ok(Standing {
            shelves,
            category: (category != 0).then_some(CategoryId(category)),
            pinned: article.pinned,
            published: article.published.map_or(0, |moment| moment.unix),
            key,
            views: article.views.and_then(|views| i64::try_from(views).ok()).unwrap_or(-1),
        })
    }

    /// Puts an article on its shelves.
    pub(super) fn place(
        &mut self,
        connection: &Connection,
        article: i64,
        standing: &Standing,
    ) -> rusqlite::Result<()> {
        let mut insert = connection.prepare_cached(
            "INSERT INTO shelf (shelf, pinned, published, article_id, key, views) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for shelf in &standing.shelves {
            insert.execute(params![
                shelf,
                standing.pinned,
                standing.published,
                article,
                standing.key,
                standing.views
            ])?;
            *self.gained.entry(*shelf).or_default() += 1;
        }
        Ok(())
    }

    /// Takes an article off its shelves.
    pub(super) fn displace(
        &mut self,
        connection: &Connection,
        article: i64,
        standing: &Standing,
    ) -> rusqlite::Result<()> {
        let mut delete = connection.prepare_cached(
            "DELETE FROM shelf WHERE shelf = ?1 AND pinned = ?2 AND published = ?3 AND article_id = ?4",
        )?;
        for shelf in &standing.shelves {
            delete.execute(params![shelf, standing.pinned, standing.published, article])?;
            *self.gained.entry(*shelf).or_default() -= 1;
        }
        Ok(())
    }

    /// Writes the totals that changed since the last time.
    pub(super) fn write_totals(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut categories =
            connection.prepare_cached("UPDATE category SET total = total + ?2 WHERE id = ?1")?;
        let mut tags = connection.prepare_cached("UPDATE tag SET total = total + ?2 WHERE id = ?1")?;
        let mut whole = connection.prepare_cached("UPDATE whole SET total = total + ?1")?;
        for (shelf, gained) in self.gained.drain().filter(|(_, gained)| *gained != 0) {
            match shelf {
                WHOLE => whole.execute([gained])?,
                1.. => categories.execute([shelf, gained])?,
                _ => tags.execute([-shelf, gained])?,
            };
        }
        Ok(())
    }

    /// Forgets all rows: after a rollback they may not be there.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    fn category(&mut self, connection: &Connection, parent: i64, name: &str) -> rusqlite::Result<i64> {
        let named = (parent, name.to_owned());
        if let Some(id) = self.categories.get(&named) {
            return Ok(*id);
        }
        let known = connection
            .prepare_cached("SELECT id FROM category WHERE parent_id = ?1 AND name = ?2")?
            .query_row(params![parent, name], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => connection
                .prepare_cached(
                    "INSERT INTO category (parent_id, name, position)
                     VALUES (?1, ?2, (SELECT count(*) FROM category WHERE parent_id = ?1)) RETURNING id",
                )?
                .query_row(params![parent, name], |row| row.get(0))?,
        };
        self.categories.insert(named, id);
        Ok(id)
    }

    fn tag(&mut self, connection: &Connection, name: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.tags.get(name) {
            return Ok(*id);
        }
        let known = connection
            .prepare_cached("SELECT id FROM tag WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => connection
                .prepare_cached("INSERT INTO tag (name) VALUES (?1) RETURNING id")?
                .query_row([name], |row| row.get(0))?,
        };
        self.tags.insert(name.to_owned(), id);
        Ok(id)
    }
}
