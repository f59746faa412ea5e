//! Words made of terms, as a reader would name them: why one article is shown beside another, what is new in it.
//!
//! Terms are pairs of characters and cut words apart. Where the library's vocabulary is known, the text is cut by it, and
//! the words that hold the terms are told; words that nearly always follow each other are one name. Where it is not, terms that overlap
//! are joined; what stands in the text only as a part of something longer is grown to it; particles are taken off the
//! ends. What is left weighs what its terms weigh.

mod known;

use super::terms::{TermMap, each_term, is_hanzi};
use super::{Signature, Term, Vocabulary};
use crate::text::fold::{fold, fold_char};
use std::collections::HashSet;
use std::ops::Range;

/// Characters of a text that are looked at.
const LOOKED_AT: usize = 3_000;
/// Strings, the heaviest first, that words are made of, for each word that is wanted.
const STRINGS: usize = 4;
/// Characters of the longest word.
const LONGEST: usize = 8;
/// Letters of the words that any English text holds.
const LONGEST_COMMON: usize = 4;
/// Weight of a term that is not in the signature, of 255.
pub const LIGHT: u8 = 16;
/// Characters that end a sentence.
const SENTENCE_ENDS: &str = "。！？；!?;\n";
/// Characters of a sentence below which it does not gain by being short.
const SHORT_SENTENCE: usize = 16;
/// Characters that neither begin nor end a word that names something.
const PARTICLES: &str = "的了在是和与及或等将对为被把从到向于以其之这那也都就而又很更最已会能可让使由并着过们我你他她它个一不有说称该本此";

/// A text that words are looked for in: title and body, with its fold, which has as many characters.
#[derive(Debug, Clone)]
pub struct Wording {
    original: Vec<char>,
    characters: Vec<char>,
    folded: String,
    /// Its words, one after the other; none where no vocabulary is known.
    words: Vec<Range<usize>>,
}

impl Wording {
    /// Of an article.
    pub fn of(title: &str, text: &str) -> Self {
        let original: Vec<char> = title.chars().chain(['\n']).chain(text.chars()).take(LOOKED_AT).collect();
        let characters: Vec<char> = original.iter().map(|c| fold_char(*c)).collect();
        let folded = characters.iter().collect();
        Self { original, characters, folded, words: Vec::new() }
    }

    /// The same, cut by the words of its library.
    #[must_use]
    pub fn cut_by(self, vocabulary: &Vocabulary) -> Self {
        let words = if vocabulary.is_empty() { Vec::new() } else { vocabulary.cut(&self.characters) };
        Self { words, ..self }
    }

    /// At most `limit` words that stand in another text too, made of what both signatures hold, the heaviest first, as
    /// this text writes them.
    pub fn shared(&self, other: &str, signatures: (&Signature, &Signature), limit: usize) -> Vec<String> {
        let common = signatures.0.common(signatures.1);
        let weights = common.map(|(term, one, other)| (term, u32::from(one) * u32::from(other))).collect();
        let other: String = other.chars().take(LOOKED_AT).map(fold_char).collect();
        self.words(&weights, &other, limit)
    }

    /// At most `limit` words of this text made of these terms, the heaviest first; a longer one must stand here more than
    /// once.
    pub fn telling(&self, terms: impl Iterator<Item = (Term, u8)>, limit: usize) -> Vec<String> {
        let weights = terms.map(|(term, weight)| (term, u32::from(weight))).collect();
        self.words(&weights, "", limit)
    }

    /// The word that a term is part of: the library's, with those that always follow it; where there is none, judged by
    /// how the term stands here and in other texts: it is grown as long as all its occurrences go on alike. `None` where it
    /// is no name: a phrase, a number, a particle.
    pub fn word_of(&self, term: Term, others: &str) -> Option<String> {
        let found = self.first(term)?;
        let others: String = others.chars().map(fold_char).collect();
        if let Some((at, _)) = self.word_at(found.start) {
            return self.named(&self.joined(at, None, &others).0);
        }
        let word = self.grown(found, &others);
        (word.len() < LONGEST).then(|| self.named(&self.trimmed(word))).flatten()
    }

    /// Where a term stands first.
    fn first(&self, term: Term) -> Option<Range<usize>> {
        let mut found = None;
        each_term(&self.characters, |other, range| {
            if other == term && found.is_none() {
                found = Some(range);
            }
        });
        found
    }

