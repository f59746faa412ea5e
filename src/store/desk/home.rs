//! The desk's file: made so that only its owner can read it, opened, and set aside when it cannot serve.

use super::{DeskNotice, Marks, salvage};
use crate::store::{Reason, connection, place_on_disk, schema};
use rusqlite::{Connection, OpenFlags};
use std::fs::{DirBuilder, OpenOptions, Permissions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// An open desk, and what is read and starred on it.
pub(super) struct Opened {
    pub connection: Connection,
    pub marks: Marks,
}

/// Opens or makes the file. A broken, foreign or newer one is set aside and what can be read of it is taken over.
pub(super) fn open(path: &Path, notices: &mut Vec<DeskNotice>) -> Result<Opened, Reason> {
    prepare_folder(path)?;
    match place_on_disk::check_file(path) {
        Ok(()) | Err(Reason::Empty) => {}
        Err(Reason::Absent) => create(path)?,
        Err(reason) => return Err(reason),
    }
    match connect(path) {
        Ok(opened) => Ok(opened),
        Err(reason) if is_to_be_set_aside(&reason) => replace(path, reason, notices),
        Err(reason) => Err(reason),
    }
}

/// Sets a file aside and makes a new one with what can be read of the old.
pub(super) fn replace(path: &Path, reason: Reason, notices: &mut Vec<DeskNotice>) -> Result<Opened, Reason> {
    let to = set_aside(path, &reason)?;
    create(path)?;
    let mut opened = connect(path)?;
    let salvaged = salvage::from_file(&to, &opened.connection);
    notices.push(DeskNotice::MovedAside { to, reason, salvaged });
    opened.marks.follow(&opened.connection).map_err(|error| place_on_disk::reason(&error))?;
    Ok(opened)
}

/// A desk in memory, with what can be read of the file.
pub(super) fn memory(path: Option<&Path>) -> Opened {
    let connection = salvage::empty();
    if let Some(path) = path {
        salvage::from_file(path, &connection);
    }
    let mut marks = Marks::default();
    // What was just written to memory can be read from it.
    let _ = marks.follow(&connection);
    Opened { connection, marks }
}

fn connect(path: &Path) -> Result<Opened, Reason> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let told = |error: rusqlite::Error| place_on_disk::reason(&error);
    let mut connection = Connection::open_with_flags(path, flags).map_err(told)?;
    if connection.is_readonly("main").map_err(told)? {
        return Err(Reason::Denied);
    }
    tune(&connection).map_err(told)?;
    check(&mut connection).map_err(told)??;
    let journal = if place_on_disk::is_on_nfs(path) {
        // A write-ahead log needs memory that sessions on different hosts do not share.
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
    } else {
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    };
    connection.execute_batch(journal).map_err(told)?;
    let mut marks = Marks::default();
    marks.follow(&connection).map_err(told)?;
    Ok(Opened { connection, marks })
}

fn tune(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection::harden(connection)?;
    connection.execute_batch("PRAGMA cache_size = -2048;")
}

/// Makes the tables of a new file, brings an older one to this version, and refuses what is not a desk.
fn check(connection: &mut Connection) -> rusqlite::Result<Result<(), Reason>> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_new = tables == 0 && schema::application_id(connection)? == 0;
    if !is_new {
        match schema::DESK.check_numbers(connection)? {
            Ok(()) | Err(Reason::Older { .. }) => {}
            refused => return Ok(refused),
        }
    }
    schema::DESK.migrate(connection)?;
    schema::DESK.check_objects(connection)
}

fn is_to_be_set_aside(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::NotDatabase
            | Reason::Foreign { .. }
            | Reason::Newer { .. }
            | Reason::Schema(_)
            | Reason::System(_)
    )
}

/// Renames a file and what SQLite keeps beside it.
fn set_aside(path: &Path, reason: &Reason) -> Result<PathBuf, Reason> {
    let word = match reason {
        Reason::Newer { .. } => "newer",
        Reason::Foreign { .. } => "foreign",
        _ => "corrupt",
    };
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut to = place_on_disk::sidecar(path, &format!(".{word}-{seconds}"));
    for count in 2.. {
        if !to.exists() {
            break;
        }
        to = place_on_disk::sidecar(path, &format!(".{word}-{seconds}-{count}"));
    }
    let system = |error: std::io::Error| Reason::System(error.to_string());
    for suffix in ["-wal", "-shm", "-journal"] {
        let beside = place_on_disk::sidecar(path, suffix);
        if beside.exists() {
            std::fs::rename(&beside, place_on_disk::sidecar(&to, suffix)).map_err(system)?;
        }
    }
    std::fs::rename(path, &to).map_err(system)?;
    Ok(to)
}

/// Makes the folder where there is none, for its owner only.
fn prepare_folder(path: &Path) -> Result<(), Reason> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        std::fs::create_dir_all(above).map_err(|error| place_on_disk::of_io(&error))?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if !folder.is_dir() => Err(place_on_disk::of_io(&error)),
        _ => Ok(()),
    }
}

/// Makes an empty file, for its owner only; another session may do so at the same time.
fn create(path: &Path) -> Result<(), Reason> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Ok(file) => {
            file.set_permissions(Permissions::from_mode(0o600)).map_err(|error| place_on_disk::of_io(&error))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(place_on_disk::of_io(&error)),
    }
}
