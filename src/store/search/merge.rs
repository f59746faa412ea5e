//! Segments of the index merged into fewer: every search asks each of them.
//!
//! While articles come in, [`SEGMENTS`] are merged at a time into one of the next level; what came in is written once more for
//! every level. At the end of an import that made up much of the index, all becomes one segment. What is written is what FTS5
//! itself would write; a test compares it. One thread reads lists and joins them, another makes leaves of them, and the third
//! writes these, in a quarter of FTS5's time.

use super::{
    segment::{Segment, Writer},
    shadow::{self, Stored, Structure},
    stored::Cursor,
};
use crossbeam_channel::bounded;
use rusqlite::Connection;
use std::thread;

/// Segments on a level that are merged while articles come in: a hundred thousand articles are merged once, at their end.
const SEGMENTS: usize = 128;
/// Segments on a level that are left at the end of an import.
const LEFT: usize = 12;
/// Of so many leaves one has to be new for all to be merged.
const SHARE: u64 = 5;
/// Bytes of places that are handed on together, leaves that are, a MiB, and how many such portions may wait.
const LOT: usize = 1 << 18;
const PORTION: usize = 256;
const WAITING: usize = 2;
/// What stands for the term of a segment that has been read.
const READ: u64 = u64::MAX;

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
        let (lists_in, lists) = bounded::<Lists>(WAITING);
        let (portions_in, portions) = bounded::<Portion>(WAITING);
        let leaves = thread::scope(|scope| {
            let old = &old;
            // Whoever takes what they make has failed if nobody takes it, and says why.
            let joining = scope.spawn(move || joined(&reading, old, |lists| lists_in.send(lists).is_ok()));
            scope.spawn(move || {
                let mut making = Making::new(is_oldest);
                let mut portions = lists.into_iter().filter_map(|lists| making.take(lists));
                if portions.all(|portion| portions_in.send(portion).is_ok()) {
                    let _ = portions_in.send(making.finish());
                }
            });
            let mut leaves = 0;
            let written = portions.into_iter().try_for_each(|portion| {
                leaves = portion.segment.last();
                portion.write(writing, number, old)
            });
            let joined = joining.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            written.and(joined).map(|()| leaves)
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
    age: u16,
    replaces: bool,
    /// Where its places begin among those of all lists, and how many bytes they are.
    places: (u32, u32),
}

/// The lists of some terms, one after the other.
#[derive(Debug, Default)]
pub(super) struct Lists {
    terms: Vec<u8>,
    held: Vec<Held>,
    places: Vec<u8>,
    /// Where each term ends in `terms`, and its list in `held`.
    ends: Vec<(usize, usize)>,
    is_mixed: bool,
    /// How many leaves of each segment were read for them.
    read: Vec<u64>,
}

/// Joins the lists of several segments, the oldest first, and hands them on as long as they are wanted.
pub(super) fn joined(
    connection: &Connection,
    old: &[Stored],
    mut hand_on: impl FnMut(Lists) -> bool,
) -> rusqlite::Result<()> {
    let cursors = old.iter().map(|stored| Cursor::open(connection, *stored));
    let mut cursors = cursors.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut heads: Vec<u64> = cursors.iter().map(head).collect();
    let mut lists = Lists::default();
    let mut term = Vec::new();
    let read = |cursors: &[Cursor<'_>]| cursors.iter().map(Cursor::read).collect();
    while let Some((least, of_least)) = least(&cursors, &heads) {
        term.clear();
        term.extend_from_slice(of_least);
        for (age, (cursor, own)) in (0..).zip(cursors.iter_mut().zip(&mut heads)) {
            if *own == least && cursor.term() == Some(&term) {
                cursor.list(|row, replaces, places| lists.push(row, (age, replaces), places))?;
                *own = head(cursor);
            }
        }
        lists.end(&term);
        if lists.places.len() >= LOT {
            lists.read = read(&cursors);
            if !hand_on(std::mem::take(&mut lists)) {
                return Ok(());
            }
        }
    }
    lists.read = read(&cursors);
    hand_on(lists);
    Ok(())
}

/// The first eight bytes of the term that comes next in a segment: those of pairs in the first plane are fewer.
fn head(cursor: &Cursor<'_>) -> u64 {
    cursor.term().map_or(READ, |term| {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(term).for_each(|(byte, of_term)| *byte = *of_term);
        u64::from_be_bytes(bytes)
    })
}

/// The term that comes next in any segment, and its head.
fn least<'c>(cursors: &'c [Cursor<'_>], heads: &[u64]) -> Option<(u64, &'c [u8])> {
    let least = *heads.iter().min()?;
    let mut terms = cursors.iter().zip(heads).filter(|(_, head)| **head == least);
    let of_cursor = |(cursor, _): (&'c Cursor<'_>, _)| cursor.term();
    // No term holds a zero: what ends before the eighth byte is told by its head.
    let term = if least.trailing_zeros() >= u8::BITS {
        terms.find_map(of_cursor)
    } else {
        terms.filter_map(of_cursor).min()
    };
    term.map(|term| (least, term))
}

impl Lists {
    fn push(&mut self, row: u64, (age, replaces): (u16, bool), places: &[u8]) {
        let first = self.ends.last().map_or(0, |(_, end)| *end);
        let last = self.held.get(first..).and_then(<[Held]>::last);
        self.is_mixed |= last.is_some_and(|last| last.row >= row);
        self.held.push(Held { row, age, replaces, places: (self.places.len() as u32, places.len() as u32) });
        self.places.extend_from_slice(places);
    }

    /// All of the term was pushed: of each article what the newest segment says is kept.
    fn end(&mut self, term: &[u8]) {
        if std::mem::take(&mut self.is_mixed) {
            let first = self.ends.last().map_or(0, |(_, end)| *end);
            let mut of_term = self.held.split_off(first);
            of_term.sort_unstable_by_key(|held| (held.row, std::cmp::Reverse(held.age)));
            of_term.dedup_by_key(|held| held.row);
            self.held.append(&mut of_term);
        }
        self.terms.extend_from_slice(term);
        self.ends.push((self.terms.len(), self.held.len()));
    }
}

/// A segment being made of joined lists.
pub(super) struct Making {
    writer: Writer,
    /// Whether what is gone is left out: no older segment is left that has it.
    is_oldest: bool,
    read: Vec<u64>,
}

impl Making {
    pub(super) fn new(is_oldest: bool) -> Self {
        Self { writer: Writer::default(), is_oldest, read: Vec::new() }
    }

    /// Takes some lists up, and gives what is full, if that is enough.
    pub(super) fn take(&mut self, lists: Lists) -> Option<Portion> {
        let (mut term_at, mut held_at) = (0, 0);
        for (term_end, held_end) in &lists.ends {
            let term = lists.terms.get(term_at..*term_end).unwrap_or_default();
            let held = lists.held.get(held_at..*held_end).unwrap_or_default();
            self.list(term, held, &lists.places);
            (term_at, held_at) = (*term_end, *held_end);
        }
        self.read = lists.read;
        (self.writer.waiting() >= PORTION)
            .then(|| Portion { segment: self.writer.take(), read: self.read.clone() })
    }

    fn list(&mut self, term: &[u8], held: &[Held], all_places: &[u8]) {
        let mut has_term = false;
        for held in held {
            let (start, length) = (held.places.0 as usize, held.places.1 as usize);
            let places = all_places.get(start..start + length).unwrap_or_default();
            if places.is_empty() && (self.is_oldest || !held.replaces) {
                continue;
            }
            if !has_term {
                self.writer.term(term);
                has_term = true;
            }
            self.writer.merged_article(held.row, held.replaces, places);
        }
    }

    /// The rest of the segment.
    pub(super) fn finish(self) -> Portion {
        Portion { segment: self.writer.finish(), read: self.read }
    }
}
