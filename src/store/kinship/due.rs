//! Articles that came in and were not compared yet: noted when they are written, taken up at the end of the import.
//!
//! Noting costs one small row, so that the writing thread does nothing else for kinship while articles come in; and
//! what an interrupted import left is taken up by the next.

use rusqlite::Connection;

/// An article came in, or its words changed: it is to be compared.
pub(in crate::store) fn note(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR IGNORE INTO kinship_due (article_id) VALUES (?1)")?.execute([id])?;
    Ok(())
}

/// What was known of an article goes: of its words, and from the lists of those near to it.
pub(in crate::store) fn forget(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM kinship_due WHERE article_id = ?1")?.execute([id])?;
    if connection.prepare_cached("DELETE FROM profile WHERE article_id = ?1")?.execute([id])? == 0 {
        return Ok(());
    }
    // Copies of it are to find another first one.
    connection
        .prepare_cached("INSERT OR IGNORE INTO kinship_due SELECT article_id FROM near WHERE copy_of = ?1")?
        .execute([id])?;
    super::lists::remove(connection, id)
}

/// All that are due, ascending.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare("SELECT article_id FROM kinship_due ORDER BY article_id")?;
    let ids = statement.query_map([], |row| row.get(0))?;
    ids.collect()
}

/// Whether any is due.
pub(in crate::store) fn is_due(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM kinship_due LIMIT 1")?.exists([])
}

/// Every article is due, and nothing is known of any.
pub(super) fn note_all(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM profile; DELETE FROM near; DELETE FROM kinship_state; DELETE FROM kinship_due;
         INSERT INTO kinship_due SELECT id FROM article;",
    )
}

/// Nothing is due any more.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM kinship_due")
}
