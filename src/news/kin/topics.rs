//! The topics of a library: 24 directions along which its articles differ most, and where each article lies in them.
//!
//! Latent semantic analysis by subspace iteration over a sample of signatures (Halko, Martinsson, Tropp 2011). Topics
//! find the subject but lose the event, so they only add to the words, see [`TOPIC_WEIGHT`](super::TOPIC_WEIGHT).

use super::packed;
use super::{Signature, Term};

/// Number of directions.
const DIRECTIONS: usize = 24;
/// Signatures from which on topics can be told.
pub const FEWEST: usize = 200;
/// Signatures that are looked at.
pub const SAMPLE: usize = 16_000;
/// Articles of the sample that a term must stand in.
const KNOWN: u32 = 4;
/// Most terms that are placed.
const TERMS: usize = 32_000;
/// Terms placed for each article of the sample, so that a small library does not carry a large model.
const TERMS_AN_ARTICLE: usize = 8;
/// Rounds of the iteration.
const ROUNDS: usize = 4;

type Row = [f32; DIRECTIONS];

/// Where terms lie in the topics of a library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    terms: Vec<Term>,
    places: Vec<[i8; DIRECTIONS]>,
}

/// Where an article lies; all zero where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TopicVector([i8; DIRECTIONS]);

impl TopicVector {
    /// Cosine of the angle between two articles' topics, -1 to 1; 0 where nothing is known of either.
    pub fn cosine(&self, other: &Self) -> f32 {
        let product: i32 =
            self.0.iter().zip(&other.0).map(|(one, two)| i32::from(*one) * i32::from(*two)).sum();
        product as f32 / (127.0 * 127.0)
    }

    /// Where several articles lie together.
    pub fn of_all(vectors: &[Self]) -> Self {
        let mut sum = [0.0; DIRECTIONS];
        for vector in vectors {
            add(&mut sum, &vector.0.map(f32::from), 1.0);
        }
        Self::of(&sum)
    }

    fn of(sum: &Row) -> Self {
        let length = length(sum.iter());
        if length == 0.0 {
            return Self::default();
        }
        Self(sum.map(|coordinate| (coordinate / length * 127.0).round() as i8))
    }

    /// As stored.
    pub fn to_blob(self) -> Vec<u8> {
        self.0.iter().map(|coordinate| coordinate.cast_unsigned()).collect()
    }

    /// From what was stored; unknown when it is not what was written.
    pub fn from_blob(bytes: &[u8]) -> Self {
        <[u8; DIRECTIONS]>::try_from(bytes)
            .map_or_else(|_| Self::default(), |bytes| Self(bytes.map(u8::cast_signed)))
    }
}

impl Topics {
    /// Learns the topics of a sample; none where it is too small.
    pub fn learn(sample: &[Signature]) -> Self {
        if sample.len() < FEWEST {
            return Self::default();
        }
        let terms = placed_terms(sample);
        let rows = sparse_rows(sample, &terms);
        let mut of_terms = first_guess(terms.len());
        for _ in 0..ROUNDS {
            let mut of_articles: Vec<Row> = rows.iter().map(|row| gathered(row, &of_terms)).collect();
            orthonormalize(&mut of_articles);
            of_terms = vec![[0.0; DIRECTIONS]; terms.len()];
            for (row, place) in rows.iter().zip(&of_articles) {
                for (at, weight) in row {
                    if let Some(sum) = of_terms.get_mut(*at as usize) {
                        add(sum, place, *weight);
                    }
                }
            }
        }
        orthonormalize(&mut of_terms);
        Self { terms, places: quantized(&of_terms) }
    }

    /// Whether no topics are known.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Where an article lies.
    pub fn place(&self, signature: &Signature) -> TopicVector {
        let mut sum = [0.0; DIRECTIONS];
        for (term, weight) in signature.iter() {
            let found = self.terms.binary_search(&term).ok().and_then(|at| self.places.get(at));
            if let Some(place) = found {
                add(&mut sum, &place.map(f32::from), f32::from(weight));
            }
        }
        TopicVector::of(&sum)
    }

    /// As stored: the number of terms, the distances between them, their coordinates.
    pub fn to_blob(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.terms.len() * (DIRECTIONS + 2));
        packed::put(&mut bytes, self.terms.len() as u32);
        let mut last = 0;
        for term in &self.terms {
            packed::put(&mut bytes, term.number() - last);
            last = term.number();
        }
        bytes.extend(self.places.iter().flatten().map(|coordinate| coordinate.cast_unsigned()));
        bytes
    }

    /// From what was stored; no topics when it is damaged.
    pub fn from_blob(mut bytes: &[u8]) -> Self {
        let count = packed::take(&mut bytes).unwrap_or_default() as usize;
        let mut last = 0_u32;
        let terms: Vec<Term> = (0..count.min(TERMS))
            .map_while(|_| {
                last = last.saturating_add(packed::take(&mut bytes)?);
                Some(Term::from_number(last))
            })
            .collect();
        let (rows, _) = bytes.as_chunks::<DIRECTIONS>();
        if rows.len() != terms.len() || !terms.is_sorted() {
            return Self::default();
        }
        Self { terms, places: rows.iter().map(|row| row.map(u8::cast_signed)).collect() }
    }
}

