use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn parse(text: &str) -> Result<Query, QueryError> {
    Query::parse(text, date(2026, 7, 2))
}

/// The meaning in one line: `(and 镇江 (not (tag 招商)))`.
fn shown(node: &Node) -> String {
    let list = |name: &str, nodes: &[Node]| {
        format!("({name} {})", nodes.iter().map(shown).collect::<Vec<_>>().join(" "))
    };
    match node {
        Node::All => "all".to_owned(),
        Node::Text(Term { needle, field: Field::Any }) => needle.replace(' ', "_"),
        Node::Text(Term { needle, field }) => format!("({field:?} {needle})").to_lowercase(),
        Node::Tag(tag) => format!("(tag {tag})"),
        Node::Category(path) => format!("(cat {path})"),
        Node::Date(days) => format!("(days {:?} {:?})", days.from.unwrap_or(-1), days.to.unwrap_or(-1)),
        Node::State(state) => format!("({state:?})").to_lowercase(),
        Node::Has(feature) => format!("(has {})", feature.as_ref()),
        Node::Rows(rows) => format!("(rows {rows:?})"),
        Node::Not(node) => format!("(not {})", shown(node)),
        Node::And(nodes) => list("and", nodes),
        Node::Or(nodes) => list("or", nodes),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(&parse(text).unwrap().root), expected, "{text}");
}

#[track_caller]
fn check_fault(text: &str, at: &str, fault: &QueryFault) {
    let error = parse(text).unwrap_err();
    assert_eq!((text.get(error.range.clone()).unwrap(), &error.fault), (at, fault), "{text}");
    assert!(!error.to_string().is_empty() && !fault.chinese().is_empty());
}

#[test]
fn words_and_phrases() {
    check("", "all");
    check(" 　\t", "all");
    check("镇江 招商", "(and 镇江 招商)");
    check("鎮江　Ａ股", "(and 镇江 a股)");
    check("\"hello  World\"", "hello__world");
    check("\"一号战略\"落到实处 “江海晚报” 丙", "(and 一号战略 落到实处 江海晚报 丙)");
    check("(“江海”|”晚报“)", "(or 江海 晚报)");
    check("\"江海” “晚报\"", "江海”_“晚报");
    check("\"江海” 晚报", "(and 江海 晚报)");
    check("“江海\" 晚报", "(and 江海 晚报)");
    check("『江海』「晚报」", "(and 江海 晚报)");
    check("C++ 3.5% COVID-19 GB/T2312", "(and c++ 3.5% covid-19 gb/t2312)");
}

#[test]
fn a_pasted_headline_is_one_text() {
    check("面试热点：大学新生（组图）", "面试热点:大学新生(组图)");
    check("把“一号战略”落到实处", "把“一号战略”落到实处");
    check("“一号战略”落到实处", "“一号战略”落到实处");
    check("”落到实处 「一号", "(and ”落到实处 「一号)");
    check("\"把“一号战略”落到\" -“实处”，", "(and 把“一号战略”落到 (not “实处”,))");
    check("12:30开工", "12:30开工");
    check("http://a.example/b-c", "http://a.example/b-c");
    check("标题党：x C:\\x a:b 记者：张 re:", "(and 标题党:x c:\\x a:b 记者:张 re:)");
    check("\"titel:x\" 看titel:x", "(and titel:x 看titel:x)");
}

#[test]
fn signs_in_both_widths() {
    check("甲 | 乙丙", "(or 甲 乙丙)");
    check("甲｜乙 OR 丙", "(or 甲 乙 丙)");
    check("甲 AND 乙", "(and 甲 乙)");
    check("甲 -乙", "(and 甲 (not 乙))");
    check("甲 －乙", "(and 甲 (not 乙))");
    check("甲 NOT 乙", "(and 甲 (not 乙))");
    check("-(甲 乙)", "(not (and 甲 乙))");
    check("（甲｜乙） 丙", "(and (or 甲 乙) 丙)");
    check("甲 乙|丙 丁", "(or (and 甲 乙) (and 丙 丁))");
    check("\"OR\" \"-\" \"title:x\"", "(and or - title:x)");
}

