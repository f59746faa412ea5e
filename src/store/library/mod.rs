//! The library as it is read: one read-only connection that trusts nothing in the file.
//!
//! Opening is in `open`; what is asked of it stands beside this folder, a file for each noun: headlines, categories,
//! articles, related, tags. It never writes and knows nothing of a person.

mod open;

use super::error::OnFile;
use super::{StoreError, column, lexicon, schema};
use crate::news::kin::Vocabulary;
use rusqlite::{Connection, ErrorCode, InterruptHandle};
use std::cell::{Cell, RefCell};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long one question may take at first.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the end of a question is tried: whoever interrupts does so once a key.
const ENDINGS: usize = 1_000;

/// A library open for reading.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    path: PathBuf,
    deadline: Deadline,
    /// How long one question may take.
    patience: Cell<Duration>,
    /// Device and inode of the file that is open.
    file: Option<(u64, u64)>,
    /// Version of its tables: this version's, or an older one that can still be read.
    format: i32,
    /// As SQLite counted at the last look.
    version: Cell<i64>,
    /// Its words, when they were asked for.
    vocabulary: RefCell<Option<Arc<Vocabulary>>>,
    interrupts: Arc<Interrupts>,
}

/// Stops the query that a library is answering, from another thread; also after the library was opened again.
#[derive(Clone)]
pub struct Interrupter(Arc<Interrupts>);

/// How a running question is stopped.
struct Interrupts {
    connection: Mutex<InterruptHandle>,
    /// It was, maybe before the question or between two of its statements.
    happened: AtomicBool,
}

/// Whether the library is still what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing happened.
    Same,
    /// Articles came into this file: what is shown may be out of date.
    Grown,
    /// The path has come to mean another file: open it anew, and find places again by key.
    Replaced,
}

/// An import as the library's log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRecord {
    /// Unix seconds.
    pub started: i64,
    /// Unix seconds; `None` while it goes on, or when it was broken off.
    pub finished: Option<i64>,
    /// What was asked.
    pub arguments: String,
    /// Articles added, updated, unchanged; items skipped, failed.
    pub counts: [u64; 5],
}