/// The terms known to enough articles, the most widely known where there are too many; ascending.
fn placed_terms(sample: &[Signature]) -> Vec<Term> {
    let mut all: Vec<Term> =
        sample.iter().flat_map(|signature| signature.iter().map(|(term, _)| term)).collect();
    all.sort_unstable();
    let mut known: Vec<(u32, Term)> = all
        .chunk_by(PartialEq::eq)
        .filter_map(|same| Some((same.len() as u32, *same.first()?)))
        .filter(|(articles, _)| *articles >= KNOWN)
        .collect();
    known.sort_unstable_by(|one, other| other.cmp(one));
    known.truncate(TERMS.min(sample.len() * TERMS_AN_ARTICLE));
    let mut terms: Vec<Term> = known.into_iter().map(|(_, term)| term).collect();
    terms.sort_unstable();
    terms
}

/// For each article the places of its terms among `terms`, with weights that make it of length 1.
fn sparse_rows(sample: &[Signature], terms: &[Term]) -> Vec<Vec<(u32, f32)>> {
    let row = |signature: &Signature| {
        let scale = 1.0 / signature.length().max(1.0);
        signature
            .iter()
            .filter_map(|(term, weight)| {
                Some((terms.binary_search(&term).ok()? as u32, f32::from(weight) * scale))
            })
            .collect()
    };
    sample.iter().map(row).collect()
}

/// Pluses and minuses by chance, the same every time (xorshift).
fn first_guess(count: usize) -> Vec<Row> {
    let mut state = 0x1234_5678_9abc_def1_u64;
    let mut sign = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        if state & 1 == 0 { 1.0 } else { -1.0 }
    };
    (0..count).map(|_| std::array::from_fn(|_| sign())).collect()
}

fn gathered(row: &[(u32, f32)], of_terms: &[Row]) -> Row {
    let mut sum = [0.0; DIRECTIONS];
    for (at, weight) in row {
        if let Some(place) = of_terms.get(*at as usize) {
            add(&mut sum, place, *weight);
        }
    }
    sum
}

fn add(sum: &mut Row, place: &Row, weight: f32) {
    for (coordinate, part) in sum.iter_mut().zip(place) {
        *coordinate += weight * part;
    }
}

/// Makes the columns of length 1 and at right angles to each other (modified Gram-Schmidt).
fn orthonormalize(rows: &mut [Row]) {
    let mut columns: Vec<Vec<f32>> = (0..DIRECTIONS)
        .map(|at| rows.iter().map(|row| row.get(at).copied().unwrap_or_default()).collect())
        .collect();
    for at in 0..DIRECTIONS {
        let (done, rest) = columns.split_at_mut(at);
        let Some(column) = rest.first_mut() else { break };
        for other in &*done {
            let along: f32 = column.iter().zip(other).map(|(one, two)| one * two).sum();
            column.iter_mut().zip(other).for_each(|(one, two)| *one -= along * two);
        }
        let length = length(column.iter());
        let scale = if length > 1e-6 { 1.0 / length } else { 0.0 };
        column.iter_mut().for_each(|coordinate| *coordinate *= scale);
    }
    for (at, column) in columns.iter().enumerate() {
        for (row, coordinate) in rows.iter_mut().zip(column) {
            if let Some(entry) = row.get_mut(at) {
                *entry = *coordinate;
            }
        }
    }
}

/// Coordinates as bytes. The few largest are cut off, so that the many small ones keep their differences.
fn quantized(rows: &[Row]) -> Vec<[i8; DIRECTIONS]> {
    let mut sizes: Vec<f32> = rows.iter().flatten().map(|coordinate| coordinate.abs()).collect();
    let cut = sizes.len() - sizes.len() / 1_000;
    let largest = match cut.checked_sub(1) {
        Some(at) if at < sizes.len() => *sizes.select_nth_unstable_by(at, f32::total_cmp).1,
        _ => 1.0,
    };
    let scale = 127.0 / largest.max(f32::MIN_POSITIVE);
    rows.iter()
        .map(|row| row.map(|coordinate| (coordinate * scale).round().clamp(-127.0, 127.0) as i8))
        .collect()
}

fn length<'a>(coordinates: impl Iterator<Item = &'a f32>) -> f32 {
    coordinates.map(|coordinate| coordinate * coordinate).sum::<f32>().sqrt()
}
