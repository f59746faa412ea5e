//! A set of places within a block of articles.
//!
//! A set is kept as the steps from place to place, or as 1,024 bits where that is shorter.

use super::block::SIZE;

/// Bytes of a set as bits; a set of steps is shorter.
const BITS: usize = SIZE as usize / 8;
/// A step that takes a second byte: its low seven bits, this bit, and the rest in the next byte.
const LONG: u8 = 0x80;

/// Places within a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places([u64; BITS / 8]);

impl Default for Places {
    fn default() -> Self {
        Self([0; BITS / 8])
    }
}

impl Places {
    /// Reads a stored set.
    pub fn decode(bytes: &[u8]) -> Self {
        let mut places = Self::default();
        if bytes.len() == BITS {
            for (word, bytes) in places.0.iter_mut().zip(bytes.as_chunks().0) {
                *word = u64::from_le_bytes(*bytes);
            }
            return places;
        }
        let mut next = 0;
        let mut bytes = bytes.iter();
        while let Some(&low) = bytes.next() {
            next += usize::from(low & !LONG);
            if low & LONG != 0 {
                next += usize::from(bytes.next().copied().unwrap_or_default()) << 7;
            }
            places.set(next, true);
            next += 1;
        }
        places
    }

    /// As it is stored.
    pub fn encode(&self) -> Vec<u8> {
        let mut steps = Vec::with_capacity(2 * self.count().min(BITS as u32 / 2) as usize);
        let mut next = 0;
        for place in self.iter() {
            let step = place - next;
            next = place + 1;
            match u8::try_from(step) {
                Ok(short) if short < LONG => steps.push(short),
                _ => steps.extend([(step & 0x7f) as u8 | LONG, (step >> 7) as u8]),
            }
            if steps.len() >= BITS {
                return self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
            }
        }
        steps
    }

    /// All of them, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(index * 64 + bit as usize)
            })
        })
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Puts a place in, or takes it out.
    pub fn set(&mut self, place: usize, held: bool) {
        if let Some(word) = self.0.get_mut(place / 64) {
            let bit = 1 << (place % 64);
            *word = if held { *word | bit } else { *word & !bit };
        }
    }

    /// The highest place that is not above `top`.
    pub fn last(&self, top: usize) -> Option<usize> {
        let (last_word, last_bit) = (top / 64, top % 64);
        let words = self.0.get(..=last_word.min(BITS / 8 - 1)).unwrap_or_default();
        words.iter().enumerate().rev().find_map(|(index, &word)| {
            let word = if index == last_word { word & (u64::MAX >> (63 - last_bit)) } else { word };
            word.checked_ilog2().map(|bit| index * 64 + bit as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_set_is_what_was_put_in(held in prop::collection::btree_set(0_usize..1024, 0..400), top in 0_usize..1024) {
            let mut places = Places::default();
            held.iter().for_each(|place| places.set(*place, true));
            let bytes = places.encode();
            prop_assert!(bytes.len() <= BITS);
            let read = Places::decode(&bytes);
            prop_assert_eq!(read.iter().collect::<BTreeSet<_>>(), held.iter().copied().collect::<BTreeSet<_>>());
            prop_assert_eq!(read.last(top), held.range(..=top).next_back().copied());
        }

        #[test]
        fn any_bytes_are_some_set(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Places::decode(&bytes).iter().all(|place| place < 1024));
        }
    }
}
