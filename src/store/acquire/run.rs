//! The log of an import: what it was asked, what became of the items, and which of them did not go in and why.

use crate::text::sanitize;
use rusqlite::{Connection, params};

use super::Outcome;

/// An item that did not go in.
#[derive(Debug, Clone, Copy)]
pub struct FailedItem<'a> {
    /// The file it is in.
    pub path: &'a str,
    /// Where in the file: a line or a byte, as the format counts.
    pub offset: u64,
    /// Passed over, or broken.
    pub status: ItemStatus,
    /// Why.
    pub message: &'a str,
}

/// Why an item did not go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum ItemStatus {
    /// It is nothing that goes in.
    Skipped,
    /// It should have gone in.
    Failed,
}

/// What an import came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunSummary {
    /// New articles.
    pub added: u64,
    /// Articles of which something changed.
    pub updated: u64,
    /// Articles that were there just so.
    pub unchanged: u64,
    /// Items passed over.
    pub skipped: u64,
    /// Items that should have gone in.
    pub failed: u64,
    /// The library is one file again, ready to be copied; `false` while others keep reading it.
    pub settled: bool,
}

/// A run in the log.
#[derive(Debug)]
pub(super) struct Run {
    id: i64,
    finished: Option<i64>,
    pub summary: RunSummary,
}

impl Run {
    /// Opens a run in the log.
    pub(super) fn begin(connection: &Connection, arguments: &str, now: i64) -> rusqlite::Result<Self> {
        let id = connection.query_row(
            "INSERT INTO import_run (started, arguments) VALUES (?1, ?2) RETURNING id",
            params![now, sanitize::line(arguments)],
            |row| row.get(0),
        )?;
        Ok(Self { id, finished: None, summary: RunSummary::default() })
    }

    /// Counts what became of an article.
    pub(super) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Added => self.summary.added += 1,
            Outcome::Updated => self.summary.updated += 1,
            Outcome::Unchanged => self.summary.unchanged += 1,
        }
    }

    /// Notes an item that did not go in.
    pub(super) fn note(&mut self, connection: &Connection, item: &FailedItem<'_>) -> rusqlite::Result<()> {
        match item.status {
            ItemStatus::Skipped => self.summary.skipped += 1,
            ItemStatus::Failed => self.summary.failed += 1,
        }
        connection
            .prepare_cached("REPLACE INTO import_item (run_id, path, offset, status, message) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                self.id,
                sanitize::line(item.path),
                i64::try_from(item.offset).unwrap_or(i64::MAX),
                item.status.to_string(),
                sanitize::line(item.message),
            ])?;
        Ok(())
    }

    /// It ends with the batch that is open; Unix seconds.
    pub(super) const fn end(&mut self, now: i64) {
        self.finished = Some(now);
    }

    /// Writes the counts.
    pub(super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        let RunSummary { added, updated, unchanged, skipped, failed, .. } = self.summary;
        connection
            .prepare_cached(
                "UPDATE import_run SET finished = ?2, added = ?3, updated = ?4, unchanged = ?5, skipped = ?6,
                     failed = ?7 WHERE id = ?1",
            )?
            .execute(params![
                self.id,
                self.finished,
                added as i64,
                updated as i64,
                unchanged as i64,
                skipped as i64,
                failed as i64
            ])?;
        Ok(())
    }
}
