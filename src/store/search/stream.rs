//! Rows of a plan's articles, highest first, read no further than asked.
//!
//! Sets are combined by leaping: each is asked for its first row at or below one, so that a rare word carries
//! a frequent one along. Leaves read the index in growing runs of blocks; a statement is never left open between two
//! questions.

use super::{
    block::{SIZE, place},
    calendar::{Calendar, seconds},
    lists::Lists,
    phrase::Phrase,
    places::Places,
    plan::Plan,
    singles::{self, Single},
};
use std::ops::RangeInclusive;

/// Blocks of the first run of a leaf, and by what the next are longer, up to the longest.
const FIRST_RUN: usize = 8;
const GROWTH: usize = 4;
const LONGEST_RUN: usize = 256;

/// What streams read.
#[derive(Clone, Copy)]
pub struct Source<'c> {
    pub calendar: &'c Calendar<'c>,
    pub lists: &'c Lists<'c>,
}

/// The rows of a plan within a range.
pub enum Stream<'c> {
    /// Rows out of an index.
    Leaf(Leaf<'c>),
    /// Rows of articles that hold a character.
    Held(Holders<'c>),
    /// Rows of articles published within these seconds.
    Dates(&'c Calendar<'c>, RangeInclusive<i64>, RangeInclusive<i64>),
    /// These rows, lowest first.
    These(Vec<i64>),
    /// In all of these.
    And(Vec<Self>),
    /// In any of these.
    Or(Vec<Branch<'c>>),
    /// In the first, not in the second; and the row that the second was asked for last: it does not know of higher ones.
    Without(Box<Self>, Box<Self>, i64),
}

/// One of several streams, and its last answer: it holds until the others have been passed down to it.
pub struct Branch<'c> {
    stream: Stream<'c>,
    last: Last,
}

/// What a stream answered last.
#[derive(Clone, Copy, Default)]
enum Last {
    #[default]
    Unasked,
    Found(Option<i64>),
}

impl Last {
    /// Whether it is the answer for `top` too.
    fn holds(self, top: i64) -> bool {
        matches!(self, Self::Found(found) if found.is_none_or(|row| row <= top))
    }

    fn row(self) -> Option<i64> {
        match self {
            Self::Found(found) => found,
            Self::Unasked => None,
        }
    }
}

/// Rows of articles that hold a character, told block by block.
pub struct Holders<'c> {
    lists: &'c Lists<'c>,
    calendar: &'c Calendar<'c>,
    single: Single,
    bottom: i64,
    /// The block last read.
    places: Option<(i64, Option<Places>)>,
    /// The last answer. To find that there is none is to visit every block, which is not to be done twice.
    last: Last,
}

/// Rows out of an index.
pub struct Leaf<'c> {
    calendar: &'c Calendar<'c>,
    phrase: Phrase<'c>,
    /// Lowest row.
    bottom: i64,
    /// Nothing above this is left to be read.
    unread: i64,
    /// Read and not yet passed, lowest first.
    run: Vec<i64>,
    blocks: usize,
}

impl<'c> Stream<'c> {
    /// The rows of `plan` within `rows`.
    pub fn new(source: Source<'c>, plan: &Plan, rows: &RangeInclusive<i64>) -> rusqlite::Result<Self> {
        let stream = |plan: &Plan| Self::new(source, plan, rows);
        let all = |plans: &[Plan]| plans.iter().map(stream).collect::<rusqlite::Result<Vec<_>>>();
        let Source { calendar, lists } = source;
        Ok(match plan {
            Plan::All => Self::Dates(calendar, rows.clone(), seconds(None)),
            Plan::Days(days) => Self::Dates(calendar, rows.clone(), seconds(Some(days))),
            Plan::Phrase(field, phrase) => Self::Leaf(Leaf {
                calendar,
                phrase: Phrase::new(lists, (*field, phrase), calendar.blocks().count() * SIZE as usize)?,
                bottom: *rows.start(),
                unread: *rows.end(),
                run: Vec::new(),
                blocks: FIRST_RUN,
            }),
            Plan::Character(field, character) => Self::held(source, Single::new(*field, *character), rows),
            Plan::Rows(all) => {
                let first = all.partition_point(|row| row < rows.start());
                let end = all.partition_point(|row| row <= rows.end());
                Self::These(all.get(first..end).unwrap_or_default().to_vec())
            }
            Plan::And(plans) => {
                let mut streams = all(plans)?;
                // The rarest carries the others along.
                streams.sort_by_key(Self::length);
                Self::And(streams)
            }
            Plan::Or(plans) => Self::any(all(plans)?),
            Plan::Without(set, out) => {
                Self::Without(Box::new(stream(set)?), Box::new(stream(out)?), i64::MAX)
            }
        })
    }

