//! Single characters by table, every code point by property.

use super::{Clusters, Flavour, code, fate::is_plain, line, text};
use proptest::prelude::*;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_width::UnicodeWidthChar;

#[track_caller]
fn check(input: &str, expected: &str) {
    assert_eq!(text(input), expected, "text of {input:?}");
    assert_eq!(text(expected), expected, "{expected:?} is not stable");
}

/// Whatever comes out has none of these, in any flavour.
fn forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(u32::from(c), 0xAD | 0x61C | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
            | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFD | 0xE000..=0xF8FF | 0xE0000..=0x10_FFFF
            | 0x1F3FB..=0x1F3FF | 0xA0 | 0x2000..=0x200A | 0xFF61..=0xFF9F)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[test]
fn line_ends_tabs_and_blanks() {
    check("甲\r\n乙\r丙\u{85}丁\u{2028}戊\u{2029}己\u{0B}庚\u{0C}辛", "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛");
    check("甲\t乙\u{A0}丙\u{2009}丁\u{202F}戊\u{3000}己", "甲 乙 丙 丁 戊\u{3000}己");
    assert_eq!(line("甲\r\n\n乙\t丙"), "甲 乙 丙");
    assert_eq!(code("a\tb\r\nc"), "a\tb\nc");
}

#[test]
fn controls_and_formats_go() {
    check("甲\u{1b}]52;c;eA==\u{7}乙", "甲]52;c;eA==乙");
    check("甲\u{9b}31m\u{9d}0;x乙", "甲31m0;x乙");
    check("\u{202e}甲\u{2066}乙\u{200b}丙\u{feff}丁\u{ad}戊\u{200e}己\u{61c}", "甲乙丙丁戊己");
    check("葛\u{e0100}中\u{fe00}“\u{fe01}", "葛中“");
    check("a\u{e0041}\u{e007f}b", "ab");
    // What stands for a part of a picture on a terminal that keeps pictures, and the marks that count it.
    check("甲\u{10eeee}\u{305}\u{30d}乙", "甲〓乙");
}

#[test]
fn pictures() {
    check("👨\u{200d}👩\u{200d}👧好", "👨好");
    check("👍\u{1f3fd}❤\u{fe0f}1\u{fe0f}\u{20e3}⌚\u{fe0e}", "👍❤1⌚");
    check("🇨🇳中🇨🇳🇨", "🇨🇳中🇨🇳");
    check("🇨国", "国");
    check("🏳\u{fe0f}\u{200d}🌈🏴\u{200d}☠\u{fe0f}", "🏳🏴");
    check("a\u{200d}b中\u{200d}文", "ab中文");
}

#[test]
fn compositions() {
    check("e\u{301}a\u{300}", "éà");
    check("\u{1112}\u{1161}\u{11ab}글", "한글");
    check("ｱｶﾞﾊﾟﾞ｡｢ｳﾞﾝ｣", "アガパ゛。「ヴン」");
    check("\u{9c7}\u{9be}", "\u{9cb}");
    check("\u{301}甲\u{301}\u{302}\u{303}\u{304}乙", "甲\u{301}\u{302}乙");
    check("\n\u{301}甲", "\n甲");
    check("，：；！？（）", "，：；！？（）");
    check("豈", "豈");
}

#[test]
fn what_cannot_be_shown() {
    check("甲\u{e000}乙\u{f8ff}\u{f0000}\u{10ffff}\u{fdd0}\u{fffe}\u{fffd}", "甲〓乙〓〓〓〓〓〓");
    check("\u{378}\u{1faef}\u{3347a}\u{2fffd}\u{40000}", "〓〓〓〓〓");
    // Kept in the stored text: whether a terminal can show them is measured.
    check("䷀𝌆\u{31350}\u{2ebf0}\u{323b0}", "䷀𝌆\u{31350}\u{2ebf0}\u{323b0}");
}

#[test]
fn clean_text_is_borrowed() {
    for clean in ["", "abc", "以人为本——“实事求是”……\n二、ガ行 é 🇨🇳 葛 한글 ①"]
    {
        assert!(matches!(text(clean), Cow::Borrowed(_)), "{clean:?}");
    }
    assert!(matches!(line("一行"), Cow::Borrowed(_)));
}

#[test]
fn a_million_marks_are_two() {
    let hostile = format!("甲{}乙", "\u{301}\u{316}".repeat(500_000));
    assert_eq!(text(&hostile).chars().count(), 4);
}

#[test]
fn every_code_point_alone_and_between_letters() {
    let mut room = String::new();
    for c in '\0'..=char::MAX {
        for flavour in [Flavour::Line, Flavour::Text, Flavour::Code] {
            if flavour != Flavour::Text && !c.is_control() && !c.is_whitespace() {
                continue;
            }
            room.clear();
            room.extend(['Q', c, 'Q', c]);
            let mut shown = String::new();
            for cluster in Clusters::new(&room, flavour) {
                shown.push_str(&cluster.symbol);
                let first_columns = cluster.base.width().unwrap_or(1);
                assert!((1..=2).contains(&first_columns), "{c:?} is {first_columns} columns");
                assert!(cluster.symbol.chars().count() <= 3);
            }
            assert!(!shown.chars().any(forbidden), "{:x} gives {shown:?}", u32::from(c));
            assert!(
                shown.starts_with('Q') && shown.matches('Q').count() >= 2,
                "{c:?} ate a letter: {shown:?}"
            );
            assert!(is_nfc(&shown));
        }
    }
}

#[test]
fn plain_characters_are_stable_bases() {
    for c in ('\0'..=char::MAX).filter(|&c| is_plain(c)) {
        assert!(c.width().is_some_and(|columns| columns > 0), "{c:?}");
        assert!(std::iter::once(c).nfc().eq(std::iter::once(c)), "{c:?}");
    }
}

/// Characters that meet each other badly.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(
        "aB1 中文，。“”—…\t\n\r\u{1b}\u{9b}\u{200d}\u{200b}\u{202e}\u{301}\u{316}\u{3099}ｶﾞﾟガ👩👍🏽🇨🇳\u{fe0f}\u{20e3}\u{1100}\u{1161}\u{11a8}가\u{9c7}\u{9be}\u{e000}\u{a0}\u{605}\u{344}\u{958}〓"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(prop_oneof![4 => nasty, 1 => any::<char>()], 0..40)
        .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn idempotent_and_harmless(input in hostile()) {
        for sanitize in [line, text, code] {
            let once = sanitize(&input);
            prop_assert_eq!(&sanitize(&once), &once);
            prop_assert!(!once.chars().any(forbidden), "{:?} gives {:?}", input, once);
            prop_assert!(is_nfc(&once), "{:?} gives {:?}", input, once);
        }
    }

    #[test]
    fn sources_are_in_order(input in hostile()) {
        let mut end = 0;
        for cluster in Clusters::new(&input, Flavour::Text) {
            prop_assert!(cluster.source.start >= end && cluster.source.end > cluster.source.start);
            prop_assert!(input.is_char_boundary(cluster.source.start) && input.is_char_boundary(cluster.source.end));
            end = cluster.source.end;
        }
    }
}
