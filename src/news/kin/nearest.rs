//! Signatures laid out by term, to find those near to one in a tenth of a millisecond, however many there are.
//!
//! An article is looked up under its terms, those first that tell most for the length of their list, and never more than
//! [`READ`] postings are read: what is left out stands in many articles and weighs little (Buckley and Lewit 1985). A
//! library of more than [`Nearest::MOST`] is laid out part by part; of all parts together [`READ_OF_ALL`] are read. So
//! a search costs the same in a large library as in a small one, and the closeness it gives is a little too low where
//! lists were left out. `examples/kinship_scale.rs` says how many of the truly nearest are found.

use super::term_set::TermSet;
use super::{Signature, TOPIC_WEIGHT, Term, TopicVector};
use std::borrow::Cow;
use std::mem::take;
use std::ops::Range;

/// Postings that are read for one search in one part of a library, and in all parts; in each at least some.
const READ: usize = 3_000;
const READ_OF_ALL: usize = 12_000;
const READ_AT_LEAST: usize = 500;
/// Places there are.
const PLACES: usize = 1 << u16::BITS;
/// Articles with the most words in common whose topics are looked at.
const LOOKED_AT: usize = 48;

/// Articles laid out by their terms. They have places here, 0 and on; which rows they are the caller knows.
#[derive(Debug)]
pub struct Nearest<'a> {
    /// Postings that are read for one search.
    read: usize,
    signatures: Vec<Cow<'a, Signature>>,
    /// One over the length of each signature.
    scales: Vec<f32>,
    topics: Vec<TopicVector>,
    /// The terms that articles can be found by.
    terms: TermSet,
    /// Where the postings of each of them end, by its number.
    lists: Vec<u32>,
    /// List after list, by place: the article's place, low byte first, and the weight.
    postings: Vec<[u8; 3]>,
}

/// An article found near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its place.
    pub place: u16,
    /// See [`closeness`].
    pub closeness: f32,
}

/// Memory that one search after another can use.
#[derive(Debug, Default)]
pub struct Scratch {
    /// By place, with room for every place there can be; all 0 between searches.
    sums: Vec<u32>,
    /// Places with a sum.
    met: Vec<u16>,
    lists: Vec<(Range<u32>, u8)>,
    /// A sum above a place.
    best: Vec<u64>,
}

impl<'a> Nearest<'a> {
    /// Most articles that are laid out at a time.
    pub const MOST: usize = PLACES;

    /// For a library of so many articles, of which as many are laid out at a time as there is room for.
    pub fn in_library_of(articles: usize) -> Self {
        let parts = articles.div_ceil(Self::MOST).max(1);
        let articles = articles.min(Self::MOST);
        Self {
            read: (READ_OF_ALL / parts).clamp(READ_AT_LEAST, READ),
            signatures: Vec::with_capacity(articles),
            scales: Vec::with_capacity(articles),
            topics: Vec::with_capacity(articles),
            terms: TermSet::default(),
            lists: Vec::new(),
            postings: Vec::new(),
        }
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// Takes an article up; at most [`Nearest::MOST`].
    pub fn push(&mut self, signature: Cow<'a, Signature>, topic: TopicVector) {
        self.scales.push(1.0 / signature.length().max(1.0));
        self.topics.push(topic);
        self.signatures.push(signature);
    }

    /// Forgets all articles.
    pub fn clear(&mut self) {
        self.signatures.clear();
        self.scales.clear();
        self.topics.clear();
    }

    /// Lays out what was taken up, for articles that are `asked` for by these terms.
    pub fn lay_out(&mut self, asked: &TermSet) {
        let mut terms = TermSet::default();
        for at in 0..self.len() {
            for (term, _) in entries(self.signature(at)).filter(|(term, _)| asked.has(*term)) {
                terms.add(term);
            }
        }
        let mut lists = vec![0_u32; terms.count()];
        self.terms = terms;
        for at in 0..self.len() {
            for (number, _) in self.listed(at) {
                if let Some(count) = lists.get_mut(number) {
                    *count += 1;
                }
            }
        }
        let mut all = 0;
        for list in &mut lists {
            // Until it is filled, the end is where the next posting goes.
            all += std::mem::replace(list, all);
        }
        let mut postings = take(&mut self.postings);
        postings.resize(all as usize, [0; 3]);
        for at in 0..self.len() {
            for (number, weight) in self.listed(at) {
                let Some(end) = lists.get_mut(number) else { continue };
                if let Some(posting) = postings.get_mut(*end as usize) {
                    *posting = [at as u8, (at >> 8) as u8, weight];
                }
                *end += 1;
            }
        }
        (self.lists, self.postings) = (lists, postings);
    }

    /// The articles nearest to one, in no order; the article itself is among them where it was laid out.
    pub fn to<'s>(
        &'s self,
        signature: &Signature,
        topic: TopicVector,
        scratch: &'s mut Scratch,
    ) -> impl Iterator<Item = Near> + use<'s, 'a> {
        self.meet(signature, scratch);
        self.best(scratch);
        let scale = 1.0 / signature.length().max(1.0);
        scratch.best.iter().filter_map(move |best| {
            let place = *best as u16;
            let cosine = f32::from_bits((*best >> u32::BITS) as u32) * scale;
            let theirs = self.topics.get(usize::from(place))?;
            Some(Near { place, closeness: closeness(cosine, topic, *theirs) })
        })
    }

