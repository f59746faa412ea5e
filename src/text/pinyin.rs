//! Letters read as pinyin: whether they spell a word, in full, by initials, or mixed.
//!
//! Every reading of a character counts (重 is zhong and chong), so a word is found under each way its characters
//! are read and no dictionary of phrases is needed. Tones are not typed; ü is typed v or u. It knows no library:
//! which words there are to choose from is the caller's.

use pinyin::ToPinyinMulti;
use std::sync::LazyLock;

/// Letters read at most; no word is longer in full pinyin.
const LONGEST: usize = 48;
/// Han characters of the basic block, whose initials are looked up in a table.
const BASIC: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Initials of the basic block, a bit for each letter.
static INITIALS: LazyLock<Box<[u32]>> = LazyLock::new(|| BASIC.map(read_initials).collect());

/// Letters as typed: a to z, and the apostrophe that parts two syllables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters(Vec<u8>);

/// How letters spell a word. Greater is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Every character has its letters; otherwise the word goes on.
    pub whole: bool,
    /// Every syllable is written out.
    pub full: bool,
    /// Every character is read as it mostly is.
    pub common: bool,
}

impl Letters {
    /// Takes typed letters; `None` where there is anything else, or nothing.
    pub fn new(typed: &str) -> Option<Self> {
        let fits = typed.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'');
        let begins = typed.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        (fits && begins && typed.len() <= LONGEST).then(|| Self(typed.to_ascii_lowercase().into_bytes()))
    }

    /// The first letter.
    pub fn first(&self) -> u8 {
        self.0.first().copied().unwrap_or(b'a')
    }

    /// How the letters spell a word or its beginning.
    pub fn fit(&self, word: &str) -> Option<Fit> {
        fit(&self.0, word)
    }
}

/// Whether what is typed finds a text in a list: every word of it literally, or as pinyin of characters that follow
/// each other.
pub fn matches(text: &str, typed: &str) -> bool {
    let lower = text.to_lowercase();
    typed.split_whitespace().all(|word| {
        let letters = || Letters::new(word);
        lower.contains(&word.to_lowercase())
            || letters().is_some_and(|letters| spelled_within(text, &letters))
    })
}

/// Whether letters spell any part of a text.
fn spelled_within(text: &str, letters: &Letters) -> bool {
    let first = bit(letters.first());
    let starts = text.char_indices().filter(|(_, c)| initials(*c) & first != 0);
    starts.filter_map(|(at, _)| text.get(at..)).any(|rest| letters.fit(rest).is_some())
}

/// The letters that a character's readings begin with, a bit for each; none for what is not read.
#[inline]
pub fn initials(c: char) -> u32 {
    let place = (c as usize).checked_sub(*BASIC.start() as usize);
    match place.and_then(|place| INITIALS.get(place)) {
        Some(initials) => *initials,
        None if c.is_ascii() => 0,
        None => read_initials(c),
    }
}

/// The bit of a letter.
pub fn bit(letter: u8) -> u32 {
    letter.checked_sub(b'a').filter(|place| *place < 26).map_or(0, |place| 1 << place)
}

fn read_initials(c: char) -> u32 {
    readings(c).filter_map(|reading| reading.bytes().next()).fold(0, |all, byte| all | bit(byte))
}

/// Readings of a character without tones, the commonest first; the same syllable may come twice.
fn readings(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi().into_iter().flatten().map(pinyin::Pinyin::plain)
}

fn fit(letters: &[u8], word: &str) -> Option<Fit> {
    if letters.is_empty() {
        return Some(Fit { whole: word.is_empty(), full: true, common: true });
    }
    let mut chars = word.chars();
    let c = chars.next()?;
    if initials(c) & letters.first().map_or(0, |letter| bit(*letter)) == 0 {
        return None;
    }
    let rest = chars.as_str();
    let mut best = None;
    for (place, reading) in readings(c).enumerate() {
        let found = fit_reading(letters, reading, rest);
        best = best.max(found.map(|fit| Fit { common: fit.common && place == 0, ..fit }));
        if best == Some(Fit { whole: true, full: true, common: true }) {
            break;
        }
    }
    best
}

