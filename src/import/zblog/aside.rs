//! A copy of a database and its write-ahead log in a folder of our own: what is in the log is read by writing, and
//! nothing is ever written into the folder of a site.

use super::ImportError;
use crate::import::picture::place_aside;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The name of the copy; that of its log follows from it.
const NAME: &str = "site.db";

/// A folder with the copies, which goes when it is dropped.
pub(super) struct Aside(PathBuf);

impl Aside {
    /// Copies a database that has a log with something in it; `None` where the file alone is all there is.
    pub fn of(database: &Path) -> Result<Option<Self>, ImportError> {
        // The log lies beside the file itself, and not beside a link to it.
        let database = fs::canonicalize(database)?;
        let log = with_end(&database);
        if !fs::symlink_metadata(&log).is_ok_and(|log| log.is_file() && log.len() > 0) {
            return Ok(None);
        }
        let aside = Self(folder()?);
        // The log first: what a running site moves into the database meanwhile is in both then, and not in neither.
        copy(&log, &with_end(&aside.database()))?;
        copy(&database, &aside.database())?;
        Ok(Some(aside))
    }

    /// Where the copy is.
    pub fn database(&self) -> PathBuf {
        self.0.join(NAME)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever cleans the folder of temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Copies what is in a file, and not that nobody may write to it.
fn copy(from: &Path, to: &Path) -> io::Result<u64> {
    io::copy(&mut File::open(from)?, &mut File::create_new(to)?)
}

fn with_end(database: &Path) -> PathBuf {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// A new folder that only this user can look into.
fn folder() -> io::Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let place = place_aside();
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = place.join(format!(".banxin-site-{}-{count}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && count < 1_000 => {}
            Err(error) => return Err(error),
        }
    }
}
