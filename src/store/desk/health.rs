//! How a desk is, told without opening it as a reader does: nothing is made, brought up to date or set aside.

use super::Desk;
use crate::store::place_on_disk::{self, Access};
use crate::store::{FileKind, Reason, StoreError, column, connection, schema};
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What a report says of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeskHealth {
    /// `PRAGMA user_version`; `None` where there is no file yet.
    pub version: Option<i32>,
    /// Bytes of the file.
    pub bytes: u64,
    /// Whether this user may write to it, and to its folder.
    pub access: Access,
    /// Whether it lies on NFS.
    pub is_on_nfs: bool,
}

impl Desk {
    /// How the desk at `path` is, or why a reader could not use it.
    pub fn health(path: &Path) -> Result<DeskHealth, Reason> {
        let folder = path.ancestors().skip(1).find(|above| above.exists()).unwrap_or(Path::new("."));
        let folder_access = if folder.is_dir() { place_on_disk::access(folder) } else { Access::Denied };
        let mut health = DeskHealth {
            version: None,
            bytes: 0,
            access: folder_access,
            is_on_nfs: place_on_disk::is_on_nfs(folder),
        };
        match place_on_disk::check_file(path) {
            Ok(()) => {}
            // The first reader makes it.
            Err(Reason::Absent | Reason::Empty) => return Ok(health),
            Err(reason) => return Err(reason),
        }
        health.bytes = std::fs::metadata(path).map_or(0, |found| found.len());
        if folder_access == Access::Writable {
            health.access = place_on_disk::access(path);
        }
        let version = look(path, folder_access).map_err(|error| place_on_disk::reason(&error))??;
        Ok(DeskHealth { version: Some(version), ..health })
    }
}

impl Desk {
    /// Refuses a file that is certainly no desk, be it broken: another program's database, a library, a text.
    pub fn refuse_another_file(path: &Path) -> Result<(), StoreError> {
        let refuse = |reason| Err(StoreError::unusable(path, FileKind::Desk, reason));
        if place_on_disk::check_file(path).is_err() {
            return Ok(());
        }
        let mut head = [0; MAGIC.len()];
        let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
        if read.is_ok() && head != *MAGIC {
            return refuse(Reason::NotDatabase);
        }
        let found = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|connection| schema::application_id(&connection));
        match found {
            Ok(found) if found != 0 && found != schema::DESK_ID => {
                refuse(Reason::Foreign { found, expected: schema::DESK_ID })
            }
            _ => Ok(()),
        }
    }
}

fn look(path: &Path, folder: Access) -> rusqlite::Result<Result<i32, Reason>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if folder == Access::Writable {
        Connection::open_with_flags(path, flags)?
    } else {
        // Its log needs a file beside it, which cannot be made.
        Connection::open_with_flags(place_on_disk::resting_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?
    };
    connection::harden(&connection)?;
    connection.busy_timeout(Duration::from_secs(2))?;
    let version = schema::user_version(&connection)?;
    match schema::DESK.check_numbers(&connection)? {
        // A reader brings it up to date.
        Err(Reason::Older { .. }) => return Ok(Ok(version)),
        Err(reason) => return Ok(Err(reason)),
        Ok(()) => {}
    }
    if let Err(reason) = schema::DESK.check_objects(&connection)? {
        return Ok(Err(reason));
    }
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| column::text(row, 0))?;
    if sound != "ok" {
        return Ok(Err(Reason::NotDatabase));
    }
    Ok(Ok(version))
}
