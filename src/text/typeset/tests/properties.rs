//! What holds for every text at every width.

use super::super::{Gap, Marks, Measure, Punctuation, Script, Typesetter, Typography};
use crate::text::width::recorded::RecordedTerminal;
use crate::text::{SetLine, WidthProfile, sanitize};
use proptest::prelude::*;
use strum::IntoEnumIterator;

/// Words and marks, one a word.
const WORDS: &str = "的 项目 建设 一 ， 。 、 ； ： ！ ？ “ ” ‘ ’ （ ） 《 》 —— …… … · ～ 2020年 27.3% ￥9,999元 -5.5% \
    12:30 C++ GDP http://a.com/b?c=1 hello , . ( ) \" ' -- ... ① → é α 😀 🇨🇳 🇨 \u{200b} \u{301} \u{1b}[31m \u{e000} ䷀ \
    ｶﾞ 한 \u{1112}\u{1161} / 3/4 第3章 々 ー 头发 發展 a@b.cn aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa # №5";

/// Text as Chinese pages have it, and as they should not.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(WORDS.split(' ').collect::<Vec<_>>()).prop_map(str::to_owned);
    let blanks =
        prop::sample::select(vec![" ", "  ", "\u{3000}", "\n", "\t", "\r\n"]).prop_map(str::to_owned);
    let any = any::<char>().prop_map(String::from);
    prop::collection::vec(prop_oneof![16 => words, 2 => blanks, 1 => any], 0..60)
        .prop_map(|words| words.concat())
}

fn typography() -> impl Strategy<Value = Typography> {
    (
        prop::sample::select(vec![Script::AsStored, Script::Simplified, Script::Traditional]),
        prop::sample::select(vec![Punctuation::Repaired, Punctuation::AsStored]),
        prop::sample::select(vec![Gap::None, Gap::One]),
        prop::sample::select(vec![Marks::Native, Marks::Full]),
    )
        .prop_map(|(script, punctuation, gap, marks)| Typography { script, punctuation, gap, marks })
}

fn profile() -> impl Strategy<Value = WidthProfile> {
    let mut profiles =
        vec![WidthProfile::narrow(), WidthProfile::wide(), WidthProfile::avoiding(), WidthProfile::unknown()];
    profiles.extend(RecordedTerminal::iter().map(RecordedTerminal::profile));
    prop::sample::select(profiles)
}

/// Words with marks where marks may be: no box of them is longer than 24 columns.
fn polite_words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(
        "的 项目 建设 会议 2020年 6月 27.3% ￥9,999元 -5.5% 12:30 C++ GDP 第3章 “好” （甲） 《书》 让·雅克 40%～50% “‘甲’乙”"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    let mark = prop::sample::select(vec!["", "", "", "，", "。", "、", "！？", "——", "……", "："]);
    (word, mark).prop_map(|(word, mark)| format!("{word}{mark}"))
}

/// Whether the text ends in words of hanzi, so that a last line of one character can be helped.
fn ends_in_hanzi(words: &[String]) -> bool {
    let plain = |word: &String| ["项目", "建设", "会议"].iter().any(|hanzi| word.starts_with(hanzi));
    words.len() > 2 && words.iter().rev().skip(1).take(2).all(plain)
}

/// Bytes of the text that some glyph must show: all but what sanitizing drops and the blanks.
fn visible(text: &str) -> Vec<usize> {
    text.char_indices()
        .filter(|&(_, c)| {
            let alone = sanitize::text(c.encode_utf8(&mut [0; 4])).into_owned();
            !alone.trim().is_empty()
        })
        .map(|(at, _)| at)
        .collect()
}

fn check_sources(text: &str, lines: &[SetLine]) -> Result<(), TestCaseError> {
    let mut end = 0;
    let mut covered = vec![false; text.len()];
    for glyph in lines.iter().flat_map(|line| &line.glyphs) {
        let source = &glyph.source;
        prop_assert!(source.start <= source.end && source.end as usize <= text.len());
        prop_assert!(
            text.is_char_boundary(source.start as usize) && text.is_char_boundary(source.end as usize)
        );
        prop_assert!(source.start >= end || source.is_empty(), "{:?} shown twice or out of order", glyph);
        end = end.max(source.end);
        for byte in source.clone() {
            covered[byte as usize] = true;
        }
    }
    for at in visible(text) {
        prop_assert!(covered[at], "{:?} is not shown", text.get(at..));
    }
    Ok(())
}

