//! In how many articles of a library each term stands, and so how telling it is.
//!
//! Kept over imports as one packed blob. An article that goes is not taken off again: the numbers drift by as much as
//! the library lost, and counting anew puts them right.

use super::packed;
use super::{Term, Terms};
use std::sync::LazyLock;

/// Natural logarithms of the smallest numbers: they are asked for by the hundred for every article.
static LOGARITHMS: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0_u16..4_096).map(|n| f32::from(n.max(1)).ln()).collect());

/// The natural logarithm of a count; that of 0 is 0, as that of 1.
pub(super) fn logarithm(count: u32) -> f32 {
    LOGARITHMS.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln())
}

/// The number of articles for each term: 16 MB once anything was counted, and one look each.
#[derive(Debug, Clone, Default)]
pub struct Frequencies {
    articles: u32,
    /// By the term's number.
    counts: Vec<u32>,
}

impl Frequencies {
    /// Counts one more article.
    pub fn count(&mut self, terms: &Terms) {
        self.articles = self.articles.saturating_add(1);
        self.open();
        for (term, _) in terms.iter() {
            if let Some(count) = self.counts.get_mut(term.number() as usize) {
                *count = count.saturating_add(1);
            }
        }
    }

    fn open(&mut self) {
        if self.counts.is_empty() {
            self.counts.resize(Term::COUNT, 0);
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

    /// Inverse document frequency of a term that stands in `count` articles: the natural logarithm of one article in how
    /// many; never below 0.
    pub fn rarity(&self, count: u32) -> f32 {
        (logarithm(self.articles) - logarithm(count)).max(0.0)
    }

    /// As stored: the number of articles, then for each term that stands in any the distance from the last and its count.
    pub fn to_blob(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        packed::put(&mut bytes, self.articles);
        let mut last = 0;
        for (number, count) in (0_u32..).zip(&self.counts).filter(|(_, count)| **count > 0) {
            packed::put(&mut bytes, number - last);
            packed::put(&mut bytes, *count);
            last = number;
        }
        bytes
    }

    /// From what was stored; of a damaged blob as much as can be read.
    pub fn from_blob(mut bytes: &[u8]) -> Self {
        let mut found = Self { articles: packed::take(&mut bytes).unwrap_or_default(), ..Self::default() };
        let mut number = 0_u32;
        while let (Some(distance), Some(count)) = (packed::take(&mut bytes), packed::take(&mut bytes)) {
            number = number.saturating_add(distance);
            found.open();
            if let Some(slot) = found.counts.get_mut(Term::from_number(number).number() as usize) {
                *slot = count;
            }
        }
        found
    }
}
