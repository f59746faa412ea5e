//! What every connection of ours has: nothing in the file is trusted, and a plan does not depend on values.
//!
//! Sizes, time limits and journals differ between the library and the desk and are set where each is opened.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

/// Statements that are kept ready.
const STATEMENTS: usize = 64;

/// Takes from a file every power but that of holding tables.
pub(super) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    let settings = [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        // Without it a kept statement is planned anew for each value it is given: two thirds of the time of a list.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ];
    for (setting, value) in settings {
        connection.set_db_config(setting, value)?;
    }
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // No file mapping: a file that is cut short under a reader would kill the process.
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA foreign_keys = OFF;")
}