/// The text of the lines, without blanks.
fn joined(lines: &[SetLine]) -> String {
    lines
        .iter()
        .flat_map(|line| &line.glyphs)
        .flat_map(|glyph| glyph.symbol.chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn lines_fit_and_show_everything_once(
        text in text(),
        columns in 1_u16..=200,
        indents in (0_u16..=20, 0_u16..=20),
        typography in typography(),
        profile in profile(),
    ) {
        let setter = Typesetter::new(&profile, typography);
        let measure = Measure { columns, first_indent: indents.0, hanging_indent: indents.1 };
        let lines = setter.paragraph(&text, measure);
        prop_assert!(!lines.is_empty());
        for line in &lines {
            prop_assert!(line.columns() <= columns, "{:?} is {} of {} columns", line.to_plain(), line.columns(), columns);
            prop_assert!(line.glyphs.iter().all(|glyph| (1..=2).contains(&glyph.width) && !glyph.symbol.is_empty()));
            let blank = |glyph: Option<&crate::text::Glyph>| glyph.is_some_and(|glyph| glyph.symbol == " ");
            prop_assert!(!blank(line.glyphs.first()) && !blank(line.glyphs.last()));
        }
        check_sources(&text, &lines)?;
        if columns > 1 {
            let whole = setter.paragraph(&text, Measure { columns: u16::MAX, first_indent: 0, hanging_indent: 0 });
            prop_assert_eq!(joined(&lines), joined(&whole));
        }
    }

    #[test]
    fn no_rule_is_broken_where_there_is_another_way(words in prop::collection::vec(polite_words(), 1..80), columns in 24_u16..=120) {
        let text = words.concat();
        for profile in [WidthProfile::narrow(), WidthProfile::wide()] {
            let setter = Typesetter::new(&profile, Typography::default());
            let lines = setter.paragraph(&text, Measure { columns, first_indent: 4, hanging_indent: 0 });
            let plain: Vec<String> = lines.iter().map(SetLine::to_plain).collect();
            for pair in plain.windows(2) {
                let (above, below) = (pair[0].trim(), pair[1].trim());
                let (last, first) = (above.chars().last().unwrap(), below.chars().next().unwrap());
                prop_assert!(!"，。、；：！？”’）》—…～·%".contains(first), "{above} | {below}");
                prop_assert!(!"“‘（《￥-".contains(last), "{above} | {below}");
                let western = |c: char| c.is_ascii_alphanumeric();
                prop_assert!(!(western(last) && western(first)), "{above} | {below}");
            }
            let last = plain.last().unwrap().chars().filter(|c| c.is_alphanumeric()).count();
            prop_assert!(last >= 2 || plain.len() == 1 || !ends_in_hanzi(&words), "{:?}", plain);
        }
    }

    #[test]
    fn plain_setting_shows_the_sanitized_text(text in text(), columns in 2_u16..=200) {
        let profile = RecordedTerminal::Kitty.profile();
        let typography = Typography { punctuation: Punctuation::AsStored, ..Typography::default() };
        let lines = Typesetter::new(&profile, typography).paragraph(&text, Measure { columns, ..Measure::default() });
        let clean: String = sanitize::text(&text).chars().filter(|c| !c.is_whitespace() && !('\u{323B0}'..).contains(c)).collect();
        let shown: String = joined(&lines).chars().filter(|c| !('\u{323B0}'..).contains(c)).collect();
        prop_assert_eq!(shown, clean);
    }

    #[test]
    fn cut_lines_and_code_fit(text in text(), columns in 0_u16..=200, profile in profile()) {
        let setter = Typesetter::new(&profile, Typography::default());
        prop_assert!(setter.line(&text, columns).columns() <= columns);
        for line in setter.preformatted(&text, columns) {
            prop_assert!(line.columns() <= columns.max(1));
        }
        if usize::from(columns) >= setter.columns(&text) {
            prop_assert_eq!(setter.line(&text, columns).glyphs, setter.glyphs(&text));
        }
    }
}

#[test]
fn every_code_point_is_set_harmlessly() {
    let all: String = ('\0'..=char::MAX).collect();
    let profile = WidthProfile::wide();
    let setter = Typesetter::new(&profile, Typography::default());
    for line in setter.paragraph(&all, Measure { columns: 40, ..Measure::default() }) {
        assert!(line.columns() <= 40);
        for glyph in &line.glyphs {
            assert!((1..=2).contains(&glyph.width));
            assert_eq!(sanitize::line(&glyph.symbol), glyph.symbol.as_str());
        }
    }
}
