//! Which words of the library letters may mean, the likeliest first.

use super::part;
use crate::news::Suggestion;
use crate::store::{Library, StoreError, search};
use crate::text::pinyin::{Fit, Letters};
use rusqlite::Connection;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Words of a page.
const SHOWN: usize = 9;

impl Library {
    /// Words of this library that `letters` may spell as pinyin, in full, by initials or mixed, the likeliest first.
    /// None where there is anything but letters. Of the first nine it is told how many articles a search for them finds, where
    /// that is soon known; else how many hold the word as a word.
    pub fn suggest(&self, letters: &str, limit: usize) -> Result<Vec<Suggestion>, StoreError> {
        let Some(letters) = Letters::new(letters) else { return Ok(Vec::new()) };
        self.ask("looking for words", |connection| {
            let mut found = suggest(connection, &letters, limit)?;
            let shown: Vec<&str> = found.iter().take(SHOWN).map(|it| it.word.as_str()).collect();
            let told = search::holders(connection, &shown, &|| self.is_interrupted())?;
            for (it, articles) in found.iter_mut().zip(told) {
                // A name of a section is a word of the library too; no text holds it.
                it.articles = articles.filter(|articles| *articles > 0).unwrap_or(it.articles);
            }
            Ok(found)
        })
    }
}

/// Words that letters may spell.
pub fn suggest(
    connection: &Connection,
    letters: &Letters,
    limit: usize,
) -> rusqlite::Result<Vec<Suggestion>> {
    let parts = part::read(connection, letters.first())?;
    let mut found: FxHashMap<&str, (Fit, i64)> = FxHashMap::default();
    for (word, count) in parts.iter().flat_map(|part| part::decode(part)) {
        if let Some(entry) = found.get_mut(word) {
            entry.1 += count;
        } else if let Some(fit) = letters.fit(word) {
            found.insert(word, (fit, count));
        }
    }
    let mut found: Vec<(u64, &str, u64)> = found
        .into_iter()
        .filter_map(|(word, (fit, count))| {
            let articles = u64::try_from(count).ok().filter(|articles| *articles > 0)?;
            Some((weight(word, fit, articles), word, articles))
        })
        .collect();
    let order = |(weight, word, _): &(u64, &str, u64)| (Reverse(*weight), word.len(), (*word).to_owned());
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by_key(limit - 1, order);
        found.truncate(limit);
    }
    found.sort_by_key(order);
    found.truncate(limit);
    let words = found.into_iter();
    Ok(words.map(|(_, word, articles)| Suggestion { word: word.to_owned(), articles }).collect())
}

/// A word counts so many times less where a character has to be read as it seldom is: 可以 is not the first for gs.
const RARE_READING: u64 = 10;

/// How likely a word is meant: by how many articles hold it, and more if the letters spell it out.
///
/// A word that goes on beyond the letters counts a sixteenth of what initials do, or twice that where its syllables so
/// far are written out, and a single character, which stands in many words, a sixteenth where its syllable is written out and next to nothing where it
/// is not. Where a letter is to be read with the next as zh, ch or sh it counts a sixteenth: ysh is 有时候 before it is
/// 也是, and dzh leaves room for 大众化 below 导致.
fn weight(word: &str, fit: Fit, articles: u64) -> u64 {
    let single = word.chars().nth(1).is_none();
    let factor = match (single, fit.whole, fit.full) {
        (false, true, true) => 640,
        (false, true, false) if fit.plain => 160,
        (true, _, true) => 40,
        (false, false, true) => 20,
        (false, true | false, false) => 10,
        (true, _, false) => 4,
    };
    let read = if fit.common { 1 } else { RARE_READING };
    articles.saturating_mul(factor) / read
}