impl Library {
    /// Opens the library at `path` for reading; refuses what is not one, or not of this version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut connection = open::open(path)?;
        let deadline = Deadline::watch(&mut connection).on(path, "opening")?;
        let format = schema::user_version(&connection).on(path, "opening")?;
        let interrupts = Arc::new(Interrupts {
            connection: Mutex::new(connection.get_interrupt_handle()),
            happened: AtomicBool::new(false),
        });
        let library = Self {
            connection,
            path: path.to_owned(),
            deadline,
            patience: Cell::new(PATIENCE),
            file: identity(path),
            format,
            version: Cell::new(0),
            vocabulary: RefCell::default(),
            interrupts,
        };
        library.version.set(library.data_version()?);
        Ok(library)
    }

    /// Opens what the path has come to mean; where that cannot be read, this file goes on being read.
    pub fn open_again(&mut self) -> Result<(), StoreError> {
        let fresh = Self::open(&self.path)?;
        *self.interrupts.connection() = fresh.connection.get_interrupt_handle();
        *self = Self { interrupts: Arc::clone(&self.interrupts), ..fresh };
        Ok(())
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Version of its tables.
    pub(super) const fn format(&self) -> i32 {
        self.format
    }

    /// What stops its running query from another thread.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(Arc::clone(&self.interrupts))
    }

    /// Whether articles came in, or another edition took its place, since the last time this was asked.
    pub fn changed(&self) -> Result<Freshness, StoreError> {
        let named = identity(&self.path);
        // While a link is being swung, or the file is gone, what is open goes on being read.
        if named.is_some() && named != self.file {
            return Ok(Freshness::Replaced);
        }
        let version = self.data_version()?;
        if self.version.replace(version) == version {
            return Ok(Freshness::Same);
        }
        self.vocabulary.replace(None);
        Ok(Freshness::Grown)
    }

    /// The words that texts are cut by; read once.
    pub(super) fn vocabulary(&self) -> Result<Arc<Vocabulary>, StoreError> {
        if let Some(known) = &*self.vocabulary.borrow() {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(self.ask("reading the words of the library", lexicon::vocabulary)?);
        self.vocabulary.replace(Some(Arc::clone(&known)));
        Ok(known)
    }

    /// From now on a question may take so long: a script waits for what it asked.
    pub fn be_patient(&self, patience: Duration) {
        self.patience.set(patience);
    }

    /// Articles in the library.
    pub fn articles(&self) -> Result<u64, StoreError> {
        self.ask("counting articles", |connection| {
            connection.prepare_cached("SELECT total FROM whole")?.query_row([], |row| column::count(row, 0))
        })
    }

    /// The last imports, newest first.
    pub fn runs(&self, limit: usize) -> Result<Vec<RunRecord>, StoreError> {
        self.ask("reading the log of imports", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT started, finished, arguments, added, updated, unchanged, skipped, failed
                 FROM import_run ORDER BY id DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([limit as i64], |row| {
                Ok(RunRecord {
                    started: column::number(row, 0)?,
                    finished: column::optional_number(row, 1)?,
                    arguments: column::text(row, 2)?,
                    counts: [
                        column::count(row, 3)?,
                        column::count(row, 4)?,
                        column::count(row, 5)?,
                        column::count(row, 6)?,
                        column::count(row, 7)?,
                    ],
                })
            })?;
            rows.collect()
        })
    }

    /// Asks one thing of one state of the file, within the time that a question may take.
    pub(super) fn ask<T>(
        &self,
        what: &'static str,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.ask_within(self.patience.get(), what, question)
    }

    /// The same for a question that may take longer, or less.
    pub(super) fn ask_within<T>(
        &self,
        patience: Duration,
        what: &'static str,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        if self.interrupts.happened.swap(false, Ordering::Relaxed) {
            return Err(StoreError::Interrupted);
        }
        self.deadline.start(patience);
        let answer = self.in_one_state(question);
        let late = self.deadline.stop();
        answer.inspect_err(|_| self.interrupts.happened.store(false, Ordering::Relaxed)).map_err(|source| {
            match source.sqlite_error_code() {
                Some(ErrorCode::OperationInterrupted) if late => {
                    StoreError::TooSlow { path: self.path.clone() }
                }
                Some(ErrorCode::OperationInterrupted) => StoreError::Interrupted,
                _ => StoreError::Sql { path: self.path.clone(), what, source },
            }
        })
    }

    /// Whether the running question was interrupted: asked between statements, which SQLite's interrupt cannot end.
    pub(super) fn is_interrupted(&self) -> bool {
        self.interrupts.happened.load(Ordering::Relaxed)
    }

    fn in_one_state<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.connection.prepare_cached("BEGIN")?.execute([])?;
        let answer = question(&self.connection);
        let ended = self.leave_state();
        let answer = answer?;
        ended?;
        Ok(answer)
    }

    /// Ends the state that was looked at. An interrupt that comes too late for the question hits the ending instead; left
    /// open, nothing could be asked any more.
    fn leave_state(&self) -> rusqlite::Result<()> {
        let mut ended = Ok(0);
        for _ in 0..ENDINGS {
            ended = self.connection.prepare_cached("COMMIT")?.execute([]);
            if self.connection.is_autocommit() {
                return Ok(());
            }
        }
        ended.map(drop)
    }

    fn data_version(&self) -> Result<i64, StoreError> {
        self.connection
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| column::number(row, 0)))
            .on(&self.path, "looking for changes")
    }
}

impl Interrupter {
    /// Stops the question that is being answered, and if there is none the next; it ends with [`StoreError::Interrupted`].
    pub fn interrupt(&self) {
        self.0.happened.store(true, Ordering::Relaxed);
        self.0.connection().interrupt();
    }

    /// From now on something else is asked, which was not meant by an interrupt until now.
    pub fn forget(&self) {
        self.0.happened.store(false, Ordering::Relaxed);
    }
}

impl Interrupts {
    fn connection(&self) -> MutexGuard<'_, InterruptHandle> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Interrupts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupts")
    }
}

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

/// When the running question is to be given up; kept by SQLite's progress handler.
#[derive(Debug)]
struct Deadline {
    born: Instant,
    /// Milliseconds since `born`; `u64::MAX` while nothing is asked.
    until: Arc<AtomicU64>,
}

impl Deadline {
    fn watch(connection: &mut Connection) -> rusqlite::Result<Self> {
        let born = Instant::now();
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let watched = Arc::clone(&until);
        connection.progress_handler(
            1_000,
            Some(move || born.elapsed().as_millis() as u64 > watched.load(Ordering::Relaxed)),
        )?;
        Ok(Self { born, until })
    }

    fn start(&self, patience: Duration) {
        let until = self.born.elapsed() + patience;
        self.until.store(until.as_millis() as u64, Ordering::Relaxed);
    }

    /// Whether it had passed.
    fn stop(&self) -> bool {
        let until = self.until.swap(u64::MAX, Ordering::Relaxed);
        self.born.elapsed().as_millis() as u64 > until
    }
}

fn identity(path: &Path) -> Option<(u64, u64)> {
    std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}
