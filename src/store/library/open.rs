//! Opening a library: what lies there, a connection that can do no harm and take none, and whether it is ours.
//!
//! A library comes from elsewhere. Views, triggers and foreign functions are off, sizes are limited, the schema must be
//! the one this version makes. Nothing is created beside the file.

use crate::store::error::FileKind;
use crate::store::{Reason, StoreError, connection, place_on_disk, schema};
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, ffi};
use rustix::fs::{Access, access};
use std::path::Path;
use std::time::Duration;

/// KiB of the file that are kept in memory.
const CACHE_KIB: i32 = 4 * 1024;

/// A connection that has passed every check.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let refuse = |reason| StoreError::unusable(path, FileKind::Library, reason);
    place_on_disk::check_file(path).map_err(refuse)?;
    let resting = is_resting(path);
    let opened =
        if resting && place_on_disk::is_on_nfs(path) { connect_resting(path) } else { connect(path) };
    let opened = opened.and_then(checked);
    let opened = match opened {
        Err(error) if resting && needs_a_writable_folder(&error) => connect_resting(path).and_then(checked),
        other => other,
    };
    match opened {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(reason)) => Err(refuse(reason)),
        Err(error) => Err(refuse(place_on_disk::reason(&error))),
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    harden(Connection::open_with_flags(path, flags)?)
}

/// Without locks and without looking for changes: only for a file at rest.
fn connect_resting(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    harden(Connection::open_with_flags(place_on_disk::resting_uri(path), flags)?)
}

fn harden(connection: Connection) -> rusqlite::Result<Connection> {
    connection::harden(&connection)?;
    let limits = [
        (Limit::SQLITE_LIMIT_LENGTH, 16 << 20),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 20),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    ];
    for (limit, value) in limits {
        connection.set_limit(limit, value)?;
    }
    connection.busy_timeout(Duration::from_secs(2))?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

fn checked(connection: Connection) -> rusqlite::Result<Result<Connection, Reason>> {
    if let Err(reason) = schema::LIBRARY.check_readable(&connection)? {
        return Ok(Err(reason));
    }
    Ok(schema::LIBRARY.check_objects(&connection)?.map(|()| connection))
}

/// Whether nobody can be writing to the file, nor was broken off while doing so: it and its folder may not be
/// written by this user, and no log or journal lies beside it.
fn is_resting(path: &Path) -> bool {
    let Ok(file) = std::fs::canonicalize(path) else { return false };
    let Some(folder) = file.parent() else { return false };
    access(&file, Access::WRITE_OK).is_err()
        && access(folder, Access::WRITE_OK).is_err()
        && ["-wal", "-journal"].iter().all(|suffix| !place_on_disk::sidecar(&file, suffix).exists())
}

fn needs_a_writable_folder(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error().map(|error| error.extended_code),
        Some(ffi::SQLITE_READONLY_DIRECTORY | ffi::SQLITE_CANTOPEN | ffi::SQLITE_READONLY_CANTINIT)
    )
}
