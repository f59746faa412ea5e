//! What the index knows of every article beside its terms: date, category, source, and the sum of its terms.
//!
//! A thousand articles are one row of `search_block`, column by column, so that a date is an array's element and
//! not a row's look-up. It knows nothing of queries; `calendar` reads blocks for them, `batch` writes them.

use crate::store::column;
use rusqlite::{Connection, OptionalExtension, params};

/// Articles of a block.
pub const SIZE: i64 = 1 << 10;
/// Stands in place of a date where there is no article.
const NOTHING: i64 = i64::MIN;
/// Stands in place of a date where the article has none: below every date.
pub const UNDATED: i64 = i64::MIN + 1;

/// One article's entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Unix seconds, or [`UNDATED`].
    pub published: i64,
    /// Row of its leaf category; 0 for none.
    pub category: u32,
    /// Row of `search_source`; 0 for none.
    pub source: u32,
    /// Of its terms.
    pub checksum: i64,
}

/// A block in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    number: i64,
    published: Vec<i64>,
    category: Vec<u32>,
    source: Vec<u32>,
    checksum: Vec<i64>,
}

/// The block of an article and its place in it.
pub fn place(article: i64) -> (i64, usize) {
    (article.div_euclid(SIZE), article.rem_euclid(SIZE) as usize)
}

impl Block {
    /// Reads a block; an empty one where there is none.
    pub fn load(connection: &Connection, number: i64) -> rusqlite::Result<Self> {
        let stored = connection
            .prepare_cached(
                "SELECT published, category, source, checksum FROM search_block WHERE block = ?1",
            )?
            .query_row([number], |row| {
                Ok(Self {
                    number,
                    published: column::numbers(row, 0)?,
                    category: column::short_numbers(row, 1)?,
                    source: column::short_numbers(row, 2)?,
                    checksum: column::numbers(row, 3)?,
                })
            })
            .optional()?;
        let mut block = stored.unwrap_or_else(|| Self {
            number,
            published: Vec::new(),
            category: Vec::new(),
            source: Vec::new(),
            checksum: Vec::new(),
        });
        // A damaged row is short of numbers, never of places.
        let size = SIZE as usize;
        block.published.resize(size, NOTHING);
        block.category.resize(size, 0);
        block.source.resize(size, 0);
        block.checksum.resize(size, 0);
        Ok(block)
    }

    /// Writes it.
    pub fn store(&self, connection: &Connection) -> rusqlite::Result<()> {
        let dated = self.published.iter().copied().filter(|published| *published > UNDATED);
        let (newest, oldest) = (dated.clone().max().unwrap_or(UNDATED), dated.min().unwrap_or(UNDATED));
        let mut statement = connection.prepare_cached(
            "INSERT OR REPLACE INTO search_block (block, newest, oldest, published, category, source, checksum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        statement.execute(params![
            self.number,
            newest,
            oldest,
            bytes(&self.published, i64::to_le_bytes),
            bytes(&self.category, u32::to_le_bytes),
            bytes(&self.source, u32::to_le_bytes),
            bytes(&self.checksum, i64::to_le_bytes),
        ])?;
        Ok(())
    }

    /// What is known of the article at a place of the block.
    pub fn get(&self, place: usize) -> Option<Entry> {
        let published = *self.published.get(place)?;
        (published != NOTHING).then(|| Entry {
            published,
            category: self.category.get(place).copied().unwrap_or_default(),
            source: self.source.get(place).copied().unwrap_or_default(),
            checksum: self.checksum.get(place).copied().unwrap_or_default(),
        })
    }

    /// Notes an article, or that there is none.
    pub fn set(&mut self, place: usize, entry: Option<Entry>) {
        fn put<T>(numbers: &mut [T], place: usize, value: T) {
            if let Some(number) = numbers.get_mut(place) {
                *number = value;
            }
        }
        put(&mut self.published, place, entry.map_or(NOTHING, |entry| entry.published));
        put(&mut self.category, place, entry.map_or(0, |entry| entry.category));
        put(&mut self.source, place, entry.map_or(0, |entry| entry.source));
        put(&mut self.checksum, place, entry.map_or(0, |entry| entry.checksum));
    }
}

fn bytes<T: Copy, const N: usize>(numbers: &[T], encode: impl Fn(T) -> [u8; N]) -> Vec<u8> {
    numbers.iter().flat_map(|number| encode(*number)).collect()
}
