//! The tables behind the FTS5 table, as FTS5 keeps them: which segments there are, how long each article is and all together.
//!
//! Written directly, by [`Batch`](super::Batch) and `merge` alone and only here. FTS5 keeps in memory what it has read of
//! them, for as long as its connection has written them: so a connection that writes here never writes through the
//! FTS5 table.

use super::{
    postings::COLUMNS,
    segment::Segment,
    varint::{pop, push},
};
use rusqlite::{Connection, OptionalExtension, params, types::ValueRef};

/// Rows of `search_text_data` that are no leaves.
const TOTALS: i64 = 1;
const STRUCTURE: i64 = 10;
/// Bits of a leaf's number in its row; above are those of pages of skips: their height, a mark; and the segment.
const HEIGHT_SHIFT: u32 = 31;
const SKIPS_SHIFT: u32 = 36;
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
pub struct Stored {
    pub number: u64,
    pub first: u64,
    pub last: u64,
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
    pub fn free_number(&self) -> rusqlite::Result<u64> {
        let taken = |number: &u64| self.segments().any(|segment| segment.number == *number);
        let free = (1..=MOST_SEGMENTS).find(|number| !taken(number));
        free.ok_or_else(|| damaged("it has too many segments"))
    }

    /// Writes a segment as the newest.
    pub fn append(&mut self, connection: &Connection, segment: &Segment) -> rusqlite::Result<()> {
        if segment.leaves.is_empty() {
            return Ok(());
        }
        let number = self.free_number()?;
        write(connection, number, segment)?;
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let last = segment.leaves.len() as u64;
        self.written += last;
        let stored = Stored { number, first: 1, last };
        self.levels.iter_mut().take(1).for_each(|level| level.segments.push(stored));
        self.store(connection)
    }

    /// The segments of the `levels` first levels, the oldest first.
    pub fn of_levels(&self, levels: usize) -> Vec<Stored> {
        self.levels.iter().take(levels).rev().flat_map(|level| &level.segments).copied().collect()
    }

    /// Levels there are.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// Segments on a level; the newest are on the first, 0.
    pub fn on_level(&self, level: usize) -> usize {
        self.levels.get(level).map_or(0, |level| level.segments.len())
    }

    /// Puts segment `number` of `last` leaves in the place of all of the `levels` first levels.
    pub fn replace(
        &mut self,
        connection: &Connection,
        levels: usize,
        (number, last): (u64, u64),
    ) -> rusqlite::Result<()> {
        let mut data =
            connection.prepare_cached("DELETE FROM search_text_data WHERE id BETWEEN ?1 AND ?2")?;
        let mut index = connection.prepare_cached("DELETE FROM search_text_idx WHERE segid = ?1")?;
        for old in self.of_levels(levels) {
            let row = (old.number << SEGMENT_SHIFT) as i64;
            data.execute([row, row + (1 << SEGMENT_SHIFT) - 1])?;
            index.execute([old.number as i64])?;
        }
        for level in self.levels.iter_mut().take(levels) {
            *level = Level::default();
        }
        if last > 0 {
            // The last level takes in what is merged with all of it, so that there are never more of them than needed.
            let level = if levels < self.levels.len() { levels } else { levels.saturating_sub(1).max(1) };
            if level >= self.levels.len() {
                self.levels.resize_with(level + 1, Level::default);
            }
            let stored = Stored { number, first: 1, last };
            self.levels.iter_mut().skip(level).take(1).for_each(|level| level.segments.push(stored));
        }
        self.store(connection)
    }

    fn store(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached("REPLACE INTO search_text_data (id, block) VALUES (?1, ?2)")?
            .execute(params![STRUCTURE, self.to_bytes()])
            .map(drop)
    }
}

/// Writes a segment, or a portion of one, under a number that is free.
pub fn write(connection: &Connection, number: u64, segment: &Segment) -> rusqlite::Result<()> {
    let row = (number << SEGMENT_SHIFT) as i64;
    let mut insert =
        connection.prepare_cached("REPLACE INTO search_text_data (id, block) VALUES (?1, ?2)")?;
    for (leaf, at) in segment.leaves.iter().zip(1..) {
        insert.execute(params![row + i64::from(segment.before) + at, leaf])?;
    }
    for page in &segment.skips {
        let skips = row | 1 << SKIPS_SHIFT | i64::from(page.height) << HEIGHT_SHIFT | i64::from(page.number);
        insert.execute(params![skips, page.bytes])?;
    }
    let mut insert =
        connection.prepare_cached("INSERT INTO search_text_idx (segid, term, pgno) VALUES (?1, ?2, ?3)")?;
    for split in &segment.splits {
        let place = i64::from(split.leaf) << 1 | i64::from(split.has_skips);
        insert.execute(params![number as i64, split.term, place])?;
    }
    Ok(())
}

/// Takes the first leaves of a segment away.
pub fn remove(connection: &Connection, segment: u64, leaves: u64) -> rusqlite::Result<()> {
    let row = (segment << SEGMENT_SHIFT) as i64;
    connection
        .prepare_cached("DELETE FROM search_text_data WHERE id BETWEEN ?1 AND ?2")?
        .execute([row, row + leaves as i64])
        .map(drop)
}

/// A leaf of a stored segment.
pub fn leaf(connection: &Connection, segment: u64, leaf: u64) -> rusqlite::Result<Vec<u8>> {
    data(connection, (segment << SEGMENT_SHIFT | leaf) as i64)
}

/// A page of skips at the lowest height, by the number of the segment and its own; empty where there is none.
pub fn skips(connection: &Connection, segment: u64, page: u64) -> rusqlite::Result<Vec<u8>> {
    data(connection, (segment << SEGMENT_SHIFT | 1 << SKIPS_SHIFT | page) as i64)
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

    /// Articles there are.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Terms of an average article.
    pub fn average(&self) -> f32 {
        (self.sizes.iter().sum::<u64>() as f32 / self.articles.max(1) as f32).max(1.0)
    }

    /// Terms of one article.
    pub fn length_of(connection: &Connection, row: i64) -> rusqlite::Result<u64> {
        let length = |bytes: &[u8]| {
            let mut numbers = Numbers(bytes);
            std::iter::from_fn(|| numbers.next()).take(COLUMNS).sum()
        };
        let found = connection
            .prepare_cached("SELECT sz FROM search_text_docsize WHERE id = ?1")?
            .query_row([row], |row| Ok(row.get_ref(0)?.as_blob().map_or(0, length)))
            .optional()?;
        Ok(found.unwrap_or_default())
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

pub fn damaged(what: &str) -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT_VTAB);
    rusqlite::Error::SqliteFailure(code, Some(format!("the search index is damaged: {what}")))
}
