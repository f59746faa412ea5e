//! When articles were published, by their rows: read block by block as far as a search needs it.

use super::block::{SIZE, UNDATED, place};
use crate::{news::query::DayRange, store::column};
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;
use std::{cell::RefCell, collections::BTreeMap, ops::RangeInclusive, rc::Rc};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The dates of a library, for one search.
pub struct Calendar<'c> {
    connection: &'c Connection,
    /// Dates of each block from the oldest to the newest, by its number.
    spans: BTreeMap<i64, RangeInclusive<i64>>,
    dates: RefCell<FxHashMap<i64, Rc<[i64]>>>,
}

impl<'c> Calendar<'c> {
    /// Opens the calendar: reads the span of every block, and no date yet.
    pub fn open(connection: &'c Connection) -> rusqlite::Result<Self> {
        let spans = connection
            .prepare_cached("SELECT block, oldest, newest FROM search_block INDEXED BY search_block_span")?
            .query_map([], |row| {
                Ok((column::number(row, 0)?, column::number(row, 1)?..=column::number(row, 2)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { connection, spans, dates: RefCell::default() })
    }

    /// Numbers of all blocks with their spans.
    pub fn blocks(&self) -> impl Iterator<Item = (i64, &RangeInclusive<i64>)> {
        self.spans.iter().map(|(number, span)| (*number, span))
    }

    /// Numbers of the blocks from one on down.
    pub fn blocks_down_from(&self, block: i64) -> impl Iterator<Item = i64> {
        self.spans.range(..=block).rev().map(|(number, _)| *number)
    }

    /// Whether no article of a block is newer than one of the next.
    pub fn is_in_order(&self) -> bool {
        let next = self.spans.values().skip(1);
        self.spans.values().zip(next).all(|(block, next)| block.end() <= next.start())
    }

    /// Rows that there may be.
    pub fn rows(&self) -> RangeInclusive<i64> {
        let first = self.spans.keys().next().copied().unwrap_or_default();
        let last = self.spans.keys().next_back().copied().unwrap_or(-1);
        first * SIZE..=(last + 1) * SIZE - 1
    }

    /// When an article was published: [`UNDATED`] where it is not known, `None` where there is no such article.
    pub fn date(&self, article: i64) -> rusqlite::Result<Option<i64>> {
        let (block, place) = place(article);
        Ok(self.dates(block)?.get(place).copied().filter(|date| *date >= UNDATED))
    }

    /// The highest row within `rows` whose article was published within `dates`.
    pub fn last_within(
        &self,
        rows: RangeInclusive<i64>,
        dates: &RangeInclusive<i64>,
    ) -> rusqlite::Result<Option<i64>> {
        if rows.is_empty() {
            return Ok(None);
        }
        let blocks = place(*rows.start()).0..=place(*rows.end()).0;
        for (&number, span) in self.spans.range(blocks).rev() {
            let apart = span.end() < dates.start() || dates.end() < span.start();
            // A block's span leaves out what has no date.
            if apart && *dates.start() > UNDATED {
                continue;
            }
            let (last_block, last_place) = place(*rows.end());
            let read = self.dates(number)?;
            let places = if number == last_block { last_place + 1 } else { read.len() };
            let found = read.iter().take(places).rposition(|date| dates.contains(date));
            if let Some(row) = found.map(|place| number * SIZE + place as i64) {
                return Ok(Some(row).filter(|row| rows.contains(row)));
            }
        }
        Ok(None)
    }

    fn dates(&self, block: i64) -> rusqlite::Result<Rc<[i64]>> {
        if let Some(dates) = self.dates.borrow().get(&block) {
            return Ok(Rc::clone(dates));
        }
        let dates: Rc<[i64]> = self
            .connection
            .prepare_cached("SELECT published FROM search_block WHERE block = ?1")?
            .query_row([block], |row| column::numbers(row, 0))
            .optional()?
            .unwrap_or_default()
            .into();
        self.dates.borrow_mut().insert(block, Rc::clone(&dates));
        Ok(dates)
    }
}

/// The seconds of days at China's time; `None` in place of days: all, and those without a date as well.
pub fn seconds(days: Option<&DayRange>) -> RangeInclusive<i64> {
    let Some(days) = days else { return UNDATED..=i64::MAX };
    let begins = |day: i32| i64::from(day) * DAY - i64::from(crate::news::moment::CHINA_OFFSET);
    days.from.map_or(UNDATED + 1, begins)..=days.to.map_or(i64::MAX, |day| begins(day) + DAY - 1)
}
