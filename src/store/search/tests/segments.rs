//! What is written as FTS5's own form is held against what FTS5 writes itself, byte by byte.

use super::{Library, STEP};
use crate::{
    news::{Article, Block, Body},
    store::search::{
        Batch,
        grams::each_gram,
        merge::{Making, Portion, joined},
        postings::{Places, prepare},
        segment::Writer,
        shadow::Structure,
    },
    text::fold::fold,
};
use rusqlite::{Connection, params};

/// A text of `length` characters that repeats itself a little.
fn text(seed: u64, length: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..length)
        .map(|_| match next() % 40 {
            0 => '，',
            1 => '7',
            2 => 'b',
            3 => '\u{20bb7}',
            _ => char::from_u32(0x4e00 + ((next() % 60) * (next() % 60)) as u32).unwrap(),
        })
        .collect()
}

fn article(seed: u64, length: usize) -> Article {
    Article {
        title: Some(text(seed + 1_000, 12)),
        summary: seed.is_multiple_of(3).then(|| text(seed + 2_000, 30)),
        author: Some(text(seed % 5, 3)),
        source_name: Some("样报".to_owned()),
        tags: vec![text(seed % 7, 4), "版心".to_owned()],
        category_path: vec!["排印".to_owned(), text(seed % 4, 2)],
        body: Body { blocks: vec![Block::Paragraph(text(seed, length).as_str().into())] },
        ..Article::default()
    }
}

fn columns(article: &Article) -> [String; 5] {
    let terms = |lines: &[&str]| {
        let mut terms = String::new();
        let folded: String = lines.iter().map(|line| fold(line) + "\n").collect();
        each_gram(&folded, |gram| {
            terms.extend(gram.chars());
            terms.push(' ');
        });
        terms
    };
    let about: Vec<&str> =
        article.summary.as_deref().into_iter().chain(article.tags.iter().map(String::as_str)).collect();
    [
        terms(&[&article.body.plain()]),
        terms(&[article.title.as_deref().unwrap()]),
        terms(&about),
        terms(&[article.author.as_deref().unwrap()]) + &own(article, 3),
        terms(&[article.source_name.as_deref().unwrap()]) + &own(article, 4),
    ]
}

/// Terms of an article of more than two characters that stand in a column, in the order of their places.
fn own(article: &Article, column: u8) -> String {
    let postings = prepare(article, article.title.as_deref().unwrap());
    let mut own: Vec<(u32, &str)> = Vec::new();
    for (name, places) in postings.names() {
        let places = Places::read(places).filter(|(of, _)| *of == column);
        own.extend(places.map(|(_, place)| (place, name)));
    }
    own.sort_unstable();
    own.into_iter().flat_map(|(_, name)| [name, " "]).collect()
}

/// The table that FTS5 writes itself.
fn native(connection: &Connection) {
    connection
        .execute_batch(
            "CREATE VIRTUAL TABLE own USING fts5 (body, title, about, author, source, meta, content = '', tokenize = 'ascii');
             INSERT INTO own (own, rank) VALUES ('hashsize', 67108864), ('automerge', 0), ('crisismerge', 2000);",
        )
        .unwrap();
}

