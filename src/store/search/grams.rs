//! How text becomes index terms: every pair of neighbouring characters is a term.
//!
//! Two characters are joined to a pair when both are letters, digits or symbols, or both are ASCII signs (`3.`, `++`);
//! at punctuation, at a blank, at a line's end there is none. Pairs that overlap and follow each other are a
//! substring, and where two pairs would only seem to overlap (中国，国人) a break stands between them. So a needle
//! whose characters are all joined is found exactly, by one phrase. The pairs of any other follow each other too; what
//! else it needs (its borders, where two characters touch and are no pair) is told by [`Needle`]; of more than one border
//! the text decides then.
//!
//! Terms are plain words to SQLite's own `ascii` tokenizer: ASCII signs stand in them by their full-width forms,
//! which folded text never holds.

use super::borders::Border;

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

/// Pairs of a needle that the index is asked for; a longer one is decided by the text.
const LONGEST_PHRASE: usize = 48;

/// Whether the pair of these two folded characters is indexed.
#[inline]
fn joined(a: char, b: char) -> bool {
    (is_solid(a) && is_solid(b)) || (a.is_ascii_graphic() && b.is_ascii_graphic())
}

/// Letters, digits and symbols, as opposed to punctuation and blanks.
#[inline]
fn is_solid(c: char) -> bool {
    match c {
        // The dot stands in names: 史蒂夫·乔布斯.
        '\u{3400}'..='\u{9fff}' | '·' => true,
        // Nearly all punctuation of Chinese, for which the tables of Unicode need not be asked.
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}'
        | '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{303f}'
        | '\u{fe10}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff65}' => c.is_alphanumeric(),
        _ => !c.is_whitespace() && !c.is_control(),
    }
}

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
        match before {
            Some(a) if joined(a, c) => {
                if !touching && end == before {
                    take(Gram::single(BREAK));
                }
                take(Gram::pair(a, c));
                (end, touching) = (Some(c), true);
            }
            _ => touching = false,
        }
        before = Some(c);
    }
}

/// Hands out where two characters of a line touch and are no pair.
pub fn each_border(folded: &str, mut take: impl FnMut(Border)) {
    let mut before = '\n';
    for c in folded.chars() {
        if before != '\n' && c != '\n' && !joined(before, c) {
            take(Border::between(before, c, is_solid(before)));
        }
        before = c;
    }
}

/// What the index can say about a folded needle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needle {
    /// Its pairs, which follow each other in every text that holds it, parted by blanks; empty where there are none.
    pub phrase: String,
    /// Characters that are in no pair.
    pub singles: Vec<char>,
    /// Where two of its characters touch and are no pair.
    pub borders: Vec<Border>,
    /// Whether an article that has the one phrase (or the one single character, in whatever field) is a hit for certain.
    pub exact: bool,
}

impl Needle {
    /// Takes a needle apart.
    pub fn new(folded: &str) -> Self {
        let chars: Vec<char> = folded.chars().collect();
        let pairs: Vec<bool> =
            chars.windows(2).map(|pair| matches!(pair, [a, b] if joined(*a, *b))).collect();
        let is_pair = |at: Option<usize>| at.and_then(|at| pairs.get(at)).is_some_and(|joined| *joined);
        let mut needle = Self { phrase: phrase(folded), ..Self::default() };
        for (at, &c) in chars.iter().enumerate() {
            let alone = !is_pair(Some(at)) && !is_pair(at.checked_sub(1));
            if alone && c != ' ' && !needle.singles.contains(&c) {
                needle.singles.push(c);
            }
        }
        each_border(folded, |border| {
            if !needle.borders.contains(&border) {
                needle.borders.push(border);
            }
        });
        let is_one_run = chars.len() <= LONGEST_PHRASE + 1 && pairs.iter().all(|joined| *joined);
        needle.exact = is_one_run && !chars.contains(&' ');
        needle
    }
}

/// The terms that stand side by side wherever the needle does: what comes before it decides nothing but whether a
/// break stands before the first.
fn phrase(folded: &str) -> String {
    let mut phrase = String::with_capacity(folded.len() * 2);
    let mut count = 0;
    each_gram(folded, |gram| {
        if count > 0 && count < LONGEST_PHRASE {
            phrase.push(' ');
        }
        if count < LONGEST_PHRASE {
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
    fn check_needle(text: &str, phrase: &str, singles: &str, exact: bool) {
        let needle = Needle::new(&fold(text));
        assert_eq!(needle.phrase, phrase, "{text}");
        assert_eq!(needle.singles, fold(singles).chars().collect::<Vec<_>>(), "{text}");
        assert_eq!(needle.exact, exact, "{text}");
    }

    #[test]
    fn pairs_and_breaks() {
        check("", "");
        check("中", "");
        check("镇江产业", "镇江 江产 产业");
        check("热点：大学。", "热点 大学");
        check("中国，国人", "中国 0 国人");
        check("中国，国，国人", "中国 0 国人");
        check("是，也。不是", "不是");
        check("A股涨3.5％，", "a股 股涨 涨3 3． ．5 5％ ％，");
        check("C++ 与 GB18030", "c＋ ＋＋ gb b1 18 80 03 30");
        check("甲乙\n丙丁", "甲乙 丙丁");
        check("二〇二四 史蒂夫・乔布斯", "二〇 〇二 二四 史蒂 蒂夫 夫· ·乔 乔布 布斯");
    }

    #[test]
    fn punctuation_that_is_not_looked_up_is_none_of_letters_and_digits() {
        for c in ['\u{2010}'..='\u{2027}', '\u{3000}'..='\u{303f}'].into_iter().flatten() {
            assert_eq!(is_solid(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn needles() {
        check_needle("镇江", "镇江", "", true);
        check_needle("镇", "", "镇", true);
        check_needle("3.5%", "3． ．5 5％", "", true);
        check_needle("3.5%的", "3． ．5 5％", "的", false);
        check_needle("5G手机", "5g g手 手机", "", true);
        check_needle("热点：大学", "热点 大学", "：", false);
        check_needle("中国，国人", "中国 0 国人", "，", false);
        check_needle("国，国人", "国人", "国，", false);
        check_needle("《红楼》", "红楼", "《》", false);
        check_needle("，国", "", "，国", false);
        check_needle("a b", "", "ab", false);
        check_needle("国国：国", "国国", "：国", false);
        check_needle(&"长".repeat(60), &["长长"; 48].join(" "), "", false);
    }

    proptest! {
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
        fn a_phrase_is_a_substring(text in "[甲乙a1.，\n ]{0,30}", needle in "[甲乙a1.，]{2,7}") {
            let taken = Needle::new(&fold(&needle));
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
