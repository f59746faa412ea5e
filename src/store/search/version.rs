//! With which fold and which terms an index was made: one that was made otherwise finds too little.

use crate::store::column;
use crate::text::fold::FOLD_VERSION;
use rusqlite::{Connection, OptionalExtension, params};

/// Changes with the terms that a text becomes and with the words that are kept.
const TERMS_VERSION: i64 = 1;

/// Noted where every article's borders are in the index. Without it an index finds as much, but reads more for it.
const BORDERS: &str = "borders";

/// What an index of this version says of itself.
fn versions() -> [(&'static str, i64); 3] {
    [("fold", i64::from(FOLD_VERSION)), ("terms", TERMS_VERSION), (BORDERS, 1)]
}

/// Notes that the index is of this version.
pub fn stamp(connection: &Connection) -> rusqlite::Result<()> {
    for (name, version) in versions() {
        connection
            .prepare_cached("REPLACE INTO search_setting (name, value) VALUES (?1, ?2)")?
            .execute(params![name, version])?;
    }
    Ok(())
}

/// Whether the index is of this version; `None` where nothing is noted, as in a library that is being made.
pub fn is_current(connection: &Connection) -> rusqlite::Result<Option<bool>> {
    let mut current = None;
    for (name, version) in versions() {
        let noted = connection
            .prepare_cached("SELECT value FROM search_setting WHERE name = ?1")?
            .query_row([name], |row| column::number(row, 0))
            .optional()?;
        current = noted.map(|noted| noted == version && current != Some(false)).or(current);
    }
    Ok(current)
}

/// Whether borders can be asked for.
pub fn has_borders(connection: &Connection) -> rusqlite::Result<bool> {
    let noted = connection
        .prepare_cached("SELECT value FROM search_setting WHERE name = ?1")?
        .query_row([BORDERS], |row| column::number(row, 0))
        .optional()?;
    Ok(noted == Some(1))
}

/// Forgets every article; what comes in from now on is of this version.
pub fn empty(connection: &Connection) -> rusqlite::Result<()> {
    stamp(connection)?;
    connection.execute_batch(
        "INSERT INTO search_text (search_text) VALUES ('delete-all');
         DELETE FROM search_character;
         DELETE FROM search_border;
         DELETE FROM search_block;
         DELETE FROM search_source;
         DELETE FROM search_doubt;",
    )
}
