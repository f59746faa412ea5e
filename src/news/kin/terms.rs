//! The terms of an article: overlapping pairs of hanzi, and words and numbers of other scripts, each with its count.
//!
//! No dictionary: pairs find names that no list holds, and the same text gives the same terms in every library.
//! A term is kept as a hash of 22 bits; two that collide are one term, which is rare enough not to be seen.

use crate::text::fold::fold_char;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// Characters of an article that are looked at; what comes after tells nothing new about what it is about.
pub const LONGEST: usize = 20_000;
/// How often a term of the title counts.
const TITLE_WEIGHT: usize = 2;

/// A term, by its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(u32);

/// Something for each of some terms.
pub(super) type TermMap<V> = HashMap<Term, V, BuildHasherDefault<TermHasher>>;

/// Spreads the bits of a term, which is a hash already.
#[derive(Debug, Clone, Copy, Default)]
pub struct TermHasher(u64);

impl Hasher for TermHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
    }
}

/// A text as it is compared: its folded characters, at most [`LONGEST`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Characters(pub(super) Vec<char>);

/// The different terms of an article with how often each stands in it, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// The term's number above its count.
    entries: Vec<u32>,
}

/// Bits of a count.
const COUNT_BITS: u32 = u32::BITS - Term::BITS;

impl Characters {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        Self(text.chars().take(LONGEST).map(fold_char).collect())
    }

    /// Of a text that is folded already.
    pub fn of_folded(text: &str) -> Self {
        Self(text.chars().take(LONGEST).collect())
    }
}

impl Term {
    /// Bits of the hash.
    pub const BITS: u32 = 22;
    /// Number of different terms.
    pub const COUNT: usize = 1 << Self::BITS;

    /// The term of a number that was stored; bits beyond [`Term::BITS`] are dropped.
    pub const fn from_number(number: u32) -> Self {
        Self(number & (Self::COUNT as u32 - 1))
    }

    /// Its number, below [`Term::COUNT`].
    pub const fn number(self) -> u32 {
        self.0
    }

    fn of(hash: u64) -> Self {
        Self((hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::BITS)) as u32)
    }
}

impl Terms {
    /// The terms of an article with this title and these words.
    pub fn of(title: &Characters, words: &Characters) -> Self {
        let mut found: Vec<Term> = Vec::with_capacity(words.0.len() + title.0.len() * TITLE_WEIGHT);
        for _ in 0..TITLE_WEIGHT {
            each_term(&title.0, |term, _| found.push(term));
        }
        each_term(&words.0, |term, _| found.push(term));
        found.sort_unstable();
        let counted = found.chunk_by(PartialEq::eq).filter_map(|same| {
            let count = same.len().min((1 << COUNT_BITS) - 1) as u32;
            Some(same.first()?.number() << COUNT_BITS | count)
        });
        // Exactly: thousands of articles' terms are kept at a time, and the allocator leaves what grew by doubling as it is.
        let mut entries = Vec::with_capacity(found.chunk_by(PartialEq::eq).count());
        entries.extend(counted);
        Self { entries }
    }

    /// Each term with its count, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (Term, u16)> + '_ {
        let count_of = |entry: u32| (entry & ((1 << COUNT_BITS) - 1)) as u16;
        self.entries.iter().map(move |entry| (Term::from_number(entry >> COUNT_BITS), count_of(*entry)))
    }

    /// Number of different terms.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The terms of a word or of a few, each as often as it stands there.
pub fn terms_of(words: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    each_term(&Characters::of(words).0, |term, _| terms.push(term));
    terms
}

/// Calls `found` for each term of folded characters, with the range of characters it stands on.
pub(super) fn each_term(characters: &[char], mut found: impl FnMut(Term, Range<usize>)) {
    let mut at = 0;
    for run in characters.chunk_by(|one, next| kind(*one) == kind(*next)) {
        match run.first().map(|c| kind(*c)) {
            Some(Kind::Hanzi) => {
                for (offset, pair) in run.windows(2).enumerate() {
                    if let [one, next] = pair {
                        let hash = (u64::from(u32::from(*one)) << 21) | u64::from(u32::from(*next));
                        found(Term::of(hash), at + offset..at + offset + 2);
                    }
                }
            }
            Some(Kind::Letter) => found(Term::of(hash_of(run)), at..at + run.len()),
            _ => {}
        }
        at += run.len();
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Hanzi,
    Letter,
    Other,
}

fn kind(c: char) -> Kind {
    if is_hanzi(c) {
        Kind::Hanzi
    } else if c.is_alphanumeric() {
        Kind::Letter
    } else {
        Kind::Other
    }
}

pub(super) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// FNV-1a over the characters; the top bit keeps words apart from pairs.
pub(super) fn hash_of(run: &[char]) -> u64 {
    let hash = run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    });
    hash | 1 << 63
}
