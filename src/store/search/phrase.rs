//! Articles that hold terms side by side, within a range of rows.
//!
//! The rarest term is read first, and of each further one only what lies near those articles that are left. A term is a
//! pair of characters or a name; places are numbers that FTS5 writes, by column.

use super::{
    lists::{List, Lists},
    postings::{COLUMNS, FIELDS, Places},
};
use crate::news::query::Field;
use std::{cell::Cell, ops::RangeInclusive, rc::Rc};

/// What reading an article of a list costs less than beginning to read at another leaf does, times.
const JUMP: usize = 800;
/// The column of titles.
const TITLE: usize = 1;
/// Articles within so many rows by which is told which term comes second, and terms that are tried.
const SURVEYED: usize = 24;
const SURVEYED_ROWS: i64 = 1 << 14;
const TRIED: usize = 6;
/// Bits of a place within its column.
const PLACE_BITS: u32 = 32;

/// Articles of a range of rows that are remembered: a page of hits and their number are read from the same.
const REMEMBERED: usize = 4_096;

/// Terms side by side.
pub struct Phrase<'c> {
    lists: &'c Lists<'c>,
    /// The terms as they were given.
    name: (Field, String),
    /// The rarest first, with its place in the phrase.
    terms: Vec<(u64, Rc<List>)>,
    /// Which of the others is asked next, once that is told.
    second: Cell<Option<usize>>,
    column: Option<u8>,
    /// Rows of the library, for how densely articles lie.
    rows: usize,
}

/// Articles with the places where the phrase may begin, of all one after the other.
#[derive(Default)]
struct Held {
    articles: Vec<(i64, usize)>,
    places: Vec<u64>,
}

impl<'c> Phrase<'c> {
    /// Of these terms, parted by blanks, in a library of about so many rows.
    pub fn new(lists: &'c Lists<'c>, (field, of): (Field, &str), rows: usize) -> rusqlite::Result<Self> {
        let terms = (0..).zip(of.split(' ')).map(|(place, term)| Ok((place, lists.list(term)?)));
        let mut terms = terms.collect::<rusqlite::Result<Vec<_>>>()?;
        terms.sort_by_key(|(_, list)| list.length());
        let name = (field, of.to_owned());
        Ok(Self { lists, name, terms, second: Cell::new(None), column: column(field), rows })
    }

    /// About how many articles have its rarest term; 0 where none has it.
    pub fn length(&self) -> usize {
        self.terms.first().map_or(0, |(_, list)| list.length())
    }

    /// About how many articles of its lists are read to tell all that have it.
    pub fn cost(&self) -> usize {
        let near = self.length().saturating_mul(JUMP);
        self.terms.iter().map(|(_, list)| list.length().min(near)).sum()
    }

    /// The articles within a range of rows, rising.
    pub fn within(&self, rows: &RangeInclusive<i64>) -> rusqlite::Result<Rc<[i64]>> {
        let key = (self.name.clone(), rows.clone());
        if let Some(found) = self.lists.found.borrow().get(&key) {
            return Ok(Rc::clone(found));
        }
        let mut found = Vec::new();
        self.each(rows, |row| found.push(row))?;
        let found: Rc<[i64]> = found.into();
        if found.len() <= REMEMBERED {
            self.lists.found.borrow_mut().insert(key, Rc::clone(&found));
        }
        Ok(found)
    }

    /// Gives the articles within a range of rows, rising.
    pub fn each(&self, rows: &RangeInclusive<i64>, mut take: impl FnMut(i64)) -> rusqlite::Result<()> {
        self.lists.check_stale()?;
        let Some(((place, rarest), others)) = self.terms.split_first() else { return Ok(()) };
        if others.is_empty() && self.column.is_none() {
            return rarest.each(self.lists.connection, rows, |row, _| take(row));
        }
        let mut held = Held::default();
        let begin = |row: i64, places: &[u8]| held.begin(row, places, (*place, self.column));
        rarest.each(self.lists.connection, rows, begin)?;
        if self.second.get().is_none() {
            self.survey(&held, others)?;
        }
        for (place, list) in self.in_order(others) {
            held = self.narrowed(&held, *place, list)?;
        }
        held.articles.iter().for_each(|(row, _)| take(*row));
        Ok(())
    }

    /// Gives those of some articles, which rise, that have the phrase: how often, the places of names not counted, and
    /// whether in the title.
    pub fn each_of(&self, rows: &[i64], mut take: impl FnMut(i64, usize, bool)) -> rusqlite::Result<()> {
        let Some(((place, rarest), others)) = self.terms.split_first() else { return Ok(()) };
        let mut held = Held::default();
        let near = self.near(rarest);
        for group in rows.chunk_by(|a, b| b - a <= near) {
            self.lists.check_stale()?;
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let mut wanted = group.iter().peekable();
            rarest.each(self.lists.connection, &(*first..=*last), |row, places| {
                while wanted.next_if(|other| **other < row).is_some() {}
                if wanted.next_if(|other| **other == row).is_some() {
                    held.begin(row, places, (*place, self.column));
                }
            })?;
        }
        for (place, list) in self.in_order(others) {
            held = self.narrowed(&held, *place, list)?;
        }
        let mut start = 0;
        for (row, end) in &held.articles {
            let places = held.places.get(start..*end).unwrap_or_default();
            let columns = || places.iter().map(|place| (place >> PLACE_BITS) as usize);
            take(
                *row,
                columns().filter(|column| column + 1 < COLUMNS).count(),
                columns().any(|of| of == TITLE),
            );
            start = *end;
        }
        Ok(())
    }