#[test]
fn fields_in_both_languages() {
    check("标题：镇江", "(title 镇江)");
    check("title:\"镇 江\" author:张", "(and (title 镇 江) (author 张))");
    check("作者:张 来源:晚报", "(and (author 张) (source 晚报))");
    check("tag:招商 标签：项目", "(and (tag 招商) (tag 项目))");
    check("栏目:产业/园区 cat:政策", "(and (cat 产业/园区) (cat 政策))");
    check("date:2024-03..2024-09", "(days 19783 19996)");
    check("日期：2024年", "(days 19723 20088)");
    check("is:unread 状态：收藏 is:已读", "(and (unread) (starred) (read))");
    check("has:table 含:图片", "(and (has table) (has image))");
    check("标题:(镇江|丹阳) 招商", "(and (or (title 镇江) (title 丹阳)) 招商)");
    check("-标签:广告", "(not (tag 广告))");
    check("未读", "未读");
    check("foo:bar", "foo:bar");
}

#[test]
fn what_the_help_shows_can_be_asked() {
    for language in [crate::locale::Language::Chinese, crate::locale::Language::English] {
        let examples: Vec<&str> = language.pairs("query").map(|(example, _)| example).collect();
        assert_eq!(examples.len(), 9);
        for example in examples {
            assert!(parse(example).is_ok(), "{example}");
        }
    }
}

#[test]
fn mistakes_are_shown_where_they_are() {
    check_fault("甲 \"乙", "\"乙", &QueryFault::UnclosedQuote);
    check_fault("甲 “ ”", "“ ”", &QueryFault::EmptyQuote);
    check_fault("甲 (乙", "(", &QueryFault::UnclosedGroup);
    check_fault("甲 ）", "）", &QueryFault::UnopenedGroup);
    check_fault("甲 |", "", &QueryFault::MissingWord);
    check_fault("| 甲", "|", &QueryFault::MissingWord);
    check_fault("甲 - 乙", "-", &QueryFault::MissingWord);
    check_fault("甲 －", "－", &QueryFault::MissingWord);
    check_fault("()", ")", &QueryFault::MissingWord);
    check_fault("甲 标题：", "标题", &QueryFault::MissingValue);
    check_fault("甲 titel:x", "titel", &QueryFault::UnknownField("titel".to_owned(), "title"));
    check_fault("甲 -Ｔags：x", "Ｔags", &QueryFault::UnknownField("tags".to_owned(), "tag"));
    check_fault("标提：镇江", "标提", &QueryFault::UnknownField("标提".to_owned(), "标题"));
    check_fault("is:seen", "seen", &QueryFault::UnknownState("seen".to_owned()));
    check_fault("含:声音", "声音", &QueryFault::UnknownFeature("声音".to_owned()));
    check_fault("date:明年", "明年", &QueryFault::BadDate("明年".to_owned()));
    check_fault("date:2024..2023", "2024..2023", &QueryFault::BackwardRange);
    check_fault(&"字".repeat(1001), "字", &QueryFault::TooLong);
    check_fault(&"字 ".repeat(65), "字", &QueryFault::TooComplex);
    check_fault(&("-".repeat(200) + "字"), "-", &QueryFault::TooComplex);
}

#[test]
fn what_is_excluded_is_not_marked() {
    let query = parse("镇江 标题:招商 -上海 (丹阳|镇江)").unwrap();
    let needles: Vec<&str> = query.terms().iter().map(|term| term.needle.as_str()).collect();
    assert_eq!(needles, ["镇江", "招商", "丹阳"]);
}

proptest! {
    #[test]
    fn anything_typed_is_understood_or_refused_in_place(
        text in "([-|()（）\"“”:：.~ａa字题 ]|OR|NOT|AND|标题:|date:|is:|2024){0,24}"
    ) {
        match parse(&text) {
            Ok(query) => prop_assert!(query.terms().iter().all(|term| term.needle.trim() == term.needle && !term.needle.is_empty())),
            Err(error) => prop_assert!(text.get(error.range).is_some()),
        }
    }
}