    /// The terms of this text that are not `known`, with the weight that the signature gives them or a light one. A pair that
    /// only joins two known ones is none of them: no new word, a new order of old ones.
    pub fn new_terms(&self, known: &HashSet<Term>, signature: &Signature) -> Vec<(Term, u8)> {
        let weights: TermMap<u8> = signature.iter().collect();
        let mut met: Vec<(Term, Range<usize>)> = Vec::new();
        each_term(&self.characters, |term, range| met.push((term, range)));
        let is_known = |at: Option<usize>, range: &Range<usize>| {
            let beside = at.and_then(|at| met.get(at));
            beside.is_some_and(|(term, other)| {
                known.contains(term) && other.start < range.end && range.start < other.end
            })
        };
        let joins = |at: usize, range: &Range<usize>| {
            is_known(at.checked_sub(1), range) && is_known(Some(at + 1), range)
        };
        let new =
            met.iter().enumerate().filter(|(at, (term, range))| !known.contains(term) && !joins(*at, range));
        let weighed: TermMap<u8> =
            new.map(|(_, (term, _))| (*term, weights.get(term).copied().unwrap_or(LIGHT))).collect();
        let mut weighed: Vec<(Term, u8)> = weighed.into_iter().collect();
        weighed.sort_unstable();
        weighed
    }

    /// Every term of this text.
    pub fn terms(&self) -> HashSet<Term> {
        let mut terms = HashSet::new();
        each_term(&self.characters, |term, _| {
            terms.insert(term);
        });
        terms
    }

    /// The sentence that says most with these terms for its length, as this text writes it; not the title.
    pub fn sentence_of(&self, terms: &[(Term, u8)]) -> Option<String> {
        let weights: TermMap<u32> = terms.iter().map(|(term, weight)| (*term, u32::from(*weight))).collect();
        let title = self.original.iter().position(|c| *c == '\n').map_or(0, |end| end + 1);
        let mut start = title;
        let sentences = self.original.get(title..)?.split_inclusive(|c| SENTENCE_ENDS.contains(*c));
        let ranges = sentences.map(|sentence| {
            let range = start..start + sentence.len();
            start = range.end;
            range
        });
        let worth = |range: &Range<usize>| {
            self.weight(range, &weights) as f32 / (range.len().max(SHORT_SENTENCE) as f32).sqrt()
        };
        let best =
            ranges.map(|range| (worth(&range), range)).max_by(|one, other| one.0.total_cmp(&other.0))?;
        let words: String = self.original.get(best.1)?.iter().collect();
        (best.0 > 0.0).then(|| words.trim().to_owned())
    }

    /// Words from heavy stretches on, until there are enough. Each stands in `other` too; where that is empty, again here.
    fn words(&self, weights: &TermMap<u32>, other: &str, limit: usize) -> Vec<String> {
        let mut words: Vec<(u32, String)> = Vec::new();
        if !self.words.is_empty() {
            return self.known_words(weights, other, limit);
        }
        for stretch in self.heaviest(weights, limit * STRINGS) {
            for part in self.parts(&stretch, other) {
                let word = self.trimmed(self.grown(part, other));
                words.extend(self.named(&word).map(|name| (self.weight(&word, weights), name)));
            }
            if words.len() >= limit * 2 {
                break;
            }
        }
        words.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        distinct(words, limit)
    }

    fn is_hanzi(&self, word: &Range<usize>) -> bool {
        self.characters.get(word.start).is_some_and(|c| is_hanzi(*c))
    }

    fn stands_in(&self, range: &Range<usize>, other: &str) -> bool {
        other.is_empty() || other.contains(&self.string(range))
    }

    /// Whether a part of this text stands in the other one as well; where there is none, whether it stands here twice
    /// or is too short to be cut.
    fn stands(&self, range: &Range<usize>, other: &str) -> bool {
        let string = self.string(range);
        if other.is_empty() {
            range.len() <= 2 || self.folded.matches(&string).nth(1).is_some()
        } else {
            other.contains(&string)
        }
    }

    fn string(&self, range: &Range<usize>) -> String {
        self.characters.get(range.clone()).unwrap_or_default().iter().collect()
    }

