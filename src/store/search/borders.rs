//! Which articles hold two characters side by side that make no term: a letter and a mark, two marks, a blank between.
//!
//! `grams` parts a text at its marks, so that 的，我 is in no phrase, and nearly every article holds its characters
//! somewhere. Here the article is told of by 的， and by ，我. Single characters stand here too, those anywhere in an article and
//! those of titles, authors and sources. Sets of places are those of `characters`, but many to a row: with a row each they would
//! take three times their room, and four times as long to be found.

use super::{
    block::{SIZE, place},
    characters::Places,
    varint,
};
use crate::news::query::Field;
use rusqlite::{Connection, OptionalExtension, params, types::ValueRef};
use std::collections::BTreeMap;

/// Rows of a block.
const SLICES: u32 = 1 << SLICE_BITS;
const SLICE_BITS: u32 = 8;
/// Bits of the neighbour's code and of its side.
const SIDE_BITS: u32 = 23;
/// Bits of what a slice tells its borders by.
const KEY_BITS: u32 = SIDE_BITS + 21 - SLICE_BITS;
/// Bits of a place, and whether it is held, behind a border's number.
const PLACE_BITS: u32 = SIZE.trailing_zeros();
/// Marks whose steps are the shortest; codes of other characters lie above these.
const MARKS: &[char] = &[
    ',', '。', '、', '“', '”', ':', ';', '《', '》', '(', ')', '?', '!', ' ', '.', '-', '%', '—', '…', '·',
    '「', '」', '【', '】', '/', '~', '‘', '’',
];
const CODES: u32 = 32;

/// Two characters that touch, or a character of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Border(u64);

impl Border {
    /// Of two characters of which `first_is_solid` tells that the first is no mark; never both are.
    pub fn between(first: char, second: char, first_is_solid: bool) -> Self {
        if first_is_solid {
            Self::new(first, code(second) << 1)
        } else {
            Self::new(second, code(first) << 1 | 1)
        }
    }

    /// A character anywhere in a field.
    pub fn in_field(field: Field, character: char) -> Self {
        let code = match field {
            Field::Any => CODES - 4,
            Field::Title => CODES - 1,
            Field::Author => CODES - 2,
            Field::Source => CODES - 3,
        };
        Self::new(character, code << 1 | 1)
    }

    /// Borders of a character lie in one slice, side by side.
    fn new(character: char, neighbour: u32) -> Self {
        let number = u32::from(character);
        let (slice, rest) = (number % SLICES, number / SLICES);
        Self(u64::from(slice) << KEY_BITS | u64::from(rest) << SIDE_BITS | u64::from(neighbour))
    }

    fn slice(self) -> i64 {
        (self.0 >> KEY_BITS) as i64
    }

    /// What it is told by within its slice.
    fn key(self) -> u64 {
        self.0 & ((1 << KEY_BITS) - 1)
    }
}

fn code(neighbour: char) -> u32 {
    let known = MARKS.iter().position(|mark| *mark == neighbour);
    known.map_or_else(|| u32::from(neighbour) + CODES, |place| place as u32)
}

/// Reads the places of a border.
pub fn load(connection: &Connection, block: i64, border: Border) -> rusqlite::Result<Option<Places>> {
    let found = connection
        .prepare_cached("SELECT borders FROM search_border WHERE id = ?1")?
        .query_row([row(block, border.slice())], |row| match row.get_ref(0)? {
            ValueRef::Blob(bytes) => {
                let mut entries = Entries { rest: bytes, key: 0 }.skip_while(|(key, _)| *key < border.key());
                Ok(entries.next().filter(|(key, _)| *key == border.key()).map(|(_, set)| Places::decode(set)))
            }
            _ => Ok(None),
        })
        .optional()?;
    Ok(found.flatten())
}

fn row(block: i64, slice: i64) -> i64 {
    block * i64::from(SLICES) + slice
}

/// Borders of a slice with their sets, rising; a damaged slice ends where it stops making sense.
struct Entries<'a> {
    rest: &'a [u8],
    key: u64,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (u64, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (step, rest) = varint::pop(self.rest)?;
        let (length, rest) = varint::pop(rest)?;
        let (set, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        self.rest = rest;
        self.key = self.key.wrapping_add(step);
        Some((self.key, set))
    }
}

/// A slice being written.
#[derive(Default)]
struct Slice {
    bytes: Vec<u8>,
    last: u64,
}

impl Slice {
    fn push(&mut self, key: u64, set: &[u8]) {
        if !set.is_empty() {
            varint::push(&mut self.bytes, key.wrapping_sub(self.last));
            varint::push(&mut self.bytes, set.len() as u64);
            self.bytes.extend_from_slice(set);
            self.last = key;
        }
    }
}

/// Changes of sets, gathered and written together.
#[derive(Debug, Default)]
pub struct Changes {
    /// For each block numbers of borders, with the place behind, and whether it is held now.
    blocks: BTreeMap<i64, Vec<u64>>,
}

