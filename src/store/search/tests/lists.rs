//! What is read of lists is held against what FTS5 finds in the same segments.

use super::{Library, STEP, article};
use crate::{
    news::{ArticleId, query::Field},
    store::search::{Batch, lists::Lists, phrase::Phrase, postings::prepare},
};
use rusqlite::{Connection, params};

fn numbers(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> Vec<i64> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map(values, |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn expression(field: Field, terms: &str) -> String {
    match field {
        Field::Any => format!("\"{terms}\""),
        Field::Title => format!("title : \"{terms}\""),
        Field::Author => format!("author : \"{terms}\""),
        Field::Source => format!("source : \"{terms}\""),
    }
}

/// For phrases in all fields: the articles within ranges of rows, and those among some articles.
#[track_caller]
pub fn agree(connection: &Connection, phrases: &[&str]) -> usize {
    const FOUND: &str =
        "SELECT rowid FROM search_text WHERE search_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid";
    // FTS5 would trust what it has read on a connection that writes behind its back.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.db");
    connection.execute("VACUUM INTO ?1", [path.to_str()]).unwrap();
    let connection = &Connection::open(&path).unwrap();
    let all = numbers(connection, "SELECT id FROM search_text_docsize ORDER BY id", []);
    let lists = Lists::new(connection, None);
    let mut compared = 0;
    for terms in phrases {
        for field in [Field::Any, Field::Title, Field::Source] {
            let phrase = Phrase::new(&lists, (field, terms), all.len()).unwrap();
            let found = |field, low: i64, high: i64| {
                numbers(connection, FOUND, params![expression(field, terms), low, high])
            };
            let mut ranges = vec![(i64::MIN, i64::MAX)];
            for part in all.chunks(all.len() / 5 + 1) {
                ranges
                    .extend([(part[0], part[part.len() - 1]), (part[part.len() / 2], part[part.len() / 2])]);
            }
            for (low, high) in ranges {
                let mut rows = Vec::new();
                phrase.each(&(low..=high), |row| rows.push(row)).unwrap();
                assert_eq!(rows, found(field, low, high), "{terms} {field:?} {low} {high}");
                compared += rows.len();
            }
            let some: Vec<i64> = all.iter().copied().step_by(3).collect();
            let (expected, titled) = (found(field, 0, i64::MAX), found(Field::Title, 0, i64::MAX));
            let mut rows = Vec::new();
            phrase
                .each_of(&some, |row, often, in_title| {
                    rows.push(row);
                    assert!(often > 0, "{terms} {row}");
                    let titled = field != Field::Source && titled.contains(&row);
                    assert_eq!(in_title, titled, "{terms} {field:?} {row}");
                })
                .unwrap();
            let expected: Vec<i64> = expected.into_iter().filter(|row| some.contains(row)).collect();
            assert_eq!(rows, expected, "{terms} {field:?}");
        }
    }
    compared
}

#[test]
fn what_was_changed_and_what_went_is_as_the_newest_segment_says() {
    let words = ["镇江", "江城", "镇江城", "产业", "镇产", "业业业"];
    let text = |seed: usize| -> String { (0..5).map(|at| words[(seed * 7 + at * seed) % 6]).collect() };
    let mut library = Library::of((0..60).map(|seed| article(&text(seed), &text(seed + 9))).collect());
    let phrases = ["镇江", "镇江 江城", "江镇", "业业 业业", "产业 业产 产业", "城镇 镇江 江城", "无有"];
    assert!(agree(&library.connection, &phrases) > 500);
    let mut batch = Batch::default();
    for at in [2_usize, 3, 11, 30, 59] {
        let id = (at as i64 + 1) * STEP;
        batch.remove(&library.connection, ArticleId(id)).unwrap();
        if at % 2 == 1 {
            library.articles[at] = article(&text(at + 4), "江城");
            library.store(id);
            batch.add(ArticleId(id), prepare(library.article(id), &text(at + 4)));
        }
    }
    batch.write(&library.connection).unwrap();
    assert!(agree(&library.connection, &phrases) > 500);
}
