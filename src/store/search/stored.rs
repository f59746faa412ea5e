//! A stored segment read from its first term to its last, each with its list of articles, whoever wrote it.
//!
//! For merging, and for `lists`, which reads a part of one list. The form of a leaf is told in `segment`.

use super::{
    shadow::{self, Stored, damaged},
    varint,
};
use rusqlite::Connection;

/// Bytes before the first term of a leaf.
const HEADER: usize = 4;

/// Where reading stands in a segment.
pub struct Cursor<'a> {
    connection: &'a Connection,
    segment: u64,
    /// Leaves that were not read yet.
    next: u64,
    last: u64,
    leaf: Leaf,
    term: Vec<u8>,
    is_at_end: bool,
    /// Places that go over the end of a leaf.
    gathered: Vec<u8>,
}

/// A leaf, and what of it was read.
#[derive(Default)]
struct Leaf {
    bytes: Vec<u8>,
    /// Where what comes next begins.
    at: usize,
    /// Where terms and lists end; behind stands where terms begin.
    end: usize,
    /// The first row of a list that began on a leaf before; 0 where none is here.
    first_row: usize,
    /// Where the next term begins, and where it is told where the one after it does.
    start: Option<usize>,
    starts: usize,
}

impl<'a> Cursor<'a> {
    /// Stands before the list of the first term.
    pub fn open(connection: &'a Connection, stored: Stored) -> rusqlite::Result<Self> {
        let mut cursor = Self {
            connection,
            segment: stored.number,
            next: stored.first,
            last: stored.last,
            leaf: Leaf::default(),
            term: Vec::new(),
            is_at_end: false,
            gathered: Vec::new(),
        };
        cursor.next_term()?;
        Ok(cursor)
    }

    /// Stands before the list of a term that begins on a leaf, if it does.
    pub fn at_term(
        connection: &'a Connection,
        stored: Stored,
        leaf: u64,
        term: &[u8],
    ) -> rusqlite::Result<Option<Self>> {
        let mut cursor = Self::open(connection, Stored { first: leaf, ..stored })?;
        while cursor.next == leaf + 1 && cursor.term().is_some_and(|other| other < term) {
            if cursor.leaf.start.is_none() {
                return Ok(None);
            }
            cursor.next_term()?;
        }
        Ok((cursor.next == leaf + 1 && cursor.term() == Some(term)).then_some(cursor))
    }

    /// Stands before the first article that begins on a leaf, in a list that began before.
    pub fn at_leaf(connection: &'a Connection, stored: Stored, leaf: u64) -> rusqlite::Result<Self> {
        let read = Leaf::of(shadow::leaf(connection, stored.number, leaf)?)?;
        let at = read.first_row.max(HEADER);
        Ok(Self {
            connection,
            segment: stored.number,
            next: leaf + 1,
            last: stored.last,
            leaf: Leaf { at, ..read },
            term: Vec::new(),
            is_at_end: false,
            gathered: Vec::new(),
        })
    }

    /// Whether the list that comes next may go on on the next leaf.
    pub fn is_last_of_leaf(&self) -> bool {
        self.leaf.start.is_none()
    }

    /// Gives the articles of the list up to a row. The last that was read, maybe beyond it, and whether the list ends with it.
    pub fn rows_up_to(
        &mut self,
        end: i64,
        mut take: impl FnMut(i64, &[u8]),
    ) -> rusqlite::Result<(i64, bool)> {
        let mut last = None;
        while last.is_none_or(|last| (last as i64) < end) {
            last = self.leaf.rows_up_to(last, end, &mut take);
            if last.is_some_and(|last| last as i64 >= end) {
                break;
            }
            let read = self.article(last, |row, _, places| {
                if row as i64 <= end {
                    take(row as i64, places);
                }
            })?;
            let Some(row) = read else { return Ok((last.unwrap_or_default() as i64, true)) };
            last = Some(row);
        }
        Ok((last.unwrap_or_default() as i64, false))
    }

    /// The term whose list comes next; `None` at the end.
    pub fn term(&self) -> Option<&[u8]> {
        (!self.is_at_end).then_some(&self.term)
    }

    /// Leaves that were read, and are needed no more.
    pub fn read(&self) -> u64 {
        self.next - 1
    }

    /// Gives every article of the term's list: its row, whether it replaces another, its places. Goes on to the next term.
    pub fn list(&mut self, mut take: impl FnMut(u64, bool, &[u8])) -> rusqlite::Result<()> {
        let mut last = None;
        while let Some(row) = self.article(last, &mut take)? {
            last = Some(row);
        }
        self.next_term()
    }

    /// Gives the next article of the list, which comes after `last`.
    #[inline]
    fn article(
        &mut self,
        last: Option<u64>,
        mut take: impl FnMut(u64, bool, &[u8]),
    ) -> rusqlite::Result<Option<u64>> {
        if !self.is_in_list()? {
            return Ok(None);
        }
        let is_whole = self.leaf.at == self.leaf.first_row;
        let step = self.leaf.number()?;
        let row = last.filter(|_| !is_whole).map_or(step, |last: u64| last.wrapping_add(step));
        let size = self.leaf.number()?;
        let (length, replaces) = ((size / 2) as usize, size % 2 == 1);
        if self.leaf.left() >= length {
            take(row, replaces, self.leaf.pass(length));
        } else {
            self.gather(length)?;
            take(row, replaces, &self.gathered);
        }
        Ok(Some(row))
    }

