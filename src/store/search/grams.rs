//! How text becomes index terms: every pair of neighbouring characters of a line is a term.
//!
//! Letters, marks and blanks alike; at a line's end there is no pair. Pairs that overlap and follow each other are a
//! substring, and where two pairs would only seem to overlap (中国, and in the next line 国人) a break stands between them. So a
//! needle of two characters and more is found exactly, by one phrase.
//!
//! Terms are plain words to SQLite's own `ascii` tokenizer: ASCII signs stand in them by their full-width forms,
//! which folded text never holds.

use crate::news::query::{Field, Term};

/// What stands between pairs that do not touch but seem to. One character, so it is never a pair.
const BREAK: char = '0';

/// A term of one or two characters, as a number in the order of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gram(u64);

/// Bits of a character, and of a term.
const CHARACTER_BITS: u32 = 21;
pub const GRAM_BITS: u32 = 2 * CHARACTER_BITS;

impl Gram {
    fn pair(a: char, b: char) -> Self {
        Self(u64::from(u32::from(spelled(a))) << CHARACTER_BITS | u64::from(u32::from(spelled(b))))
    }

    fn single(a: char) -> Self {
        Self(u64::from(u32::from(a)) << CHARACTER_BITS)
    }

    /// The number, of [`GRAM_BITS`].
    pub fn number(self) -> u64 {
        self.0
    }

    /// The term that has this number.
    pub fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// Its characters.
    pub fn chars(self) -> impl Iterator<Item = char> {
        [self.0 >> CHARACTER_BITS, self.0 & ((1 << CHARACTER_BITS) - 1)]
            .into_iter()
            .filter_map(|number| char::from_u32(number as u32).filter(|c| *c != '\0'))
    }
}

/// What no term of two characters of the first plane has.
const BEYOND: u64 = 0x1f << 16 | 0x1f << (16 + CHARACTER_BITS);

/// Sorts items by the number of a term; what has the same stays in order.
pub fn sort_by_gram<T>(items: &mut [T], number: impl Fn(&T) -> u64) {
    // Nearly always all are of the first plane: that is half as many digits.
    if items.iter().all(|item| number(item) & BEYOND == 0) {
        let near =
            |number: u64| (number >> (CHARACTER_BITS - 16)) as u32 & 0xffff_0000 | number as u32 & 0xffff;
        radsort::sort_by_key(items, |item| near(number(item)));
    } else {
        radsort::sort_by_key(items, number);
    }
}

/// Pairs of a needle that the index is asked for; a longer one is decided by the text.
const LONGEST_PHRASE: usize = 48;

/// The character as it stands in a term.
#[inline]
pub fn spelled(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' if !c.is_ascii_alphanumeric() => {
            char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\0'..='\u{1f}' | '\u{7f}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Hands out the terms of a folded text, in its order.
pub fn each_gram(folded: &str, mut take: impl FnMut(Gram)) {
    let mut before = None;
    // How the last pair ended, and whether it is the neighbour of the next.
    let (mut end, mut touching) = (None, false);
    for c in folded.chars() {
        if c == '\n' {
            (before, touching) = (None, false);
            continue;
        }
        if let Some(a) = before {
            if !touching && end == before {
                take(Gram::single(BREAK));
            }
            take(Gram::pair(a, c));
            (end, touching) = (Some(c), true);
        }
        before = Some(c);
    }
}

/// What the index can say about a folded needle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needle {
    /// Its pairs, which follow each other in every text that holds it, parted by blanks; empty where there are none.
    pub phrase: String,
    /// The character that it is, if it is but one.
    pub single: Option<char>,
    /// Whether an article that has the phrase, or the character, is a hit for certain.
    pub exact: bool,
}

/// What stands before the pairs of fields that have terms of their own. Who wrote or printed an article is named in many texts
/// as well, and would be looked for through all of these.
pub fn field_letter(field: Field) -> Option<char> {
    match field {
        Field::Author => Some('a'),
        Field::Source => Some('s'),
        Field::Any | Field::Title => None,
    }
}

