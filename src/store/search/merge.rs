//! Segments of the index merged into fewer: every search asks each of them.
//!
//! While articles come in, [`SEGMENTS`] are merged at a time into one of the next level; what came in is written once more for
//! every level. At the end of an import that made up much of the index, all becomes one segment. What is written is what FTS5
//! itself would write; a test compares it. One thread reads and merges while another writes, in a third of FTS5's time.

use super::{
    segment::{Segment, Writer},
    shadow::{self, Stored, Structure},
    stored::Cursor,
};
use crossbeam_channel::bounded;
use rusqlite::Connection;
use std::thread;

/// Segments on a level that are merged while articles come in.
const SEGMENTS: usize = 64;
/// Segments on a level that are left at the end of an import.
const LEFT: usize = 12;
/// Of so many leaves one has to be new for all to be merged.
const SHARE: u64 = 5;
/// Leaves that are handed on together, a MiB, and how many such portions may wait.
const PORTION: usize = 256;
const WAITING: usize = 2;

/// Which segments become one: those of the first levels, of which the first holds the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merging {
    levels: usize,
}

/// What should be merged before more articles come in.
pub fn pressing(connection: &Connection) -> rusqlite::Result<Option<Merging>> {
    let structure = Structure::load(connection)?;
    Ok((structure.on_level(0) >= SEGMENTS).then(|| Merging::newest(&structure)))
}

/// What should be merged after an import that came in with `before` leaves there.
pub fn settling(connection: &Connection, before: u64) -> rusqlite::Result<Option<Merging>> {
    let structure = Structure::load(connection)?;
    if structure.on_level(0) <= LEFT {
        return Ok(None);
    }
    let leaves = structure.leaves();
    let is_small = leaves.saturating_sub(before).saturating_mul(SHARE) < leaves;
    Ok(Some(if is_small { Merging::newest(&structure) } else { Merging::all(&structure) }))
}

/// Leaves of the index.
pub fn leaves(connection: &Connection) -> rusqlite::Result<u64> {
    Ok(Structure::load(connection)?.leaves())
}

impl Merging {
    /// The newest, and what is older as long as a level would come to hold many.
    fn newest(structure: &Structure) -> Self {
        let mut levels = 1;
        while structure.on_level(levels) >= LEFT {
            levels += 1;
        }
        Self { levels }
    }

    fn all(structure: &Structure) -> Self {
        Self { levels: structure.levels() }
    }

    /// Merges within the transaction of `writing`, which has written nothing to the index in it; `reading` is another
    /// connection to the same library.
    pub fn run(self, writing: &Connection, reading: Connection) -> rusqlite::Result<()> {
        let mut structure = Structure::load(writing)?;
        let number = structure.free_number()?;
        let old = structure.of_levels(self.levels);
        let is_oldest = self.levels >= structure.levels();
        let (portions_in, portions) = bounded::<Portion>(WAITING);
        let leaves = thread::scope(|scope| {
            let old = &old;
            let merging = scope.spawn(move || {
                // Whoever writes has failed if nobody takes it, and says why.
                merged(&reading, old, is_oldest, |portion| Ok(portions_in.send(portion).is_ok()))
            });
            let mut leaves = 0;
            let written = portions.into_iter().try_for_each(|portion| {
                leaves = portion.segment.last();
                portion.write(writing, number, old)
            });
            let merged = merging.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            written.and(merged).map(|()| leaves)
        })?;
        structure.replace(writing, self.levels, (number, leaves))
    }
}

/// A part of the new segment.
pub(super) struct Portion {
    pub(super) segment: Segment,
    /// How many leaves of each old segment were read for all that there is of the new one.
    read: Vec<u64>,
}

impl Portion {
    /// Writes it in the place of what was read: their pages become its pages, so the file does not grow by the whole.
    pub(super) fn write(&self, writing: &Connection, number: u64, old: &[Stored]) -> rusqlite::Result<()> {
        shadow::write(writing, number, &self.segment)?;
        old.iter().zip(&self.read).try_for_each(|(old, read)| shadow::remove(writing, old.number, *read))
    }
}

/// What a list holds of an article.
#[derive(Debug, Clone, Copy)]
struct Held {
    row: u64,
    /// Number of the segment; newer ones have higher numbers.
    age: u32,
    replaces: bool,
    /// Where its places begin, and how many bytes they are.
    places: (usize, u32),
}

/// Makes one segment of several, the oldest first, and hands it on in portions as long as they are wanted. What is gone is
/// left out when none older is left.
pub(super) fn merged(
    connection: &Connection,
    old: &[Stored],
    is_oldest: bool,
    mut hand_on: impl FnMut(Portion) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let cursors = old.iter().map(|stored| Cursor::open(connection, *stored));
    let mut cursors = cursors.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut writer = Writer::default();
    let mut list = List::default();
    let mut term = Vec::new();
    let read = |cursors: &[Cursor<'_>]| cursors.iter().map(Cursor::read).collect();
    while let Some(least) = cursors.iter().filter_map(Cursor::term).min() {
        term.clear();
        term.extend_from_slice(least);
        list.clear();
        for (age, cursor) in (0..).zip(&mut cursors) {
            if cursor.term() == Some(&term) {
                cursor.list(|row, replaces, places| list.push(row, (age, replaces), places))?;
            }
        }
        list.write(&term, is_oldest, &mut writer);
        if writer.waiting() >= PORTION && !hand_on(Portion { segment: writer.take(), read: read(&cursors) })?
        {
            return Ok(());
        }
    }
    hand_on(Portion { segment: writer.finish(), read: read(&cursors) }).map(drop)
}

/// The list of a term, out of several segments.
#[derive(Default)]
struct List {
    held: Vec<Held>,
    places: Vec<u8>,
    is_mixed: bool,
}

impl List {
    fn clear(&mut self) {
        self.held.clear();
        self.places.clear();
        self.is_mixed = false;
    }

    fn push(&mut self, row: u64, (age, replaces): (u32, bool), places: &[u8]) {
        self.is_mixed |= self.held.last().is_some_and(|last| last.row >= row);
        self.held.push(Held { row, age, replaces, places: (self.places.len(), places.len() as u32) });
        self.places.extend_from_slice(places);
    }

    /// Writes what is left of it: of each article what the newest segment says.
    fn write(&mut self, term: &[u8], is_oldest: bool, writer: &mut Writer) {
        if self.is_mixed {
            self.held.sort_unstable_by_key(|held| (held.row, std::cmp::Reverse(held.age)));
            self.held.dedup_by_key(|held| held.row);
        }
        let mut has_term = false;
        for held in &self.held {
            let (start, length) = held.places;
            let places = self.places.get(start..start + length as usize).unwrap_or_default();
            if places.is_empty() && (is_oldest || !held.replaces) {
                continue;
            }
            if !has_term {
                writer.term(term);
                has_term = true;
            }
            writer.merged_article(held.row, held.replaces, places);
        }
    }
}
