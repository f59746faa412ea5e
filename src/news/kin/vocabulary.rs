//! The words that a library holds, each with how unlikely it is: by them a text is cut where a reader would cut it.
//!
//! Unigram segmentation: of all ways to cut a run of hanzi, the likeliest product of words (in bits, the least sum),
//! by dynamic programming from the end. The words are those that imports found, so names of the library's own news
//! are among them. A table of hashes, because a million articles have some hundred thousand words and a reader starts
//! in thirty milliseconds: it is used as it was stored, nothing is built.

use super::terms::{hash_of, is_hanzi};
use std::ops::Range;

/// Characters of the longest word.
const LONGEST: usize = 8;
/// Steps of a cost in one bit.
const STEPS: f32 = 8.0;
/// Version of the stored form.
const VERSION: u8 = 1;
/// Bytes before the table: version, logarithm of its size, cost of a character that no article holds.
const HEAD: usize = 3;
/// Bits that a word costs more which begins or ends with a particle: mostly two words that often meet.
const PARTICLE: u32 = 4 * STEPS as u32;
/// Places looked at for a word; half of a table is empty, so that it is never so many.
const PROBES: usize = 64;
/// Characters that are words by themselves nearly always.
const PARTICLES: &str = "的了在是和与及或对为被把从到也都就而又很更最将等";

/// How unlikely words are, by their hashes; open addressing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// 0 where there is none.
    hashes: Vec<u32>,
    costs: Vec<u8>,
    unknown: u8,
}

impl Vocabulary {
    /// Of folded words, each with how many articles hold it; single characters are among them.
    pub fn of<'a>(words: impl ExactSizeIterator<Item = (&'a str, u64)> + Clone) -> Self {
        let all: u64 = words.clone().map(|(_, articles)| articles).sum();
        let size = (words.len() * 2 + 2).next_power_of_two();
        let mut made = Self { hashes: vec![0; size], costs: vec![0; size], unknown: cost(1, all) };
        for (word, articles) in words {
            let hash = hash(&word.chars().collect::<Vec<_>>());
            let place = made.place(hash);
            if let (Some(kept), Some(known)) = (made.hashes.get_mut(place), made.costs.get_mut(place)) {
                (*kept, *known) = (hash, cost(articles, all));
            }
        }
        made
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The words of folded characters: ranges that follow each other. Runs of what is no hanzi are left whole.
    pub fn cut(&self, characters: &[char]) -> Vec<Range<usize>> {
        let mut words = Vec::with_capacity(characters.len() / 2 + 1);
        let mut at = 0;
        for run in characters.chunk_by(|one, next| is_hanzi(*one) == is_hanzi(*next)) {
            if run.first().is_some_and(|c| is_hanzi(*c)) {
                self.cut_run(run, |word| words.push(at + word.start..at + word.end));
            } else {
                words.push(at..at + run.len());
            }
            at += run.len();
        }
        words
    }

    fn cut_run(&self, run: &[char], mut found: impl FnMut(Range<usize>)) {
        // For each place, from the end: the least cost from there on, and where its first word ends.
        let mut best: Vec<(u32, usize)> = vec![(0, 0); run.len() + 1];
        for start in (0..run.len()).rev() {
            let least = (start + 1..=run.len().min(start + LONGEST))
                .filter_map(|end| {
                    let cost = self.cost(run.get(start..end)?)?;
                    Some((cost + best.get(end)?.0, end))
                })
                .min_by_key(|(cost, end)| (*cost, run.len() - end));
            if let (Some(least), Some(entry)) = (least, best.get_mut(start)) {
                *entry = least;
            }
        }
        let mut start = 0;
        while let Some((_, end)) = best.get(start).filter(|(_, end)| *end > start) {
            found(start..*end);
            start = *end;
        }
    }

    /// What a word costs; a single character always costs something, more characters only where they are a word.
    fn cost(&self, word: &[char]) -> Option<u32> {
        let known = self.known(hash(word)).map(u32::from);
        if word.len() == 1 {
            return Some(known.unwrap_or_else(|| self.unknown.into()));
        }
        let is_particle = |c: Option<&char>| c.is_some_and(|c| PARTICLES.contains(*c));
        let more = if is_particle(word.first()) || is_particle(word.last()) { PARTICLE } else { 0 };
        known.map(|cost| cost + more)
    }

    fn known(&self, hash: u32) -> Option<u8> {
        let place = self.place(hash);
        self.costs.get(place).copied().filter(|_| self.hashes.get(place) == Some(&hash))
    }

    /// Where a hash stands, or would.
    fn place(&self, hash: u32) -> usize {
        let mask = self.hashes.len().wrapping_sub(1);
        let mut place = hash as usize & mask;
        // A table that somebody wrote by hand may be full.
        for _ in 0..PROBES {
            match self.hashes.get(place) {
                Some(kept) if *kept != 0 && *kept != hash => place = (place + 1) & mask,
                _ => break,
            }
        }
        place
    }

    /// As stored.
    pub fn to_blob(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + self.hashes.len() * 5);
        bytes.extend([VERSION, self.hashes.len().max(1).ilog2() as u8, self.unknown]);
        self.hashes.iter().for_each(|hash| bytes.extend(hash.to_le_bytes()));
        bytes.extend_from_slice(&self.costs);
        bytes
    }

    /// From what was stored; nothing is known where it is damaged.
    pub fn from_blob(bytes: &[u8]) -> Self {
        let Some((&[VERSION, size, unknown], table)) = bytes.split_first_chunk::<HEAD>() else {
            return Self::default();
        };
        let size = 1_usize.checked_shl(size.into()).filter(|size| size.checked_mul(5) == Some(table.len()));
        let Some((hashes, costs)) = size.and_then(|size| table.split_at_checked(size * 4)) else {
            return Self::default();
        };
        let hashes = hashes.as_chunks::<4>().0.iter().map(|hash| u32::from_le_bytes(*hash)).collect();
        Self { hashes, costs: costs.to_vec(), unknown }
    }
}