impl Needle {
    /// What an index of this version is asked, or of an earlier one.
    pub fn of(term: &Term, is_earlier: bool) -> Self {
        let of = if is_earlier { Self::of_letters } else { Self::new };
        of(&term.needle, term.field)
    }

    /// Takes a needle apart that is looked for in a field.
    pub fn new(folded: &str, field: Field) -> Self {
        let mut chars = folded.chars();
        let single = chars.next().filter(|c| chars.next().is_none() && !c.is_whitespace());
        // Control characters have no terms of their own.
        let is_odd = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER;
        let length = folded.chars().count();
        let is_told = length > 1 && length <= LONGEST_PHRASE + 1 && !folded.chars().any(is_odd);
        Self { phrase: phrase(folded, field_letter(field)), single, exact: is_told || single.is_some() }
    }

    /// The same for an index of an earlier version, which has pairs of letters and digits only, and none of a field.
    fn of_letters(folded: &str, field: Field) -> Self {
        let runs = folded.split(|c: char| !c.is_alphanumeric());
        let longest = runs.max_by_key(|run| run.len()).unwrap_or_default();
        let is_whole = longest == folded && longest.chars().nth(1).is_some();
        let exact = is_whole && field_letter(field).is_none() && Self::new(folded, field).exact;
        Self { phrase: phrase(longest, None), single: None, exact }
    }
}

