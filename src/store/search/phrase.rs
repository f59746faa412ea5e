//! Articles that hold terms side by side, within a range of rows.
//!
//! The rarest term is read first, and of each further one only what lies near those articles that are left. A term is a
//! pair of characters or a name; places are numbers that FTS5 writes, by column.

use super::{
    lists::{List, Lists},
    postings::{COLUMNS, FIELDS, Places},
};
use crate::news::query::Field;
use std::{ops::RangeInclusive, rc::Rc};

/// What reading an article of a list costs less than beginning to read at another leaf does, times.
const JUMP: usize = 800;
/// The column of titles.
const TITLE: usize = 1;
/// Bits of a place within its column.
const PLACE_BITS: u32 = 32;

/// Terms side by side.
pub struct Phrase<'c> {
    lists: &'c Lists<'c>,
    /// The rarest first, with its place in the phrase.
    terms: Vec<(u64, Rc<List>)>,
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
    pub fn new(lists: &'c Lists<'c>, (field, terms): (Field, &str), rows: usize) -> rusqlite::Result<Self> {
        let terms = (0..).zip(terms.split(' ')).map(|(place, term)| Ok((place, lists.list(term)?)));
        let mut terms = terms.collect::<rusqlite::Result<Vec<_>>>()?;
        terms.sort_by_key(|(_, list)| list.length());
        Ok(Self { lists, terms, column: column(field), rows })
    }

    /// About how many articles have its rarest term; 0 where none has it.
    pub fn length(&self) -> usize {
        self.terms.first().map_or(0, |(_, list)| list.length())
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
        for (place, list) in others {
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
        for (place, list) in others {
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