/// Bits, in steps, of a word that so many of all mentions are.
fn cost(articles: u64, all: u64) -> u8 {
    let bits = (all.max(1) as f64 / articles.max(1) as f64).log2();
    (bits * f64::from(STEPS)).round().clamp(1.0, 255.0) as u8
}

fn hash(word: &[char]) -> u32 {
    let hash = hash_of(word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((hash >> 32) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: [(&str, u64); 10] = [
        ("演唱会", 40),
        ("演唱", 60),
        ("会", 900),
        ("门票", 70),
        ("的", 990),
        ("的门票", 2),
        ("镇江", 12),
        ("江市", 1),
        ("市", 400),
        ("开发区", 30),
    ];

    fn cut(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        vocabulary.cut(&characters).into_iter().map(|word| characters[word].iter().collect()).collect()
    }

    #[test]
    fn a_text_is_cut_into_words() {
        let words = Vocabulary::of(WORDS.into_iter());
        assert_eq!(cut(&words, "演唱会的门票"), ["演唱会", "的", "门票"]);
        assert_eq!(cut(&words, "镇江市ABC 3%，开发区"), ["镇江", "市", "ABC 3%，", "开发区"]);
        assert_eq!(cut(&words, "鸑鷟"), ["鸑", "鷟"]);
        assert_eq!(cut(&Vocabulary::default(), "鸑鷟a"), ["鸑", "鷟", "a"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_what_is_stored_comes_back(text in "[演唱会的门票镇江市a，]{0,40}") {
            let words = Vocabulary::of(WORDS.into_iter());
            prop_assert_eq!(cut(&words, &text).concat(), text);
            prop_assert_eq!(Vocabulary::from_blob(&words.to_blob()), words);
        }

        #[test]
        fn damage_is_survived(mut place in 0_usize..83, byte in any::<u8>(), end in 0_usize..84) {
            let mut blob = Vocabulary::of(WORDS.into_iter()).to_blob();
            place %= blob.len();
            blob[place] = byte;
            Vocabulary::from_blob(&blob).cut(&['演', '唱', '会']);
            blob.truncate(end);
            Vocabulary::from_blob(&blob).cut(&['演', '唱', '会']);
        }
    }
}
