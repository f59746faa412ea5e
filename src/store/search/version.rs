//! With which fold and which terms an index was made: with another fold it finds too little, with other terms it reads more.

use crate::store::column;
use crate::text::fold::FOLD_VERSION;
use rusqlite::{Connection, OptionalExtension, params};

/// Changes with the terms that a text becomes and with the words that are kept.
const TERMS_VERSION: i64 = 2;

/// What an index of this version says of itself.
fn versions() -> [(&'static str, i64); 2] {
    [("fold", i64::from(FOLD_VERSION)), ("terms", TERMS_VERSION)]
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

/// Forgets every article; what comes in from now on is of this version.
pub fn empty(connection: &Connection) -> rusqlite::Result<()> {
    stamp(connection)?;
    connection.execute_batch(
        "INSERT INTO search_text (search_text) VALUES ('delete-all');
         DELETE FROM search_single;
         DELETE FROM search_block;
         DELETE FROM search_source;
         DELETE FROM search_doubt;",
    )
}
