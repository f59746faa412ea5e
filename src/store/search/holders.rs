//! How many articles hold a word, told by the index alone: for the few words that are shown at once.

use super::{
    calendar::Calendar, grams::Needle, lists::Lists, phrase::Phrase, search::Search, version::is_current,
};
use crate::news::query::Field;
use rusqlite::Connection;

/// Articles of lists that are read for all words together, about. A word whose list goes beyond is not told.
const READ: usize = 40_000;

/// How many articles hold each of these words, as a search for it finds them; `None` where that takes long, or where the
/// index alone cannot tell.
pub fn holders(
    connection: &Connection,
    words: &[&str],
    stale: &dyn Fn() -> bool,
) -> rusqlite::Result<Vec<Option<u64>>> {
    let mut told = vec![None; words.len()];
    if is_current(connection)? == Some(false) || !Search::doubts(connection)?.is_empty() {
        return Ok(told);
    }
    let calendar = Calendar::open(connection)?;
    let rows = calendar.rows();
    let lists = Lists::new(connection, Some(stale));
    let mut phrases = Vec::new();
    for (word, told) in words.iter().zip(&mut told) {
        let needle = Needle::new(word, Field::Any);
        if needle.exact && needle.single.is_none() {
            let about = (rows.end() - rows.start() + 1) as usize;
            let phrase = Phrase::new(&lists, (Field::Any, &needle.phrase), about)?;
            phrases.push((phrase.cost(), phrase, told));
        }
    }
    phrases.sort_by_key(|(cost, ..)| *cost);
    let mut left = READ;
    for (cost, phrase, told) in phrases {
        let Some(rest) = left.checked_sub(cost) else { break };
        left = rest;
        let mut count = 0;
        phrase.each(&rows, |_| count += 1)?;
        *told = Some(count);
    }
    Ok(told)
}
