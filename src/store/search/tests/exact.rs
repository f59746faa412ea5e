//! No more and no fewer than a scan finds, for anything typed.

use super::*;
use crate::text::fold::fold;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Few characters, so that needles are found by chance and by mistake.
fn text() -> impl Strategy<Value = String> {
    "[镇江產业a1Ｂ.,，。+% ]{0,30}(\n[镇江a，]{0,8})?"
}

fn any_article() -> impl Strategy<Value = Article> {
    let names = prop::sample::subsequence(vec!["园区", "镇江", "经开区", "A股"], 0..3);
    let tags = prop::sample::subsequence(vec!["招商", "镇江", "A+"], 0..3);
    let people = prop::sample::select(vec![None, Some("江镇"), Some("镇江日报 业"), Some("a")]);
    let day = prop::option::weighted(0.8, 0_i64..40);
    (text(), text(), (names, tags), (people.clone(), people), day).prop_map(
        |(title, body, (names, tags), (author, source), day)| Article {
            category_path: names.into_iter().map(str::to_owned).collect(),
            tags: tags.into_iter().map(str::to_owned).collect(),
            author: author.map(str::to_owned),
            source_name: source.map(str::to_owned),
            published: day.and_then(|day| at(1_700_000_000 + day * 30_000)),
            ..article(&title, &body)
        },
    )
}

/// One library for all cases: making it costs more than asking it. And the same as an earlier version left it.
static LIBRARY: LazyLock<std::sync::Mutex<Library>> =
    LazyLock::new(|| std::sync::Mutex::new(Library::of(some_articles())));
static OLD_LIBRARY: LazyLock<std::sync::Mutex<Library>> =
    LazyLock::new(|| std::sync::Mutex::new(Library::of_an_earlier_version(some_articles())));

fn some_articles() -> Vec<Article> {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    prop::collection::vec(any_article(), 120).new_tree(&mut runner).unwrap().current()
}

fn needle() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[镇江产業a1b.,，+%]{1,5}", 1 => "\"[镇江a1b .，]{1,4}[江a]\""]
}

fn query() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => needle(),
        1 => (prop::sample::select(vec!["标题:", "作者:", "来源:"]), needle()).prop_map(|(field, text)| field.to_owned() + &text),
        1 => prop::sample::select(vec![
            "tag:招商", "标签:a+", "栏目:园区", "cat:镇江/经开区", "date:2023-11-15..2023-11-20", "date:..2023-11-16",
            "is:unread", "is:starred", "状态:已读", "has:table",
        ]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" "))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" | "))),
            inner.prop_map(|part| format!("-{part}")),
        ]
    })
}

