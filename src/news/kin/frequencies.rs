//! In how many articles of a library each term stands, and so how telling it is.
//!
//! Kept over imports as one packed blob. An article that goes is not taken off again: the numbers drift by as much as
//! the library lost, and counting anew puts them right.

use super::packed;
use super::{Term, Terms};

/// The number of articles for each term.
#[derive(Debug, Clone)]
pub struct Frequencies {
    articles: u32,
    counts: Vec<u32>,
}

impl Default for Frequencies {
    fn default() -> Self {
        Self { articles: 0, counts: vec![0; Term::COUNT] }
    }
}

impl Frequencies {
    /// Counts one more article.
    pub fn count(&mut self, terms: &Terms) {
        self.articles = self.articles.saturating_add(1);
        for (term, _) in terms.iter() {
            if let Some(count) = self.counts.get_mut(term.number() as usize) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// Articles counted.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Articles with the term.
    pub fn of(&self, term: Term) -> u32 {
        self.counts.get(term.number() as usize).copied().unwrap_or_default()
    }

    /// Inverse document frequency: the natural logarithm of one article in how many; never below 0.
    pub fn rarity(&self, term: Term) -> f32 {
        (self.articles.max(1) as f32 / self.of(term).max(1) as f32).ln().max(0.0)
    }

    /// As stored: the number of articles, then for each term that stands in any the distance from the last and its count.
    pub fn to_blob(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        packed::put(&mut bytes, self.articles);
        let mut next = 0;
        for (number, count) in (0_u32..).zip(&self.counts) {
            if *count > 0 {
                packed::put(&mut bytes, number - next);
                packed::put(&mut bytes, *count);
                next = number;
            }
        }
        bytes
    }

    /// From what was stored; of a damaged blob as much as can be read.
    pub fn from_blob(mut bytes: &[u8]) -> Self {
        let mut found = Self { articles: packed::take(&mut bytes).unwrap_or_default(), ..Self::default() };
        let mut number = 0_u32;
        while let (Some(distance), Some(count)) = (packed::take(&mut bytes), packed::take(&mut bytes)) {
            number = number.saturating_add(distance);
            match found.counts.get_mut(number as usize) {
                Some(entry) => *entry = count,
                None => break,
            }
        }
        found
    }
}
