//! The lexicon once more, as kinship cuts texts by it: one table, made anew when an import ends.
//!
//! It stands among the parts, under a letter that is none.

use super::{learnt, part};
use crate::news::kin::Vocabulary;
use crate::store::column;
use rusqlite::{Connection, OptionalExtension, params, types::ValueRef};
use rustc_hash::FxHashMap;

/// The letter it is kept under.
const LETTER: u8 = 0;
/// Articles of a library from which on a word must stand in two to be one.
const LARGE: u64 = 20_000;

/// Makes the table of all words that the parts hold, and learns what else is a word.
pub fn write(connection: &Connection) -> rusqlite::Result<()> {
    let mut parts = Vec::new();
    for letter in b'a'..=b'z' {
        parts.push(part::counted(connection, letter)?);
    }
    let mut words: FxHashMap<&str, i64> = FxHashMap::default();
    for of_letter in &parts {
        // Words with several readings stand under several letters, with the same count.
        let mut counts: FxHashMap<&str, i64> = FxHashMap::default();
        for (word, count) in of_letter.iter().flat_map(|part| part::decode(part)) {
            *counts.entry(word).or_default() += count;
        }
        words.extend(counts);
    }
    let articles = connection.query_row("SELECT total FROM whole", [], |row| column::count(row, 0))?;
    learnt::write(connection, &words, articles)?;
    let fewest = if articles < LARGE { 1 } else { 2 };
    // In an order of their own, so that the same words always make the same table.
    let mut words: Vec<(&str, i64)> = words.into_iter().filter(|(_, count)| *count >= fewest).collect();
    words.sort_unstable();
    let vocabulary = Vocabulary::of(words.iter().map(|(word, count)| (*word, count.unsigned_abs())));
    connection
        .prepare_cached("INSERT OR REPLACE INTO lexicon (letter, part, words) VALUES (?1, 0, ?2)")?
        .execute(params![LETTER, vocabulary.to_blob()])
        .map(drop)
}

/// The words of the library; none where no import has made the table yet.
pub fn load(connection: &Connection) -> rusqlite::Result<Vocabulary> {
    let mut statement =
        connection.prepare_cached("SELECT words FROM lexicon WHERE letter = ?1 AND part = 0")?;
    let blob = statement.query_row([LETTER], |row| {
        Ok(match row.get_ref(0)? {
            ValueRef::Blob(bytes) => Vocabulary::from_blob(bytes),
            _ => Vocabulary::default(),
        })
    });
    Ok(blob.optional()?.unwrap_or_default())
}
