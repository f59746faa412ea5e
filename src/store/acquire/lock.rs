//! One import at a time: a lock file beside the library, held by an advisory lock of the system.
//!
//! The lock goes with the process that held it, however it ends; the file itself is removed at an orderly end.
//! The library's own file is never opened for this: closing it would drop SQLite's locks on it.

use crate::store::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Held while a library is written.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of `library`; [`StoreError::Locked`] when another import has it.
    pub(super) fn take(library: &Path) -> Result<Self, StoreError> {
        let mut name = library.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        loop {
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(|source| StoreError::io(library, "locking for an import", source))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(StoreError::Locked { path: library.to_owned() }),
                // A file system without locks (some network ones): SQLite's own must do.
                Err(TryLockError::Error(_)) => return Ok(Self { path, _file: file }),
            }
            // Whoever held it before may have removed the file that was just locked.
            if is_still(&path, &file) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be removed is taken again by the next import.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn is_still(path: &Path, file: &File) -> bool {
    match (std::fs::metadata(path), file.metadata()) {
        (Ok(named), Ok(held)) => (named.dev(), named.ino()) == (held.dev(), held.ino()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_at_a_time_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("a.db");
        let first = Lock::take(&library).unwrap();
        assert!(matches!(Lock::take(&library), Err(StoreError::Locked { .. })));
        drop(first);
        assert!(Lock::take(&library).is_ok());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