    /// Tells by some articles of the rarest term which other costs least to be asked next. Of 2018” what has 8” has 18 as well: it is
    /// a rarer companion that is looked for.
    fn survey(&self, held: &Held, others: &[(u64, Rc<List>)]) -> rusqlite::Result<()> {
        let Some((last, _)) = held.articles.last() else { return Ok(()) };
        let from = held.articles.partition_point(|(row, _)| *row <= last - SURVEYED_ROWS);
        let some = held.from(from);
        if some.articles.len() < SURVEYED || others.len() < 2 {
            return Ok(());
        }
        let all: usize = others.iter().map(|(_, list)| list.length()).sum();
        let mut least = f32::MAX;
        for (at, (place, list)) in others.iter().enumerate().take(TRIED) {
            let left = self.narrowed(&some, *place, list)?.articles.len() as f32 / some.articles.len() as f32;
            let cost = list.length() as f32 + left * (all - list.length()) as f32;
            if cost < least {
                least = cost;
                self.second.set(Some(at));
            }
        }
        Ok(())
    }

    /// The terms after the rarest in the order in which they are asked.
    fn in_order<'t>(
        &self,
        others: &'t [(u64, Rc<List>)],
    ) -> impl Iterator<Item = &'t (u64, Rc<List>)> + use<'t> {
        let second = self.second.get();
        let rest = others.iter().enumerate().filter(move |(at, _)| Some(*at) != second);
        second.and_then(|second| others.get(second)).into_iter().chain(rest.map(|(_, other)| other))
    }

    /// How many rows may lie between two articles for that part of a list to be read through rather than jumped over.
    fn near(&self, list: &List) -> i64 {
        (JUMP * self.rows / list.length().max(1)) as i64
    }

    /// Those that have another term at its place too.
    fn narrowed(&self, held: &Held, place: u64, list: &List) -> rusqlite::Result<Held> {
        let mut left = Held::default();
        let mut start = 0;
        let near = self.near(list);
        for group in held.articles.chunk_by(|(a, _), (b, _)| b - a <= near) {
            self.lists.check_stale()?;
            let (Some((first, _)), Some((last, end_of_group))) = (group.first(), group.last()) else {
                continue;
            };
            let mut articles = group.iter().peekable();
            list.each(self.lists.connection, &(*first..=*last), |row, places| {
                while let Some((_, end)) = articles.next_if(|(other, _)| *other < row) {
                    start = *end;
                }
                if let Some((_, end)) = articles.next_if(|(other, _)| *other == row) {
                    left.go_on(row, held.places.get(start..*end).unwrap_or_default(), (places, place));
                    start = *end;
                }
            })?;
            start = *end_of_group;
        }
        Ok(left)
    }
}

impl Held {
    /// Without the first articles.
    fn from(&self, first: usize) -> Self {
        let start =
            first.checked_sub(1).and_then(|before| self.articles.get(before)).map_or(0, |(_, end)| *end);
        let articles = self.articles.get(first..).unwrap_or_default();
        Self {
            articles: articles.iter().map(|(row, end)| (*row, end - start)).collect(),
            places: self.places.get(start..).unwrap_or_default().to_vec(),
        }
    }

    /// An article of the first term: the phrase would begin `place` places before it.
    fn begin(&mut self, row: i64, places: &[u8], (place, column): (u64, Option<u8>)) {
        let before = self.places.len();
        for (of, at) in Places::read(places) {
            if column.is_none_or(|column| column == of) && u64::from(at) >= place {
                self.places.push(u64::from(of) << PLACE_BITS | (u64::from(at) - place));
            }
        }
        if self.places.len() > before {
            self.articles.push((row, self.places.len()));
        }
    }

    /// An article of a further term, if this stands at its place behind one of `begins`.
    fn go_on(&mut self, row: i64, begins: &[u64], (places, place): (&[u8], u64)) {
        let before = self.places.len();
        let mut begins = begins.iter().peekable();
        for (of, at) in Places::read(places) {
            let Some(at) = u64::from(at).checked_sub(place) else { continue };
            let begin = u64::from(of) << PLACE_BITS | at;
            while begins.next_if(|other| **other < begin).is_some() {}
            if begins.next_if(|other| **other == begin).is_some() {
                self.places.push(begin);
            }
        }
        if self.places.len() > before {
            self.articles.push((row, self.places.len()));
        }
    }
}

/// The column of a field.
fn column(field: Field) -> Option<u8> {
    (0..).zip(FIELDS).find(|(_, of)| *of == field && field != Field::Any).map(|(column, _)| column)
}
