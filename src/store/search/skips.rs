//! Where in a long list of articles each of its leaves begins, so that whoever asks for a late article skips the early
//! leaves: FTS5's "doclist index", in the form that the comments of its index describe (`fts5_index.c`).
//!
//! The first row of every leaf but the first, as steps; when a page of them is full, the first row of the next goes to
//! a page above. `segment` decides which lists are long enough for it.

use super::{segment::LEAF, varint};

/// A page of skips, by its height above the leaves and the leaf it is numbered after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub height: u32,
    pub number: u32,
    pub bytes: Vec<u8>,
}

/// Gathers the skips of one list.
#[derive(Debug, Default)]
pub struct Skips {
    levels: Vec<Level>,
    full: Vec<Page>,
}

/// The open page of a height.
#[derive(Debug, Default)]
struct Level {
    number: u32,
    bytes: Vec<u8>,
    last: Option<u64>,
}

impl Skips {
    /// A list begins on this leaf.
    pub fn begin(&mut self, leaf: u32) {
        self.clear();
        self.level(0).number = leaf;
    }

    /// Whether a second leaf of the list has begun.
    pub fn is_begun(&self) -> bool {
        self.levels.first().is_some_and(|level| !level.bytes.is_empty())
    }

    /// On this leaf no article of the list begins.
    pub fn pass(&mut self) {
        if self.is_begun() {
            varint::push(&mut self.level(0).bytes, 0);
        }
    }

    /// The first article that begins on a leaf.
    pub fn append(&mut self, row: u64, leaf: u32) {
        let (mut height, mut below) = (0, leaf);
        loop {
            let level = self.level(height);
            let is_full = level.bytes.len() >= LEAF;
            if is_full {
                self.end_page(height);
            }
            let level = self.level(height);
            match level.last {
                Some(last) => varint::push(&mut level.bytes, row.wrapping_sub(last)),
                None => {
                    for number in [u64::from(is_full), u64::from(below), row] {
                        varint::push(&mut level.bytes, number);
                    }
                }
            }
            level.last = Some(row);
            if !is_full {
                return;
            }
            (height, below) = (height + 1, level.number);
        }
    }

    /// All pages of the list, which has ended.
    pub fn take(&mut self) -> Vec<Page> {
        let mut pages = std::mem::take(&mut self.full);
        for (height, level) in (0..).zip(&mut self.levels) {
            if !level.bytes.is_empty() {
                pages.push(Page { height, number: level.number, bytes: std::mem::take(&mut level.bytes) });
            }
        }
        self.clear();
        pages
    }

    /// Forgets a list that was short.
    pub fn clear(&mut self) {
        self.full.clear();
        for level in &mut self.levels {
            level.bytes.clear();
            level.last = None;
        }
    }

    /// Puts a full page away; where nothing was above it, its first row goes there.
    fn end_page(&mut self, height: usize) {
        let level = self.level(height);
        let mut bytes = std::mem::take(&mut level.bytes);
        let number = level.number;
        level.number += 1;
        level.last = None;
        let above = self.level(height + 1);
        if let (true, Some(first)) = (above.bytes.is_empty(), first_row(&bytes)) {
            above.number = number;
            above.last = Some(first);
            for number in [0, u64::from(number), first] {
                varint::push(&mut above.bytes, number);
            }
        }
        // It is not the topmost.
        bytes.iter_mut().take(1).for_each(|byte| *byte = 1);
        self.full.push(Page { height: height as u32, number, bytes });
    }

    #[expect(clippy::indexing_slicing, reason = "made as long as needed in the line before")]
    fn level(&mut self, height: usize) -> &mut Level {
        if height >= self.levels.len() {
            self.levels.resize_with(height + 1, Level::default);
        }
        &mut self.levels[height]
    }
}

/// What follows the mark and the number of the leaf.
fn first_row(page: &[u8]) -> Option<u64> {
    let (_, rest) = varint::pop(page.get(1..)?)?;
    varint::pop(rest).map(|(row, _)| row)
}
