//! Which articles hold a character: a set of places for each character of each block.
//!
//! Single characters are in no pair, and FTS5 would take an eighth of the index and a quarter of its time for them.
//! A set is kept as the steps from place to place, or as 1,024 bits where that is shorter.

use super::block::{SIZE, place};
use crate::store::column;
use rusqlite::{Connection, OptionalExtension, params, types::ValueRef};
use std::collections::{BTreeMap, HashMap};

/// Bytes of a set as bits; a set of steps is shorter.
const BITS: usize = SIZE as usize / 8;
/// A step that takes a second byte: its low seven bits, this bit, and the rest in the next byte.
const LONG: u8 = 0x80;

/// Places within a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places([u64; BITS / 8]);

impl Default for Places {
    fn default() -> Self {
        Self([0; BITS / 8])
    }
}

impl Places {
    /// Reads a stored set.
    pub fn decode(bytes: &[u8]) -> Self {
        let mut places = Self::default();
        if bytes.len() == BITS {
            for (word, bytes) in places.0.iter_mut().zip(bytes.as_chunks().0) {
                *word = u64::from_le_bytes(*bytes);
            }
            return places;
        }
        let mut next = 0;
        let mut bytes = bytes.iter();
        while let Some(&low) = bytes.next() {
            next += usize::from(low & !LONG);
            if low & LONG != 0 {
                next += usize::from(bytes.next().copied().unwrap_or_default()) << 7;
            }
            places.set(next, true);
            next += 1;
        }
        places
    }

    /// As it is stored.
    pub fn encode(&self) -> Vec<u8> {
        let mut steps = Vec::with_capacity(2 * self.count().min(BITS as u32 / 2) as usize);
        let mut next = 0;
        for place in self.iter() {
            let step = place - next;
            next = place + 1;
            match u8::try_from(step) {
                Ok(short) if short < LONG => steps.push(short),
                _ => steps.extend([(step & 0x7f) as u8 | LONG, (step >> 7) as u8]),
            }
            if steps.len() >= BITS {
                return self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
            }
        }
        steps
    }

    /// All of them, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(index * 64 + bit as usize)
            })
        })
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn contains(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// Puts a place in, or takes it out.
    pub fn set(&mut self, place: usize, held: bool) {
        if let Some(word) = self.0.get_mut(place / 64) {
            let bit = 1 << (place % 64);
            *word = if held { *word | bit } else { *word & !bit };
        }
    }

    /// The highest place that is not above `top`.
    pub fn last(&self, top: usize) -> Option<usize> {
        let (last_word, last_bit) = (top / 64, top % 64);
        let words = self.0.get(..=last_word.min(BITS / 8 - 1)).unwrap_or_default();
        words.iter().enumerate().rev().find_map(|(index, &word)| {
            let word = if index == last_word { word & (u64::MAX >> (63 - last_bit)) } else { word };
            word.checked_ilog2().map(|bit| index * 64 + bit as usize)
        })
    }
}

/// Reads the places of a character.
pub fn load(connection: &Connection, block: i64, character: char) -> rusqlite::Result<Option<Places>> {
    connection
        .prepare_cached("SELECT articles FROM search_character WHERE block = ?1 AND character = ?2")?
        .query_row(params![block, u32::from(character)], |row| Ok(places(row.get_ref(0)?)))
        .optional()
}

fn places(value: ValueRef<'_>) -> Places {
    match value {
        ValueRef::Blob(bytes) => Places::decode(bytes),
        _ => Places::default(),
    }
}

/// Changes of sets, gathered and written together; sets of the block that is being filled are remembered.
#[derive(Debug, Default)]
pub struct Changes {
    changes: BTreeMap<(i64, char), Vec<(usize, bool)>>,
    filling: (i64, HashMap<char, Places>),
}

impl Changes {
    /// An article has a character now, or has it no more.
    pub fn note(&mut self, article: i64, character: char, held: bool) {
        let (block, place) = place(article);
        self.changes.entry((block, character)).or_default().push((place, held));
    }

    /// An article has no character any more, whatever it had.
    pub fn clear(&mut self, connection: &Connection, article: i64) -> rusqlite::Result<()> {
        let (block, place) = place(article);
        let mut statement =
            connection.prepare_cached("SELECT character, articles FROM search_character WHERE block = ?1")?;
        let mut rows = statement.query([block])?;
        while let Some(row) = rows.next()? {
            let character = u32::try_from(column::number(row, 0)?).ok().and_then(char::from_u32);
            if let Some(character) =
                character.filter(|_| row.get_ref(1).is_ok_and(|set| places(set).contains(place)))
            {
                self.note(article, character, false);
            }
        }
        Ok(())
    }

    /// Writes all changes.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let changes = std::mem::take(&mut self.changes);
        let Some(newest) = changes.keys().next_back().map(|(block, _)| *block) else { return Ok(()) };
        if self.filling.0 != newest {
            self.filling = (newest, HashMap::new());
        }
        let mut statement = connection.prepare_cached(
            "INSERT OR REPLACE INTO search_character (block, character, articles) VALUES (?1, ?2, ?3)",
        )?;
        for ((block, character), changes) in changes {
            let known = if block == newest { self.filling.1.remove(&character) } else { None };
            let mut set = match known {
                Some(set) => set,
                None => load(connection, block, character)?.unwrap_or_default(),
            };
            for (place, held) in changes {
                set.set(place, held);
            }
            statement.execute(params![block, u32::from(character), set.encode()])?;
            if block == newest {
                self.filling.1.insert(character, set);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_set_is_what_was_put_in(held in prop::collection::btree_set(0_usize..1024, 0..400), top in 0_usize..1024) {
            let mut places = Places::default();
            held.iter().for_each(|place| places.set(*place, true));
            let bytes = places.encode();
            prop_assert!(bytes.len() <= BITS);
            let read = Places::decode(&bytes);
            prop_assert_eq!(read.iter().collect::<BTreeSet<_>>(), held.iter().copied().collect::<BTreeSet<_>>());
            prop_assert_eq!(read.last(top), held.range(..=top).next_back().copied());
        }

        #[test]
        fn any_bytes_are_some_set(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Places::decode(&bytes).iter().all(|place| place < 1024));
        }
    }
}