    /// About how many rows there are in all, as far as that is known without reading them.
    fn length(&self) -> usize {
        match self {
            Self::Leaf(leaf) => leaf.phrase.length(),
            Self::These(rows) => rows.len(),
            Self::And(streams) => streams.iter().map(Self::length).min().unwrap_or(usize::MAX),
            Self::Without(set, ..) => set.length(),
            Self::Or(branches) => {
                branches.iter().map(|branch| branch.stream.length()).fold(0, usize::saturating_add)
            }
            Self::Held(_) => usize::MAX / 2,
            Self::Dates(..) => usize::MAX,
        }
    }

    fn held(Source { calendar, lists }: Source<'c>, single: Single, rows: &RangeInclusive<i64>) -> Self {
        let (bottom, last) = (*rows.start(), Last::Unasked);
        Self::Held(Holders { lists, calendar, single, bottom, places: None, last })
    }

    /// What is in any of some streams.
    pub fn any(streams: impl IntoIterator<Item = Self>) -> Self {
        Self::Or(streams.into_iter().map(|stream| Branch { stream, last: Last::Unasked }).collect())
    }

    /// The highest row that is not above `top`. `top` must not rise from one question to the next.
    pub fn seek(&mut self, top: i64) -> rusqlite::Result<Option<i64>> {
        match self {
            Self::Leaf(leaf) => leaf.seek(top),
            Self::Held(holders) => holders.seek(top),
            Self::Dates(calendar, rows, dates) => {
                calendar.last_within(*rows.start()..=top.min(*rows.end()), dates)
            }
            Self::These(rows) => {
                while rows.last().is_some_and(|row| *row > top) {
                    rows.pop();
                }
                Ok(rows.last().copied())
            }
            Self::And(streams) => seek_all(streams, top),
            Self::Or(branches) => {
                let mut highest = None;
                for branch in branches {
                    highest = highest.max(branch.seek(top)?);
                }
                Ok(highest)
            }
            Self::Without(set, out, asked) => {
                let mut top = top.min(*asked);
                while let Some(found) = set.seek(top)? {
                    *asked = found;
                    if out.seek(found)? != Some(found) {
                        return Ok(Some(found));
                    }
                    top = found - 1;
                }
                Ok(None)
            }
        }
    }
}

fn seek_all(streams: &mut [Stream<'_>], top: i64) -> rusqlite::Result<Option<i64>> {
    let mut top = top;
    'leap: loop {
        for stream in &mut *streams {
            match stream.seek(top)? {
                None => return Ok(None),
                Some(found) if found < top => {
                    top = found;
                    continue 'leap;
                }
                Some(_) => {}
            }
        }
        return Ok(Some(top));
    }
}

impl Branch<'_> {
    fn seek(&mut self, top: i64) -> rusqlite::Result<Option<i64>> {
        if !self.last.holds(top) {
            self.last = Last::Found(self.stream.seek(top)?);
        }
        Ok(self.last.row())
    }
}

impl Holders<'_> {
    fn seek(&mut self, top: i64) -> rusqlite::Result<Option<i64>> {
        if !self.last.holds(top) {
            self.last = Last::Found(self.look(top)?);
        }
        Ok(self.last.row())
    }

    fn look(&mut self, top: i64) -> rusqlite::Result<Option<i64>> {
        let (top_block, top_place) = place(top);
        if let Some((read, Some(places))) = &self.places
            && *read == top_block
            && let Some(found) = places.last(top_place)
        {
            return Ok(Some(top_block * SIZE + found as i64).filter(|row| *row >= self.bottom));
        }
        for block in self.calendar.blocks_down_from(top_block) {
            if self.places.as_ref().is_none_or(|(read, _)| *read != block) {
                self.lists.check_stale()?;
                self.places = Some((block, singles::load(self.lists.connection, block, self.single)?));
            }
            let places = self.places.as_ref().and_then(|(_, places)| places.as_ref());
            let top_place = if block == top_block { top_place } else { SIZE as usize - 1 };
            if let Some(found) = places.and_then(|places| places.last(top_place)) {
                return Ok(Some(block * SIZE + found as i64).filter(|row| *row >= self.bottom));
            }
            if block * SIZE <= self.bottom {
                return Ok(None);
            }
        }
        Ok(None)
    }
}

impl Leaf<'_> {
    fn seek(&mut self, top: i64) -> rusqlite::Result<Option<i64>> {
        loop {
            while let Some(&next) = self.run.last() {
                if next <= top {
                    return Ok(Some(next));
                }
                self.run.pop();
            }
            if top < self.unread {
                // Carried along by a rarer one, it is not asked for what lies near.
                self.unread = top;
                self.blocks = FIRST_RUN;
            }
            if self.unread < self.bottom {
                return Ok(None);
            }
            self.read()?;
        }
    }

    fn read(&mut self) -> rusqlite::Result<()> {
        let blocks = self.calendar.blocks_down_from(place(self.unread).0);
        let low = blocks.take(self.blocks).last().map_or(self.bottom, |block| block * SIZE);
        let low = low.max(self.bottom);
        self.run.extend_from_slice(&self.phrase.within(&(low..=self.unread))?);
        // Where no block is left there is no row.
        self.unread = low - 1;
        self.blocks = (self.blocks * GROWTH).min(LONGEST_RUN);
        Ok(())
    }
}
