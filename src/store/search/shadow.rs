//! The tables behind the FTS5 table, as FTS5 keeps them: which segments there are, how long each article is and all together.
//!
//! Written directly, by [`Batch`](super::Batch) alone and only here. FTS5 keeps in memory what it has read of them, for as
//! long as its connection has written them: so a connection that writes here never writes through the FTS5 table, and
//! merging, which FTS5 does, has a connection of its own.

use super::{
    postings::COLUMNS,
    segment::Segment,
    varint::{pop, push},
};
use rusqlite::{Connection, OptionalExtension, params, types::ValueRef};

/// Rows of `search_text_data` that are no leaves.
const TOTALS: i64 = 1;
const STRUCTURE: i64 = 10;
/// Bits of a leaf's number in its row; above are 6 bits for other pages, and the segment.
const SEGMENT_SHIFT: u32 = 37;
/// What follows the cookie in a form of the structure that an index of ours never has.
const OTHER_FORM: [u8; 4] = [0xff, 0, 0, 1];
/// Segments that FTS5 can hold.
const MOST_SEGMENTS: u64 = 2_000;

/// Which segments there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    /// Of the table's settings; FTS5 compares it.
    cookie: [u8; 4],
    written: u64,
    levels: Vec<Level>,
}

/// Segments of about one age; the newest are on the first level, and within a level at its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Level {
    /// How many of them are being merged.
    merging: u64,
    segments: Vec<Stored>,
}

/// A segment by its number, with the first and the last of its leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stored {
    number: u64,
    first: u64,
    last: u64,
}

impl Structure {
    /// Reads which segments there are.
    pub fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let bytes = data(connection, STRUCTURE)?;
        Self::parse(&bytes).ok_or_else(|| damaged("the list of its segments cannot be read"))
    }

    fn segments(&self) -> impl Iterator<Item = &Stored> {
        self.levels.iter().flat_map(|level| &level.segments)
    }

    /// Leaves of all segments.
    pub fn leaves(&self) -> u64 {
        self.segments().map(|segment| (segment.last + 1).saturating_sub(segment.first)).sum()
    }

    /// Segments on the level of the newest.
    pub fn newest_level(&self) -> usize {
        self.levels.first().map_or(0, |level| level.segments.len())
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (cookie, rest) = bytes.split_first_chunk::<4>()?;
        if rest.starts_with(&OTHER_FORM) {
            return None;
        }
        let mut numbers = Numbers(rest);
        let (levels, _, written) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let levels =
            (0..levels.min(MOST_SEGMENTS)).map(|_| Level::parse(&mut numbers)).collect::<Option<_>>()?;
        Some(Self { cookie: *cookie, written, levels })
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.cookie.to_vec();
        for number in [self.levels.len() as u64, self.segments().count() as u64, self.written] {
            push(&mut bytes, number);
        }
        for level in &self.levels {
            push(&mut bytes, level.merging);
            push(&mut bytes, level.segments.len() as u64);
            for segment in &level.segments {
                for number in [segment.number, segment.first, segment.last] {
                    push(&mut bytes, number);
                }
            }
        }
        bytes
    }

    /// The lowest number that no segment has.
    fn free_number(&self) -> Option<u64> {
        let taken = |number: &u64| self.segments().any(|segment| segment.number == *number);
        (1..=MOST_SEGMENTS).find(|number| !taken(number))
    }

    /// Writes a segment as the newest.
    pub fn append(&mut self, connection: &Connection, segment: &Segment) -> rusqlite::Result<()> {
        if segment.leaves.is_empty() {
            return Ok(());
        }
        let number = self.free_number().ok_or_else(|| damaged("it has too many segments"))?;
        let row = (number << SEGMENT_SHIFT) as i64;
        let mut insert =
            connection.prepare_cached("REPLACE INTO search_text_data (id, block) VALUES (?1, ?2)")?;
        for (leaf, at) in segment.leaves.iter().zip(1..) {
            insert.execute(params![row + at, leaf])?;
        }
        let mut split = connection
            .prepare_cached("INSERT INTO search_text_idx (segid, term, pgno) VALUES (?1, ?2, ?3)")?;
        for (term, leaf) in &segment.splits {
            // The lowest bit tells of an index within a list, which these have not.
            split.execute(params![number as i64, term, i64::from(*leaf) << 1])?;
        }
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let last = segment.leaves.len() as u64;
        self.written += last;
        self.levels
            .iter_mut()
            .take(1)
            .for_each(|level| level.segments.push(Stored { number, first: 1, last }));
        insert.execute(params![STRUCTURE, self.to_bytes()]).map(drop)
    }
}