fn put_native(connection: &Connection, row: i64, article: &Article, delete: bool) {
    let [body, title, about, author, source] = columns(article);
    let values = params![row, body, title, about, author, source, own(article, 5)];
    let sql = if delete {
        "INSERT INTO own (own, rowid, body, title, about, author, source, meta) VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    } else {
        "INSERT INTO own (rowid, body, title, about, author, source, meta) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    };
    connection.execute(sql, values).unwrap();
}

/// All rows of a table behind the index, the list of segments aside, whose counts of work differ.
fn rows(connection: &Connection, table: &str, sql: &str) -> Vec<(i64, Vec<u8>, i64)> {
    let mut statement = connection.prepare(&sql.replace('@', table)).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// What is compared: everything, and only the segments.
const EVERYTHING: [&str; 3] = [
    "SELECT id, block, 0 FROM @_data WHERE id <> 10 ORDER BY id",
    "SELECT id, sz, 0 FROM @_docsize ORDER BY id",
    SEGMENTS[1],
];
const SEGMENTS: [&str; 2] = [
    "SELECT id, block, 0 FROM @_data WHERE id > 10 ORDER BY id",
    "SELECT segid, CAST(term AS BLOB), pgno FROM @_idx ORDER BY segid, term",
];

#[track_caller]
fn same(connection: &Connection) -> usize {
    compare(connection, &EVERYTHING)
}

#[track_caller]
fn compare(connection: &Connection, what: &[&str]) -> usize {
    let mut compared = 0;
    for sql in what {
        let (ours, theirs) = (rows(connection, "search_text", sql), rows(connection, "own", sql));
        assert_eq!(ours.len(), theirs.len(), "{sql}");
        for (one, other) in ours.iter().zip(&theirs) {
            assert!(one == other, "{sql}: {} {}", one.0, other.0);
        }
        compared += ours.len();
    }
    compared
}

#[test]
fn segments_are_those_that_fts5_writes() {
    let articles: Vec<Article> =
        (0..90).map(|seed| article(seed, 20 + (seed as usize * 37) % 1_400)).collect();
    let connection = Library::of(Vec::new()).connection;
    native(&connection);
    let mut batch = Batch::default();
    let transaction = connection.unchecked_transaction().unwrap();
    for (row, article) in (1..).map(|at| at * STEP).zip(&articles) {
        put_native(&connection, row, article, false);
        batch.add(crate::news::ArticleId(row), prepare(article, article.title.as_deref().unwrap()));
    }
    batch.write(&connection).unwrap();
    transaction.commit().unwrap();
    assert!(same(&connection) > 200);
}

#[test]
fn what_goes_is_written_as_fts5_writes_it() {
    let mut library = Library::of((0..40).map(|seed| article(seed, 300)).collect());
    let connection = &library.connection;
    native(connection);
    for part in (0..40).collect::<Vec<usize>>().chunks(7) {
        let transaction = connection.unchecked_transaction().unwrap();
        for at in part {
            put_native(connection, (*at as i64 + 1) * STEP, &library.articles[*at], false);
        }
        transaction.commit().unwrap();
    }
    same(connection);
    let mut batch = Batch::default();
    let transaction = connection.unchecked_transaction().unwrap();
    for at in [3_usize, 4, 17, 39] {
        let row = (at as i64 + 1) * STEP;
        batch.remove(connection, crate::news::ArticleId(row)).unwrap();
        put_native(connection, row, &library.articles[at], true);
        if at != 17 {
            let new = article(at as u64 + 1, 280);
            put_native(connection, row, &new, false);
            batch.add(crate::news::ArticleId(row), prepare(&new, new.title.as_deref().unwrap()));
        }
    }
    batch.write(connection).unwrap();
    transaction.commit().unwrap();
    assert!(same(connection) > 50);
    connection.execute_batch("INSERT INTO search_text (search_text) VALUES ('integrity-check')").unwrap();
    library.articles.clear();
}

/// Lists so long that they go over many leaves, and a term longer than most.
#[test]
fn long_lists_pass_the_check_of_fts5() {
    let library = Library::of(Vec::new());
    let mut batch = Batch::default();
    for row in 1..400 {
        let mut article = article(row, 40);
        article.body = Body {
            blocks: vec![Block::Paragraph("版心，心版，".repeat(20 + row as usize % 90).as_str().into())],
        };
        article.tags = vec!["长".repeat(3_000)];
        batch.add(crate::news::ArticleId(row as i64), prepare(&article, "题"));
    }
    batch.write(&library.connection).unwrap();
    library
        .connection
        .execute_batch("INSERT INTO search_text (search_text) VALUES ('integrity-check')")
        .unwrap();
    let found: i64 = library
        .connection
        .query_row(
            "SELECT count(*) FROM search_text WHERE search_text MATCH '\"版心 心， ，心 心版\"'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(found, 399);
}

/// Everything merged to one segment, by us and by FTS5.
#[track_caller]
fn merge(connection: &Connection, what: &[&str]) -> usize {
    let mut structure = Structure::load(connection).unwrap();
    let (levels, number) = (structure.levels(), structure.free_number().unwrap());
    let (old, mut last) = (structure.of_levels(levels), 0);
    let mut making = Making::new(true);
    let mut put = |portion: Portion| {
        last = portion.segment.last();
        portion.write(connection, number, &old).unwrap();
    };
    joined(connection, &old, |lists| {
        making.take(lists).into_iter().for_each(&mut put);
        true
    })
    .unwrap();
    put(making.finish());
    structure.replace(connection, levels, (number, last)).unwrap();
    connection.execute_batch("INSERT INTO own (own) VALUES ('optimize')").unwrap();
    compare(connection, what)
}

#[test]
fn merged_segments_are_those_that_fts5_makes() {
    let library = Library::of((0..60).map(|seed| article(seed, 20 + (seed as usize * 37) % 1_400)).collect());
    let connection = &library.connection;
    native(connection);
    for part in (0..60).collect::<Vec<usize>>().chunks(7) {
        let transaction = connection.unchecked_transaction().unwrap();
        for at in part {
            put_native(connection, (*at as i64 + 1) * STEP, &library.articles[*at], false);
        }
        transaction.commit().unwrap();
    }
    let mut batch = Batch::default();
    let transaction = connection.unchecked_transaction().unwrap();
    for at in [3_usize, 4, 17, 59] {
        let row = (at as i64 + 1) * STEP;
        batch.remove(connection, crate::news::ArticleId(row)).unwrap();
        put_native(connection, row, &library.articles[at], true);
        if at != 17 {
            let new = article(at as u64 + 1, 280);
            put_native(connection, row, &new, false);
            batch.add(crate::news::ArticleId(row), prepare(&new, new.title.as_deref().unwrap()));
        }
    }
    batch.write(connection).unwrap();
    transaction.commit().unwrap();
    assert!(merge(connection, &EVERYTHING) > 100);
    connection.execute_batch("INSERT INTO search_text (search_text) VALUES ('integrity-check')").unwrap();
}

/// Terms that stand there side by side, and some that do not.
const PHRASES: [&str; 5] = ["aa", "bb", "cc", "aa aa aa", "bb cc"];

/// Lists over so many leaves that they have skips, and skips of skips.
#[test]
fn skips_of_long_lists_are_those_that_fts5_writes() {
    let connection = Library::of(Vec::new()).connection;
    native(&connection);
    let own = "INSERT INTO own (rowid, body, title, about) VALUES (?1, ?2, ?3, ?4)";
    // Of three columns, the terms of each so often. One list is as long as the leaves, one is short, one between.
    let terms = |row: u64| [("aa", 3_900), ("bb", 2), ("cc", if row.is_multiple_of(3) { 90 } else { 0 })];
    for rows in [1..400_u64, 400..800] {
        let transaction = connection.unchecked_transaction().unwrap();
        // Far apart, so that a page of skips is full after some hundred leaves.
        let number = |row: u64| row << 40;
        let mut writer = Writer::default();
        for column in 0..3_usize {
            writer.term(format!("0{}", terms(0)[column].0).as_bytes());
            for row in rows.clone().filter(|row| terms(*row)[column].1 > 0) {
                let mut places = if column == 0 { vec![2] } else { vec![1, column as u8, 2] };
                places.resize(places.len() + terms(row)[column].1 - 1, 3);
                writer.article(number(row), false, &places);
            }
        }
        Structure::load(&connection).unwrap().append(&connection, &writer.finish()).unwrap();
        for row in rows {
            let [body, title, about] = terms(row).map(|(term, count)| format!("{term} ").repeat(count));
            connection.execute(own, params![number(row) as i64, body, title, about]).unwrap();
        }
        transaction.commit().unwrap();
        connection.execute_batch("INSERT INTO search_text_docsize SELECT id, sz FROM own_docsize WHERE id NOT IN (SELECT id FROM search_text_docsize)").unwrap();
        compare(&connection, &SEGMENTS);
        super::lists::agree(&connection, &PHRASES);
    }
    merge(&connection, &SEGMENTS);
    super::lists::agree(&connection, &PHRASES);
    let skips = "SELECT count(*) FROM search_text_data WHERE id >> 36 & 1 AND id >> 31 & 31 = ?1";
    for height in [0, 1] {
        let pages: i64 = connection.query_row(skips, [height], |row| row.get(0)).unwrap();
        assert!(pages > 0, "no skips at height {height}");
    }
}
