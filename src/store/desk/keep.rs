//! Writing to the desk: at once and for certain, or into memory until the file can be written again.
//!
//! Every write is one immediate transaction, so two sessions wait for each other and neither overwrites the other.

use super::entry::Entry;
use super::{Change, Desk, DeskNotice, Flipped, Undone, Waiting, home, salvage};
use crate::news::{ArticleKey, Bookmark};
use crate::store::error::OnFile;
use crate::store::{StoreError, place_on_disk};
use rusqlite::{Connection, ErrorCode};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often the file is tried while it cannot be written.
pub(super) const RETRY: Duration = Duration::from_secs(20);
/// Entries that wait for it at most.
const WAITING: usize = 10_000;

impl Desk {
    /// Makes a change that can be undone; returns the articles whose read state changed by it, and by what other
    /// sessions did in the meantime.
    pub fn apply(&mut self, change: &Change) -> Result<Vec<Flipped>, StoreError> {
        self.has_changed = true;
        self.tell(Entry::Change(change.clone()))?;
        self.follow()
    }

    /// Takes the last change back; `None` when there is none.
    pub fn undo(&mut self) -> Result<Option<Undone>, StoreError> {
        self.step(Entry::Undo)
    }

    /// Makes the change again that was taken back last; `None` when there is none.
    pub fn redo(&mut self) -> Result<Option<Undone>, StoreError> {
        self.step(Entry::Redo)
    }

    /// Takes over what other sessions of this person changed.
    pub fn refresh(&mut self) -> Result<Vec<Flipped>, StoreError> {
        self.try_home();
        let version = self.data_version().on(self.place(), "looking for changes")?;
        if version == self.version {
            return Ok(Vec::new());
        }
        self.version = version;
        self.follow()
    }

    /// Notes that an article was opened.
    pub fn opened(&mut self, key: ArticleKey) -> Result<(), StoreError> {
        self.tell(Entry::Opened(key)).map(drop)
    }

    /// Remembers where in an article this person is.
    pub fn set_bookmark(&mut self, key: ArticleKey, at: &Bookmark) -> Result<(), StoreError> {
        self.tell(Entry::Bookmark(key, *at)).map(drop)
    }

    /// Remembers a setting that was changed while reading; `None` forgets it.
    pub fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        let entry = Entry::Setting { name: name.to_owned(), value: value.map(str::to_owned) };
        self.tell(entry).map(drop)
    }

    /// Remembers what was searched for.
    pub fn searched(&mut self, words: &str) -> Result<(), StoreError> {
        self.tell(Entry::Searched(words.to_owned())).map(drop)
    }

    /// Keeps a search as a list of its own, or no more.
    pub fn save_search(&mut self, words: &str, on: bool) -> Result<(), StoreError> {
        self.tell(Entry::SaveSearch { words: words.to_owned(), on }).map(drop)
    }

    /// Takes over the keys by which a new edition knows articles, old and new; see `Tally::renamed`.
    pub fn rename(&mut self, names: &[(ArticleKey, ArticleKey)]) -> Result<Vec<Flipped>, StoreError> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        self.tell(Entry::Rename(names.to_vec()))?;
        self.follow()
    }

    /// Writes one entry, to the file or else to memory.
    pub(super) fn tell(&mut self, entry: Entry) -> Result<Option<Change>, StoreError> {
        self.try_home();
        match self.write(&entry) {
            Err(error) if self.waiting.is_none() && is_the_files_fault(&error) => {
                self.leave_home(&error);
                let written = self.write(&entry);
                self.wait_with(entry);
                written.on(self.place(), "writing to the desk in memory")
            }
            written => {
                let written = written.on(self.place(), "writing to the desk")?;
                self.wait_with(entry);
                Ok(written)
            }
        }
    }

    fn step(&mut self, entry: Entry) -> Result<Option<Undone>, StoreError> {
        // What another session left may be taken over by this one.
        self.has_changed = true;
        let Some(change) = self.tell(entry)? else { return Ok(None) };
        Ok(Some(Undone { change, flipped: self.follow()? }))
    }

    fn follow(&mut self) -> Result<Vec<Flipped>, StoreError> {
        let flipped = self.marks.follow(&self.connection);
        flipped.on(self.place(), "reading the desk")
    }

    fn write(&self, entry: &Entry) -> rusqlite::Result<Option<Change>> {
        let session = self.session;
        in_transaction(&self.connection, |connection| entry.write(connection, session))
    }

    /// Keeps an entry for the file, while it cannot be written and there is to be one.
    fn wait_with(&mut self, entry: Entry) {
        if self.path.is_none() {
            return;
        }
        if let Some(waiting) = &mut self.waiting {
            waiting.entries.retain(|earlier| !earlier.is_made_needless_by(&entry));
            if waiting.entries.len() < WAITING {
                waiting.entries.push(entry);
            }
        }
    }

    /// From the file to memory, with what can be read of it; a broken file is replaced by a sound one instead.
    fn leave_home(&mut self, error: &rusqlite::Error) {
        let Some(path) = self.path.clone() else { return };
        let reason = place_on_disk::reason(error);
        if is_broken(error) {
            self.come_to(home::memory(None));
            if let Ok(sound) = home::replace(&path, reason.clone(), &mut self.notices) {
                self.come_to(sound);
                return;
            }
        } else {
            let copy = salvage::copy(&self.connection).unwrap_or_else(|_| home::memory(Some(&path)));
            self.come_to(copy);
        }
        self.waiting = Some(Waiting { entries: Vec::new(), tried: Instant::now() });
        self.notices.push(DeskNotice::InMemory { path: Some(path), reason });
    }

    /// Back to the file, when it can be written again: with all that waited.
    fn try_home(&mut self) {
        let (Some(path), Some(waiting)) = (self.path.clone(), &mut self.waiting) else { return };
        if waiting.tried.elapsed() < RETRY {
            return;
        }
        waiting.tried = Instant::now();
        let Ok(mut opened) = home::open(&path, &mut self.notices) else { return };
        let session = self.session;
        let written = in_transaction(&opened.connection, |connection| {
            waiting.entries.iter().try_for_each(|entry| entry.write(connection, session).map(drop))
        });
        if written.is_ok() && opened.marks.follow(&opened.connection).is_ok() {
            self.come_to(opened);
            self.waiting = None;
            self.notices.push(DeskNotice::WrittenAgain);
        }
    }

    /// From now on this is the desk.
    fn come_to(&mut self, opened: home::Opened) {
        (self.connection, self.marks) = (opened.connection, opened.marks);
        // What fails here is found again by the next write.
        self.version = self.data_version().unwrap_or_default();
    }

    pub(super) fn place(&self) -> &Path {
        self.path.as_deref().unwrap_or_else(|| Path::new("(memory)"))
    }
}

fn in_transaction<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    let done = work(connection).and_then(|done| {
        connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(done)
    });
    if done.is_err() && !connection.is_autocommit() {
        // The first error is the one to tell.
        let _ = connection.execute_batch("ROLLBACK");
    }
    done
}

/// Whether it lies with the file and not with what was asked.
fn is_the_files_fault(error: &rusqlite::Error) -> bool {
    is_broken(error)
        || matches!(
            error.sqlite_error_code(),
            Some(
                ErrorCode::DiskFull
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::ReadOnly
                    | ErrorCode::CannotOpen
                    | ErrorCode::PermissionDenied
                    | ErrorCode::DatabaseBusy
                    | ErrorCode::FileLockingProtocolFailed
            )
        )
}

fn is_broken(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}