    /// Sums up what is in common with each article.
    fn meet(&self, signature: &Signature, scratch: &mut Scratch) {
        let Scratch { sums, met, lists, .. } = scratch;
        sums.resize(PLACES, 0);
        let Some(sums) = sums.first_chunk_mut::<PLACES>() else { return };
        lists.clear();
        lists.extend(
            signature
                .iter()
                .filter_map(|(term, weight)| Some((self.range(self.terms.number(term)?), weight))),
        );
        if lists.iter().map(|(range, _)| range.len()).sum::<usize>() > self.read {
            let worth =
                |(range, weight): &(Range<u32>, u8)| f32::from(*weight).powi(2) / range.len().max(1) as f32;
            lists.sort_by(|one, other| worth(other).total_cmp(&worth(one)));
        }
        let (mut read, mut count) = (0, 0);
        for (range, weight) in lists {
            if read > 0 && read + range.len() > self.read {
                continue;
            }
            read += range.len();
            met.resize(met.len().max(read), 0);
            let postings = self.postings.get(range.start as usize..range.end as usize).unwrap_or_default();
            for [low, high, own] in postings {
                let place = u16::from_le_bytes([*low, *high]);
                // Without a branch on whether it is met for the first time: it cannot be foreseen.
                if let (Some(sum), Some(next)) = (sums.get_mut(usize::from(place)), met.get_mut(count)) {
                    *next = place;
                    count += usize::from(*sum == 0);
                    *sum += u32::from(*own) * u32::from(*weight);
                }
            }
        }
        met.truncate(count);
    }

    /// Chooses the best of what was met.
    fn best(&self, scratch: &mut Scratch) {
        let Scratch { sums, met, best, .. } = scratch;
        let mut least = 0;
        best.clear();
        for place in met.drain(..) {
            let at = usize::from(place);
            let (Some(sum), Some(scale)) = (sums.get_mut(at), self.scales.get(at)) else { continue };
            // Not below 0, so its bits are in the order of its size.
            let value = u64::from((take(sum) as f32 * scale).to_bits()) << u32::BITS | u64::from(place);
            if value > least {
                best.push(value);
                if best.len() == LOOKED_AT * 2 {
                    least = keep_largest(best);
                }
            }
        }
        keep_largest(best);
    }

    fn signature(&self, at: usize) -> &[u32] {
        self.signatures.get(at).map_or(&[], |signature| signature.entries())
    }

    /// The numbers of the terms that an article can be found by, with its weights.
    fn listed(&self, at: usize) -> impl Iterator<Item = (usize, u8)> + '_ {
        entries(self.signature(at)).filter_map(|(term, weight)| Some((self.terms.number(term)?, weight)))
    }

    /// Where the postings of a term stand.
    fn range(&self, number: usize) -> Range<u32> {
        let start =
            number.checked_sub(1).and_then(|before| self.lists.get(before)).copied().unwrap_or_default();
        start..self.lists.get(number).copied().unwrap_or_default()
    }
}

/// Keeps the largest [`LOOKED_AT`], in no order; says which is the least of them, 0 where there are fewer.
fn keep_largest(values: &mut Vec<u64>) -> u64 {
    if values.len() < LOOKED_AT {
        return 0;
    }
    let least = *values.select_nth_unstable_by(LOOKED_AT - 1, |one, other| other.cmp(one)).1;
    values.truncate(LOOKED_AT);
    least
}

/// Each term of a signature with its weight.
fn entries(signature: &[u32]) -> impl Iterator<Item = (Term, u8)> + '_ {
    signature.iter().map(|entry| (Term::from_number(entry >> 8), *entry as u8))
}

/// Closeness of two articles: their words, and a little of their topics.
pub fn closeness(cosine: f32, one: TopicVector, other: TopicVector) -> f32 {
    cosine + TOPIC_WEIGHT * one.cosine(&other)
}

