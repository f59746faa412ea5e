//! In how many articles of a library each term stands, and so how telling it is.
//!
//! Kept over imports as one packed blob. An article that goes is not taken off again: the numbers drift by as much as
//! the library lost, and counting anew puts them right.

use super::packed;
use super::terms::TermMap;
use super::{Term, Terms};

/// The number of articles for each term.
#[derive(Debug, Clone, Default)]
pub struct Frequencies {
    articles: u32,
    counts: TermMap<u32>,
}

impl Frequencies {
    /// Counts one more article.
    pub fn count(&mut self, terms: &Terms) {
        self.articles = self.articles.saturating_add(1);
        for (term, _) in terms.iter() {
            let count = self.counts.entry(term).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Articles counted.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Articles with the term.
    pub fn of(&self, term: Term) -> u32 {
        self.counts.get(&term).copied().unwrap_or_default()
    }

    /// Inverse document frequency of a term that stands in `count` articles: the natural logarithm of one article in how
    /// many; never below 0.
    pub fn rarity(&self, count: u32) -> f32 {
        (self.articles.max(1) as f32 / count.max(1) as f32).ln().max(0.0)
    }

    /// As stored: the number of articles, then for each term that stands in any the distance from the last and its count.
    pub fn to_blob(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        packed::put(&mut bytes, self.articles);
        let mut counts: Vec<(Term, u32)> = self.counts.iter().map(|(term, count)| (*term, *count)).collect();
        counts.sort_unstable();
        let mut last = 0;
        for (term, count) in counts {
            packed::put(&mut bytes, term.number() - last);
            packed::put(&mut bytes, count);
            last = term.number();
        }
        bytes
    }

    /// From what was stored; of a damaged blob as much as can be read.
    pub fn from_blob(mut bytes: &[u8]) -> Self {
        let mut found = Self { articles: packed::take(&mut bytes).unwrap_or_default(), ..Self::default() };
        let mut number = 0_u32;
        while let (Some(distance), Some(count)) = (packed::take(&mut bytes), packed::take(&mut bytes)) {
            number = number.saturating_add(distance);
            found.counts.insert(Term::from_number(number), count);
        }
        found
    }
}
