use super::*;

/// 2026-01-15 12:00 at China's time.
const CAPTURED: i64 = 1_768_449_600;

fn clock() -> Clock {
    Clock { captured_at: Some(CAPTURED), ..Clock::default() }
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    let shown = value(text, &clock()).map(|moment| moment.to_string());
    assert_eq!(shown.as_deref(), Some(expected), "{text}");
}

#[test]
fn fields_of_every_habit() {
    let cases = [
        ("2024年9月24日", "2024-09-24"),
        ("2024 年 9 月 24 日", "2024-09-24"),
        ("2024-09-24", "2024-09-24"),
        ("2024/9/4", "2024-09-04"),
        ("04-09-2024", "2024-09-04"),
        ("4/9/2024 - 15:20", "2024-09-04"),
        ("2024.09.24 08:05", "2024-09-24T08:05:00+08:00"),
        ("2024-09-24 10:11:12", "2024-09-24T10:11:12+08:00"),
        ("2024-09-24T10:11:12Z", "2024-09-24T18:11:12+08:00"),
        ("2024-09-24T10:11:12.123+08:00", "2024-09-24T10:11:12+08:00"),
        ("2024-09-24T10:11:12-0400", "2024-09-24T22:11:12+08:00"),
        ("2019-09-3007:42", "2019-09-30T07:42:00+08:00"),
        ("2019年06月15日08:18", "2019-06-15T08:18:00+08:00"),
        ("2024年9月24日 下午3:20", "2024-09-24T15:20:00+08:00"),
        ("2024年9月24日 星期二 晚上8:05", "2024-09-24T20:05:00+08:00"),
        ("2024/9/24 3:20:11 PM", "2024-09-24T15:20:11+08:00"),
        ("2024年9月24日10时11分", "2024-09-24T10:11:00+08:00"),
        ("2024年9月", "2024-09"),
        ("2024-09", "2024-09"),
        ("20240924", "2024-09-24"),
        ("20240924101112", "2024-09-24T10:11:12+08:00"),
        ("1727143872", "2024-09-24T10:11:12+08:00"),
        ("1727143872000", "2024-09-24T10:11:12+08:00"),
        ("民國113年9月24日", "2024-09-24"),
        ("111.9.20", "2022-09-20"),
        ("二〇二四年九月二十四日", "2024-09-24"),
        ("二○一九年十月", "2019-10"),
        ("二〇二〇年十二月三十一日", "2020-12-31"),
        ("Tue, 24 Sep 2024 10:11:12 +0800", "2024-09-24T10:11:12+08:00"),
        ("Tue, 24 Sep 2024 02:11:12 GMT", "2024-09-24T10:11:12+08:00"),
        ("September 24, 2024", "2024-09-24"),
        ("1年前 (2024-09-24)", "2024-09-24"),
        ("3天前", "2026-01-12"),
        ("昨天 08:05", "2026-01-14T08:05:00+08:00"),
        ("前天", "2026-01-13"),
        ("5小时前", "2026-01-15"),
        ("刚刚", "2026-01-15"),
        ("2周前 (01-02)", "2026-01-02"),
        ("3个月前 (10-17)", "2025-10-17"),
        ("09-24", "2025-09-24"),
        ("9月24日 08:05", "2025-09-24T08:05:00+08:00"),
        ("01-10", "2026-01-10"),
    ];
    for (text, expected) in cases {
        reads(text, expected);
    }
}

#[test]
fn what_is_no_date_is_unknown() {
    for text in [
        "",
        "未知",
        "2019-13-40",
        "0000-00-00 00:00:00",
        "1024",
        "2030-01-01",
        "正文",
        "12:30",
        "88",
        "9月32日",
    ] {
        assert_eq!(value(text, &clock()), None, "{text}");
    }
}

#[test]
fn relative_needs_the_capture() {
    for text in ["3天前", "昨天", "09-24", "2周前 (09-02)"] {
        assert_eq!(value(text, &Clock::default()), None, "{text}");
    }
}

#[test]
fn offsets() {
    for (text, seconds) in [("+08:00", 28_800), ("-0330", -12_600), ("+8", 28_800), ("Z", 0), ("UTC", 0)] {
        assert_eq!(zone(text), Some(seconds), "{text}");
    }
    for text in ["+25:00", "八", "+08:70", "--1"] {
        assert_eq!(zone(text), None, "{text}");
    }
}

#[test]
fn glued_neighbours_stay_outside() {
    let cases = [
        ("小王22024年09月24日 10:11:122024招商月报88", "小王2", "2024招商月报88"),
        ("admin1年前 (2024-09-24)产业信息88", "admin", "产业信息88"),
        ("user11年前 (2024-09-24)产业信息88", "user1", "产业信息88"),
        ("2019-09-26 12:11来源:某报", "", "来源:某报"),
        ("甲报 2018年12月28日 19:55 乙报", "甲报 ", " 乙报"),
    ];
    for (text, before, after) in cases {
        let found = first(text, &clock()).expect(text);
        assert_eq!(text.get(..found.range.start), Some(before), "{text}");
        assert_eq!(text.get(found.range.end..), Some(after), "{text}");
    }
}

#[test]
fn a_zone_of_the_source_moves_times_and_not_days() {
    let tokyo = Clock { offset: 9 * 3600, captured_at: None };
    assert_eq!(value("2024-09-24 10:11", &tokyo).unwrap().to_string(), "2024-09-24T09:11:00+08:00");
    assert_eq!(value("2024-09-24", &tokyo).unwrap().to_string(), "2024-09-24");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]
    #[test]
    fn any_text_is_survived(text in "[0-9年月日前天周小时()/: T+\\-.一二十民國a-z]{0,40}") {
        if let Some(found) = first(&text, &clock()) {
            proptest::prop_assert!(text.get(found.range).is_some());
        }
        let _ = value(&text, &clock());
    }
}
