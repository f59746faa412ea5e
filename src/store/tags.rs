//! The tags that pages gave their articles.

use super::{Library, StoreError, column};

/// A tag and how many articles have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagCount {
    /// Its name.
    pub name: String,
    /// Articles that have it.
    pub total: u64,
}

impl Library {
    /// The tags of the library, most used first.
    pub fn tags(&self, limit: usize) -> Result<Vec<TagCount>, StoreError> {
        self.ask("reading tags", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name, total FROM tag WHERE total > 0 ORDER BY total DESC, name DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([limit as i64], |row| {
                Ok(TagCount { name: column::text(row, 0)?, total: column::count(row, 1)? })
            })?;
            rows.collect()
        })
    }
}