/// One character read one way: in full, up to where the letters end, or by what its syllable begins with.
fn fit_reading(letters: &[u8], reading: &str, rest: &str) -> Option<Fit> {
    let syllable = reading.chars().count();
    let typed = letters.iter().zip(reading.chars()).take_while(|(typed, read)| same(**typed, *read)).count();
    let mut best = None;
    if typed == syllable {
        best = fit(after(letters, typed), rest);
    }
    if typed == letters.len() && typed < syllable {
        best = best.max(Some(Fit { whole: rest.is_empty(), full: false, common: true }));
    }
    let digraph = if matches!(reading.get(..2), Some("zh" | "ch" | "sh")) { 2 } else { 1 };
    for initial in [1, digraph] {
        if initial <= typed && initial < syllable {
            let shortened = fit(after(letters, initial), rest);
            best = best.max(shortened.map(|fit| Fit { full: false, ..fit }));
        }
    }
    best
}

/// What follows so many letters, and the apostrophe after them.
fn after(letters: &[u8], taken: usize) -> &[u8] {
    let rest = letters.get(taken..).unwrap_or_default();
    rest.strip_prefix(b"'").unwrap_or(rest)
}

fn same(typed: u8, read: char) -> bool {
    char::from(typed) == read || (read == 'ü' && matches!(typed, b'v' | b'u'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(letters: &str, word: &str, whole: bool, full: bool) {
        let found = Letters::new(letters).unwrap().fit(word);
        assert_eq!(found.map(|fit| (fit.whole, fit.full)), Some((whole, full)), "{letters} {word}");
    }

    #[test]
    fn full_initials_and_mixed() {
        check("zhenjiang", "镇江", true, true);
        check("zj", "镇江", true, false);
        check("zhj", "镇江", true, false);
        check("zhenj", "镇江", true, false);
        check("zhenji", "镇江", true, false);
        check("zjiang", "镇江", true, false);
        check("zhen", "镇江", false, true);
        check("zh", "镇江", false, false);
        check("xian", "西安", true, true);
        check("xi'an", "西安", true, true);
        check("x'a", "西安", true, false);
        check("lvse", "绿色", true, true);
        check("luse", "绿色", true, true);
        check("nv", "女", true, true);
        check("lve", "略", true, true);
    }

    #[test]
    fn the_split_is_not_greedy() {
        check("yunnan", "云南", true, true);
        check("caozuozhinan", "操作指南", true, true);
        check("czzn", "操作指南", true, false);
        check("fangan", "方案", true, true);
        check("fangan", "反感", true, true);
        check("danguo", "单过", true, true);
        check("xiangei", "献给", true, true);
    }

    #[test]
    fn every_reading_counts() {
        for (letters, word) in [
            ("chongqing", "重庆"),
            ("zhongdian", "重点"),
            ("yinhang", "银行"),
            ("xingren", "行人"),
            ("changjiang", "长江"),
            ("zhangda", "长大"),
            ("yinyue", "音乐"),
            ("kuaile", "快乐"),
            ("shenme", "什么"),
            ("diaocha", "调查"),
            ("dushi", "都市"),
            ("yuelan", "阅览"),
            ("shensuo", "伸缩"),
        ] {
            check(letters, word, true, true);
        }
        let common = |letters| Letters::new(letters).unwrap().fit("银行").unwrap().common;
        assert!(common("yinxing") && !common("yinhang"));
    }

    #[test]
    fn other_letters_do_not_spell_it() {
        for (letters, word) in
            [("zjs", "镇江"), ("zhengjiang", "镇江"), ("jz", "镇江"), ("i", "一"), ("a", "A股")]
        {
            assert_eq!(Letters::new(letters).unwrap().fit(word), None, "{letters} {word}");
        }
        assert!(["", "zj1", "镇", "'a", &"a".repeat(49)].iter().all(|typed| Letters::new(typed).is_none()));
    }

    #[test]
    fn lists_are_filtered_by_letters_and_literally() {
        assert!(matches("版面清楚，项目建设要有章法", "xmjs"));
        assert!(matches("版面清楚，项目建设要有章法", "bmqc xiangm"));
        assert!(matches("看 SQLite 的索引", "sqlite suoyin"));
        assert!(matches("招商", "招"));
        assert!(!matches("版面清楚，项目", "cxm"));
        assert!(matches("任何", " "));
    }

    #[test]
    fn hostile_repetition_ends_soon() {
        let word = "啊".repeat(48);
        assert!(Letters::new(&"a".repeat(48)).unwrap().fit(&word).is_some());
        assert!(Letters::new(&format!("{}z", "sh".repeat(20))).unwrap().fit(&"是似石".repeat(16)).is_none());
    }
}
