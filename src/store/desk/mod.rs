//! The desk: what one person read, starred, tagged, noted, and where that person is.
//!
//! Reading the news never fails for its sake: what cannot be written is kept in memory, what is broken is moved aside, and
//! a [`DeskNotice`] says so once. Several sessions of one person share a file; `keep` writes to it, `home` opens it.

mod change;
mod entry;
mod health;
mod home;
mod keep;
mod marks;
mod place;
mod recall;
mod salvage;

#[cfg(test)]
mod tests;

pub use change::Change;
pub use health::DeskHealth;
pub use marks::{Flipped, Marks};

use super::error::Reason;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// One person's state.
#[derive(Debug)]
pub struct Desk {
    connection: Connection,
    /// The file, where there is to be one.
    path: Option<PathBuf>,
    /// What was written to memory and waits for the file; `None` while the file is written.
    waiting: Option<Waiting>,
    marks: Marks,
    /// Tells this session's deeds from another's.
    session: i64,
    /// Something was done that can be undone.
    has_changed: bool,
    /// As SQLite counted other sessions' writes at the last look.
    version: i64,
    notices: Vec<DeskNotice>,
}

/// What waits for the file to be written again.
#[derive(Debug)]
struct Waiting {
    entries: Vec<entry::Entry>,
    tried: Instant,
}

/// What a person is to be told about the desk, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskNotice {
    /// The state is kept in memory only.
    InMemory {
        /// The file that cannot be used; `None` where there is no place for one.
        path: Option<PathBuf>,
        /// Why.
        reason: Reason,
    },
    /// The file can be written again, and what waited is in it.
    WrittenAgain,
    /// The file could not be used and was set aside.
    MovedAside {
        /// Where it lies now.
        to: PathBuf,
        /// Why.
        reason: Reason,
        /// Rows that were taken over from it.
        salvaged: u64,
    },
}

/// A change that was undone or done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The change as it was made.
    pub change: Change,
    /// The articles whose read state changed by this.
    pub flipped: Vec<Flipped>,
}

impl Desk {
    /// Opens the desk at `path`, or makes it. What goes wrong is a notice.
    pub fn open(path: &Path) -> Self {
        let mut notices = Vec::new();
        match home::open(path, &mut notices) {
            Ok(opened) => Self::at(opened, Some(path), None, notices),
            Err(reason) => {
                notices.push(DeskNotice::InMemory { path: Some(path.to_owned()), reason });
                Self::away(Some(path), notices)
            }
        }
    }

    /// A desk that is forgotten.
    pub fn in_memory() -> Self {
        Self::away(None, Vec::new())
    }

    /// Where a person's desk lies: `banxin/desk.db` in the XDG state folder; `None` without a home.
    pub fn default_path() -> Option<PathBuf> {
        let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let state =
            folder("XDG_STATE_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/state")))?;
        Some(state.join("banxin/desk.db"))
    }

    /// What is to be told, once.
    pub fn notices(&mut self) -> Vec<DeskNotice> {
        std::mem::take(&mut self.notices)
    }

    /// What is read and starred.
    pub const fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Whether nothing of it is on a disk at the moment.
    pub const fn is_in_memory(&self) -> bool {
        self.waiting.is_some()
    }

    /// The file, where there is to be one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    fn away(path: Option<&Path>, notices: Vec<DeskNotice>) -> Self {
        let waiting = Waiting { entries: Vec::new(), tried: Instant::now() };
        Self::at(home::memory(path), path, Some(waiting), notices)
    }

    fn at(
        opened: home::Opened,
        path: Option<&Path>,
        waiting: Option<Waiting>,
        notices: Vec<DeskNotice>,
    ) -> Self {
        let mut desk = Self {
            connection: opened.connection,
            path: path.map(Path::to_owned),
            waiting,
            marks: opened.marks,
            session: session(),
            has_changed: false,
            version: 0,
            notices,
        };
        // What fails now is found again by the first write.
        desk.version = desk.data_version().unwrap_or_default();
        desk
    }

    /// Whether this session has done anything that can be undone.
    fn has_deeds(&self) -> bool {
        self.waiting.is_none() && self.has_changed
    }

    fn data_version(&self) -> rusqlite::Result<i64> {
        self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
    }
}

impl Drop for Desk {
    /// What this session did can be taken back by the next one from now on. Where that cannot be written it stays done.
    fn drop(&mut self) {
        if self.has_deeds() {
            let _ = change::leave_to_the_next(&self.connection, self.session);
        }
    }
}

/// The number of the next write.
fn next_number(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("UPDATE counter SET value = value + 1 RETURNING value")?
        .query_row([], |row| row.get(0))
}

fn session() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let mut seed = since.as_nanos().to_le_bytes().to_vec();
    seed.extend(std::process::id().to_le_bytes());
    // An address of the stack parts two desks of one process that are opened in the same nanosecond.
    seed.extend((std::ptr::from_ref(&since) as usize).to_le_bytes());
    xxhash_rust::xxh3::xxh3_64(&seed) as i64
}
