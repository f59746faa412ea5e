//! Lists of terms read within a range of rows, straight from the leaves of the index.
//!
//! FTS5 goes through a list article by article, a fifteenth of a microsecond each, and cannot be stopped between two
//! leaves; asked for a text of frequent pairs it goes through several to their ends. Here a range of rows of a list is read
//! at once, past the places of articles that are not asked for, and where nothing of it is asked for, not at all.

use super::{
    shadow::{self, Stored, Structure},
    stored::Cursor,
    varint,
};
use crate::news::query::Field;
use rusqlite::{Connection, OptionalExtension, ffi, params};
use rustc_hash::FxHashMap;
use std::{
    cell::{Cell, OnceCell, RefCell},
    ops::RangeInclusive,
    rc::Rc,
};

/// Articles of a leaf, about.
const OF_A_LEAF: usize = 900;
/// What stands before every term in an FTS5 index without prefix indexes.
const MAIN: u8 = b'0';

/// The lists of an index, for one search.
pub struct Lists<'c> {
    pub connection: &'c Connection,
    stale: Option<&'c dyn Fn() -> bool>,
    segments: OnceCell<Vec<Stored>>,
    known: RefCell<FxHashMap<String, Rc<List>>>,
    /// Articles of phrases within ranges of rows.
    pub(super) found: RefCell<FxHashMap<Range, Rc<[i64]>>>,
}

/// A phrase, in a field, and a range of rows.
pub(super) type Range = ((Field, String), RangeInclusive<i64>);

/// Where the list of a term is.
pub struct List {
    /// In each segment that has the term, the oldest first.
    parts: Vec<Part>,
}

/// The list of a term in one segment.
struct Part {
    stored: Stored,
    /// The leaf where it begins.
    leaf: u64,
    term: Vec<u8>,
    /// Rows with which later leaves begin, and which leaves: where there are many.
    starts: Vec<(i64, u64)>,
    goes_on: bool,
    first_row: i64,
    /// As far as it is known: the list is known to its end once that was read.
    last_row: Cell<i64>,
}

impl<'c> Lists<'c> {
    /// None is read yet. `stale` tells whether nobody wants the answer any more.
    pub fn new(connection: &'c Connection, stale: Option<&'c dyn Fn() -> bool>) -> Self {
        Self {
            connection,
            stale,
            segments: OnceCell::new(),
            known: RefCell::default(),
            found: RefCell::default(),
        }
    }

    /// Fails as an interrupted statement does when nobody wants the answer any more.
    pub fn check_stale(&self) -> rusqlite::Result<()> {
        if self.stale.is_some_and(|stale| stale()) {
            return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_INTERRUPT), None));
        }
        Ok(())
    }

    /// The list of a term.
    pub fn list(&self, term: &str) -> rusqlite::Result<Rc<List>> {
        if let Some(list) = self.known.borrow().get(term) {
            return Ok(Rc::clone(list));
        }
        if self.segments.get().is_none() {
            let structure = Structure::load(self.connection)?;
            self.segments.get_or_init(|| structure.of_levels(structure.levels()));
        }
        let bytes: Vec<u8> = std::iter::once(MAIN).chain(term.bytes()).collect();
        let mut parts = Vec::new();
        for stored in self.segments.get().into_iter().flatten() {
            parts.extend(Part::find(self.connection, *stored, &bytes)?);
        }
        let list = Rc::new(List { parts });
        self.known.borrow_mut().insert(term.to_owned(), Rc::clone(&list));
        Ok(list)
    }
}

impl List {
    /// About how many articles it has; 0 where there is none.
    pub fn length(&self) -> usize {
        self.parts.iter().map(Part::length).sum()
    }

