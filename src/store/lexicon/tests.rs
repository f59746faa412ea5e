//! Words come and go with their articles, and letters find them.

use super::suggest::suggest;
use super::*;
use crate::news::{Article, Block, Body};
use crate::store::{Plain, schema};
use crate::text::pinyin::Letters;
use rusqlite::Connection;
use std::collections::BTreeMap;

fn connection() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    schema::LIBRARY.migrate(&mut connection).unwrap();
    connection
}

/// Every word under its letter with how many articles hold it, however many parts tell it.
pub fn counts(connection: &Connection) -> BTreeMap<(u8, String), i64> {
    let mut counts = BTreeMap::new();
    for letter in b'a'..=b'z' {
        for part in part::read(connection, letter).unwrap() {
            for (word, count) in part::decode(&part) {
                *counts.entry((letter, word.to_owned())).or_default() += count;
            }
        }
    }
    counts.retain(|_, count| *count != 0);
    counts
}

fn article(title: &str, body: &str) -> Article {
    let body = Body { blocks: vec![Block::Paragraph(body.into())] };
    Article { title: Some(title.to_owned()), body, ..Article::default() }
}

fn brought(title: &str, body: &str) -> Contents {
    let article = article(title, body);
    contents(&article, title, &Plain::of(&article.body))
}

fn suggested(connection: &Connection, letters: &str) -> Vec<(String, u64)> {
    let found = suggest(connection, &Letters::new(letters).unwrap(), 9).unwrap();
    found.into_iter().map(|it| (it.word, it.articles)).collect()
}

#[test]
fn words_are_counted_by_article_whatever_the_script() {
    let connection = connection();
    let mut batch = Batch::default();
    batch.add(&brought("镇江招商", "镇江镇江，银行在重庆。"));
    batch.add(&brought("鎮江銀行", "浙江的銀行"));
    batch.write(&connection).unwrap();
    let found = suggested(&connection, "zhenjiang");
    assert_eq!(found.first(), Some(&("镇江".to_owned(), 2)), "{found:?}");
    assert_eq!(suggested(&connection, "zj").first(), Some(&("镇江".to_owned(), 2)));
    assert!(suggested(&connection, "zj").contains(&("浙江".to_owned(), 1)));
    assert_eq!(suggested(&connection, "yinhang").first(), Some(&("银行".to_owned(), 2)));
    for letters in ["chongqing", "zhongqing", "cq", "chongq"] {
        assert_eq!(
            suggested(&connection, letters).first().map(|it| it.0.as_str()),
            Some("重庆"),
            "{letters}"
        );
    }
    assert_eq!(suggested(&connection, "zhen").first(), Some(&("镇".to_owned(), 2)));
    assert_eq!(suggested(&connection, "qqq"), []);
}

#[test]
fn what_is_taken_out_is_counted_no_more_over_any_number_of_parts() {
    let connection = connection();
    let mut batch = Batch::default();
    let both = brought("园区招商", "长江边上的园区");
    for round in 0..40 {
        batch.add(&both);
        batch.add(&brought("园区", ""));
        batch.write(&connection).unwrap();
        if round % 2 == 0 {
            batch.remove(&both);
            batch.write(&connection).unwrap();
        }
    }
    assert_eq!(suggested(&connection, "yuanqu"), [("园区".to_owned(), 60)]);
    assert_eq!(suggested(&connection, "changjiang"), [("长江".to_owned(), 20)]);
    let most: i64 = connection
        .query_row("SELECT max(n) FROM (SELECT count(*) AS n FROM lexicon GROUP BY letter)", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(most <= 17, "{most}");
    for _ in 0..20 {
        batch.remove(&both);
    }
    batch.write(&connection).unwrap();
    assert_eq!(suggested(&connection, "changjiang"), []);
}

#[test]
fn parts_keep_every_count_and_damage_ends_them() {
    let words: BTreeMap<&str, i64> =
        [("镇江", 1), ("招商", -1), ("园区", 63), ("项目", -64), ("重庆", 1 << 40), ("银行", -(1 << 40))]
            .into();
    let part = part::encode(words.iter().map(|(word, count)| (word.chars(), *count)));
    assert_eq!(part::decode(&part).collect::<BTreeMap<_, _>>(), words);
    for end in 0..part.len() {
        assert!(part::decode(&part[..end]).count() < words.len());
    }
    for place in 0..part.len() {
        let mut damaged = part.clone();
        damaged[place] ^= 0xff;
        part::decode(&damaged).for_each(drop);
    }
}

#[test]
fn what_articles_repeat_side_by_side_becomes_a_word_and_goes_with_them() {
    let connection = connection();
    let mut batch = Batch::default();
    let told =
        |n: u32| brought("云计算的账单", &format!("第{n}家说，云计算省钱；云计算也费电。计算器坏了。"));
    let learn = |batch: &mut Batch, articles: u32| {
        batch.write(&connection).unwrap();
        connection.execute("UPDATE whole SET total = ?1", [articles]).unwrap();
        write_vocabulary(&connection).unwrap();
        suggested(&connection, "yunjisuan")
    };
    batch.add(&told(1));
    batch.add(&brought("老桥", "桥上计算着行人。"));
    assert_eq!(learn(&mut batch, 2), [], "one article's habit is no word");
    for n in 2..30 {
        batch.add(&told(n));
        batch.write(&connection).unwrap();
    }
    assert_eq!(learn(&mut batch, 30), [("云计算".to_owned(), 29)]);
    assert_eq!(learn(&mut batch, 30), [("云计算".to_owned(), 29)], "what is learnt is not learnt twice");
    for n in 1..30 {
        batch.remove(&told(n));
    }
    assert_eq!(learn(&mut batch, 1), []);
}
