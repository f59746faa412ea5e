//! Segments of the index merged into fewer, by FTS5 itself: every search asks each of them.
//!
//! While articles come in, [`SEGMENTS`] are merged at a time into one of the next level; what came in is written once more for
//! every level. At the end of an import that made up much of the index, all becomes one segment.

use super::shadow::Structure;
use rusqlite::Connection;

/// Segments on a level that are merged while articles come in.
const SEGMENTS: usize = 64;
/// Segments on a level that are left at the end of an import.
const LEFT: usize = 12;
/// Of so many leaves one has to be new for all to be merged.
const SHARE: u64 = 5;
/// Leaves that are written in one transaction, so that others can write in between.
const PORTION: i64 = 4_000;

/// Whether segments should be merged before more articles come in.
pub fn is_pressing(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(Structure::load(connection)?.newest_level() >= SEGMENTS)
}

/// Merges the segments of full levels. `connection` must not be the one that writes articles.
pub fn merge(connection: &Connection) -> rusqlite::Result<()> {
    loop {
        let before = connection.total_changes();
        connection.execute("INSERT INTO search_text (search_text, rank) VALUES ('merge', ?1)", [PORTION])?;
        // "If the difference is less than two, the command was a no-op": sqlite.org/fts5.html, 6.9.
        if connection.total_changes() - before < 2 {
            return Ok(());
        }
    }
}

/// Merges what an import left that came in with `before` leaves there, on a connection of its own.
pub fn settle(connection: &Connection, before: u64) -> rusqlite::Result<()> {
    let structure = Structure::load(connection)?;
    if structure.newest_level() <= LEFT {
        return Ok(());
    }
    let leaves = structure.leaves();
    if leaves.saturating_sub(before).saturating_mul(SHARE) < leaves {
        return merge(connection);
    }
    connection.execute_batch("INSERT INTO search_text (search_text) VALUES ('optimize')")
}

/// Leaves of the index.
pub fn leaves(connection: &Connection) -> rusqlite::Result<u64> {
    Ok(Structure::load(connection)?.leaves())
}