    /// Gives every article of the list within a range of rows, rising, with the places of the term.
    pub fn each(
        &self,
        connection: &Connection,
        rows: &RangeInclusive<i64>,
        mut take: impl FnMut(i64, &[u8]),
    ) -> rusqlite::Result<()> {
        // What is gone has no places.
        let mut take = |row: i64, places: &[u8]| {
            if !places.is_empty() {
                take(row, places);
            }
        };
        if let [part] = self.parts.as_slice() {
            return part.each(connection, rows, &mut take);
        }
        let (mut held, mut all) = (Vec::new(), Vec::new());
        for (age, part) in self.parts.iter().enumerate() {
            part.each(connection, rows, &mut |row: i64, places: &[u8]| {
                held.push((row, age, all.len(), places.len()));
                all.extend_from_slice(places);
            })?;
        }
        held.sort_unstable_by_key(|(row, age, ..)| (*row, std::cmp::Reverse(*age)));
        // Of each article what the newest segment says.
        held.dedup_by_key(|(row, ..)| *row);
        for (row, _, start, length) in held {
            take(row, all.get(start..start + length).unwrap_or_default());
        }
        Ok(())
    }
}

impl Part {
    fn find(connection: &Connection, stored: Stored, term: &[u8]) -> rusqlite::Result<Option<Self>> {
        let place: Option<i64> = connection
            .prepare_cached(
                "SELECT pgno FROM search_text_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1",
            )?
            .query_row(params![stored.number as i64, term], |row| row.get(0))
            .optional()?;
        let place = place.unwrap_or_default() as u64;
        let (leaf, has_skips) = ((place >> 1).max(stored.first), place & 1 == 1);
        let Some(mut cursor) = Cursor::at_term(connection, stored, leaf, term)? else { return Ok(None) };
        let goes_on = cursor.is_last_of_leaf();
        let starts = if goes_on && has_skips { skips(connection, stored, leaf)? } else { Vec::new() };
        let (first_row, _) = cursor.rows_up_to(i64::MIN, |_, _| ())?;
        let last_row = Cell::new(i64::MAX);
        Ok(Some(Self { stored, leaf, term: term.to_owned(), starts, goes_on, first_row, last_row }))
    }

    fn length(&self) -> usize {
        match (self.starts.len(), self.goes_on) {
            (0, false) => OF_A_LEAF / 4,
            (0, true) => OF_A_LEAF * 2,
            (leaves, _) => OF_A_LEAF * leaves,
        }
    }

    fn each(
        &self,
        connection: &Connection,
        rows: &RangeInclusive<i64>,
        take: &mut impl FnMut(i64, &[u8]),
    ) -> rusqlite::Result<()> {
        if *rows.end() < self.first_row || self.last_row.get() < *rows.start() {
            return Ok(());
        }
        let begun = self.starts.partition_point(|(row, _)| row <= rows.start());
        let cursor = match begun.checked_sub(1).and_then(|last| self.starts.get(last)) {
            Some((_, leaf)) => Some(Cursor::at_leaf(connection, self.stored, *leaf)?),
            None => Cursor::at_term(connection, self.stored, self.leaf, &self.term)?,
        };
        let Some(mut cursor) = cursor else { return Ok(()) };
        let (last, is_end) = cursor.rows_up_to(*rows.end(), |row, places| {
            if row >= *rows.start() {
                take(row, places);
            }
        })?;
        if is_end {
            self.last_row.set(last);
        }
        Ok(())
    }
}

/// The rows with which leaves of a long list begin, as `skips` writes them.
fn skips(connection: &Connection, stored: Stored, leaf: u64) -> rusqlite::Result<Vec<(i64, u64)>> {
    let mut starts = Vec::new();
    let mut page = leaf;
    loop {
        let bytes = shadow::skips(connection, stored.number, page)?;
        let Some(first) = bytes.get(1..).and_then(varint::pop) else { return Ok(starts) };
        let (mut leaf, mut rest) = first;
        let mut row = 0_i64;
        while let Some((step, after)) = varint::pop(rest) {
            rest = after;
            // No step: on that leaf no article begins.
            if step != 0 {
                row = row.wrapping_add(step as i64);
                starts.push((row, leaf));
            }
            leaf += 1;
        }
        if bytes.len() < super::segment::LEAF {
            return Ok(starts);
        }
        page += 1;
    }
}