/// The terms that stand side by side wherever the needle does: what comes before it decides nothing but whether a
/// break stands before the first.
fn phrase(folded: &str, letter: Option<char>) -> String {
    let mut phrase = String::with_capacity(folded.len() * 2);
    let mut count = 0;
    each_gram(folded, |gram| {
        if count > 0 && count < LONGEST_PHRASE {
            phrase.push(' ');
        }
        if count < LONGEST_PHRASE {
            phrase.extend(letter);
            phrase.extend(gram.chars());
        }
        count += 1;
    });
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;
    use proptest::prelude::*;

    fn terms(text: &str) -> String {
        let mut terms: Vec<String> = Vec::new();
        each_gram(&fold(text), |gram| terms.push(gram.chars().collect()));
        terms.join(" ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(terms(text), expected, "{text}");
    }

    #[track_caller]
    fn check_needle(text: &str, phrase: &str, single: &str, exact: bool) {
        let needle = Needle::new(&fold(text), Field::Any);
        assert_eq!(needle.phrase, phrase, "{text}");
        assert_eq!(needle.single, fold(single).chars().next(), "{text}");
        assert_eq!(needle.exact, exact, "{text}");
    }

    #[test]
    fn pairs_and_breaks() {
        check("", "");
        check("中", "");
        check("镇江产业", "镇江 江产 产业");
        check("热点：大学。", "热点 点： ：大 大学 学。");
        check("中国，国人", "中国 国， ，国 国人");
        check("中国\n国人", "中国 0 国人");
        check("中国\n国\n国人", "中国 0 国人");
        check("中国\n人国\n国人", "中国 人国 0 国人");
        check("A股涨3.5％，", "a股 股涨 涨3 3． ．5 5％ ％，");
        check("C++ 与 GB", "c＋ ＋＋ ＋\u{3000} \u{3000}与 与\u{3000} \u{3000}g gb");
        check("甲乙\n丙丁", "甲乙 丙丁");
        check("二〇二四 史蒂", "二〇 〇二 二四 四\u{3000} \u{3000}史 史蒂");
    }

    #[test]
    fn needles() {
        check_needle("镇江", "镇江", "", true);
        check_needle("镇", "", "镇", true);
        check_needle("，", "", "，", true);
        check_needle("3.5%的", "3． ．5 5％ ％的", "", true);
        check_needle("热点：大学", "热点 点： ：大 大学", "", true);
        check_needle("国，国人", "国， ，国 国人", "", true);
        check_needle("”，", "”，", "", true);
        check_needle("a b", "a\u{3000} \u{3000}b", "", true);
        check_needle(" ", "", "", false);
        check_needle("甲\n乙", "", "", false);
        check_needle("甲\u{1}乙", "甲\u{fffd} \u{fffd}乙", "", false);
        check_needle("甲\u{fffd}", "甲\u{fffd}", "", false);
        check_needle(&"长".repeat(60), &["长长"; 48].join(" "), "", false);
    }

    #[test]
    fn fields_have_pairs_of_their_own() {
        let needle = Needle::new("王小明", Field::Author);
        assert_eq!((needle.phrase.as_str(), needle.exact), ("a王小 a小明", true));
        let earlier = Needle::of_letters("王小明", Field::Author);
        assert_eq!((earlier.phrase.as_str(), earlier.exact), ("王小 小明", false));
        assert_eq!(Needle::new("王小明", Field::Title).phrase, "王小 小明");
    }

    #[test]
    fn an_earlier_index_is_asked_for_letters_only() {
        #[track_caller]
        fn check(text: &str, phrase: &str, exact: bool) {
            let needle = Needle::of_letters(&fold(text), Field::Any);
            assert_eq!(
                (needle.phrase.as_str(), needle.single, needle.exact),
                (phrase, None, exact),
                "{text}"
            );
        }
        check("镇江港", "镇江 江港", true);
        check("5G手机", "5g g手 手机", true);
        check("的，镇江港", "镇江 江港", false);
        check("3.5%", "", false);
        check("镇", "", false);
        check("，", "", false);
    }

    proptest! {
        #[test]
        fn sorting_is_by_the_term_and_keeps_the_order(texts in prop::collection::vec("[a镇江\u{ffff}]{2}|[a江𠀀\u{10ffff}]{1,2}", 0..40), cut in 0_usize..40) {
            let number = |text: &String| {
                let mut chars = text.chars();
                let a = chars.next().unwrap();
                chars.next().map_or(Gram::single(a), |b| Gram::pair(a, b)).number()
            };
            let mut items: Vec<(u64, usize)> = texts.iter().map(number).zip(0..).collect();
            let mut near: Vec<(u64, usize)> = items.iter().take(cut).filter(|(number, _)| number & BEYOND == 0).copied().collect();
            for items in [&mut items, &mut near] {
                let mut expected = items.clone();
                expected.sort_unstable();
                sort_by_gram(items, |item| item.0);
                prop_assert_eq!(&*items, &expected);
            }
        }

        /// SQLite keeps terms in the order of their bytes.
        #[test]
        fn numbers_rise_with_the_bytes(one in "[0-9a\u{7f}-\u{ffff}𠀀]{1,2}", other in "[0-9a\u{7f}-\u{ffff}𠀀]{1,2}") {
            let gram = |text: &str| {
                let mut chars = text.chars();
                let a = chars.next().unwrap();
                chars.next().map_or(Gram::single(a), |b| Gram::pair(a, b))
            };
            let bytes = |gram: Gram| gram.chars().collect::<String>();
            let (one, other) = (gram(&one), gram(&other));
            prop_assert_eq!(one.cmp(&other), bytes(one).cmp(&bytes(other)));
        }

        /// What the documentation promises: an exact needle is in the text if and only if its phrase is in the terms.
        #[test]
        fn a_phrase_is_a_substring(text in "[甲乙a1.， ]{0,9}(\n[甲乙a1.， ]{0,9}){0,3}", needle in "[甲乙a1.，\n ]{2,7}") {
            let taken = Needle::new(&fold(&needle), Field::Any);
            let text = fold(&text);
            let row = format!(" {} ", terms(&text));
            let found = taken.phrase.is_empty() || row.contains(&format!(" {} ", taken.phrase));
            if taken.exact {
                prop_assert_eq!(found, text.contains(&fold(&needle)));
            } else {
                prop_assert!(found || !text.contains(&fold(&needle)));
            }
        }
    }
}
