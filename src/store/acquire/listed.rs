//! What a page lists as related, resolved to articles: when the page comes in, or when the listed article does.
//!
//! By address first, then by title within the source. Of several articles of one title the newest is meant.

use super::Prepared;
use super::prepared::ListedNames;
use crate::news::identity::{Alias, Rank};
use rusqlite::{Connection, OptionalExtension, params};

/// Writes the list of `article`, resolving what is there already.
pub(super) fn write(connection: &Connection, article: i64, names: &[ListedNames]) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO listed (article_id, position, title_hash, url_hash, target_id) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (position, name) in names.iter().enumerate() {
        let target = target(connection, article, name)?;
        insert.execute(params![article, position as i64, name.title_hash, name.url_hash, target])?;
    }
    Ok(())
}

/// Removes the list of `article`.
pub(super) fn remove(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM listed WHERE article_id = ?1")?.execute([article])?;
    Ok(())
}

/// Points what was waiting for an article under one of its names to it.
pub(super) fn resolve_waiting(
    connection: &Connection,
    article: i64,
    prepared: &Prepared,
) -> rusqlite::Result<()> {
    for Alias { hash, .. } in prepared.aliases.iter().filter(|alias| alias.rank == Rank::Address) {
        connection
            .prepare_cached(
                "UPDATE listed SET target_id = ?1
                 WHERE url_hash = ?2 AND url_hash IS NOT NULL AND target_id IS NULL AND article_id <> ?1",
            )?
            .execute([article, *hash])?;
    }
    if let Some(title) = prepared.title_hash {
        connection
            .prepare_cached(
                "UPDATE listed SET target_id = ?1
                 WHERE title_hash = ?2 AND title_hash IS NOT NULL AND target_id IS NULL AND article_id <> ?1",
            )?
            .execute([article, title])?;
    }
    Ok(())
}

fn target(connection: &Connection, article: i64, name: &ListedNames) -> rusqlite::Result<Option<i64>> {
    if let Some(url) = name.url_hash {
        let found: Option<i64> = connection
            .prepare_cached("SELECT article_id FROM alias WHERE hash = ?1")?
            .query_row([url], |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found.filter(|found| *found != article));
        }
    }
    let Some(title) = name.title_hash else { return Ok(None) };
    connection
        .prepare_cached(
            "SELECT id FROM article WHERE title_hash = ?1 AND title_hash IS NOT NULL AND id <> ?2
             ORDER BY published DESC LIMIT 1",
        )?
        .query_row([title, article], |row| row.get(0))
        .optional()
}
