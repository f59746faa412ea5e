//! What the desk promises: changes that can be taken back, sessions that see each other, and reading that goes on
//! whatever becomes of the file.

mod home;
mod sessions;
mod state;

use super::Desk;
use crate::news::ArticleKey;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder for a desk.
pub(super) struct Room(TempDir);

impl Room {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("state/banxin/desk.db")
    }

    pub fn open(&self) -> Desk {
        let mut desk = Desk::open(&self.path());
        assert_eq!(desk.notices(), []);
        desk
    }
}

pub(super) fn keys(numbers: impl IntoIterator<Item = i64>) -> Vec<ArticleKey> {
    numbers.into_iter().map(ArticleKey).collect()
}
