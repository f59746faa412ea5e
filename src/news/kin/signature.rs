//! The signature of an article: its most telling terms, weighted, in a few hundred bytes.
//!
//! Terms are chosen by count, raised a little, times rarity. A term must stand in four articles of the library (fewer in a small one), or
//! twice in this one: what stands once here and nowhere else is mostly the chance meeting of two characters.

use super::frequencies::logarithm;
use super::{Frequencies, Term, Terms};
use std::sync::LazyLock;

/// A term in more than this share of the articles tells nothing.
const COMMON: f32 = 0.2;
/// The same in a library of less than [`LEARNT`] articles.
const COMMON_OF_FEW: f32 = 0.5;
/// Articles from which on frequencies are to be trusted.
const LEARNT: u32 = 100;
/// Articles below which nothing is known of the language: every term may tell.
const FEW: u32 = 12;
/// Articles that a term must stand in which stands in this one only once: at least, at most, and one more for so many
/// articles of the library.
const KNOWN: (u32, u32, u32) = (2, 4, 400);

/// Rarity of a term that stands in every article, so that the first articles of a library have a signature.
const LEAST_RARITY: f32 = 0.05;
/// The same in a library of less than [`LEARNT`] articles, where all may be about one thing.
const LEAST_RARITY_OF_FEW: f32 = 0.7;

/// To this power a count is raised when terms are chosen: what an article comes back to is what it is about.
const COMING_BACK: f32 = 1.25;
/// The smallest counts raised: they are asked for by the hundred for every article.
static RAISED: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0_u16..64).map(|count| f32::from(count).powf(COMING_BACK)).collect());

/// The most telling terms of an article, ascending, with weights of 1 to 255.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signature {
    /// The term's number above its weight.
    entries: Vec<u32>,
    length: f32,
}

impl Signature {
    /// Most terms.
    pub const TERMS: usize = 128;

    /// The signature of an article with `terms` in a library with `frequencies` (which count this article).
    pub fn of(terms: &Terms, frequencies: &Frequencies) -> Self {
        let mut chosen: Vec<(f32, f32, Term)> = Vec::with_capacity(terms.len());
        let least = if frequencies.articles() < LEARNT { LEAST_RARITY_OF_FEW } else { LEAST_RARITY };
        for (term, count) in terms.iter() {
            let articles = frequencies.of(term);
            if is_telling(frequencies.articles(), articles, count) {
                let rarity = frequencies.rarity(articles).max(least);
                chosen.push((raised(count) * rarity, (1.0 + logarithm(count.into())) * rarity, term));
            }
        }
        if chosen.len() > Self::TERMS {
            chosen.select_nth_unstable_by(Self::TERMS, |one, other| {
                other.0.total_cmp(&one.0).then(one.2.cmp(&other.2))
            });
            chosen.truncate(Self::TERMS);
        }
        let heaviest = chosen.iter().map(|(_, weight, _)| *weight).fold(f32::MIN_POSITIVE, f32::max);
        let quantized = chosen
            .iter()
            .map(|(_, weight, term)| (*term, (weight / heaviest * 255.0).round().max(1.0) as u8));
        Self::from_terms(quantized)
    }

    /// The signature of several articles together: "more like these".
    pub fn of_all(signatures: &[Self]) -> Self {
        let mut all: Vec<(Term, u32)> = signatures
            .iter()
            .flat_map(|signature| {
                let scale = 255.0 / signature.length.max(1.0);
                signature.iter().map(move |(term, weight)| (term, (f32::from(weight) * scale * 16.0) as u32))
            })
            .collect();
        all.sort_unstable();
        let mut sums: Vec<(u32, Term)> = all
            .chunk_by(|one, other| one.0 == other.0)
            .filter_map(|same| Some((same.iter().map(|(_, weight)| *weight).sum(), same.first()?.0)))
            .collect();
        sums.sort_unstable_by(|one, other| other.cmp(one));
        sums.truncate(Self::TERMS);
        let heaviest = sums.first().map_or(1, |(weight, _)| *weight).max(1);
        Self::from_terms(sums.iter().map(|(weight, term)| (*term, (weight * 255 / heaviest).max(1) as u8)))
    }

    fn from_terms(terms: impl Iterator<Item = (Term, u8)>) -> Self {
        // Exactly: a wave of articles that are compared keeps theirs in memory.
        let mut entries = Vec::with_capacity(terms.size_hint().1.unwrap_or_default());
        let all = terms.map(|(term, weight)| term.number() << 8 | u32::from(weight));
        entries.extend(all.filter(|entry| entry & 0xff > 0));
        entries.sort_unstable();
        entries.dedup_by_key(|entry| *entry >> 8);
        let squares: u32 = entries.iter().map(|entry| (entry & 0xff).pow(2)).sum();
        Self { entries, length: (squares as f32).sqrt() }
    }

    /// Each term with its weight, ascending by term.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Term, u8)> + '_ {
        self.entries.iter().map(|entry| (Term::from_number(entry >> 8), *entry as u8))
    }

    /// The same as they are kept: the term's number above the weight.
    pub fn entries(&self) -> &[u32] {
        &self.entries
    }

    /// Whether it has no term: nothing is near to such an article.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Euclidean length of the weights.
    pub fn length(&self) -> f32 {
        self.length
    }

    /// Cosine of the angle between two signatures: 0 nothing in common, 1 the same.
    pub fn cosine(&self, other: &Self) -> f32 {
        let product: u32 = self.common(other).map(|(_, one, two)| u32::from(one) * u32::from(two)).sum();
        if product == 0 { 0.0 } else { product as f32 / (self.length * other.length) }
    }

    /// The terms in both, ascending, with the weight in each.
    pub fn common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (Term, u8, u8)> + 'a {
        let (mut one, mut two) = (0, 0);
        std::iter::from_fn(move || {
            while let (Some(a), Some(b)) = (self.entries.get(one), other.entries.get(two)) {
                let order = (a >> 8).cmp(&(b >> 8));
                // Without a branch on which is the lesser: it cannot be foreseen.
                one += usize::from(order.is_le());
                two += usize::from(order.is_ge());
                if order.is_eq() {
                    return Some((Term::from_number(a >> 8), *a as u8, *b as u8));
                }
            }
            None
        })
    }

    /// As stored: four bytes a term, its number above its weight, the lowest byte first.
    pub fn to_blob(&self) -> Vec<u8> {
        self.entries.iter().flat_map(|entry| entry.to_le_bytes()).collect()
    }

    /// From what was stored, whatever it is.
    pub fn from_blob(bytes: &[u8]) -> Self {
        let (entries, _) = bytes.as_chunks::<4>();
        let entries = entries.iter().take(Self::TERMS).map(|entry| u32::from_le_bytes(*entry));
        Self::from_terms(entries.map(|entry| (Term::from_number(entry >> 8), entry as u8)))
    }
}

fn raised(count: u16) -> f32 {
    RAISED.get(usize::from(count)).copied().unwrap_or_else(|| f32::from(count).powf(COMING_BACK))
}

/// Whether a term says something that stands in `articles` of `all`, and `count` times in this one.
///
/// In a small library a term that stands in one article only brings it near to none, however often it stands there, and
/// takes the place of one that does.
fn is_telling(all: u32, articles: u32, count: u16) -> bool {
    let (least, most, step) = KNOWN;
    let share = if all < LEARNT { COMMON_OF_FEW } else { COMMON };
    let known = articles >= (least + all / step).min(most) || count > 1 && (articles > 1 || all >= LEARNT);
    all < FEW || (articles as f32 <= share * all as f32 && known)
}
