//! Hits in order of their dates, though rows lie in the order in which articles came in.
//!
//! Blocks of rows are visited from the one with the newest article on; a hit is certain as soon as it is newer than all
//! of the blocks that were not. Articles mostly come in by date, so few blocks are visited, and more at once when visits
//! yield too little. What is rare enough to be read at once is read at once.

use super::{
    block::{SIZE, UNDATED},
    calendar::Calendar,
    search::Search,
};
use rustc_hash::FxHashMap;
use std::{collections::BinaryHeap, ops::RangeInclusive};

/// Hits that are read at once.
const AT_ONCE: usize = 512;
/// Blocks visited in vain before more are read at once, and by what their number grows then.
const PATIENCE: usize = 12;
const GROWTH: usize = 8;

/// Hits from the newest on; those without a date come last.
pub struct Newest<'s, 'a> {
    search: &'s Search<'a>,
    /// Found, and not yet given: date and row.
    found: BinaryHeap<(i64, i64)>,
    /// Blocks not visited yet, by their newest article, the newest last.
    blocks: Vec<(i64, i64)>,
    /// Visits since the last hit was given.
    vain: usize,
    /// Blocks that are read at once when visits are in vain.
    at_once: usize,
    /// Rows that were read at once, by block.
    at_hand: Option<FxHashMap<i64, Vec<i64>>>,
    /// Only hits that stand below this one.
    below: Option<(i64, i64)>,
}

impl<'s, 'a> Newest<'s, 'a> {
    /// All hits of a search that stand below `below`, a date and a row.
    pub fn new(search: &'s Search<'a>, below: Option<(i64, i64)>) -> rusqlite::Result<Self> {
        let (found, blocks, at_once) = (BinaryHeap::new(), Vec::new(), PATIENCE * GROWTH);
        let at_hand = at_once_if_few(search)?;
        let mut newest = Self { search, found, blocks, vain: 0, at_once, at_hand, below };
        newest.blocks = blocks_below(&search.calendar, below);
        if let Some(at_hand) = &newest.at_hand {
            newest.blocks.retain(|(_, block)| at_hand.contains_key(block));
        }
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
            if let Some(rows) = self.at_hand.as_mut().map(|at_hand| at_hand.remove(&block)) {
                rows.into_iter().flatten().try_for_each(|row| self.note(row))?;
            } else if self.vain < PATIENCE {
                self.vain += 1;
                self.read(&(block * SIZE..=block * SIZE + SIZE - 1))?;
            } else {
                self.read_more(block)?;
            }
        }
    }

    /// Reads hits within a range of rows.
    fn read(&mut self, rows: &RangeInclusive<i64>) -> rusqlite::Result<()> {
        let mut stream = self.search.stream(rows)?;
        let mut top = *rows.end();
        while let Some(row) = stream.seek(top)? {
            top = row - 1;
            self.note(row)?;
        }
        Ok(())
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

    /// Reads the hits of this block and of the next that were not visited: of many where they lie side by side, else of all.
    fn read_more(&mut self, block: i64) -> rusqlite::Result<()> {
        let next = self.blocks.split_off(self.blocks.len().saturating_sub(self.at_once - 1));
        let mut rest: Vec<i64> = next.into_iter().map(|(_, block)| block).chain([block]).collect();
        let span = rest.iter().max().zip(rest.iter().min()).map_or(0, |(last, first)| last - first + 1);
        if span as usize > 2 * rest.len() {
            rest.extend(std::mem::take(&mut self.blocks).into_iter().map(|(_, block)| block));
        }
        self.at_once *= GROWTH;
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

/// All rows that the index finds, by block; `None` when they are many.
fn at_once_if_few(search: &Search<'_>) -> rusqlite::Result<Option<FxHashMap<i64, Vec<i64>>>> {
    let all = search.calendar.rows();
    let mut stream = search.stream(&all)?;
    let mut top = *all.end();
    let mut rows: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    for _ in 0..AT_ONCE {
        let Some(row) = stream.seek(top)? else { return Ok(Some(rows)) };
        search.check_stale()?;
        top = row - 1;
        rows.entry(row.div_euclid(SIZE)).or_default().push(row);
    }
    Ok(None)
}

/// Blocks that may hold a hit below one, those where only one without a date can be first.
fn blocks_below(calendar: &Calendar<'_>, below: Option<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut blocks: Vec<(i64, i64)> = calendar
        .blocks()
        .map(|(block, span)| {
            let is_below = below.is_none_or(|(date, _)| *span.start() <= date);
            (if is_below { *span.end() } else { UNDATED }, block)
        })
        .collect();
    blocks.sort_unstable();
    blocks
}
