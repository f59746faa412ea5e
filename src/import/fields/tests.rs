use super::names::NAMES;
use super::*;

#[test]
fn names_whatever_their_case() {
    for (name, field) in [
        ("Title", Field::Title),
        ("\u{feff}标题", Field::Title),
        ("Publish Time", Field::Date),
        ("pub-date", Field::Date),
        ("栏目", Field::Category),
        (" URL ", Field::Url),
        ("content_html", Field::Body),
        ("contentText", Field::Body),
        ("articleTitle", Field::Title),
        ("news_content", Field::Body),
        ("pubDate", Field::Date),
        ("sourceName", Field::Source),
    ] {
        assert_eq!(named(name), Some(field), "{name}");
    }
    for name in ["nonsense", "image_html", "post_", "_text"] {
        assert_eq!(named(name), None, "{name}");
    }
}

#[test]
fn every_name_belongs_to_one_field() {
    let mut seen = std::collections::HashSet::new();
    for name in NAMES.iter().flat_map(|(_, names)| *names) {
        assert!(seen.insert(*name), "{name} twice");
        assert_eq!(*name, name.to_lowercase().replace([' ', '-'], "_"), "{name} can never match");
    }
}

#[test]
fn numbers_as_sites_write_them() {
    for (text, expected) in
        [("1,288", 1288), ("阅读 3.2万", 32_000), ("88次", 88), ("1.5亿", 150_000_000), ("5380.", 5380)]
    {
        assert_eq!(number(text), Some(expected), "{text}");
    }
    assert_eq!(number("无"), None);
}

#[test]
fn paths_and_tags() {
    assert_eq!(split_path("产业 > 园区 / 招商"), ["产业", "园区", "招商"]);
    assert_eq!(split_path("IT/AI"), ["IT/AI"]);
    assert_eq!(split_tags("招商，园区、投资"), ["招商", "园区", "投资"]);
    assert_eq!(split_tags("招商 园区"), ["招商", "园区"]);
    assert_eq!(split_tags("#航天#月球 #探测"), ["航天", "月球", "探测"]);
    assert_eq!(split_tags("New York, 北京"), ["New York", "北京"]);
}

#[test]
fn unknown_is_none_and_the_first_value_wins() {
    let values =
        serde_json::json!({"author": "佚名", "作者": "甲", "记者": "乙", "title": "题", "body": "文"});
    let Value::Object(values) = values else { unreachable!() };
    assert_eq!(article(&values, &Options::default()).unwrap().author.as_deref(), Some("甲"));
}