    /// Stretches of overlapping terms, each string once, the heaviest.
    fn heaviest(&self, weights: &TermMap<u32>, limit: usize) -> Vec<Range<usize>> {
        let mut stretches: Vec<(u32, Range<usize>)> = Vec::new();
        each_term(&self.characters, |term, range| {
            let Some(weight) = weights.get(&term) else { return };
            match stretches.last_mut() {
                Some((sum, last)) if range.start < last.end => {
                    *sum += weight;
                    last.end = range.end;
                }
                _ => stretches.push((*weight, range)),
            }
        });
        stretches.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.start.cmp(&other.1.start)));
        let mut seen = HashSet::new();
        stretches.retain(|(_, range)| seen.insert(self.characters.get(range.clone())));
        stretches.into_iter().take(limit).map(|(_, range)| range).collect()
    }

    /// The longest parts of a stretch that are words, from left to right.
    fn parts(&self, stretch: &Range<usize>, other: &str) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = stretch.start;
        while start < stretch.end {
            let longest = (start + 1..=stretch.end.min(start + LONGEST))
                .take_while(|end| self.stands(&(start..*end), other))
                .last();
            match longest {
                Some(end) if end > start + 1 => {
                    parts.push(start..end);
                    start = if end == stretch.end { end } else { end - 1 };
                }
                _ => start += 1,
            }
        }
        parts
    }

    /// Adds what follows or precedes the word wherever it stands: then it is a part of something longer.
    fn grown(&self, mut word: Range<usize>, other: &str) -> Range<usize> {
        let count = |range: &Range<usize>| {
            let string = self.string(range);
            (self.folded.matches(&string).count(), other.matches(&string).count())
        };
        let times = count(&word);
        if times.0 + times.1 <= 2 {
            return word;
        }
        while word.len() < LONGEST {
            let after = (word.start..word.end + 1, Some(word.end));
            let before = (word.start.saturating_sub(1)..word.end, word.start.checked_sub(1));
            let longer = [after, before].into_iter().find(|(range, added)| {
                let added = added.and_then(|at| self.characters.get(at));
                added.is_some_and(|c| is_hanzi(*c)) && count(range) == times
            });
            let Some((longer, _)) = longer else { break };
            word = longer;
        }
        word
    }

    /// Takes particles off both ends.
    fn trimmed(&self, mut word: Range<usize>) -> Range<usize> {
        let is_particle = |at: usize| self.characters.get(at).is_some_and(|c| PARTICLES.contains(*c));
        while word.len() > 1 && is_particle(word.start) {
            word.start += 1;
        }
        while word.len() > 1 && is_particle(word.end - 1) {
            word.end -= 1;
        }
        word
    }

    /// The word as the text writes it; nothing for what names nothing: a single character, a number.
    fn named(&self, word: &Range<usize>) -> Option<String> {
        let characters = self.original.get(word.clone())?;
        // Of English only what is long or written like a name.
        let is_common = characters.len() <= LONGEST_COMMON && characters.iter().all(char::is_ascii_lowercase);
        let names = characters.len() > 1 && !is_common && !characters.iter().all(|c| c.is_numeric());
        names.then(|| characters.iter().collect())
    }

    fn weight(&self, word: &Range<usize>, weights: &TermMap<u32>) -> u32 {
        let mut sum = 0;
        each_term(self.characters.get(word.clone()).unwrap_or_default(), |term, _| {
            sum += weights.get(&term).copied().unwrap_or_default();
        });
        sum
    }
}

/// Whether it has more than one character.
fn is_word(word: &Range<usize>) -> bool {
    word.len() > 1
}

/// The first words that do not stand in each other.
fn distinct(words: Vec<(u32, String)>, limit: usize) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::with_capacity(limit);
    for (_, word) in words {
        let folded = fold(&word);
        let overlaps = |other: &String| {
            let other = fold(other);
            other.contains(&folded) || folded.contains(&other)
        };
        if chosen.len() < limit && !chosen.iter().any(overlaps) {
            chosen.push(word);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::kin::terms_of;

    #[test]
    fn shared_words_are_those_that_the_library_knows() {
        let words = ["海港", "集装箱", "码头", "岸桥", "的", "昼夜", "装卸", "提速", "新", "船"];
        let known = Vocabulary::of(words.iter().map(|word| (*word, 9)));
        let text = "昼夜装卸的集装箱码头提速，集装箱码头岸桥shipping that新船";
        let weighed = terms_of("装卸的集装箱码头岸桥shipping that新船").into_iter().map(|term| (term, 100));
        let plain = Wording::of("题", text);
        let by_words = plain.clone().cut_by(&known).telling(weighed.clone(), 9);
        assert_eq!(by_words, ["集装箱", "shipping", "岸桥", "码头", "装卸"]);
        let other = "岸桥空了，装卸照旧；集装箱码头，集装箱码头扩建";
        let shared =
            plain.clone().cut_by(&known).known_words(&weighed.map(|(term, _)| (term, 9)).collect(), other, 9);
        assert_eq!(shared, ["集装箱码头", "岸桥", "装卸"], "what is always together is one name");
        assert!(plain.cut_by(&Vocabulary::default()).words.is_empty());
    }
}
