//! Words that are made of other words and nothing else: `微信微博`, `时政要闻`.

use super::folding::fold;
use rustc_hash::FxHashMap;

/// Longest word that is looked at, characters.
const LONGEST: usize = 24;

/// Known words by their first character.
#[derive(Debug, Default)]
pub struct Vocabulary(FxHashMap<char, Vec<Vec<char>>>);

impl Vocabulary {
    /// The words of a text parted by blanks, whatever their case.
    pub fn of(words: &str) -> Self {
        let mut known = Self::default();
        for word in words.split_whitespace().map(str::to_lowercase) {
            let word: Vec<char> = word.chars().collect();
            word.first()
                .copied()
                .into_iter()
                .for_each(|first| known.0.entry(first).or_default().push(word.clone()));
        }
        known
    }

    /// Whether a word is made of known words alone, written in either script and width.
    pub fn makes(&self, word: &str) -> bool {
        let known = |c: char| self.0.contains_key(&fold(c.to_lowercase().next().unwrap_or(c)));
        if !word.chars().next().is_none_or(known) {
            return false;
        }
        let word: Vec<char> = word.to_lowercase().chars().map(fold).collect();
        if word.len() > LONGEST {
            return false;
        }
        let mut reached = vec![false; word.len() + 1];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        for at in 0..word.len() {
            if reached.get(at) != Some(&true) {
                continue;
            }
            let rest = word.get(at..).unwrap_or_default();
            let known = rest.first().and_then(|first| self.0.get(first)).into_iter().flatten();
            for known in known.filter(|known| rest.starts_with(known)) {
                if let Some(end) = reached.get_mut(at + known.len()) {
                    *end = true;
                }
            }
        }
        reached.last() == Some(&true)
    }
}
