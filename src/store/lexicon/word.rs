//! A word as three numbers: quick to compare and to hash, and kept by the hundred thousand without a pointer.

use std::hash::{Hash, Hasher};

/// Bits of a character, and characters of a number.
const BITS: u32 = 21;
const OF_A_NUMBER: usize = 3;
/// Numbers of a word.
const NUMBERS: usize = 3;
/// Characters of a word at most.
const MOST: usize = OF_A_NUMBER * NUMBERS;

/// A folded word of one to nine characters, ordered as its text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Word([u64; NUMBERS]);

impl Word {
    /// The word that this text is; `None` where it is longer.
    pub fn of(text: &str) -> Option<Self> {
        let mut numbers = [0; NUMBERS];
        for (at, c) in text.chars().enumerate() {
            let number = numbers.get_mut(at / OF_A_NUMBER)?;
            *number |= u64::from(u32::from(c)) << (BITS * (OF_A_NUMBER - 1 - at % OF_A_NUMBER) as u32);
        }
        Some(Self(numbers))
    }

    /// The word of one character.
    pub fn of_character(c: char) -> Self {
        Self::of(c.encode_utf8(&mut [0; 4])).unwrap_or_default()
    }

    /// Its characters.
    pub fn chars(self) -> impl Iterator<Item = char> {
        (0..MOST).map_while(move |at| {
            let number = self.0.get(at / OF_A_NUMBER)?;
            let bits = number >> (BITS * (OF_A_NUMBER - 1 - at % OF_A_NUMBER) as u32);
            char::from_u32((bits & ((1 << BITS) - 1)) as u32).filter(|c| *c != '\0')
        })
    }
}

impl Hash for Word {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|number| state.write_u64(*number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_is_its_text_and_in_its_order(one in "[一-龥a-z𠀀-𠀃]{1,9}", other in "[一-三]{1,9}") {
            let (word, next) = (Word::of(&one).unwrap(), Word::of(&other).unwrap());
            prop_assert_eq!(word.chars().collect::<String>(), &*one);
            prop_assert_eq!(word.cmp(&next), one.cmp(&other));
        }
    }

    #[test]
    fn a_longer_text_is_no_word() {
        assert_eq!(Word::of("一二三四五六七八九十"), None);
        assert_eq!(Word::of_character('镇').chars().collect::<String>(), "镇");
    }
}