/// All that [`state`] says at once.
fn marked_rows(articles: i64, asked: StateTerm) -> std::rc::Rc<[i64]> {
    let asked = if asked == StateTerm::Unread { StateTerm::Read } else { asked };
    (1..=articles).map(|place| place * STEP).filter(|id| state(ArticleId(*id), asked)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_scan_finds(text in query(), limit in 1_usize..150, knows: bool) {
        // In an earlier index, and where much is marked, more is read, and the same is found.
        let library = if knows { &LIBRARY } else { &OLD_LIBRARY }.lock().unwrap();
        let Ok(query) = Query::parse(&text, jiff::civil::date(2026, 7, 2)) else { return Ok(()) };
        let marked = |asked| Ok(Some(marked_rows(library.articles.len() as i64, asked)));
        let marked = knows.then_some(&marked as super::super::MarkedRows<'_>);
        let options = Options { limit, state: Some(&state), marked, ..Options::default() };
        let expected = library.scanned(&query);
        prop_assert_eq!(library.found(&query, &options), expected.as_slice(), "by date: {}", text);
        let relevance = Options { sorting: super::super::Sorting::Relevance, ..options };
        let mut ranked = library.found(&query, &relevance);
        ranked.sort_unstable();
        let mut expected = expected;
        expected.sort_unstable();
        prop_assert_eq!(ranked, expected, "by relevance: {}", text);
    }

    #[test]
    fn a_part_of_a_text_finds_it(article in 0_usize..120, start in 0_usize..20, length in 1_usize..13) {
        let library = LIBRARY.lock().unwrap();
        let line = fold(&library.articles[article].body.plain());
        let needle: String = line.lines().next().unwrap_or_default().chars().skip(start).take(length).collect();
        prop_assume!(!needle.trim().is_empty() && !needle.contains('"'));
        let query = parse(&format!("\"{needle}\""));
        let found = library.found(&query, &Options { limit: 500, ..Options::default() });
        prop_assert!(found.contains(&((article as i64 + 1) * STEP)), "{}", needle);
        prop_assert_eq!(found, library.scanned(&query), "{}", needle);
    }

    #[test]
    fn nothing_typed_breaks_out(text in "\\PC{0,12}|[-\"'()*:^+|{}\\[\\]%_;镇江a1 ]{0,16}|(AND|OR|NOT|NEAR|title:|\"|\\*|\\^|镇江| ){0,10}") {
        let library = LIBRARY.lock().unwrap();
        if let Ok(query) = Query::parse(&text, jiff::civil::date(2026, 7, 2)) {
            for sorting in [super::super::Sorting::Date, super::super::Sorting::Relevance] {
                let answer = run(&library.connection, &query, &Options { sorting, ..Options::default() });
                prop_assert!(answer.is_ok(), "{}: {:?}", text, answer.err());
            }
        }
    }
}

/// What they are made of.
const PIECES: &[&str] = &[
    "镇江",
    "产业",
    "a股",
    "3.5%",
    "江",
    "\"",
    "\"镇江",
    "(",
    ")",
    " | ",
    " OR ",
    " AND ",
    " -",
    "-",
    " NOT ",
    "NEAR(",
    "*",
    "^",
    "'",
    ";--",
    "\0",
    "\u{1b}[2J",
    "\u{feff}",
    "𠀀",
    "：",
    "，",
    "title:",
    "标题：",
    "date:",
    "2023-11..",
    "2023-13-41",
    "is:",
    "unread",
    "tag:",
    "{",
    "}",
    "%_",
    "\n",
    "\u{3000}",
];

/// Five thousand queries of operators, quotes, control characters and pastes, with halves of everything: each has an
/// answer or a mistake with its place.
#[test]
fn whatever_is_typed_has_an_answer_or_a_place() {
    let library = LIBRARY.lock().unwrap();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let (mut answered, mut refused) = (0, 0);
    for number in 0..5_000 {
        let mut text: String = (0..=next(8)).map(|_| PIECES[next(PIECES.len())]).collect();
        if number % 100 == 0 {
            text = text.repeat(10_240 / text.len() + 1);
        }
        match Query::parse(&text, jiff::civil::date(2026, 7, 2)) {
            Ok(query) => {
                let sorting = if number % 2 == 0 {
                    super::super::Sorting::Date
                } else {
                    super::super::Sorting::Relevance
                };
                let answer = run(&library.connection, &query, &Options { sorting, ..Options::default() });
                assert!(answer.is_ok(), "{text:?}: {:?}", answer.err());
                answered += 1;
            }
            Err(mistake) => {
                assert!(text.get(mistake.range.clone()).is_some(), "{text:?}: {:?}", mistake.range);
                refused += 1;
            }
        }
    }
    assert!(answered > 1_000 && refused > 500, "{answered} answered, {refused} refused");
}

#[test]
fn relevance_gives_every_hit_once_and_those_beyond_ranking_by_date() {
    let count = 3_000;
    let articles = (0..count).map(|number| Article {
        published: at(1_700_000_000 + i64::from(number % 997) * 86_400),
        ..article(&format!("第{number}条"), if number % 5 == 0 { "镇江的产业，产业的镇江" } else { "镇江" })
    });
    let library = Library::of(articles.collect());
    let query = Query::parse("镇江", jiff::civil::Date::MAX).unwrap();
    let page = |after, limit| {
        let options = Options { sorting: run::Sorting::Relevance, limit, after, ..Options::default() };
        run(&library.connection, &query, &options).unwrap()
    };
    let whole: Vec<ArticleId> = page(None, usize::MAX).hits.iter().map(|hit| hit.id).collect();
    assert_eq!(whole.iter().collect::<std::collections::HashSet<_>>().len(), count as usize);
    let mut joined = Vec::new();
    loop {
        let next = page(joined.last().copied(), 700);
        assert!(next.at_end || next.hits.len() == 700);
        joined.extend(next.hits.iter().map(|hit| hit.id));
        if next.at_end {
            break;
        }
    }
    assert_eq!(joined, whole);
}

#[test]
fn a_question_finds_the_text_that_answers_it() {
    let filler =
        (0..30).map(|number| article(&format!("第{number}条"), "这里有什么消息，谁知道什么时候会怎么样"));
    let answers = ["镇江香醋创于一八四零年，是江苏镇江的特产。", "香醋可以配饺子。", "镇江是一座江边的城。"];
    let articles = answers.iter().map(|body| article("短讯", body)).chain(filler);
    let library = Library::of(articles.collect());
    for question in
        ["镇江香醋是什么时候创立的？", "鎮江香醋是什麼時候創立的？", "镇江香醋 谁创的", "“镇江香醋”(是什么)"]
    {
        let answer = run(&library.connection, &parse(question), &Options::default()).unwrap();
        assert!(answer.loose, "{question}");
        assert_eq!(answer.hits.first().map(|hit| hit.id), Some(ArticleId(STEP)), "{question}");
        assert!(answer.hits.iter().all(|hit| hit.id.0 <= 3 * STEP), "{question}");
    }
}

#[test]
fn a_question_about_what_one_character_names_finds_it() {
    let filler = (0..30).map(|number| article(&format!("第{number}条"), "这里有些别的消息，是什么人写的"));
    let named = article("蓍", "蓍，又称锯草，生在河滩上。");
    let library = Library::of(std::iter::once(named).chain(filler).collect());
    let answer = run(&library.connection, &parse("蓍怎么种"), &Options::default()).unwrap();
    assert!(answer.loose);
    assert_eq!(answer.hits.first().map(|hit| hit.id), Some(ArticleId(STEP)));
    let page = Options { after: Some(ArticleId(STEP)), ..Options::default() };
    let rest = run(&library.connection, &parse("蓍怎么种"), &page).unwrap();
    assert!(rest.at_end && rest.hits.iter().all(|hit| hit.id != ArticleId(STEP)));
}

/// Texts across punctuation, with letters and digits among hanzi, as they stand in real sentences.
#[test]
fn a_text_across_punctuation_is_found_where_it_stands_and_nowhere_else() {
    let sentences = [
        "央行称：\u{ff10}.\u{ff15}%的降幅，《红楼梦》与AT&T在10:30—11:00谈C++程序。",
        "红楼梦不是《红楼 梦》；AT&T的3.5%，C++、程序与GB18030。",
        "的，是。在：和“中国，国人”与中国国人，3.5％的",
    ];
    let articles = sentences.iter().cycle().take(60).enumerate();
    let library = Library::of(
        articles.map(|(n, body)| article(&format!("{n}、{body}"), &format!("{body}\n{n}"))).collect(),
    );
    let options = Options { limit: 500, ..Options::default() };
    for sentence in sentences {
        let chars: Vec<char> = sentence.chars().filter(|c| *c != '"').collect();
        for length in 1..=12 {
            for part in chars.windows(length).step_by(1 + length / 3) {
                let text: String = part.iter().collect();
                let Ok(query) = Query::parse(&format!("\"{text}\""), jiff::civil::date(2026, 7, 2)) else {
                    continue;
                };
                assert_eq!(library.found(&query, &options), library.scanned(&query), "{text}");
            }
        }
    }
}
