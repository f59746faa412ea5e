//! How a library is: what a report says of it, and whether its file is whole.
//!
//! Nothing is changed and nothing is made. Reading every page of a large file takes its time, so that it has a limit of
//! its own and can be stopped from another thread with [`Library::interrupter`].

use super::place_on_disk::{self, Access};
use super::{Library, StoreError, column, schema, search};
use crate::news::{Moment, Precision};
use crate::text::sanitize;
use serde::Serialize;
use std::time::Duration;

/// How long reading the whole file may take.
const CHECK_PATIENCE: Duration = Duration::from_mins(1);
/// Faults that are told at most: the first says enough.
const FAULTS: usize = 5;

/// What a report says of a library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LibraryHealth {
    /// `PRAGMA application_id`.
    pub application_id: i32,
    /// `PRAGMA user_version`.
    pub version: i32,
    /// Bytes of the file.
    pub bytes: u64,
    /// Articles.
    pub articles: u64,
    /// Date of the newest article.
    pub newest: Option<Moment>,
    /// Whether the search index reaches the last article.
    pub is_indexed: bool,
    /// Whether it was made with the fold and the terms of this version.
    pub is_index_current: bool,
    /// Articles that were not compared with the others yet.
    pub kinship_due: u64,
    /// Whether this user may write to the file.
    pub access: Access,
    /// Whether it lies on NFS.
    pub is_on_nfs: bool,
}

impl Library {
    /// How it is, but for what only reading all of it tells: see [`Self::check`].
    pub fn health(&self) -> Result<LibraryHealth, StoreError> {
        let path = self.path();
        let bytes = std::fs::metadata(path).map_or(0, |found| found.len());
        let articles = self.articles()?;
        let (access, is_on_nfs) = (place_on_disk::access(path), place_on_disk::is_on_nfs(path));
        self.ask("looking at its state", |connection| {
            let number =
                |sql: &'static str| connection.query_row(sql, [], |row| column::optional_number(row, 0));
            let newest = number("SELECT max(newest) FROM search_block")?.unwrap_or(i64::MIN);
            let last_block = number(
                "SELECT count(*) FROM search_block WHERE block = (SELECT max(id) / 1024 FROM article)",
            )?;
            let due = number("SELECT count(*) FROM kinship_due")?.unwrap_or(0);
            Ok(LibraryHealth {
                application_id: schema::application_id(connection)?,
                version: schema::user_version(connection)?,
                bytes,
                articles,
                // The two lowest numbers stand for no article and for no date.
                newest: (newest > i64::MIN + 1).then_some(Moment { unix: newest, precision: Precision::Day }),
                is_indexed: articles == 0 || last_block == Some(1),
                is_index_current: search::is_current(connection)? != Some(false),
                kinship_due: due.try_into().unwrap_or(0),
                access,
                is_on_nfs,
            })
        })
    }

    /// Reads the whole file: what SQLite finds wrong with it, the first few faults; none where all is well.
    ///
    /// [`StoreError::TooSlow`] where that takes longer than a minute.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        self.ask_within(CHECK_PATIENCE, "reading the whole file", |connection| {
            let mut statement = connection.prepare("PRAGMA quick_check(5)")?;
            let lines = statement.query_map([], |row| column::text(row, 0))?;
            let mut faults = Vec::new();
            for line in lines.take(FAULTS) {
                let line = line?;
                if line != "ok" {
                    faults.push(sanitize::line(&line).into_owned());
                }
            }
            Ok(faults)
        })
    }
}

/// The version of SQLite that is built in.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
