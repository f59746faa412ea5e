//! The one who writes a library: opens or makes the file, puts articles in by batches, leaves one settled file.
//!
//! Write-ahead log with full synchronisation while importing, so that a batch that was committed survives a power cut;
//! at the end the log is folded in and the file is switched back, so that it can be read from a read-only medium.

use super::indexes::Indexes;
use super::lock::Lock;
use super::put::Filing;
use super::run::Run;
use super::shelves::Shelves;
use super::{FailedItem, Outcome, Prepared, Put, RunSummary};
use crate::store::error::{FileKind, OnFile};
use crate::store::{Reason, StoreError, connection, kinship, lexicon, place_on_disk, schema, search};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Articles of a batch: fewer would write the pages of the indexes more often than needed, more would keep more terms in
/// memory.
const BATCH: usize = 1_000;
/// Characters of a batch: the terms of long articles take as much memory as those of many.
const BATCH_CHARACTERS: usize = 500_000;
/// Longest time between commits.
const BATCH_TIME: Duration = Duration::from_secs(2);
/// How long readers are waited for at the end.
const SETTLING: Duration = Duration::from_millis(500);
/// KiB kept in memory while importing.
const CACHE_KIB: i32 = 16 * 1024;
/// Pages of the log after which it is folded in: at least so many, and a part of the library. In a large one a batch changes
/// thousands of pages of the indexes that go by hashes, many of them the same as the batch before: they are written once.
const CHECKPOINT_PAGES: i64 = 8_000;
const CHECKPOINT_SHARE: i64 = 16;
/// What is being done when segments of the search index become one.
const MERGING: &str = "merging the search index";

/// A library open for writing. One at a time, by a lock file.
#[derive(Debug)]
pub struct LibraryWriter {
    pub(super) connection: Connection,
    path: PathBuf,
    shelves: Shelves,
    indexes: Indexes,
    run: Option<Run>,
    batch: Option<Batch>,
    /// Leaves of the search index when the library was opened.
    leaves: u64,
    _lock: Lock,
}

#[derive(Debug)]
struct Batch {
    since: Instant,
    articles: usize,
    characters: usize,
    now: i64,
}

