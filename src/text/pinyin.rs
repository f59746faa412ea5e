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

/// Characters of which the first reading that is listed for them is not by far the commonest, with those that are
/// common: 重庆 and 重要, 银行 and 行人, 长江 and 校长.
const READ_EITHER_WAY: &[(char, &[&str])] = &[
    ('了', &["le", "liao"]),
    ('仔', &["zai", "zi"]),
    ('会', &["hui", "kuai"]),
    ('传', &["chuan", "zhuan"]),
    ('似', &["si", "shi"]),
    ('佛', &["fo", "fu"]),
    ('便', &["bian", "pian"]),
    ('劲', &["jin", "jing"]),
    ('卡', &["ka", "qia"]),
    ('参', &["can", "shen"]),
    ('吁', &["yu", "xu"]),
    ('塞', &["sai", "se"]),
    ('奇', &["qi", "ji"]),
    ('差', &["cha", "chai"]),
    ('弹', &["dan", "tan"]),
    ('得', &["de", "dei"]),
    ('折', &["zhe", "she"]),
    ('曝', &["bao", "pu"]),
    ('曾', &["ceng", "zeng"]),
    ('朝', &["chao", "zhao"]),
    ('校', &["xiao", "jiao"]),
    ('核', &["he", "hu"]),
    ('没', &["mei", "mo"]),
    ('率', &["lü", "shuai"]),
    ('的', &["de", "di"]),
    ('盛', &["sheng", "cheng"]),
    ('省', &["sheng", "xing"]),
    ('着', &["zhe", "zhuo", "zhao"]),
    ('系', &["xi", "ji"]),
    ('给', &["gei", "ji"]),
    ('茄', &["qie", "jia"]),
    ('薄', &["bo", "bao"]),
    ('藏', &["cang", "zang"]),
    ('血', &["xue", "xie"]),
    ('行', &["xing", "hang"]),
    ('觉', &["jue", "jiao"]),
    ('角', &["jiao", "jue"]),
    ('解', &["jie", "xie"]),
    ('调', &["diao", "tiao"]),
    ('还', &["hai", "huan"]),
    ('都', &["dou", "du"]),
    ('重', &["zhong", "chong"]),
    ('长', &["chang", "zhang"]),
    ('降', &["jiang", "xiang"]),
    ('露', &["lu", "lou"]),
    ('乐', &["le", "yue"]),
];

/// Letters as typed: a to z, and the apostrophe that parts two syllables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters(Vec<u8>);

/// How letters spell a word. Greater is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, in the order of their weight"
)]
pub struct Fit {
    /// Every character has its letters; otherwise the word goes on.
    pub whole: bool,
    /// Every syllable is written out.
    pub full: bool,
    /// Every character is read as it mostly is.
    pub common: bool,
    /// No syllable is cut to zh, ch or sh: letters that may as well be two initials mostly are.
    pub plain: bool,
}

impl Fit {
    /// As close as can be.
    const EXACT: Self = Self { whole: true, full: true, common: true, plain: true };
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
    fits_within(text, letters).next().is_some()
}

/// How letters spell a part of a text at best; `None` where they spell none, or are no letters.
pub fn closest_within(text: &str, typed: &str) -> Option<Fit> {
    let letters = Letters::new(typed)?;
    // Whether the text ends there says nothing of a part of it.
    fits_within(text, &letters).map(|fit| Fit { whole: false, ..fit }).max()
}

fn fits_within(text: &str, letters: &Letters) -> impl Iterator<Item = Fit> {
    let first = bit(letters.first());
    let starts = text.char_indices().filter(move |(_, c)| initials(*c) & first != 0);
    starts.filter_map(|(at, _)| text.get(at..)).filter_map(|rest| letters.fit(rest))
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
/// Whether two characters can be read the same, whatever their tones.
pub fn sound_alike(one: char, other: char) -> bool {
    readings(one).any(|reading| readings(other).any(|other| other == reading))
}

fn readings(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi().into_iter().flatten().map(pinyin::Pinyin::plain)
}

fn fit(letters: &[u8], word: &str) -> Option<Fit> {
    if letters.is_empty() {
        return Some(Fit { whole: word.is_empty(), ..Fit::EXACT });
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
        best = best.max(found.map(|fit| Fit { common: fit.common && is_common(c, place, reading), ..fit }));
        if best == Some(Fit::EXACT) {
            break;
        }
    }
    best
}

/// Whether a character is often read this way, its readings being listed in some order.
fn is_common(c: char, place: usize, reading: &str) -> bool {
    match READ_EITHER_WAY.iter().find(|(either, _)| *either == c) {
        Some((_, common)) => common.contains(&reading),
        None => place == 0,
    }
}

/// One character read one way: in full, up to where the letters end, or by what its syllable begins with.
fn fit_reading(letters: &[u8], reading: &str, rest: &str) -> Option<Fit> {
    let syllable = reading.chars().count();
    let typed = letters.iter().zip(reading.chars()).take_while(|(typed, read)| same(**typed, *read)).count();
    let digraph = if matches!(reading.get(..2), Some("zh" | "ch" | "sh")) { 2 } else { 1 };
    let plain = |taken: usize| digraph == 1 || taken != digraph;
    let mut best = None;
    if typed == syllable {
        best = fit(after(letters, typed), rest);
    }
    if typed == letters.len() && typed < syllable {
        let begun = Fit { whole: rest.is_empty(), full: false, plain: plain(typed), ..Fit::EXACT };
        best = best.max(Some(begun));
    }
    for initial in [1, digraph] {
        if initial <= typed && initial < syllable {
            let shortened = fit(after(letters, initial), rest);
            let plain = plain(initial);
            best = best.max(shortened.map(|fit| Fit { full: false, plain: fit.plain && plain, ..fit }));
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
    }

    #[test]
    fn a_seldom_reading_is_told_from_one_of_two_common_ones() {
        let common = |letters, word| Letters::new(letters).unwrap().fit(word).unwrap().common;
        for (letters, word) in [
            ("yh", "银行"),
            ("cq", "重庆"),
            ("cj", "长江"),
            ("xz", "校长"),
            ("yy", "音乐"),
            ("hyb", "还要播"),
        ] {
            assert!(common(letters, word), "{letters} {word}");
        }
        assert!(common("kyi", "可以") && !common("gyi", "可以"));
        for (c, common) in READ_EITHER_WAY {
            let listed: Vec<&str> = readings(*c).collect();
            assert!(common.iter().all(|reading| listed.contains(reading)), "{c} {listed:?}");
        }
    }

    #[test]
    fn letters_that_may_be_two_initials_mostly_are() {
        let plain = |letters, word| Letters::new(letters).unwrap().fit(word).unwrap().plain;
        assert!(plain("ysh", "有时候") && !plain("ysh", "也是"));
        assert!(plain("zhs", "最合适") && !plain("zhs", "知识"));
        assert!(plain("zhishi", "知识") && plain("zhishi", "指使") && plain("zh", "最合适"));
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