impl Level {
    fn parse(numbers: &mut Numbers<'_>) -> Option<Self> {
        let (merging, count) = (numbers.next()?, numbers.next()?);
        let segment =
            |_| Some(Stored { number: numbers.next()?, first: numbers.next()?, last: numbers.next()? });
        Some(Self { merging, segments: (0..count.min(MOST_SEGMENTS)).map(segment).collect::<Option<_>>()? })
    }
}

/// Terms of all articles together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    articles: u64,
    sizes: [u64; COLUMNS],
}

impl Totals {
    /// Reads them.
    pub fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let bytes = data(connection, TOTALS)?;
        let mut numbers = Numbers(&bytes);
        let articles = numbers.next().unwrap_or_default();
        Ok(Self { articles, sizes: std::array::from_fn(|_| numbers.next().unwrap_or_default()) })
    }

    /// Writes them.
    pub fn store(&self, connection: &Connection) -> rusqlite::Result<()> {
        let mut bytes = Vec::new();
        push(&mut bytes, self.articles);
        self.sizes.iter().for_each(|size| push(&mut bytes, *size));
        connection
            .prepare_cached("REPLACE INTO search_text_data (id, block) VALUES (?1, ?2)")?
            .execute(params![TOTALS, bytes])
            .map(drop)
    }

    /// Notes an article that came in, and how long it is.
    pub fn add(&mut self, connection: &Connection, row: i64, sizes: &[u32; COLUMNS]) -> rusqlite::Result<()> {
        self.articles += 1;
        let mut bytes = Vec::with_capacity(COLUMNS * 2);
        for (total, size) in self.sizes.iter_mut().zip(sizes) {
            *total += u64::from(*size);
            push(&mut bytes, u64::from(*size));
        }
        connection
            .prepare_cached("REPLACE INTO search_text_docsize (id, sz) VALUES (?1, ?2)")?
            .execute(params![row, bytes])
            .map(drop)
    }

    /// Notes an article that goes.
    pub fn remove(
        &mut self,
        connection: &Connection,
        row: i64,
        sizes: &[u32; COLUMNS],
    ) -> rusqlite::Result<()> {
        self.articles = self.articles.saturating_sub(1);
        for (total, size) in self.sizes.iter_mut().zip(sizes) {
            *total = total.saturating_sub(u64::from(*size));
        }
        connection.prepare_cached("DELETE FROM search_text_docsize WHERE id = ?1")?.execute([row]).map(drop)
    }
}

/// Numbers one after the other.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn next(&mut self) -> Option<u64> {
        let (number, rest) = pop(self.0)?;
        self.0 = rest;
        Some(number)
    }
}

/// A row of `search_text_data`; empty where there is none.
fn data(connection: &Connection, row: i64) -> rusqlite::Result<Vec<u8>> {
    let found = connection
        .prepare_cached("SELECT block FROM search_text_data WHERE id = ?1")?
        .query_row([row], |row| match row.get_ref(0)? {
            ValueRef::Blob(bytes) => Ok(bytes.to_vec()),
            _ => Ok(Vec::new()),
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn damaged(what: &str) -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT_VTAB);
    rusqlite::Error::SqliteFailure(code, Some(format!("the search index is damaged: {what}")))
}
