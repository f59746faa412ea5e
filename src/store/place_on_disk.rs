//! What lies at a path, told without opening it: a pipe must not block, and closing a file that SQLite holds open
//! elsewhere in this process would drop its locks.

use super::error::Reason;
use rusqlite::ErrorCode;
use rusqlite::ffi;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

/// Bytes of the smallest database: SQLite takes a smaller file for an empty one.
const SMALLEST: u64 = 512;

/// `f_type` of NFS.
const NFS: rustix::fs::FsWord = 0x6969;

/// Whether this user may write to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// It may be written.
    Writable,
    /// It may not.
    Denied,
    /// Nobody may: its file system is read-only.
    ReadOnlyFileSystem,
}

/// Whether this user may write to the file or folder, which is there.
pub(crate) fn access(path: &Path) -> Access {
    let flags = rustix::fs::statvfs(path).map(|found| found.f_flag);
    if flags.is_ok_and(|flags| flags.contains(rustix::fs::StatVfsMountFlags::RDONLY)) {
        Access::ReadOnlyFileSystem
    } else if rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok() {
        Access::Writable
    } else {
        Access::Denied
    }
}

/// Whether a regular file with something in it lies there.
pub(crate) fn check_file(path: &Path) -> Result<(), Reason> {
    let found = std::fs::metadata(path).map_err(|error| of_io(&error))?;
    let kind = found.file_type();
    if kind.is_dir() {
        return Err(Reason::Folder);
    }
    if kind.is_fifo() {
        return Err(Reason::Special("a pipe"));
    }
    if kind.is_socket() {
        return Err(Reason::Special("a socket"));
    }
    if kind.is_char_device() || kind.is_block_device() {
        return Err(Reason::Special("a device"));
    }
    match found.len() {
        0 => Err(Reason::Empty),
        1..SMALLEST => Err(Reason::NotDatabase),
        _ => Ok(()),
    }
}

/// The reason that SQLite gives for not opening a file.
pub(crate) fn reason(error: &rusqlite::Error) -> Reason {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    match (error.sqlite_error_code(), extended) {
        (_, Some(ffi::SQLITE_READONLY_ROLLBACK | ffi::SQLITE_READONLY_RECOVERY)) => Reason::Unfinished,
        (Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt), _) => Reason::NotDatabase,
        (Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly), _) => {
            Reason::Denied
        }
        (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => Reason::Busy,
        _ => Reason::System(said(error)),
    }
}

/// What SQLite said, on one line, without the statement that it said it of.
pub(crate) fn said(error: &rusqlite::Error) -> String {
    let words = match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    };
    crate::text::sanitize::line(&words).into_owned()
}

/// Whether it lies on NFS, where locks are not to be relied upon.
pub(crate) fn is_on_nfs(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|found| found.f_type == NFS)
}

/// The address under which SQLite reads a file without locks and without looking for changes: only for one at rest.
pub(crate) fn resting_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
            uri.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    uri.push_str("?mode=ro&immutable=1");
    uri
}

/// The name of a file that SQLite keeps beside `path`.
pub(crate) fn sidecar(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The reason that the system gives.
pub(crate) fn of_io(error: &std::io::Error) -> Reason {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Reason::Absent,
        ErrorKind::PermissionDenied => Reason::Denied,
        _ => Reason::System(crate::text::sanitize::line(&error.to_string()).into_owned()),
    }
}
