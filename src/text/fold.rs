//! The fold of characters for search: what is the same to a reader becomes the same character.
//!
//! One character in, one character out, never more and never fewer, and each by itself: so
//! `fold(part) == part of fold(whole)`, and a hit in folded text is a hit in the text ([`Folded`] says where).
//! Widths, case, compatibility forms, traditional and variant forms are folded; meaning is not.
//! It knows no words: conversion of text for display is another thing, and phrases need more than characters.

use hanconv::RawDictionary;
use std::{ops::Range, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// Kept with an index: a library folded otherwise has to be indexed anew.
pub const FOLD_VERSION: u32 = 1;

/// What neither Unicode nor the table of traditional characters makes equal, but a reader does.
const VARIANTS: &[(char, char)] = &[
    // One word, two spellings across the strait and across decades.
    ('瞭', '了'),
    ('藉', '借'),
    ('著', '着'),
    ('画', '划'),
    ('甦', '苏'),
    ('喫', '吃'),
    ('衹', '只'),
    ('祗', '只'),
    ('夥', '伙'),
    ('徵', '征'),
    ('剋', '克'),
    ('繫', '系'),
    // The dot between the parts of a foreign name.
    ('・', '·'),
    ('•', '·'),
    ('‧', '·'),
    ('∙', '·'),
    ('⋅', '·'),
    // Hyphens and short dashes; long dashes.
    ('‐', '-'),
    ('–', '-'),
    ('−', '-'),
    ('―', '—'),
];

/// Blocks whose characters have case or a compatibility form; what lies between has neither.
const FOLDED_BLOCKS: &[Range<u32>] = &[0..0x3400, 0xA640..0xAC00, 0xF900..0xFFF0];

/// The supplement of compatibility ideographs, beyond the first plane.
const FAR_COMPATIBILITY: Range<u32> = 0x2_F800..0x2_FA1E;

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// Where every character goes: a flat table for the first plane, a sorted list for what lies beyond.
struct Table {
    near: Box<[char]>,
    far: Vec<(char, char)>,
}

impl Table {
    fn new() -> Self {
        let identity = (0..0x1_0000).map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        let mut table = Self { near: identity.collect(), far: Vec::new() };
        for code in FOLDED_BLOCKS.iter().cloned().flatten().chain(FAR_COMPATIBILITY) {
            if let Some(c) = char::from_u32(code) {
                table.set(c, compatible(c));
            }
        }
        // Two rounds: a target may itself have a simpler form, but no chain is longer.
        for _ in 0..2 {
            for (from, to) in simplified().chain(VARIANTS.iter().copied()) {
                let to = table.get(to);
                table.set(from, to);
            }
        }
        for code in FOLDED_BLOCKS.iter().cloned().flatten().chain(FAR_COMPATIBILITY) {
            if let Some(c) = char::from_u32(code) {
                let to = table.get(table.get(c));
                table.set(c, to);
            }
        }
        table
    }

    #[inline]
    fn get(&self, c: char) -> char {
        self.near.get(c as usize).copied().unwrap_or_else(|| self.get_far(c))
    }

    #[cold]
    fn get_far(&self, c: char) -> char {
        let place = self.far.binary_search_by_key(&c, |&(from, _)| from);
        place.ok().and_then(|at| self.far.get(at)).map_or(c, |&(_, to)| to)
    }

    fn set(&mut self, from: char, to: char) {
        if let Some(entry) = self.near.get_mut(from as usize) {
            *entry = to;
            return;
        }
        match self.far.binary_search_by_key(&from, |&(c, _)| c) {
            Ok(at) => self.far.iter_mut().skip(at).take(1).for_each(|entry| entry.1 = to),
            Err(at) => self.far.insert(at, (from, to)),
        }
    }
}

/// Compatibility form, then lower case, where each is one character; all blanks but the line end are one blank.
fn compatible(c: char) -> char {
    if c.is_whitespace() && c != '\n' {
        return ' ';
    }
    let form = only(c.nfkc()).unwrap_or(c);
    only(form.to_lowercase()).unwrap_or(form)
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

/// Pairs of a traditional character and its simplified form: `OpenCC`'s table, Apache-2.0, as `hanconv` carries it.
fn simplified() -> impl Iterator<Item = (char, char)> {
    RawDictionary::TSCharacters.iter().filter_map(|(from, to)| Some((only(from.chars())?, only(to.chars())?)))
}

/// The fold of one character.
#[inline]
pub fn fold_char(c: char) -> char {
    TABLE.get(c)
}

/// The fold of a text: as many characters, not always as many bytes.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the fold of a text.
pub fn fold_into(text: &str, folded: &mut String) {
    let table = &*TABLE;
    folded.extend(text.chars().map(|c| table.get(c)));
}

/// A folded text that knows where each of its characters came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    text: String,
    /// Where the two texts fall out of step: (byte of the folded text, byte of the original), ascending.
    steps: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds a text and remembers where its bytes stood.
    pub fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), steps: Vec::new() };
        folded.set(text);
        folded
    }

    /// Folds another text in place of the last, in the same memory.
    pub fn set(&mut self, text: &str) {
        let table = &*TABLE;
        self.text.clear();
        self.steps.clear();
        for (at, c) in text.char_indices() {
            let to = table.get(c);
            self.text.push(to);
            if to.len_utf8() != c.len_utf8() {
                self.steps.push((self.text.len(), at + c.len_utf8()));
            }
        }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Byte of the original text for a byte of the folded text that begins a character (or ends the text).
    pub fn original(&self, byte: usize) -> usize {
        let after = self.steps.partition_point(|&(folded, _)| folded <= byte);
        match after.checked_sub(1).and_then(|at| self.steps.get(at)) {
            Some(&(folded, original)) => original + (byte - folded),
            None => byte,
        }
    }

    /// The bytes of the original text that a range of the folded text stands for.
    pub fn original_range(&self, range: Range<usize>) -> Range<usize> {
        self.original(range.start)..self.original(range.end)
    }

    /// Every place of a folded needle, as byte ranges of the original text, from left to right without overlap.
    pub fn find_all<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.text
            .match_indices(needle)
            .filter(|(_, hit)| !hit.is_empty())
            .map(|(at, hit)| self.original_range(at..at + hit.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text}");
    }

    #[test]
    fn what_reads_the_same_is_the_same() {
        check("鎮江產業", "镇江产业");
        check("ＧＢ１８０３０ ＡＢＣ　ｘ", "gb18030 abc x");
        check("中国，国人：３.5％（试）", "中国,国人:3.5%(试)");
        check("Ａ股 iPhone ÉCOLE ΑΒΓ ЖУК", "a股 iphone école αβγ жук");
        check("①②㊣⼀⾧ﾅ㎡℃", "12正一长ナ㎡℃");
        check("豈更車", "岂更车");
        check("畫 劃 画 划", "划 划 划 划");
        check("瞭解 藉口 著名 乾隆 髮後裡", "了解 借口 着名 干隆 发后里");
        check("乔布斯・史蒂夫•约翰 2019–2020", "乔布斯·史蒂夫·约翰 2019-2020");
        check("行\n列\t格\u{a0}空", "行\n列 格 空");
    }

    #[test]
    fn every_character_folds_to_one_that_stays() {
        for c in '\0'..=char::MAX {
            let once = fold_char(c);
            assert_eq!(fold_char(once), once, "{c:?} U+{:04X} goes to {once:?} and on", u32::from(c));
        }
    }

    #[test]
    fn all_characters_with_case_or_compatibility_are_covered() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| !('\u{ac00}'..='\u{d7a3}').contains(c)) {
            let in_blocks = FOLDED_BLOCKS.iter().any(|block| block.contains(&u32::from(c)));
            assert!(in_blocks || compatible(c) == c, "U+{:04X} is outside the blocks", u32::from(c));
        }
    }

    #[test]
    fn hits_are_found_in_the_original() {
        let text = "【快讯】ＧＤＰ增長３.５％，GDP增长";
        let folded = Folded::new(text);
        let hits: Vec<&str> = folded.find_all("gdp增长").filter_map(|range| text.get(range)).collect();
        assert_eq!(hits, ["ＧＤＰ增長", "GDP增长"]);
        assert_eq!(folded.find_all("").count(), 0);
    }

    proptest! {
        #[test]
        fn a_fold_keeps_the_count_of_characters(text in "\\PC*") {
            prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn a_part_folds_like_the_whole(head in "\\PC*", tail in "\\PC*") {
            prop_assert_eq!(fold(&format!("{head}{tail}")), fold(&head) + &fold(&tail));
        }

        #[test]
        fn every_character_is_found_where_it_stood(text in "[ａ-ｚ一-丰，。a-c𠀀-𠀃豈\u{2f800}ⅠK]{0,40}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.as_str(), fold(&text));
            let places = folded.as_str().char_indices().map(|(at, _)| folded.original(at));
            prop_assert!(places.eq(text.char_indices().map(|(at, _)| at)));
            prop_assert_eq!(folded.original(folded.as_str().len()), text.len());
            let mut again = Folded::new("，先前的文字Ａ");
            again.set(&text);
            prop_assert_eq!(again, folded);
        }
    }
}