impl LibraryWriter {
    /// Opens a library for writing; makes it where there is none, and brings an older one to this version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        match place_on_disk::check_file(path) {
            Ok(()) | Err(Reason::Absent | Reason::Empty) => {}
            Err(reason) => return Err(StoreError::unusable(path, FileKind::Library, reason)),
        }
        let lock = Lock::take(path)?;
        let connection = open_file(path)?;
        let leaves = search::leaves(&connection).on(path, "reading the search index")?;
        Ok(Self {
            connection,
            leaves,
            path: path.to_owned(),
            shelves: Shelves::default(),
            indexes: Indexes::default(),
            run: None,
            batch: None,
            _lock: lock,
        })
    }

    /// Opens a run in the log of imports; `arguments` is what was asked.
    pub fn begin_run(&mut self, arguments: &str) -> Result<(), StoreError> {
        self.in_batch("opening the import's log", |writer, now| {
            writer.run = Some(Run::begin(&writer.connection, arguments, now)?);
            Ok(())
        })?;
        self.commit()
    }

    /// Puts one article in. It is kept for certain after the commit that follows by itself.
    pub fn put(&mut self, prepared: &Prepared) -> Result<Put, StoreError> {
        if let Some(batch) = &mut self.batch {
            batch.characters += prepared.characters as usize;
        }
        self.filed("writing an article", |filing| filing.put(prepared))
    }

    /// Does `work` with one article within the batch, and counts it.
    pub(super) fn filed(
        &mut self,
        what: &'static str,
        work: impl FnOnce(&mut Filing<'_>) -> rusqlite::Result<Put>,
    ) -> Result<Put, StoreError> {
        let put = self.in_batch(what, |writer, now| {
            let mut filing = Filing {
                connection: &writer.connection,
                shelves: &mut writer.shelves,
                indexes: &mut writer.indexes,
                now,
            };
            work(&mut filing)
        })?;
        self.count(put.outcome);
        self.commit_when_due()?;
        Ok(put)
    }

    /// Where the library lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Notes an item that did not go in.
    pub fn fail(&mut self, item: &FailedItem<'_>) -> Result<(), StoreError> {
        self.in_batch("writing the import's log", |writer, _| match &mut writer.run {
            Some(run) => run.note(&writer.connection, item),
            None => Ok(()),
        })?;
        self.commit_when_due()
    }

    /// Commits what was put since the last commit.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if self.batch.is_none() {
            return Ok(());
        }
        let written = self.write_batch_end();
        let written = written.on(&self.path, "committing a batch");
        if written.is_err() {
            self.roll_back();
        }
        self.batch = None;
        written?;
        self.merge_when_pressing()
    }

    /// Merges segments of the search index when there are many.
    fn merge_when_pressing(&mut self) -> Result<(), StoreError> {
        let Some(merging) = search::pressing(&self.connection).on(&self.path, MERGING)? else {
            return Ok(());
        };
        // Now and then is often enough.
        spread_checkpoints(&self.connection).on(&self.path, MERGING)?;
        self.merge(merging)
    }

    fn merge(&mut self, merging: search::Merging) -> Result<(), StoreError> {
        let reading = connect(&self.path).on(&self.path, MERGING)?;
        self.in_batch(MERGING, |writer, _| merging.run(&writer.connection, reading))?;
        self.commit()
    }

    /// What was done so far.
    pub fn summary(&self) -> RunSummary {
        self.run.as_ref().map(|run| run.summary).unwrap_or_default()
    }

    /// Finds anew, for every article, which others belong with it.
    pub fn rebuild_kinship(&mut self) -> Result<(), StoreError> {
        self.in_batch("finding what belongs together", |writer, _| {
            lexicon::write_vocabulary(&writer.connection)?;
            kinship::rebuild(&writer.connection)
        })?;
        self.commit()
    }

    /// Commits, closes the run and settles the file: no log beside it, ready to be copied or read where it lies.
    pub fn finish(mut self) -> Result<RunSummary, StoreError> {
        self.commit()?;
        self.in_batch("finding what belongs together", |writer, _| {
            writer.indexes.finish(&writer.connection)
        })?;
        self.close_run()?;
        let merging = search::settling(&self.connection, self.leaves).on(&self.path, MERGING)?;
        merging.map_or(Ok(()), |merging| self.merge(merging))?;
        self.settled()
    }

    /// The same for a run that is to end now: what would take minutes after many articles, finding what belongs together
    /// and merging the search index, is left to the next run, which takes it up by itself.
    pub fn break_off(mut self) -> Result<RunSummary, StoreError> {
        self.commit()?;
        self.close_run()?;
        self.settled()
    }

    fn close_run(&mut self) -> Result<(), StoreError> {
        self.in_batch("closing the import's log", |writer, now| {
            writer.run.iter_mut().for_each(|run| run.end(now));
            Ok(())
        })?;
        self.commit()
    }

    fn settled(self) -> Result<RunSummary, StoreError> {
        let settled = self.settle().on(&self.path, "settling the library")?;
        Ok(RunSummary { settled, ..self.summary() })
    }

    /// Folds the log in and switches back to the journal that read-only media need; `false` while others read.
    fn settle(&self) -> rusqlite::Result<bool> {
        self.connection.busy_timeout(SETTLING)?;
        let checkpoint: rusqlite::Result<i64> =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        if is_busy(&checkpoint) {
            return Ok(false);
        }
        checkpoint?;
        let mode =
            self.connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0));
        if is_busy(&mode) {
            return Ok(false);
        }
        Ok(mode?.eq_ignore_ascii_case("delete"))
    }

    fn write_batch_end(&mut self) -> rusqlite::Result<()> {
        self.shelves.write_totals(&self.connection)?;
        self.indexes.committing(&self.connection)?;
        if let Some(run) = &self.run {
            run.write(&self.connection)?;
        }
        self.connection.execute_batch("COMMIT")
    }

    fn count(&mut self, outcome: Outcome) {
        if let Some(run) = &mut self.run {
            run.count(outcome);
        }
    }

    fn commit_when_due(&mut self) -> Result<(), StoreError> {
        let Some(batch) = &mut self.batch else { return Ok(()) };
        batch.articles += 1;
        let is_full = batch.articles >= BATCH || batch.characters >= BATCH_CHARACTERS;
        if is_full || batch.since.elapsed() >= BATCH_TIME { self.commit() } else { Ok(()) }
    }

    /// Does `work` within the batch's transaction; a failure takes the whole batch back.
    pub(super) fn in_batch<T>(
        &mut self,
        what: &'static str,
        work: impl FnOnce(&mut Self, i64) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let now = if let Some(batch) = &self.batch {
            batch.now
        } else {
            self.connection.execute_batch("BEGIN IMMEDIATE").on(&self.path, what)?;
            let now = unix_now();
            self.batch = Some(Batch { since: Instant::now(), articles: 0, characters: 0, now });
            now
        };
        let done = work(self, now);
        if done.is_err() {
            self.roll_back();
        }
        done.on(&self.path, what)
    }

    fn roll_back(&mut self) {
        // SQLite has rolled back by itself on a full disk; then there is nothing to take back.
        let _ = self.connection.execute_batch("ROLLBACK");
        self.shelves.forget();
        self.indexes.rolled_back();
        self.batch = None;
    }
}

