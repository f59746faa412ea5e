//! How much of one text stands in another, from a fixed few bytes of each.
//!
//! A text is the set of all runs of five letters or hanzi, punctuation and blanks left out. One-permutation hashing
//! (Li, Owen, Zhang 2012) keeps the least hash of each of 128 parts of that set, cut to eight bits (b-bit minwise
//! hashing, Li and König 2010).

use super::terms::{Characters, hash_of, is_hanzi};

/// Parts of the hash space.
const PARTS: usize = 128;
/// Characters of a run.
const RUN: usize = 5;
/// Runs below which a text is too short to be judged.
const SHORTEST: u32 = 60;
/// Share of the runs of both texts that must be in both: standard error .04.
const ALIKE: f32 = 0.5;
/// Share of the shorter text's runs that must be in the longer one, where that one is not far longer.
const CONTAINED: f32 = 0.7;
/// How short, as a share of the longer, the shorter text may be to be a copy.
const CUT: f32 = 0.4;

/// A sketch of the runs of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shingles {
    count: u32,
    /// 0 where the part is empty.
    least: [u8; PARTS],
}

impl Shingles {
    /// Bytes as stored.
    pub const BYTES: usize = PARTS + 4;

    /// The sketch of a text.
    pub fn of(words: &Characters) -> Self {
        let kept: Vec<char> =
            words.0.iter().copied().filter(|c| is_hanzi(*c) || c.is_alphanumeric()).collect();
        let mut least = [u64::MAX; PARTS];
        let mut met = Met::default();
        for hash in kept.windows(RUN).map(|run| mix(hash_of(run))) {
            met.note(hash);
            // The top bits name the part, the others are the rank within it.
            if let Some(entry) = least.get_mut((hash >> (u64::BITS - PARTS.ilog2())) as usize) {
                *entry = hash.min(*entry);
            }
        }
        let rank = |least: u64| if least == u64::MAX { 0 } else { (mix(least) % 255 + 1) as u8 };
        Self { count: met.different(), least: least.map(rank) }
    }

    /// Share of the runs of both that stand in both (Jaccard), estimated.
    pub fn resemblance(&self, other: &Self) -> f32 {
        let (mut parts, mut same) = (0_u32, 0_u32);
        for (one, two) in self.least.iter().zip(&other.least) {
            parts += u32::from(one | two != 0);
            same += u32::from(one == two && *one != 0);
        }
        if parts == 0 { 0.0 } else { same as f32 / parts as f32 }
    }

    /// Whether two articles are the same report, changed as papers change what they take over.
    pub fn is_copy(&self, other: &Self) -> bool {
        let (short, long) = (self.count.min(other.count) as f32, self.count.max(other.count) as f32);
        if short < SHORTEST as f32 {
            return false;
        }
        let alike = self.resemblance(other);
        let contained = alike / (1.0 + alike) * (short + long) / short;
        alike >= ALIKE || (contained >= CONTAINED && short >= CUT * long)
    }

    /// As stored.
    pub fn to_blob(&self) -> Vec<u8> {
        let mut bytes = self.count.to_le_bytes().to_vec();
        bytes.extend_from_slice(&self.least);
        bytes
    }

    /// From what was stored; `None` when it is not what was written.
    pub fn from_blob(bytes: &[u8]) -> Option<Self> {
        let (count, least) = bytes.split_first_chunk::<4>()?;
        Some(Self { count: u32::from_le_bytes(*count), least: least.try_into().ok()? })
    }
}

/// Counts different hashes by the bits of a table that they set (linear counting, Whang and others 1990): within 1 % for
/// the longest texts.
struct Met(Vec<u64>);

/// Bits of the table.
const TABLE: u64 = 1 << 16;

impl Default for Met {
    fn default() -> Self {
        Self(vec![0; (TABLE / 64) as usize])
    }
}

impl Met {
    fn note(&mut self, hash: u64) {
        let bit = hash % TABLE;
        if let Some(word) = self.0.get_mut((bit / 64) as usize) {
            *word |= 1 << (bit % 64);
        }
    }

    fn different(&self) -> u32 {
        let clear: u32 = self.0.iter().map(|word| word.count_zeros()).sum();
        let table = TABLE as f32;
        (table * (table / clear.max(1) as f32).ln()).round() as u32
    }
}

/// Spreads a hash over all its bits (the finalizer of `SplitMix64`).
const fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
