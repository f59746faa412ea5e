//! A segment of an FTS5 index: the sorted terms of a batch, each with its articles and its places in them, cut into leaves.
//!
//! FTS5 would gather the terms one by one in a hash table and sort that; measured, it took six tenths of a millisecond for an
//! article, where sorting all terms of a batch at once and writing them in FTS5's own form takes less than one tenth.
//! The form is the one described in the comments of FTS5's index (`fts5_index.c`); a test compares it, byte by byte,
//! with what FTS5 writes itself. A segment may be larger than what should be in memory, so it can be taken in portions.

use super::{
    skips::{Page, Skips},
    varint,
};

/// Bytes of a leaf, as FTS5 has it where nothing else was set.
pub(super) const LEAF: usize = 4_050;
/// Leaves without a term from which on a list has skips.
const LONG: u32 = 4;
/// Bytes before the first term: where the first row is that belongs to a term of the leaf before, and where the terms end.
const HEADER: usize = 4;

/// A finished segment, or a portion of one.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Leaves before these.
    pub before: u32,
    /// Leaves one after the other; the first of a segment has number 1.
    pub leaves: Vec<Vec<u8>>,
    /// For each leaf that holds a term, where to look for it.
    pub splits: Vec<Split>,
    /// Pages of skips.
    pub skips: Vec<Page>,
}

impl Segment {
    /// The number of its last leaf.
    pub fn last(&self) -> u64 {
        u64::from(self.before) + self.leaves.len() as u64
    }
}

/// A leaf that holds a term.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// What is above all terms before it and not above its first.
    pub term: Vec<u8>,
    pub leaf: u32,
    /// Whether the list of its last term has skips.
    pub has_skips: bool,
}

/// Writes a segment. Terms come in the order of their bytes, articles of a term by row.
#[derive(Debug)]
pub struct Writer {
    segment: Segment,
    leaf: Vec<u8>,
    /// Where terms begin, as steps.
    starts: Vec<u8>,
    last_start: usize,
    /// The last term.
    term: Vec<u8>,
    last_row: u64,
    entry: Vec<u8>,
    row_stands: RowStands,
    /// The last leaf with a term: told when it is known how long the list of its last term is.
    split: Split,
    skips: Skips,
    /// Leaves without a term since that one.
    since: u32,
}

/// How the next row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowStands {
    /// Whole: first of its term.
    First,
    /// Whole, and noted in the header: first of the leaf.
    FirstOfLeaf,
    /// As a step from the one before.
    After,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            segment: Segment::default(),
            leaf: vec![0; HEADER],
            starts: Vec::new(),
            last_start: 0,
            term: Vec::new(),
            last_row: 0,
            entry: Vec::new(),
            row_stands: RowStands::FirstOfLeaf,
            split: Split { leaf: 1, ..Split::default() },
            skips: Skips::default(),
            since: 0,
        }
    }
}

impl Writer {
    /// Opens a term.
    pub fn term(&mut self, term: &[u8]) {
        if self.leaf.len() + self.starts.len() + term.len() + 2 >= LEAF && self.leaf.len() > HEADER {
            self.end_leaf();
        }
        let first_of_leaf = self.starts.is_empty();
        varint::push(&mut self.starts, (self.leaf.len() - self.last_start) as u64);
        self.last_start = self.leaf.len();
        let mut shared = self.term.iter().zip(term).take_while(|(one, other)| one == other).count();
        if first_of_leaf {
            let leaf = self.leaf_number();
            if leaf > 1 {
                self.end_split();
                self.split.leaf = leaf;
                self.split.term.extend_from_slice(term.get(..=shared).unwrap_or(term));
            }
            shared = 0;
        } else {
            varint::push(&mut self.leaf, shared as u64);
        }
        let new = term.get(shared..).unwrap_or_default();
        varint::push(&mut self.leaf, new.len() as u64);
        self.leaf.extend_from_slice(new);
        self.term.clear();
        self.term.extend_from_slice(term);
        self.row_stands = RowStands::First;
        self.skips.begin(self.leaf_number());
    }

    /// An article that holds the term at these places; `replaces`: it stands in an older segment with this term.
    pub fn article(&mut self, row: u64, replaces: bool, places: &[u8]) {
        self.row(row);
        let mut entry = std::mem::take(&mut self.entry);
        entry.clear();
        varint::push(&mut entry, places.len() as u64 * 2 + u64::from(replaces));
        entry.extend_from_slice(places);
        self.put(&entry);
        self.entry = entry;
    }

