//! Signatures laid out by term, to find those near to one in a fraction of a millisecond.
//!
//! It holds the articles that came in, four bytes for each of their terms, and is asked with each other article of
//! the library in turn; so memory goes by what comes in, and the library is read through once. Articles have places here, 0 and
//! on; which rows they are the caller knows.

use super::terms::TermMap;
use super::{Signature, TOPIC_WEIGHT, Term, TopicVector};
use std::ops::Range;

/// Articles that came in, by their terms.
#[derive(Debug)]
pub struct Nearest {
    /// Where the postings of each term stand.
    terms: TermMap<Range<u32>>,
    /// Place in the upper 24 bits, weight in the lower 8.
    postings: Vec<u32>,
    /// One over the length of each signature; 0 for one that is not to be found.
    scales: Vec<f32>,
}

/// An article found near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its place.
    pub place: u32,
    /// Cosine of the signatures, 0 to 1.
    pub cosine: f32,
}

/// Memory that one query after another can use.
#[derive(Debug, Default)]
pub struct Scratch {
    sums: Vec<u32>,
}

impl Nearest {
    /// Lays out articles; at most 2^24 of them.
    pub fn new<'a>(articles: impl Iterator<Item = &'a Signature> + Clone) -> Self {
        let mut terms: TermMap<Range<u32>> = TermMap::default();
        for (term, _) in articles.clone().flat_map(Signature::iter) {
            terms.entry(term).or_insert(0..0).end += 1;
        }
        let mut total = 0;
        for range in terms.values_mut() {
            // Empty as yet: the end is where the next posting goes.
            let count = range.end;
            *range = total..total;
            total += count;
        }
        let mut nearest = Self { terms, postings: vec![0; total as usize], scales: Vec::new() };
        for signature in articles {
            nearest.push(signature);
        }
        nearest
    }

    fn push(&mut self, signature: &Signature) {
        let place = self.scales.len() as u32;
        for (term, weight) in signature.iter() {
            let Some(range) = self.terms.get_mut(&term) else { continue };
            if let Some(posting) = self.postings.get_mut(range.end as usize) {
                *posting = place << 8 | u32::from(weight);
                range.end += 1;
            }
        }
        self.scales.push(1.0 / signature.length().max(1.0));
    }

    /// From now on the article at `place` is not found.
    pub fn hide(&mut self, place: u32) {
        if let Some(scale) = self.scales.get_mut(place as usize) {
            *scale = 0.0;
        }
    }

    /// The `wanted` articles with the largest cosines to `signature`, in no order; the article itself is among them where
    /// it was laid out.
    pub fn to(&self, signature: &Signature, wanted: usize, scratch: &mut Scratch) -> Vec<Near> {
        let mut found = Vec::with_capacity(wanted * 2);
        let mut least = 0.0;
        self.each(signature, scratch, |near| {
            if near.cosine > least {
                found.push(near);
                if found.len() == wanted * 2 {
                    least = keep_best(&mut found, wanted, |near| near.cosine);
                }
            }
        });
        keep_best(&mut found, wanted, |near| near.cosine);
        found
    }

    /// The articles whose cosine to `signature` is above what `floors` has at their place.
    pub fn above(&self, signature: &Signature, floors: &[f32], scratch: &mut Scratch) -> Vec<Near> {
        let mut found = Vec::new();
        self.each(signature, scratch, |near| {
            if floors.get(near.place as usize).is_some_and(|floor| near.cosine > *floor) {
                found.push(near);
            }
        });
        found
    }

    fn each(&self, signature: &Signature, scratch: &mut Scratch, mut met: impl FnMut(Near)) {
        let sums = &mut scratch.sums;
        sums.clear();
        sums.resize(self.scales.len(), 0);
        for (term, weight) in signature.iter() {
            for posting in self.postings_of(term) {
                if let Some(sum) = sums.get_mut((posting >> 8) as usize) {
                    *sum += (posting & 0xff) * u32::from(weight);
                }
            }
        }
        let scale = 1.0 / signature.length().max(1.0);
        for (place, (sum, own)) in (0..).zip(sums.iter().zip(&self.scales)) {
            if *sum > 0 {
                met(Near { place, cosine: *sum as f32 * own * scale });
            }
        }
    }

    fn postings_of(&self, term: Term) -> &[u32] {
        let range = self.terms.get(&term).cloned().unwrap_or_default();
        self.postings.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}

/// Closeness of two articles: their words, and a little of their topics.
pub fn closeness(cosine: f32, one: TopicVector, other: TopicVector) -> f32 {
    cosine + TOPIC_WEIGHT * one.cosine(&other)
}

/// Keeps the `wanted` best, in no order; says how good the last of them is, 0 where there are fewer.
pub fn keep_best<T>(found: &mut Vec<T>, wanted: usize, value: impl Fn(&T) -> f32) -> f32 {
    if wanted == 0 || found.len() < wanted {
        return 0.0;
    }
    let (_, last, _) =
        found.select_nth_unstable_by(wanted - 1, |one, other| value(other).total_cmp(&value(one)));
    let least = value(last);
    found.truncate(wanted);
    least
}
