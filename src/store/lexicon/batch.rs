//! What one transaction changes in the lexicon: counted in memory, written at its end as one new part of each letter.
//!
//! Parts are never changed; when there are many they are joined to one. So a batch costs what it brings, and the
//! whole lexicon is written again once in [`PARTS`] batches.

use super::{Contents, part, word::Word};
use crate::store::column;
use crate::text::pinyin::{bit, initials};
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Parts of a letter at most.
const PARTS: i64 = 16;

/// Words that came and went and have not been written yet.
#[derive(Debug, Default)]
pub struct Batch {
    counts: FxHashMap<Word, i64>,
    compounds: FxHashMap<Word, i64>,
    /// By code point: characters are half of all that is counted.
    characters: Vec<i64>,
    changed: bool,
}

impl Batch {
    /// An article came in.
    pub fn add(&mut self, contents: &Contents) {
        self.count(contents, 1);
    }

    /// An article goes, with the words it came in with.
    pub fn remove(&mut self, contents: &Contents) {
        self.count(contents, -1);
    }

    fn count(&mut self, contents: &Contents, by: i64) {
        for c in contents.characters() {
            let place = *c as usize;
            if place >= self.characters.len() {
                self.characters.resize(place + 1, 0);
            }
            if let Some(count) = self.characters.get_mut(place) {
                *count += by;
            }
        }
        for word in contents.words() {
            *self.counts.entry(*word).or_default() += by;
        }
        for compound in contents.compounds() {
            *self.compounds.entry(*compound).or_default() += by;
        }
    }

    /// Whether parts were written since it was made.
    pub fn has_changed(&self) -> bool {
        self.changed
    }

    /// Writes what changed; to be called before the transaction is committed.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let counts = std::mem::take(&mut self.counts);
        let mut letters: BTreeMap<u8, Vec<(Word, i64)>> = BTreeMap::new();
        let characters = std::mem::take(&mut self.characters).into_iter().zip(0_u32..);
        let characters = characters
            .filter(|(count, _)| *count != 0)
            .filter_map(|(count, number)| Some((Word::of_character(char::from_u32(number)?), count)));
        for (word, count) in counts.into_iter().chain(characters).filter(|(_, count)| *count != 0) {
            let first = word.chars().next().map_or(0, initials);
            for letter in (b'a'..=b'z').filter(|letter| first & bit(*letter) != 0) {
                letters.entry(letter).or_default().push((word, count));
            }
        }
        let compounds = std::mem::take(&mut self.compounds).into_iter().filter(|(_, count)| *count != 0);
        let compounds: Vec<(Word, i64)> = compounds.collect();
        if !compounds.is_empty() {
            letters.insert(part::COMPOUNDS, compounds);
        }
        if letters.is_empty() {
            return Ok(());
        }
        self.changed = true;
        let last: i64 = connection
            .prepare_cached("SELECT ifnull(max(part), 0) FROM lexicon")?
            .query_row([], |row| column::number(row, 0))?;
        for (letter, mut words) in letters {
            words.sort_unstable();
            write_part(
                connection,
                letter,
                last + 1,
                &part::encode(words.into_iter().map(|(word, count)| (word.chars(), count))),
            )?;
        }
        if last + 1 > PARTS { join(connection) } else { Ok(()) }
    }
}

/// Forgets every word: the articles are about to be counted anew.
pub fn empty(connection: &Connection) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM lexicon")?.execute([]).map(drop)
}

/// Makes one part of all parts of each letter.
fn join(connection: &Connection) -> rusqlite::Result<()> {
    for letter in (b'a'..=b'z').chain([part::COMPOUNDS]) {
        let parts = part::counted(connection, letter)?;
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        for (word, count) in parts.iter().flat_map(|part| part::decode(part)) {
            *counts.entry(word).or_default() += count;
        }
        connection
            .prepare_cached("DELETE FROM lexicon WHERE letter = ?1 AND part > ?2")?
            .execute(params![letter, part::LEARNT])?;
        let held =
            counts.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| (word.chars(), count));
        write_part(connection, letter, part::LEARNT + 1, &part::encode(held))?;
    }
    Ok(())
}

pub(super) fn write_part(
    connection: &Connection,
    letter: u8,
    number: i64,
    words: &[u8],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO lexicon (letter, part, words) VALUES (?1, ?2, ?3)")?
        .execute(params![letter, number, words])
        .map(drop)
}
