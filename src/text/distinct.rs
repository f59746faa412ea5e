//! The distinct characters of a text, found without sorting all of it: an article has twice as many as differ.
//!
//! Pure; used where articles are made ready, some thousands of characters at a time.

/// Characters of the first plane.
const PLANE: usize = 0x1_0000;

/// Characters seen so far.
#[derive(Debug, Default)]
pub struct Distinct {
    /// A bit for each character of the first plane; made when the first is noted.
    seen: Vec<u64>,
    /// In the order in which they came.
    found: Vec<char>,
    /// Those beyond the first plane, which are few.
    far: Vec<char>,
}

impl Distinct {
    /// Notes a character.
    #[inline]
    pub fn note(&mut self, c: char) {
        if self.seen.is_empty() {
            self.seen.resize(PLANE / 64, 0);
        }
        let number = c as usize;
        match self.seen.get_mut(number / 64) {
            Some(bits) if *bits >> (number % 64) & 1 == 0 => {
                *bits |= 1 << (number % 64);
                self.found.push(c);
            }
            Some(_) => {}
            None => self.far.push(c),
        }
    }

    /// Each character that was noted once, in no order.
    pub fn take(&mut self) -> Vec<char> {
        self.seen.clear();
        self.far.sort_unstable();
        self.far.dedup();
        self.found.append(&mut self.far);
        std::mem::take(&mut self.found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn each_is_told_once(texts in prop::collection::vec("[a-c甲乙\u{ffff}\u{20000}-\u{20003}]{0,20}", 1..3)) {
            let mut distinct = Distinct::default();
            for text in texts {
                text.chars().for_each(|c| distinct.note(c));
                let mut found = distinct.take();
                found.sort_unstable();
                let expected: Vec<char> = text.chars().collect::<BTreeSet<char>>().into_iter().collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
