//! Hits in order of their dates, though rows lie in the order in which articles came in.
//!
//! Blocks of rows are visited from the one with the newest article on; a hit is certain as soon as it is newer than all
//! of the blocks that were not. Articles mostly come in by date, so few blocks are visited. What is rare enough to be
//! read at once is read at once, and so is the rest when visits yield too little.

use super::{block::SIZE, calendar::Calendar, search::Search};
use std::{collections::BinaryHeap, ops::RangeInclusive};

/// Hits that are read at once.
const AT_ONCE: usize = 512;
/// Blocks visited in vain before the rest is read at once.
const PATIENCE: usize = 12;

/// Hits from the newest on; those without a date come last.
pub struct Newest<'s, 'a> {
    search: &'s Search<'a>,
    /// Found, and not yet given: date and row.
    found: BinaryHeap<(i64, i64)>,
    /// Blocks not visited yet, by their newest article, the newest last.
    blocks: Vec<(i64, i64)>,
    /// Visits since the last hit was given.
    vain: usize,
    /// Only hits that stand below this one.
    below: Option<(i64, i64)>,
}

impl<'s, 'a> Newest<'s, 'a> {
    /// All hits of a search that stand below `below`, a date and a row.
    pub fn new(search: &'s Search<'a>, below: Option<(i64, i64)>) -> rusqlite::Result<Self> {
        let mut newest = Self { search, found: BinaryHeap::new(), blocks: Vec::new(), vain: 0, below };
        let all = search.calendar.rows();
        if newest.read(&all, AT_ONCE)? {
            return Ok(newest);
        }
        newest.found.clear();
        newest.blocks = blocks_below(&search.calendar, below);
        Ok(newest)
    }

    /// The next hit.
    pub fn next(&mut self) -> rusqlite::Result<Option<i64>> {
        loop {
            let next_block = self.blocks.last().map(|(newest, _)| *newest);
            if let Some((date, row)) = self.found.peek().copied()
                && next_block.is_none_or(|newest| newest < date)
            {
                self.found.pop();
                if self.search.accepts(row)? {
                    self.vain = 0;
                    return Ok(Some(row));
                }
                continue;
            }
            let Some((_, block)) = self.blocks.pop() else { return Ok(None) };
            self.search.check_stale()?;
            if self.vain < PATIENCE {
                self.vain += 1;
                self.read(&(block * SIZE..=block * SIZE + SIZE - 1), usize::MAX)?;
            } else {
                self.read_rest(block)?;
            }
        }
    }

    /// Reads hits within a range of rows; `false` when there are more than so many.
    fn read(&mut self, rows: &RangeInclusive<i64>, at_most: usize) -> rusqlite::Result<bool> {
        let mut stream = self.search.stream(rows)?;
        let mut top = *rows.end();
        let mut count = 0;
        while let Some(row) = stream.seek(top)? {
            if count == at_most {
                return Ok(false);
            }
            count += 1;
            top = row - 1;
            self.note(row)?;
        }
        Ok(true)
    }

    fn note(&mut self, row: i64) -> rusqlite::Result<()> {
        // What is read here may be many short statements, between which SQLite's interrupt is lost.
        self.search.check_stale()?;
        if let Some(date) = self.search.calendar.date(row)?
            && self.below.is_none_or(|below| (date, row) < below)
        {
            self.found.push((date, row));
        }
        Ok(())
    }

    /// Reads the hits of this block and of all that were not visited.
    fn read_rest(&mut self, block: i64) -> rusqlite::Result<()> {
        let mut rest: Vec<i64> =
            std::mem::take(&mut self.blocks).into_iter().map(|(_, block)| block).collect();
        rest.push(block);
        rest.sort_unstable();
        let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return Ok(()) };
        let mut stream = self.search.stream(&(first * SIZE..=last * SIZE + SIZE - 1))?;
        let mut top = last * SIZE + SIZE - 1;
        while let Some(row) = stream.seek(top)? {
            top = row - 1;
            if rest.binary_search(&row.div_euclid(SIZE)).is_ok() {
                self.note(row)?;
            }
        }
        Ok(())
    }
}

/// Blocks that may hold a hit below one.
fn blocks_below(calendar: &Calendar<'_>, below: Option<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut blocks: Vec<(i64, i64)> = calendar
        .blocks()
        .filter(|(_, span)| below.is_none_or(|(date, _)| *span.start() <= date))
        .map(|(block, span)| (*span.end(), block))
        .collect();
    blocks.sort_unstable();
    blocks
}