/// Another connection to the library that is being written, to read what was committed.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection::harden(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Has the log folded in as often as the size of the library asks for.
fn spread_checkpoints(connection: &Connection) -> rusqlite::Result<()> {
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES.max(pages / CHECKPOINT_SHARE))
}

fn open_file(path: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let refuse = |reason| StoreError::unusable(path, FileKind::Library, reason);
    let mut connection =
        Connection::open_with_flags(path, flags).map_err(|error| refuse(place_on_disk::reason(&error)))?;
    let prepared = (|| {
        connection.busy_timeout(Duration::from_secs(5))?;
        connection::harden(&connection)?;
        // The tables behind the search index are written directly.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
        may_be_migrated(&connection)
    })();
    prepared.map_err(|error| refuse(place_on_disk::reason(&error)))?.map_err(refuse)?;
    let ready = (|| {
        // Two articles or three to a page: with 4,096 bytes a third of the pages of text would be empty.
        connection.execute_batch(
            "PRAGMA page_size = 8192; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        )?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        spread_checkpoints(&connection)?;
        if let Err(reason) = brought_up(&mut connection)? {
            return Ok(Err(reason));
        }
        if search::is_current(&connection)?.is_none() {
            search::stamp(&connection)?;
        }
        schema::LIBRARY.check_objects(&connection)
    })();
    ready.map_err(|error| refuse(place_on_disk::reason(&error)))?.map_err(refuse)?;
    Ok(connection)
}

/// Brings an older file to this version; a failure names both, and leaves it as it was.
fn brought_up(connection: &mut Connection) -> rusqlite::Result<Result<(), Reason>> {
    let (found, supported) = (schema::user_version(connection)?, schema::LIBRARY.version());
    Ok(schema::LIBRARY.migrate(connection).map_err(|error| match place_on_disk::reason(&error) {
        Reason::System(said) if found > 0 => Reason::NotBroughtUp { found, supported, said },
        reason => reason,
    }))
}

/// Whether the file is new, or a library of this version or an older one.
fn may_be_migrated(connection: &Connection) -> rusqlite::Result<Result<(), Reason>> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 && schema::application_id(connection)? == 0 {
        return Ok(Ok(()));
    }
    Ok(match schema::LIBRARY.check_numbers(connection)? {
        Err(Reason::Older { .. }) => Ok(()),
        other => other,
    })
}

fn is_busy<T>(result: &rusqlite::Result<T>) -> bool {
    matches!(result, Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
        || error.sqlite_error_code() == Some(ErrorCode::DatabaseLocked))
}

fn unix_now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}
