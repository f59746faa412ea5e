//! In how many articles of a library each term stands, and so how telling it is.
//!
//! Kept over imports as one packed blob. An article that goes is not taken off again: the numbers drift by as much as
//! the library lost, and counting anew puts them right.

use super::packed;
use super::terms::TermMap;
use super::{Term, Terms};
use std::sync::LazyLock;

/// Natural logarithms of the smallest numbers: they are asked for by the hundred for every article.
static LOGARITHMS: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0_u16..4_096).map(|n| f32::from(n.max(1)).ln()).collect());

/// The natural logarithm of a count; that of 0 is 0, as that of 1.
pub(super) fn logarithm(count: u32) -> f32 {
    LOGARITHMS.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln())
}

/// The number of articles for each term: 8 MB once anything was counted, and one look each.
#[derive(Debug, Clone, Default)]
pub struct Frequencies {
    articles: u32,
    /// By the term's number; [`MANY`] where it is in `many`.
    counts: Vec<u16>,
    /// Of the few terms that stand in more articles than fit above.
    many: TermMap<u32>,
}

/// A count that is kept elsewhere.
const MANY: u16 = u16::MAX;

impl Frequencies {
    /// Counts one more article.
    pub fn count(&mut self, terms: &Terms) {
        self.articles = self.articles.saturating_add(1);
        self.open();
        for (term, _) in terms.iter() {
            let Some(count) = self.counts.get_mut(term.number() as usize) else { continue };
            if *count < MANY - 1 {
                *count += 1;
            } else {
                let more = u32::from(*count).saturating_add(1);
                *count = MANY;
                self.many.entry(term).and_modify(|count| *count = count.saturating_add(1)).or_insert(more);
            }
        }
    }

    fn set(&mut self, term: Term, count: u32) {
        self.open();
        let small = u16::try_from(count).ok().filter(|small| *small < MANY);
        if let Some(slot) = self.counts.get_mut(term.number() as usize) {
            *slot = small.unwrap_or(MANY);
        }
        if small.is_none() {
            self.many.insert(term, count);
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
        match self.counts.get(term.number() as usize) {
            Some(&MANY) => self.many.get(&term).copied().unwrap_or_default(),
            Some(count) => u32::from(*count),
            None => 0,
        }
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
        for (number, _) in (0_u32..).zip(&self.counts).filter(|(_, count)| **count > 0) {
            packed::put(&mut bytes, number - last);
            packed::put(&mut bytes, self.of(Term::from_number(number)));
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
            found.set(Term::from_number(number), count);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::Characters;
    use super::*;

    #[test]
    fn counts_beyond_what_two_bytes_hold_go_on() {
        let terms = Terms::of(&Characters::of(""), &Characters::of("版心"));
        let (term, _) = terms.iter().next().unwrap();
        let mut counted = Frequencies::default();
        for articles in 1..=70_000_u32 {
            counted.count(&terms);
            if [1, 65_533, 65_534, 65_535, 65_536, 70_000].contains(&articles) {
                assert_eq!((counted.of(term), counted.articles()), (articles, articles));
                let stored = Frequencies::from_blob(&counted.to_blob());
                assert_eq!(stored.of(term), articles, "as stored");
            }
        }
        let mut stored = Frequencies::from_blob(&counted.to_blob());
        stored.count(&terms);
        assert_eq!(stored.of(term), 70_001);
        assert_eq!(stored.of(Term::from_number(term.number() ^ 1)), 0);
    }
}