#[cfg(test)]
mod tests {
    use super::super::{Characters, Frequencies, Terms};
    use super::*;

    /// Articles of some hundred characters by chance, of so many different ones; five at a time share two thirds.
    fn signatures(count: u32, characters: u32) -> Vec<Signature> {
        let text = |number: u32| {
            let mut state = u64::from(number / 5) * 2 + 1;
            let mut next = |own: u32| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from_u32(0x4e00 + ((state >> 40) as u32 + own) % characters)
            };
            (0..240).filter_map(|at| next(if at % 3 == 0 { number } else { 0 })).collect::<String>()
        };
        let terms: Vec<Terms> =
            (0..count).map(|number| Terms::of(&Characters::of(""), &Characters::of(&text(number)))).collect();
        let mut frequencies = Frequencies::default();
        terms.iter().for_each(|terms| frequencies.count(terms));
        terms.iter().map(|terms| Signature::of(terms, &frequencies)).collect()
    }

    /// How many of the truly nearest five are among those found, by articles that are laid out for some; the postings of these.
    fn found(signatures: &[Signature], asking: &[Signature]) -> (f64, usize) {
        found_in(Nearest::in_library_of(0), signatures, asking)
    }

    fn found_in<'a>(
        mut nearest: Nearest<'a>,
        signatures: &'a [Signature],
        asking: &[Signature],
    ) -> (f64, usize) {
        let (mut terms, mut scratch) = (TermSet::default(), Scratch::default());
        signatures
            .iter()
            .for_each(|signature| nearest.push(Cow::Borrowed(signature), TopicVector::default()));
        asking.iter().flat_map(Signature::iter).for_each(|(term, _)| terms.add(term));
        nearest.lay_out(&terms);
        let of = |own: &Signature| {
            let mut truly: Vec<(f32, u16)> =
                (0..).zip(signatures).map(|(at, other)| (own.cosine(other), at)).collect();
            truly.sort_by(|one, other| other.0.total_cmp(&one.0));
            let found: Vec<u16> =
                nearest.to(own, TopicVector::default(), &mut scratch).map(|near| near.place).collect();
            truly.iter().take(5).filter(|(_, at)| found.contains(at)).count()
        };
        let hits: usize = asking.iter().map(of).sum();
        (hits as f64 / (asking.len() * 5) as f64, nearest.postings.len())
    }

    #[test]
    fn the_nearest_are_found() {
        for characters in [300, 60] {
            let signatures = signatures(200, characters);
            let asking: Vec<Signature> = signatures.iter().step_by(20).cloned().collect();
            let (share, all) = found(&signatures, &signatures);
            assert!(share > 0.97, "{share} of {characters} characters");
            // Laid out for a few, it is as good for these, and less is laid out.
            let (share, few) = found(&signatures, &asking);
            assert!(share > 0.97 && few < all, "{share} of {characters} characters, {few} of {all} postings");
        }
    }

    #[test]
    fn of_long_lists_those_are_read_that_tell_most() {
        let signatures = signatures(500, 40);
        let all: usize = signatures.iter().map(|other| signatures[0].common(other).count()).sum();
        assert!(all > READ * 2, "{all} postings are no more than are read");
        let (share, _) = found(&signatures, &signatures[..20]);
        assert!(share > 0.97, "{share}");
        // In a library of a million less is read of each part.
        let of_a_million = Nearest::in_library_of(1_000_000);
        assert!(of_a_million.read < READ && of_a_million.read >= READ_AT_LEAST);
        let (share, _) = found_in(of_a_million, &signatures, &signatures[..20]);
        assert!(share > 0.9, "{share}");
    }

    #[test]
    fn without_long_lists_closeness_is_the_cosine() {
        let signatures = signatures(40, 300);
        let (mut nearest, mut terms, mut scratch) =
            (Nearest::in_library_of(0), TermSet::default(), Scratch::default());
        signatures
            .iter()
            .for_each(|signature| nearest.push(Cow::Borrowed(signature), TopicVector::default()));
        signatures.iter().flat_map(Signature::iter).for_each(|(term, _)| terms.add(term));
        nearest.lay_out(&terms);
        // Twice: what is in the scratch memory does not tell.
        for _ in 0..2 {
            for near in nearest.to(&signatures[7], TopicVector::default(), &mut scratch) {
                let cosine = signatures[7].cosine(&signatures[usize::from(near.place)]);
                assert!((near.closeness - cosine).abs() < 1e-4, "{near:?} {cosine}");
            }
        }
        nearest.clear();
        nearest.lay_out(&terms);
        assert!(nearest.is_empty());
        assert_eq!(nearest.to(&signatures[7], TopicVector::default(), &mut scratch).count(), 0);
    }
}
