//! What is read and what is starred, in memory: asked for every headline that is shown.

use crate::news::ArticleKey;
use rusqlite::Connection;
use std::collections::HashSet;

/// An article whose read state changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flipped {
    /// Which.
    pub key: ArticleKey,
    /// To what.
    pub read: bool,
}

/// Read and starred articles of one person.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    read: HashSet<ArticleKey>,
    starred: HashSet<ArticleKey>,
    /// The highest number that was seen.
    seen: i64,
}

impl Marks {
    /// Whether an article was read.
    pub fn is_read(&self, key: ArticleKey) -> bool {
        self.read.contains(&key)
    }

    /// Whether an article is starred.
    pub fn is_starred(&self, key: ArticleKey) -> bool {
        self.starred.contains(&key)
    }

    /// The starred articles, in no order.
    pub fn starred(&self) -> impl Iterator<Item = ArticleKey> + '_ {
        self.starred.iter().copied()
    }

    /// The read articles, in no order.
    pub fn read(&self) -> impl Iterator<Item = ArticleKey> + '_ {
        self.read.iter().copied()
    }

    /// How many were read, in this library or another.
    pub fn read_count(&self) -> usize {
        self.read.len()
    }

    /// How many are starred, in this library or another.
    pub fn starred_count(&self) -> usize {
        self.starred.len()
    }

    /// The highest number of a write that was seen.
    pub const fn seen(&self) -> i64 {
        self.seen
    }

    /// Takes over what was written since the last time, by this session or another; tells whose read state changed.
    pub(super) fn follow(&mut self, connection: &Connection) -> rusqlite::Result<Vec<Flipped>> {
        let mut statement = connection.prepare_cached(if self.seen == 0 {
            "SELECT key, read, starred, seq FROM mark WHERE ?1 = 0 AND read + starred > 0"
        } else {
            "SELECT key, read, starred, seq FROM mark WHERE seq > ?1 ORDER BY seq"
        })?;
        let mut rows = statement.query([self.seen])?;
        let mut flipped = Vec::new();
        let mut seen = self.seen;
        while let Some(row) = rows.next()? {
            let key = ArticleKey(row.get(0)?);
            let read: bool = row.get(1)?;
            if set(&mut self.read, key, read) {
                flipped.push(Flipped { key, read });
            }
            set(&mut self.starred, key, row.get(2)?);
            seen = seen.max(row.get(3)?);
        }
        self.seen = seen;
        Ok(flipped)
    }
}

/// Whether it was otherwise before.
fn set(keys: &mut HashSet<ArticleKey>, key: ArticleKey, on: bool) -> bool {
    if on { keys.insert(key) } else { keys.remove(&key) }
}
