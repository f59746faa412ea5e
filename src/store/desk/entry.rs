//! Everything that a desk can be told, as values: written at once, or kept until the file can be written again.

use super::change::{self, Change, Way};
use super::next_number;
use crate::news::{ArticleKey, Bookmark};
use rusqlite::{Connection, params};

/// Articles of a history.
const HISTORY: i64 = 10_000;
/// Articles whose position is remembered.
const BOOKMARKS: i64 = 20_000;
/// Searches that are remembered without being saved.
const SEARCHES: i64 = 200;
/// Writes between two looks for what is too old to be kept.
const TIDYING: i64 = 100;

/// Something that a desk is told.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    Change(Change),
    Undo,
    Redo,
    Opened(ArticleKey),
    Bookmark(ArticleKey, Bookmark),
    Place { name: String, place: String },
    Setting { name: String, value: Option<String> },
    Searched(String),
    SaveSearch { words: String, on: bool },
    Rename(Vec<(ArticleKey, ArticleKey)>),
}

impl Entry {
    /// Whether a later entry makes this one needless while both wait.
    pub(super) fn is_made_needless_by(&self, later: &Self) -> bool {
        match (self, later) {
            (Self::Bookmark(key, _), Self::Bookmark(other, _)) | (Self::Opened(key), Self::Opened(other)) => {
                key == other
            }
            (Self::Place { name, .. }, Self::Place { name: other, .. })
            | (Self::Setting { name, .. }, Self::Setting { name: other, .. }) => name == other,
            (Self::Searched(words), Self::Searched(other)) => words == other,
            _ => false,
        }
    }

    /// Writes it, within a transaction; returns what it changed where that can be undone.
    pub(super) fn write(&self, connection: &Connection, session: i64) -> rusqlite::Result<Option<Change>> {
        match self {
            Self::Change(change) => return change::make(connection, session, change),
            Self::Undo => return change::step(connection, session, Way::Undo),
            Self::Redo => return change::step(connection, session, Way::Redo),
            Self::Opened(key) => opened(connection, *key)?,
            Self::Bookmark(key, at) => bookmark(connection, *key, at)?,
            Self::Place { name, place } => {
                connection
                    .prepare_cached("REPLACE INTO place (name, place) VALUES (?1, ?2)")?
                    .execute(params![name, place])?;
            }
            Self::Setting { name, value: Some(value) } => {
                connection
                    .prepare_cached("REPLACE INTO setting (name, value) VALUES (?1, ?2)")?
                    .execute(params![name, value])?;
            }
            Self::Setting { name, value: None } => {
                connection.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([name])?;
            }
            Self::Searched(words) => searched(connection, words)?,
            Self::SaveSearch { words, on } => save_search(connection, words, *on)?,
            Self::Rename(names) => {
                names.iter().try_for_each(|(old, new)| rename(connection, *old, *new))?;
            }
        }
        Ok(None)
    }
}

fn opened(connection: &Connection, key: ArticleKey) -> rusqlite::Result<()> {
    let seq = next_number(connection)?;
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() as i64);
    connection
        .prepare_cached("REPLACE INTO history (key, seq, at) VALUES (?1, ?2, ?3)")?
        .execute([key.0, seq, now])?;
    if seq % TIDYING != 0 {
        return Ok(());
    }
    connection
        .prepare_cached(
            "DELETE FROM history WHERE seq <= (SELECT seq FROM history ORDER BY seq DESC LIMIT 1 OFFSET ?1)",
        )?
        .execute([HISTORY])?;
    Ok(())
}

fn bookmark(connection: &Connection, key: ArticleKey, at: &Bookmark) -> rusqlite::Result<()> {
    let seq = next_number(connection)?;
    connection
        .prepare_cached(
            "REPLACE INTO bookmark (key, block, paragraph, byte, seq) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![key.0, at.block, at.paragraph.map(|paragraph| paragraph.0), at.byte, seq])?;
    if seq % TIDYING != 0 {
        return Ok(());
    }
    connection
        .prepare_cached(
            "DELETE FROM bookmark WHERE seq <= (SELECT seq FROM bookmark ORDER BY seq DESC LIMIT 1 OFFSET ?1)",
        )?
        .execute([BOOKMARKS])?;
    Ok(())
}

fn searched(connection: &Connection, words: &str) -> rusqlite::Result<()> {
    let seq = next_number(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO search (words, seq) VALUES (?1, ?2) ON CONFLICT (words) DO UPDATE SET seq = ?2",
        )?
        .execute(params![words, seq])?;
    connection
        .prepare_cached(
            "DELETE FROM search WHERE saved IS NULL
             AND seq <= (SELECT seq FROM search ORDER BY seq DESC LIMIT 1 OFFSET ?1)",
        )?
        .execute([SEARCHES])?;
    Ok(())
}

/// A search that is saved no more is still remembered.
fn save_search(connection: &Connection, words: &str, on: bool) -> rusqlite::Result<()> {
    let seq = next_number(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO search (words, seq, saved) VALUES (?1, ?2, ?3) ON CONFLICT (words) DO UPDATE SET saved = ?3",
        )?
        .execute(params![words, seq, on.then_some(seq)])?;
    Ok(())
}

/// An article goes by another key in this edition: all that is said of the old one is said of the new one.
fn rename(connection: &Connection, old: ArticleKey, new: ArticleKey) -> rusqlite::Result<()> {
    let seq = next_number(connection)?;
    let keys = [old.0, new.0];
    connection
        .prepare_cached(
            "INSERT INTO mark (key, read, starred, seq) SELECT ?2, read, starred, ?3 FROM mark WHERE key = ?1
             ON CONFLICT (key) DO UPDATE SET read = max(read, excluded.read),
                 starred = max(starred, excluded.starred), seq = ?3",
        )?
        .execute([old.0, new.0, seq])?;
    connection
        .prepare_cached("UPDATE mark SET read = 0, starred = 0, seq = ?2 WHERE key = ?1")?
        .execute([old.0, seq])?;
    for statement in [
        "UPDATE OR IGNORE tag SET key = ?2 WHERE key = ?1",
        "UPDATE OR IGNORE note SET key = ?2 WHERE key = ?1",
        "UPDATE OR IGNORE bookmark SET key = ?2 WHERE key = ?1",
        "UPDATE OR IGNORE history SET key = ?2 WHERE key = ?1",
    ] {
        connection.prepare_cached(statement)?.execute(keys)?;
    }
    Ok(())
}
