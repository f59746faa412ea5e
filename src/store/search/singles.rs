//! Which articles hold a character: anywhere, or in their title, author or source.
//!
//! Single characters are in no pair, and as terms they would take an eighth of the index and a quarter of its time. Here a character
//! has a set of places for each block of articles; the sets of many characters share a row, because with a row each they
//! would take three times their room, and four times as long to be found.

use super::{
    block::{SIZE, place},
    places::Places,
    varint,
};
use crate::news::query::Field;
use rusqlite::{Connection, OptionalExtension, params, types::ValueRef};
use std::collections::BTreeMap;

/// Rows of a block.
const SLICES: u32 = 1 << SLICE_BITS;
const SLICE_BITS: u32 = 8;
/// Bits of the field, and of what a slice tells its characters by.
const FIELD_BITS: u32 = 2;
const KEY_BITS: u32 = FIELD_BITS + 21 - SLICE_BITS;
/// Bits of a place, and whether it is held, behind a character's number.
const PLACE_BITS: u32 = SIZE.trailing_zeros();

/// A character of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Single(u32);

impl Single {
    /// A character that stands anywhere in a field.
    pub fn new(field: Field, character: char) -> Self {
        let field = match field {
            Field::Any => 0,
            Field::Title => 1,
            Field::Author => 2,
            Field::Source => 3,
        };
        let number = u32::from(character);
        // What is one character in different fields lies side by side.
        Self((number % SLICES) << KEY_BITS | (number / SLICES) << FIELD_BITS | field)
    }

    /// A number that nothing else has.
    pub fn number(self) -> u32 {
        self.0
    }

    fn slice(self) -> i64 {
        i64::from(self.0 >> KEY_BITS)
    }

    /// What it is told by within its slice.
    fn key(self) -> u64 {
        u64::from(self.0 & ((1 << KEY_BITS) - 1))
    }
}

/// Reads the places of a character.
pub fn load(connection: &Connection, block: i64, single: Single) -> rusqlite::Result<Option<Places>> {
    let found = connection
        .prepare_cached("SELECT singles FROM search_single WHERE id = ?1")?
        .query_row([row(block, single.slice())], |row| match row.get_ref(0)? {
            ValueRef::Blob(bytes) => {
                let mut entries = Entries { rest: bytes, key: 0 }.skip_while(|(key, _)| *key < single.key());
                Ok(entries.next().filter(|(key, _)| *key == single.key()).map(|(_, set)| Places::decode(set)))
            }
            _ => Ok(None),
        })
        .optional()?;
    Ok(found.flatten())
}

fn row(block: i64, slice: i64) -> i64 {
    block * i64::from(SLICES) + slice
}

/// Characters of a slice with their sets, rising; a damaged slice ends where it stops making sense.
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
    /// For each block numbers of characters, with the place behind, and whether it is held now.
    blocks: BTreeMap<i64, Vec<u64>>,
}

impl Changes {
    /// An article has some characters now, or has them no more; what it loses is told before what it gains.
    pub fn note(&mut self, article: i64, singles: &[Single], held: bool) {
        let (block, place) = place(article);
        let behind = (place as u64) << 1 | u64::from(held);
        let changes = self.blocks.entry(block).or_default();
        changes.extend(singles.iter().map(|single| u64::from(single.0) << (PLACE_BITS + 1) | behind));
    }

    /// Writes all changes.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        for (block, mut changes) in std::mem::take(&mut self.blocks) {
            radsort::sort(&mut changes);
            let slice = |change: &u64| single(*change).slice();
            for changes in changes.chunk_by(|a, b| slice(a) == slice(b)) {
                let Some(first) = changes.first() else { continue };
                write_slice(connection, row(block, slice(first)), changes)?;
            }
        }
        Ok(())
    }
}

/// Which character a change is about.
fn single(change: u64) -> Single {
    Single((change >> (PLACE_BITS + 1)) as u32)
}

fn write_slice(connection: &Connection, id: i64, changes: &[u64]) -> rusqlite::Result<()> {
    let old: Option<Vec<u8>> = connection
        .prepare_cached("SELECT singles FROM search_single WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(match row.get_ref(0)? {
                ValueRef::Blob(bytes) => bytes.to_vec(),
                _ => Vec::new(),
            })
        })
        .optional()?;
    let bytes = changed(old.as_deref().unwrap_or_default(), changes);
    connection
        .prepare_cached("INSERT OR REPLACE INTO search_single (id, singles) VALUES (?1, ?2)")?
        .execute(params![id, bytes])
        .map(drop)
}

/// A slice with changes to it, which rise.
fn changed(old: &[u8], changes: &[u64]) -> Vec<u8> {
    let key = |change: &u64| single(*change).key();
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

    fn single() -> impl Strategy<Value = (Field, char)> {
        let fields = vec![Field::Any, Field::Title, Field::Author, Field::Source];
        let character = prop_oneof![
            "[镇江的a1，。“ 𠀀\u{10ffff}]".prop_map(|text| text.chars().next().unwrap()),
            any::<char>()
        ];
        (prop::sample::select(fields), character)
    }

    fn of((field, character): (Field, char)) -> Single {
        Single::new(field, character)
    }

    proptest! {
        #[test]
        fn each_has_a_number_of_its_own(one in single(), other in single()) {
            prop_assert_eq!(of(one) == of(other), one == other);
            prop_assert!(of(one).0 < 1 << (SLICE_BITS + KEY_BITS));
        }

        /// Batch after batch, each losing and gaining, the sets are what is left.
        #[test]
        fn sets_are_what_the_changes_make_of_them(
            batches in prop::collection::vec(prop::collection::vec((0_i64..3000, single(), any::<bool>()), 0..60), 1..4),
        ) {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch("CREATE TABLE search_single (id INTEGER PRIMARY KEY, singles BLOB NOT NULL)").unwrap();
            let mut expected: BTreeMap<Single, BTreeSet<i64>> = BTreeMap::new();
            for batch in &batches {
                let mut changes = Changes::default();
                let mut last = BTreeMap::new();
                for (article, single, held) in batch {
                    changes.note(*article, &[of(*single)], *held);
                    // Losing comes before gaining, in whatever order they are told.
                    *last.entry((of(*single), *article)).or_insert(false) |= held;
                }
                for ((single, article), held) in last {
                    let set = expected.entry(single).or_default();
                    if held { set.insert(article); } else { set.remove(&article); }
                }
                changes.write(&connection).unwrap();
            }
            for (single, articles) in expected {
                let found: BTreeSet<i64> = (0..3)
                    .flat_map(|block| {
                        let places = load(&connection, block, single).unwrap().unwrap_or_default();
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
            let change = u64::from(of((Field::Any, '的')).0) << (PLACE_BITS + 1) | 1;
            changed(&bytes, &[change]);
        }
    }
}