impl Changes {
    /// An article has some borders now, or has them no more; what it loses is told before what it gains.
    pub fn note(&mut self, article: i64, borders: &[Border], held: bool) {
        let (block, place) = place(article);
        let behind = (place as u64) << 1 | u64::from(held);
        let changes = self.blocks.entry(block).or_default();
        changes.extend(borders.iter().map(|border| border.0 << (PLACE_BITS + 1) | behind));
    }

    /// Writes all changes.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        for (block, mut changes) in std::mem::take(&mut self.blocks) {
            radsort::sort(&mut changes);
            let slice = |change: &u64| Border(change >> (PLACE_BITS + 1)).slice();
            for changes in changes.chunk_by(|a, b| slice(a) == slice(b)) {
                let Some(first) = changes.first() else { continue };
                write_slice(connection, row(block, slice(first)), changes)?;
            }
        }
        Ok(())
    }
}

fn write_slice(connection: &Connection, id: i64, changes: &[u64]) -> rusqlite::Result<()> {
    let old: Option<Vec<u8>> = connection
        .prepare_cached("SELECT borders FROM search_border WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(match row.get_ref(0)? {
                ValueRef::Blob(bytes) => bytes.to_vec(),
                _ => Vec::new(),
            })
        })
        .optional()?;
    let bytes = changed(old.as_deref().unwrap_or_default(), changes);
    connection
        .prepare_cached("INSERT OR REPLACE INTO search_border (id, borders) VALUES (?1, ?2)")?
        .execute(params![id, bytes])
        .map(drop)
}

/// A slice with changes to it, which rise.
fn changed(old: &[u8], changes: &[u64]) -> Vec<u8> {
    let key = |change: &u64| Border(change >> (PLACE_BITS + 1)).key();
    let mut slice = Slice::default();
    let mut kept = Entries { rest: old, key: 0 }.peekable();
    for changes in changes.chunk_by(|a, b| key(a) == key(b)) {
        let Some(key) = changes.first().map(key) else { continue };
        while let Some((before, set)) = kept.next_if(|(other, _)| *other < key) {
            slice.push(before, set);
        }
        let set = kept.next_if(|(other, _)| *other == key);
        let mut places = set.map(|(_, set)| Places::decode(set)).unwrap_or_default();
        for change in changes {
            places.set((change >> 1) as usize % SIZE as usize, change & 1 == 1);
        }
        slice.push(key, &places.encode());
    }
    kept.for_each(|(key, set)| slice.push(key, set));
    slice.bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn is_mark(c: char) -> bool {
        !c.is_alphanumeric()
    }

    fn border() -> impl Strategy<Value = (char, char)> {
        ("[镇江的a1，。“ 𠀀\u{10ffff}]", "[，。“” ,镇𠀀]").prop_filter_map("one is a mark", |(a, b)| {
            let (a, b) = (a.chars().next()?, b.chars().next()?);
            (is_mark(a) || is_mark(b)).then_some((a, b))
        })
    }

    fn of((a, b): (char, char)) -> Border {
        Border::between(a, b, !is_mark(a))
    }

    proptest! {
        #[test]
        fn each_border_has_a_number_of_its_own(one in border(), other in border()) {
            prop_assert_eq!(of(one) == of(other), one == other);
            prop_assert!(of(one).0 < 1 << (SLICE_BITS + KEY_BITS));
            prop_assert!(of(one).0.leading_zeros() > PLACE_BITS);
        }

        /// Batch after batch, each losing and gaining, the sets are what is left.
        #[test]
        fn sets_are_what_the_changes_make_of_them(
            batches in prop::collection::vec(prop::collection::vec((0_i64..3000, border(), any::<bool>()), 0..60), 1..4),
        ) {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch("CREATE TABLE search_border (id INTEGER PRIMARY KEY, borders BLOB NOT NULL)").unwrap();
            let mut expected: BTreeMap<(char, char), BTreeSet<i64>> = BTreeMap::new();
            for batch in &batches {
                let mut changes = Changes::default();
                let mut last = BTreeMap::new();
                for (article, border, held) in batch {
                    changes.note(*article, &[of(*border)], *held);
                    // Losing comes before gaining, in whatever order they are told.
                    *last.entry((*border, *article)).or_insert(false) |= held;
                }
                for ((border, article), held) in last {
                    let set = expected.entry(border).or_default();
                    if held { set.insert(article); } else { set.remove(&article); }
                }
                changes.write(&connection).unwrap();
            }
            for (border, articles) in expected {
                let found: BTreeSet<i64> = (0..3)
                    .flat_map(|block| {
                        let places = load(&connection, block, of(border)).unwrap().unwrap_or_default();
                        places.iter().map(|place| block * SIZE + place as i64).collect::<Vec<_>>()
                    })
                    .collect();
                prop_assert_eq!(found, articles);
            }
        }

        #[test]
        fn any_bytes_are_some_slice(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let count = Entries { rest: &bytes, key: 0 }.count();
            prop_assert!(count <= bytes.len());
            let change = of(('的', '，')).0 << (PLACE_BITS + 1) | 1;
            changed(&bytes, &[change]);
        }
    }
}
