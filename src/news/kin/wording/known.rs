//! Words of a text that its library knows: the text is cut by the vocabulary, words that are always together are one name.

use super::super::terms::{TermMap, each_term};
use super::super::{Term, Vocabulary};
use super::{PARTICLES, Wording, distinct, is_word};
use std::collections::HashSet;
use std::ops::Range;

/// Characters on either side of a place that are looked at to cut it.
const ABOUT: usize = 16;
/// Characters of the longest name that is made of several words.
const LONGEST_NAME: usize = 6;
/// How often words must stand together to be one name.
const TOGETHER: usize = 3;

impl Wording {
    /// Cuts this text about the first place of a term only. `false` where the term joins two words: it is part of none.
    pub fn cut_about(&mut self, term: Term, vocabulary: &Vocabulary) -> bool {
        let Some(found) = self.first(term) else { return false };
        let (start, end) =
            (found.start.saturating_sub(ABOUT), (found.end + ABOUT).min(self.characters.len()));
        let about = self.characters.get(start..end).filter(|_| !vocabulary.is_empty());
        let words = about.map_or_else(Vec::new, |about| vocabulary.cut(about));
        self.words = words.into_iter().map(|word| word.start + start..word.end + start).collect();
        self.word_at(found.start).is_none_or(|(_, word)| word.end >= found.end)
    }

    /// The word of several hanzi that a place is in.
    pub(super) fn word_at(&self, place: usize) -> Option<(usize, &Range<usize>)> {
        let at = self.words.partition_point(|word| word.end <= place);
        self.words.get(at).filter(|word| is_word(word) && self.is_hanzi(word)).map(|word| (at, word))
    }

    /// The words that hold these terms, the heaviest first; each stands in `other` too where that is not empty.
    pub(super) fn known_words(&self, weights: &TermMap<u32>, other: &str, limit: usize) -> Vec<String> {
        let mut words: Vec<(u32, String)> = Vec::new();
        let mut met = HashSet::new();
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            at += 1;
            let holds = |word: &Range<usize>| self.weight(word, weights) > 0 && self.stands_in(word, other);
            if !self.is_hanzi(word) {
                for run in self.runs(word).filter(|run| holds(run) && met.insert(self.string(run))) {
                    words.extend(self.named(&run).map(|name| (self.weight(&run, weights), name)));
                }
                continue;
            }
            if !is_word(word) || !holds(word) {
                continue;
            }
            let (whole, next) = self.joined(at - 1, Some(weights), other);
            at = next;
            if met.insert(self.string(&whole)) {
                words.extend(self.named(&whole).map(|name| (self.weight(&whole, weights), name)));
            }
        }
        words.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        distinct(words, limit)
    }

    /// A word with those that nearly always follow it here and in the other text, and the number of the word after them. The
    /// terms across their borders must weigh something, where weights are given.
    pub(super) fn joined(
        &self,
        at: usize,
        weights: Option<&TermMap<u32>>,
        other: &str,
    ) -> (Range<usize>, usize) {
        let mut whole = self.words.get(at).cloned().unwrap_or_default();
        let mut next = at + 1;
        let times = |range: &Range<usize>| {
            let string = self.string(range);
            self.folded.matches(&string).count() + other.matches(&string).count()
        };
        while let Some(after) = self.words.get(next).filter(|after| self.is_hanzi(after)) {
            let longer = whole.start..after.end;
            let border = whole.end - 1..whole.end + 1;
            let weighs = weights.is_none_or(|weights| self.weight(&border, weights) > 0);
            let ends = |at: usize| self.characters.get(at).is_some_and(|c| PARTICLES.contains(*c));
            if longer.len() > LONGEST_NAME || !weighs || ends(after.start) || ends(after.end - 1) {
                break;
            }
            let together = times(&longer);
            if together < TOGETHER || together * 4 < times(&whole) * 3 || !self.stands_in(&longer, other) {
                break;
            }
            (whole, next) = (longer, next + 1);
        }
        (whole, next)
    }

    /// Words and numbers of other scripts within a stretch that holds no hanzi.
    fn runs(&self, stretch: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut runs = Vec::new();
        each_term(self.characters.get(stretch.clone()).unwrap_or_default(), |_, run| {
            runs.push(stretch.start + run.start..stretch.start + run.end);
        });
        runs.into_iter()
    }
}