    /// Whether another article of the list follows; goes on to the next leaf where it stands there.
    fn is_in_list(&mut self) -> rusqlite::Result<bool> {
        while self.leaf.left() == 0 {
            if self.leaf.start.is_some() || !self.next_leaf()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads places that go on on the next leaf.
    fn gather(&mut self, length: usize) -> rusqlite::Result<()> {
        self.gathered.clear();
        loop {
            let left = self.leaf.left().min(length - self.gathered.len());
            self.gathered.extend_from_slice(self.leaf.pass(left));
            if self.gathered.len() == length {
                return Ok(());
            }
            if self.leaf.start.is_some() || !self.next_leaf()? {
                return Err(damaged("a list of places ends early"));
            }
        }
    }

    fn next_term(&mut self) -> rusqlite::Result<()> {
        let start = loop {
            if let Some(start) = self.leaf.start {
                break start;
            }
            if !self.next_leaf()? {
                self.is_at_end = true;
                return Ok(());
            }
        };
        self.leaf.at = start;
        let shared = if self.leaf.is_first(start) { 0 } else { self.leaf.any_number()? };
        let length = self.leaf.any_number()?;
        let from = self.leaf.at;
        let new = from.checked_add(length).and_then(|end| self.leaf.bytes.get(from..end));
        self.term.truncate(shared);
        self.term.extend_from_slice(new.ok_or_else(|| damaged("a term ends early"))?);
        self.leaf.at = from + length;
        self.leaf.next_start(start)
    }

    /// Reads the next leaf; `false` where there is none.
    fn next_leaf(&mut self) -> rusqlite::Result<bool> {
        if self.next > self.last {
            return Ok(false);
        }
        self.leaf = Leaf::of(shadow::leaf(self.connection, self.segment, self.next)?)?;
        self.next += 1;
        Ok(true)
    }
}

impl Leaf {
    fn of(bytes: Vec<u8>) -> rusqlite::Result<Self> {
        let header = |at: usize| bytes.get(at..at + 2)?.try_into().map(u16::from_be_bytes).ok();
        let (Some(first_row), Some(end)) = (header(0), header(2)) else {
            return Err(damaged("a leaf is missing"));
        };
        let (first_row, end) = (usize::from(first_row), usize::from(end));
        if end < HEADER || end > bytes.len() {
            return Err(damaged("a leaf ends early"));
        }
        let mut leaf = Self { bytes, at: HEADER, end, first_row, start: None, starts: end };
        leaf.next_start(0)?;
        Ok(leaf)
    }

    /// Finds where the term after the one that begins at `start` does.
    fn next_start(&mut self, start: usize) -> rusqlite::Result<()> {
        let rest = self.bytes.get(self.starts..).unwrap_or_default();
        self.start = match varint::pop(rest) {
            Some((step, after)) => {
                self.starts = self.bytes.len() - after.len();
                let next = start.saturating_add(step as usize);
                if step == 0 || next >= self.end {
                    return Err(damaged("a term is not where it should be"));
                }
                Some(next)
            }
            None => None,
        };
        Ok(())
    }

    /// Whether the first term of the leaf begins at `start`: its starts begin with it.
    fn is_first(&self, start: usize) -> bool {
        let starts = self.bytes.get(self.end..).unwrap_or_default();
        varint::pop(starts).is_some_and(|(first, _)| first as usize == start)
    }

    /// Bytes up to the next term or the end.
    fn left(&self) -> usize {
        self.start.unwrap_or(self.end).saturating_sub(self.at)
    }

    fn pass(&mut self, length: usize) -> &[u8] {
        let from = self.at;
        self.at += length;
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    /// Gives the articles of a list that stand on this leaf whole, up to a row, without looking at each step for faults: what is
    /// odd is left to be read with care. The last that was given.
    fn rows_up_to(
        &mut self,
        mut last: Option<u64>,
        end: i64,
        take: &mut impl FnMut(i64, &[u8]),
    ) -> Option<u64> {
        let bytes = self.bytes.get(..self.start.unwrap_or(self.end)).unwrap_or_default();
        // A row that is written whole is read with care.
        while self.at != self.first_row
            && let Some(before) = last
            && let Some((step, at)) = short_number(bytes, self.at)
            && let Some((size, at)) = short_number(bytes, at)
            && let Some(places) = bytes.get(at..at + (size / 2) as usize)
        {
            let row = before.wrapping_add(step);
            if row as i64 > end {
                break;
            }
            self.at = at + places.len();
            last = Some(row);
            take(row as i64, places);
        }
        last
    }

    /// A number of a list.
    #[inline]
    fn number(&mut self) -> rusqlite::Result<u64> {
        let end = self.start.unwrap_or(self.end);
        let rest = self.bytes.get(self.at..end).unwrap_or_default();
        let (number, after) = varint::pop(rest).ok_or_else(|| damaged("a list ends early"))?;
        self.at = end - after.len();
        Ok(number)
    }

    /// A number before a term.
    fn any_number(&mut self) -> rusqlite::Result<usize> {
        let rest = self.bytes.get(self.at..self.end).unwrap_or_default();
        let (number, after) = varint::pop(rest).ok_or_else(|| damaged("a term ends early"))?;
        self.at = self.end - after.len();
        Ok(number as usize)
    }
}

/// A number of one byte or two, and where what follows it begins.
#[inline]
fn short_number(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    match *bytes.get(at..)? {
        [low, ..] if low < 0x80 => Some((u64::from(low), at + 1)),
        [high, low, ..] if low < 0x80 => Some((u64::from(high & 0x7f) << 7 | u64::from(low), at + 2)),
        _ => None,
    }
}