    /// The same of an article that was in a segment before: there FTS5 cuts long lists of places in another way.
    pub fn merged_article(&mut self, row: u64, replaces: bool, places: &[u8]) {
        self.row(row);
        varint::push(&mut self.leaf, places.len() as u64 * 2 + u64::from(replaces));
        let mut rest = places;
        while self.leaf.len() + self.starts.len() + rest.len() >= LEAF {
            let wanted = LEAF.saturating_sub(self.leaf.len() + self.starts.len());
            let (now, then) = rest.split_at(reaching(rest, wanted));
            self.leaf.extend_from_slice(now);
            rest = then;
            self.end_leaf();
        }
        self.leaf.extend_from_slice(rest);
    }

    fn row(&mut self, row: u64) {
        let written = match self.row_stands {
            RowStands::FirstOfLeaf => {
                let at = (self.leaf.len() as u16).to_be_bytes();
                self.set_header(0, at);
                self.skips.append(row, self.leaf_number());
                row
            }
            RowStands::First => row,
            RowStands::After => row - self.last_row,
        };
        varint::push(&mut self.leaf, written);
        self.last_row = row;
        self.row_stands = RowStands::After;
    }

    /// Puts numbers on the leaf, and those for which there is no room on the next.
    fn put(&mut self, entry: &[u8]) {
        let mut rest = entry;
        loop {
            let room = LEAF.saturating_sub(self.leaf.len() + self.starts.len());
            let (now, then) = rest.split_at(fitting(rest, room));
            self.leaf.extend_from_slice(now);
            rest = then;
            if now.len() == entry.len() && entry.len() <= room {
                return;
            }
            if self.leaf.len() + self.starts.len() >= LEAF {
                self.end_leaf();
            }
            if rest.is_empty() {
                return;
            }
        }
    }

    /// Leaves that are full and were not taken yet.
    pub fn waiting(&self) -> usize {
        self.segment.leaves.len()
    }

    /// What is full and was not taken yet.
    pub fn take(&mut self) -> Segment {
        let before = self.leaf_number() - 1;
        std::mem::replace(&mut self.segment, Segment { before, ..Segment::default() })
    }

    /// The rest of the segment: all of it where nothing was taken.
    pub fn finish(mut self) -> Segment {
        if self.leaf.len() > HEADER {
            self.end_leaf();
        }
        if self.leaf_number() > 1 {
            self.end_split();
        }
        self.segment
    }

    /// The number of the leaf that is being written.
    fn leaf_number(&self) -> u32 {
        self.segment.before + self.segment.leaves.len() as u32 + 1
    }

    /// All terms of the leaf that was last noted are written, and their lists.
    fn end_split(&mut self) {
        let has_skips = self.skips.is_begun() && self.since >= LONG;
        if has_skips {
            self.segment.skips.append(&mut self.skips.take());
        } else {
            self.skips.clear();
        }
        self.since = 0;
        let split = std::mem::take(&mut self.split);
        self.segment.splits.push(Split { has_skips, ..split });
    }

    fn set_header(&mut self, at: usize, bytes: [u8; 2]) {
        if let Some(header) = self.leaf.get_mut(at..at + 2) {
            header.copy_from_slice(&bytes);
        }
    }

    fn end_leaf(&mut self) {
        if self.starts.is_empty() {
            if self.row_stands == RowStands::FirstOfLeaf {
                self.skips.pass();
            }
            self.since += 1;
        }
        let end = (self.leaf.len() as u16).to_be_bytes();
        self.set_header(2, end);
        self.leaf.append(&mut self.starts);
        let mut next = Vec::with_capacity(LEAF + 64);
        next.resize(HEADER, 0);
        self.segment.leaves.push(std::mem::replace(&mut self.leaf, next));
        self.last_start = 0;
        self.row_stands = RowStands::FirstOfLeaf;
    }
}

/// Bytes of a list up to the number that reaches `wanted`.
fn reaching(places: &[u8], wanted: usize) -> usize {
    let mut rest = places;
    while places.len() - rest.len() < wanted {
        let Some((_, after)) = varint::pop(rest) else { return places.len() };
        rest = after;
    }
    places.len() - rest.len()
}

/// Bytes of a list that go into `room`: whole numbers, at least one.
fn fitting(places: &[u8], room: usize) -> usize {
    if places.len() <= room {
        return places.len();
    }
    let mut taken = 0;
    let mut rest = places;
    while let Some((_, after)) = varint::pop(rest) {
        let with = places.len() - after.len();
        if taken > 0 && with > room {
            break;
        }
        (taken, rest) = (with, after);
    }
    if taken == 0 { places.len() } else { taken }
}
