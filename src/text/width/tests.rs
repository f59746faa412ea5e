//! The record of terminals against the profile made of their answers.

use super::recorded::RecordedTerminal;
use super::{WidthClass, WidthProfile, WidthSource, probe_samples};
use crate::text::sanitize;
use std::collections::BTreeSet;
use strum::IntoEnumIterator;
use unicode_width::UnicodeWidthChar;

#[track_caller]
fn check(profile: &WidthProfile, graphemes: &str, columns: u8) {
    for c in graphemes.chars() {
        assert_eq!(profile.width(&c.to_string()), columns, "{c:?} U+{:04X}", u32::from(c));
    }
}

#[test]
fn certain_characters_are_so_in_every_profile() {
    let profiles =
        [WidthProfile::narrow(), WidthProfile::wide(), WidthProfile::avoiding(), WidthProfile::unknown()];
    for profile in profiles.into_iter().chain(RecordedTerminal::iter().map(RecordedTerminal::profile)) {
        check(&profile, "aZ~ ╌╍╎╏╴╵╶╷╸╹╺╻⎢⎥⎡⎤⎣⎦⎺⎻⎼⎽⎸⎹▐░⌜⌝⌞⌟⋯⋮◦‣▪▫►❯›»✓✔✗¥£¢©ñ", 1);
        check(&profile, "中，。\u{3000}한ガー・〝〞〟＂＇－｜﹘ㅡ￣＿〇〓々〒㈠㊀㎡㎏￥￡𠮷\u{30000}", 2);
        for certain in ["中", "，", "a", "╌", "▐"] {
            assert!(profile.is_certain(certain));
        }
        for uncertain in ["“", "—", "…", "①", "é", "😀", "中\u{301}", "🇨🇳", "─", "α"] {
            assert!(!profile.is_certain(uncertain), "{uncertain}");
        }
    }
}

#[test]
fn ambiguous_characters_follow_the_profile() {
    let ambiguous = "‘’“”—…·①※→±×°─│┌╭█▀★□▲•§Ⅳ℃‰―αяàéü";
    check(&WidthProfile::narrow(), ambiguous, 1);
    check(&WidthProfile::wide(), ambiguous, 2);
    check(&WidthProfile::unknown(), ambiguous, 2);
    check(&RecordedTerminal::Tmux33.profile(), ambiguous, 1);
    check(&RecordedTerminal::XtermCjk.profile(), ambiguous, 2);
    check(&RecordedTerminal::Mlterm2.profile(), ambiguous, 2);
    assert!(WidthProfile::avoiding().avoids() && !WidthProfile::narrow().avoids());
}

#[test]
fn the_samples_are_one_batch() {
    let samples = probe_samples();
    assert!((80..=130).contains(&samples.len()), "{}", samples.len());
    assert_eq!(samples.iter().collect::<BTreeSet<_>>().len(), samples.len());
    for &sample in samples {
        assert_eq!(sanitize::line(sample), sample);
    }
    for class in WidthClass::iter() {
        let is_asked =
            samples.iter().any(|sample| sample.chars().next().is_some_and(|c| WidthClass::of(c) == class));
        assert!(is_asked, "{class:?} has no sample");
    }
}

/// What is shown of every character outside the private planes, other than flags.
fn shown_characters() -> Vec<String> {
    ('\0'..='\u{3FFFF}')
        .filter(|&c| WidthClass::of(c) != WidthClass::Flags)
        .map(|c| sanitize::line(c.encode_utf8(&mut [0; 4])).into_owned())
        .filter(|shown| !shown.is_empty() && shown != "〓")
        .collect()
}

#[test]
fn a_profile_knows_what_its_terminal_does_with_any_character() {
    let characters = shown_characters();
    for terminal in RecordedTerminal::iter() {
        let profile = terminal.profile();
        for shown in characters.iter().filter(|shown| shown.starts_with(|base| profile.shows(base))) {
            assert_eq!(
                usize::from(profile.width(shown)),
                terminal.columns(shown),
                "{shown:?} on {terminal:?}"
            );
        }
        assert_eq!(profile.width("🇨🇳"), 2);
    }
}

#[test]
fn what_a_terminal_gives_no_column_is_not_shown() {
    let tmux = RecordedTerminal::Tmux33.profile();
    assert!(!tmux.shows('\u{2EBF0}') && !tmux.shows('\u{2EBF1}') && tmux.shows('\u{31350}'));
    assert!(!WidthProfile::narrow().shows('䷀') && RecordedTerminal::Kitty.profile().shows('䷀'));
    let torn_flags = WidthProfile::from_probe(&[("🇨🇳", Some(4))]);
    assert!(!torn_flags.shows('🇨'));
}

#[test]
fn mute_and_partial_answers_are_wide() {
    let mute: Vec<_> = probe_samples().iter().map(|&sample| (sample, None)).collect();
    let profile = WidthProfile::from_probe(&mute);
    assert_eq!(profile, WidthProfile::unknown());
    let partial = WidthProfile::from_probe(&[("“", Some(1)), ("—", None), ("①", Some(1)), ("⑩", Some(2))]);
    assert_eq!(partial.source(), WidthSource::PartlyMeasured);
    assert_eq!(
        (partial.width("”"), partial.width("—"), partial.width("①"), partial.width("②")),
        (1, 2, 1, 2)
    );
    assert_eq!(RecordedTerminal::Narrow.profile().source(), WidthSource::Measured);
}

#[test]
fn a_terminal_is_known_again() {
    for terminal in RecordedTerminal::iter() {
        let like = RecordedTerminal::like(&terminal.answers()).unwrap();
        assert_eq!(like.answers(), terminal.answers());
    }
    assert_eq!(RecordedTerminal::like(&[("“", None)]), None);
    assert_eq!(RecordedTerminal::like(&[("“", Some(1)), ("—", Some(2))]), None);
}

#[test]
fn the_table_tells_exceptions() {
    let profile = WidthProfile::from_probe(&[("①", Some(1)), ("⑩", Some(2)), ("中", Some(1))]);
    let table = profile.table();
    let row = |class| table.iter().find(|row| row.class == class).unwrap();
    assert_eq!(row(WidthClass::Enclosed).exceptions, [('①', 1)]);
    assert_eq!(row(WidthClass::Two).exceptions, [('中', 1)]);
    assert!(row(WidthClass::Enclosed).measured && !row(WidthClass::Quotes).measured);
    assert!(serde_json::to_string(&table).unwrap().contains("\"class\":\"quotes\""));
}

#[test]
fn classes_agree_with_the_base_table_where_it_is_sure() {
    for c in ('\0'..=char::MAX).filter(|c| c.width() == c.width_cjk()) {
        let shown = sanitize::line(c.encode_utf8(&mut [0; 4])).into_owned();
        let Some(base) = shown.chars().next() else { continue };
        let rare = !WidthProfile::narrow().shows(base);
        if !rare && base == c && c.width() == Some(2) {
            assert_eq!(WidthProfile::narrow().width_of(c), 2, "U+{:04X}", u32::from(c));
        }
        if !rare && base == c && c.width() == Some(1) && WidthClass::of(c) != WidthClass::Flags {
            assert_eq!(WidthProfile::narrow().width_of(c), 1, "U+{:04X}", u32::from(c));
        }
    }
}
