//! What can go wrong with a library or a desk: what failed, on which file, and what to do about it.
//!
//! Display is English, one line, harmless to a terminal; `hint` says what to do. The same in Chinese is in `chinese`.

mod chinese;

use super::place_on_disk::said;
use crate::news::QueryError;
use crate::text::sanitize;
use std::path::{Path, PathBuf};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot serve.
    #[error("cannot use {} as a {kind}: {reason}", shown(path))]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What it was to be.
        kind: FileKind,
        /// Why not.
        reason: Reason,
    },
    /// Another import holds the library.
    #[error("another import is writing to {}", shown(path))]
    Locked {
        /// The library.
        path: PathBuf,
    },
    /// The query was stopped because a newer one makes it useless.
    #[error("the query was stopped")]
    Interrupted,
    /// The query took longer than it may.
    #[error("the query on {} took longer than it may", shown(path))]
    TooSlow {
        /// The file.
        path: PathBuf,
    },
    /// A search that cannot be understood.
    #[error("the search cannot be understood: {0}")]
    Query(QueryError),
    /// A selection that is answered elsewhere.
    #[error("a search is answered by the search index, not as a list")]
    NotAList,
    /// Stored JSON that is not what was written.
    #[error("{what} in {} cannot be read: {source}", shown(path))]
    Content {
        /// The file.
        path: PathBuf,
        /// Which text.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// SQLite refused.
    #[error("{what} failed on {}: {}", shown(path), said(source))]
    Sql {
        /// The file.
        path: PathBuf,
        /// What was being done.
        what: &'static str,
        /// SQLite's reason.
        source: rusqlite::Error,
    },
    /// The file system refused.
    #[error("{what} failed on {}: {source}", shown(path))]
    Io {
        /// The file.
        path: PathBuf,
        /// What was being done.
        what: &'static str,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// What a file was to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum FileKind {
    /// Articles, shared.
    Library,
    /// One person's state.
    Desk,
}

/// Why a file cannot serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing is there.
    #[error("no such file")]
    Absent,
    /// It may not be read.
    #[error("permission denied")]
    Denied,
    /// It is a folder.
    #[error("it is a folder")]
    Folder,
    /// A pipe, a socket or a device.
    #[error("it is not a regular file but {0}")]
    Special(&'static str),
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// Not an SQLite file, or one too damaged to open.
    #[error("it is not an SQLite database, or it is damaged")]
    NotDatabase,
    /// An SQLite file of another program.
    #[error("it is a database of another program (application id {found:#010x}, expected {expected:#010x})")]
    Foreign {
        /// As found.
        found: i32,
        /// Ours.
        expected: i32,
    },
    /// Made by a newer version.
    #[error("its format {found} is newer than {supported}, the newest that this version reads")]
    Newer {
        /// As found.
        found: i32,
        /// What this version reads.
        supported: i32,
    },
    /// Made by an older version.
    #[error("its format {found} is older than {supported}, the one that this version reads")]
    Older {
        /// As found.
        found: i32,
        /// What this version reads.
        supported: i32,
    },
    /// Bringing it from an older format to this one failed; it is as it was.
    #[error("it could not be brought from format {found} to {supported} and is as it was: {said}")]
    NotBroughtUp {
        /// The format it has.
        found: i32,
        /// The one it should have got.
        supported: i32,
        /// What SQLite said.
        said: String,
    },
    /// Tables differ from those of its format.
    #[error("its tables are not those of its format: {0}")]
    Schema(String),
    /// It was left in the middle of a write and cannot be put right from here.
    #[error("a write to it was interrupted and it cannot be put right while it may not be written")]
    Unfinished,
    /// It keeps being written by others.
    #[error("it is in use by another program")]
    Busy,
    /// The system refused otherwise.
    #[error("{0}")]
    System(String),
}

impl StoreError {
    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unusable { reason, .. } => reason.hint(),
            Self::Locked { .. } => {
                Some("wait until it has ended, or import into another file with --library")
            }
            Self::Content { .. } => Some("fetch the library again, or import the article again"),
            Self::Sql { source, .. } => sql_hint(source),
            Self::Query(_) => {
                Some("words, \"a phrase\", title:word, cat:name, date:2024-03..2024-09, -without, one|other")
            }
            Self::Interrupted | Self::TooSlow { .. } | Self::NotAList | Self::Io { .. } => None,
        }
    }

    /// Whether it only says that the query was stopped.
    pub const fn is_interrupted(&self) -> bool {
        matches!(self, Self::Interrupted)
    }

    /// SQLite's extended result code, where it comes from there.
    pub fn code(&self) -> Option<i32> {
        match self {
            Self::Sql { source, .. } => source.sqlite_error().map(|error| error.extended_code),
            _ => None,
        }
    }

    pub(crate) fn unusable(path: &Path, kind: FileKind, reason: Reason) -> Self {
        Self::Unusable { path: path.to_owned(), kind, reason }
    }

    pub(crate) fn io(path: &Path, what: &'static str, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), what, source }
    }
}

impl Reason {
    const fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Absent => "check the name, or make a library with `banxin import PATH...`",
            Self::Denied => "ask its owner for the right to read it",
            Self::Folder | Self::Special(_) | Self::Empty | Self::NotDatabase | Self::Foreign { .. } => {
                "give the file that `banxin import` made with --library FILE"
            }
            Self::Newer { .. } => "install a newer version of banxin",
            Self::Older { .. } => "import into it once with this version, or fetch a newer edition",
            Self::NotBroughtUp { .. } => {
                "make room on its disk if that is full; else fetch the file again, or import its sources into a new one"
            }
            Self::Schema(_) => "fetch the file again from where it came",
            Self::Unfinished => {
                "open it once where it may be written (`banxin import` does), then copy it again"
            }
            Self::Busy => "try again when the other program has ended",
            Self::System(_) => return None,
        })
    }
}

fn sql_hint(error: &rusqlite::Error) -> Option<&'static str> {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code()? {
        ErrorCode::DiskFull => Some("make room on the disk and do it again: what was committed is kept"),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some("the file is damaged: fetch it again"),
        ErrorCode::DatabaseBusy => Some("another program holds the file: try again"),
        ErrorCode::ReadOnly => Some("the file or its folder may not be written"),
        _ => None,
    }
}

fn shown(path: &Path) -> String {
    sanitize::line(&path.to_string_lossy()).into_owned()
}

/// Gives an SQLite error its file and what was being done.
pub(crate) trait OnFile<T> {
    fn on(self, path: &Path, what: &'static str) -> Result<T, StoreError>;
}

impl<T> OnFile<T> for Result<T, rusqlite::Error> {
    fn on(self, path: &Path, what: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Sql { path: path.to_owned(), what, source })
    }
}
