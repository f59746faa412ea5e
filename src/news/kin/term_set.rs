//! A set of terms in which each has a number: a megabyte, and one look for a term.

use super::Term;

/// Bits of a word.
const BITS: usize = 64;

/// Some terms; after [`TermSet::count`] each knows how many stand before it.
#[derive(Debug, Clone)]
pub struct TermSet {
    words: Vec<Word>,
}

/// As many terms as it has bits, and how many stand before them: side by side, because they are asked for together.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    terms: u64,
    before: u32,
}

impl Default for TermSet {
    fn default() -> Self {
        Self { words: vec![Word::default(); Term::COUNT / BITS] }
    }
}

impl TermSet {
    /// Puts a term in.
    pub fn add(&mut self, term: Term) {
        let (at, bit) = split(term);
        if let Some(word) = self.words.get_mut(at) {
            word.terms |= 1 << bit;
        }
    }

    /// Whether it is in.
    pub fn has(&self, term: Term) -> bool {
        let (at, bit) = split(term);
        self.words.get(at).is_some_and(|word| word.terms >> bit & 1 == 1)
    }

    /// Numbers the terms that are in; says how many there are.
    pub(super) fn count(&mut self) -> usize {
        let mut sum = 0;
        for word in &mut self.words {
            word.before = sum;
            sum += word.terms.count_ones();
        }
        sum as usize
    }

    /// The number of a term that is in, from 0 on.
    pub(super) fn number(&self, term: Term) -> Option<usize> {
        let (at, bit) = split(term);
        let word = self.words.get(at)?;
        let below = word.terms & ((1 << bit) - 1);
        (word.terms >> bit & 1 == 1).then(|| (word.before + below.count_ones()) as usize)
    }
}

/// The word of a term and its bit there.
fn split(term: Term) -> (usize, usize) {
    (term.number() as usize / BITS, term.number() as usize % BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_numbered_in_their_order() {
        let mut set = TermSet::default();
        let terms = [0, 63, 64, 200, Term::COUNT as u32 - 1].map(Term::from_number);
        terms.iter().rev().for_each(|term| set.add(*term));
        assert_eq!(set.count(), terms.len());
        for (number, term) in terms.into_iter().enumerate() {
            assert!(set.has(term));
            assert_eq!(set.number(term), Some(number));
        }
        assert!(!set.has(Term::from_number(65)));
        assert_eq!(set.number(Term::from_number(65)), None);
    }
}
