//! Words that only the library itself knows for words: compounds that enough of its articles repeat.
//!
//! Each article counted what it repeats side by side (`text::compounds`). At the end of an import those are taken that
//! articles enough say, and whose pieces stand together far more often than by chance. They stand in a part of their own of
//! each letter, which is made anew as a whole, so that words come and go with the articles that hold them.

use super::{batch::write_part, part, word::Word};
use crate::text::compounds::JOINT;
use crate::text::pinyin::{bit, initials};
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How many times as often as by chance pieces that are words stand together in a word, at least.
const COHESION: f64 = 0.6;
/// Of the articles that hold the word in a compound of a word and a single character, those that repeat the compound, at
/// least.
const SHARE: f64 = 0.03;

/// Makes what was learnt anew; `known` tells how many articles hold a word, `articles` how many there are.
pub fn write(connection: &Connection, known: &FxHashMap<&str, i64>, articles: u64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM lexicon WHERE letter BETWEEN ?1 AND ?2 AND part = ?3")?
        .execute(params![b'a', b'z', part::LEARNT])?;
    let mut letters: BTreeMap<u8, Vec<(Word, i64)>> = BTreeMap::new();
    for (word, count) in learnt(&part::counted(connection, part::COMPOUNDS)?, known, articles) {
        let first = word.chars().next().map_or(0, initials);
        let Some(word) = Word::of(&word) else { continue };
        for letter in (b'a'..=b'z').filter(|letter| first & bit(*letter) != 0) {
            letters.entry(letter).or_default().push((word, count));
        }
    }
    for (letter, words) in letters {
        let words = part::encode(words.into_iter().map(|(word, count)| (word.chars(), count)));
        write_part(connection, letter, part::LEARNT, &words)?;
    }
    Ok(())
}

/// The words among counted compounds, in their order, with how many articles repeat them.
fn learnt(parts: &[Vec<u8>], known: &FxHashMap<&str, i64>, articles: u64) -> BTreeMap<String, i64> {
    let mut counts: FxHashMap<&str, i64> = FxHashMap::default();
    for (compound, count) in parts.iter().flat_map(|part| part::decode(part)) {
        *counts.entry(compound).or_default() += count;
    }
    let mut words: BTreeMap<String, i64> = BTreeMap::new();
    let fewest = fewest(articles);
    for (compound, count) in counts.into_iter().filter(|(_, count)| *count >= fewest) {
        if coheres(compound, count, known, articles) {
            *words.entry(compound.replace(JOINT, "")).or_default() += count;
        }
    }
    words
}

/// How many articles must repeat a compound: 2 of a small library, 3 of four thousand articles, 6 of a hundred thousand.
fn fewest(articles: u64) -> i64 {
    i64::from(articles.max(1).ilog2() / 2).saturating_sub(2).max(2)
}

/// Whether pieces belong together.
fn coheres(compound: &str, count: i64, known: &FxHashMap<&str, i64>, articles: u64) -> bool {
    let holders = compound.split(JOINT).filter(|piece| piece.chars().nth(1).is_some());
    let holders: Vec<f64> =
        holders.map(|word| known.get(word).copied().unwrap_or_default().max(count) as f64).collect();
    match holders.as_slice() {
        [] => false,
        [one] => count as f64 >= SHARE * one,
        several => {
            let all = (articles as f64).max(1.0);
            let by_chance = several.iter().map(|holders| holders / all).product::<f64>() * all;
            (count as f64 / by_chance).powf(1.0 / (several.len() - 1) as f64) >= COHESION
        }
    }
}
