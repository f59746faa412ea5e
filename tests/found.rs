//! Articles opened from what a search found, and from elsewhere: where reading begins, and what leads back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::news::{Moment, Precision, Total};
use banxin::store::Desk;
use std::path::PathBuf;
use support::library::{article, listing, town, write_library};
use support::reader::Reader;
use tempfile::TempDir;

const LINE: &str = "码头上的一段话，写得长一些，好让它在窄窄的一栏里折成许多行，读的人才有地方可以滚动。";

/// Two articles that tell of a lighthouse, at the beginning and near the end; the first lists the second.
fn coast() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("coast.db");
    let mut late = vec![LINE; 30];
    late.insert(25, "灯塔今夜又亮了。");
    let mut early = vec![LINE; 30];
    early.insert(0, "灯塔守了三十年。");
    write_library(
        &path,
        vec![
            listing(article("守塔人", "海边", 200, &early), &["夜航"]),
            article("夜航", "海边", 100, &late),
            article("渔汛", "海边", 50, &[LINE]),
        ],
    );
    (folder, path)
}

fn title(reader: &Reader) -> String {
    reader.app.reading.as_ref().map_or_else(String::new, |reading| reading.headline().title.clone())
}

#[test]
fn an_article_that_a_search_found_is_closed_by_one_key() {
    let (_folder, path) = coast();
    let mut reader = Reader::open(&path);
    reader.press("/").write("灯塔").press("Enter Enter");
    assert!(reader.app.hits.is_some());
    reader.press("q");
    assert_eq!((title(&reader).as_str(), reader.app.hits.is_none()), ("", true));
    // What was looked for in the article goes first.
    reader.press("Enter /").write("滚动").press("Enter q");
    assert_ne!(title(&reader), "");
    reader.press("q");
    assert_eq!(title(&reader), "");
}

#[test]
fn reading_begins_at_what_was_searched_for_and_elsewhere_at_the_beginning() {
    let (_folder, path) = coast();
    let mut reader = Reader::open(&path);
    reader.press("/").write("灯塔").press("Enter o o");
    let rows = reader.app.headlines.rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>();
    let late = rows.iter().position(|title| *title == "夜航").unwrap();
    let early = rows.iter().position(|title| *title == "守塔人").unwrap();
    let go = |reader: &mut Reader, row: usize| {
        reader.press("g g");
        for _ in 0..row {
            reader.press("j");
        }
        reader.press("Enter");
    };
    go(&mut reader, late);
    reader.shows("灯塔今夜又亮了").hides("编辑部・2024");
    reader.press("q");
    go(&mut reader, early);
    reader.shows("灯塔守了三十年").shows("编辑部・2024").shows("只有这一处");
    reader.press("1").shows("灯塔今夜又亮了").hides("这一处");
    // One that was never read begins at its beginning, whatever it is related to.
    let mut reader = Reader::open(&path);
    reader.press("/").write("守了三十年").press("Enter Enter 1");
    assert_eq!(title(&reader), "夜航");
    reader.shows("编辑部・2024").hides("灯塔今夜");
}

#[test]
fn all_that_an_article_shows_is_found_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("whole.db");
    let mut whole = article("渡口修了新台阶", "海边", 1, &[LINE; 20]);
    whole.subtitle = Some("老船工说走得稳".to_owned());
    whole.summary = Some("导语里说到一位摆渡人。".to_owned());
    whole.card = vec!["电话三三四四".to_owned(), "传真五五六六".to_owned()];
    write_library(&path, vec![whole]);
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (60, 20));
    reader.press("Enter");
    for words in ["新台阶", "老船工", "摆渡人", "编辑部"] {
        reader.press("G /").write(words).press("Enter").shows("只有这一处").shows(words);
    }
    reader.press("/").write("五五六六").press("Enter").shows("没有找到");
    reader.press("c g g /").write("五五六六").press("Enter").shows("只有这一处").shows("传真五五六六");
}

#[test]
fn an_article_that_was_named_begins_at_its_beginning() {
    let (folder, path) = coast();
    let desk = folder.path().join("desk.db");
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    reader.press("/").write("灯塔").press("Enter");
    let late = reader.app.headlines.rows.iter().find(|row| row.title == "夜航").unwrap().key;
    reader.press("Q");
    drop(reader);
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    reader.shows("检索：灯塔");
    let effects = reader.app.open_named(late);
    reader.perform(effects);
    // What was read ahead is there before anything has happened that would draw it.
    reader.resize(80, 24).shows("编辑部・2024").hides("灯塔今夜");
}

#[test]
fn an_article_beside_the_list_has_no_place_in_it() {
    let (_folder, path) = coast();
    let mut reader = Reader::open(&path);
    reader.press("/").write("守了三十年").press("Enter").shows("1/1");
    reader.press("Enter").shows("1/1");
    reader.press("1").hides("1/1");
    reader.press("C-o").shows("1/1");
}

#[test]
fn what_is_filtered_by_titles_is_counted_as_far_as_it_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.db");
    let all = (0..900).map(|n| article(&format!("第{n}条河"), "快讯", n, &["一句话。"]));
    write_library(&path, all.collect());
    let mut reader = Reader::open(&path);
    reader.press("f").write("th").press("Esc Enter a");
    let total = reader.app.list_total();
    assert!(matches!(total, Some(Total::AtLeast(100..900))), "{total:?}");
    reader.shows("+");
    reader.press("9 0 0 j");
    assert_eq!(reader.app.list_total(), Some(Total::Exact(900)));
}

#[test]
fn sections_show_how_many_articles_they_have() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    let row = |reader: &Reader| {
        reader.screen().lines().find(|line| line.contains("快讯  ")).unwrap().trim_start().to_owned()
    };
    assert!(row(&reader).starts_with("快讯              9"), "{}", row(&reader));
    reader.press("A");
    assert!(row(&reader).starts_with("快讯              9"), "{}", row(&reader));
}

#[test]
fn the_time_of_an_article_is_told_as_people_write_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("time.db");
    let mut timed = article("晨报", "快讯", 1, &["一句话。"]);
    timed.published = Some(Moment { unix: 1_790_037_000, precision: Precision::Minute });
    write_library(&path, vec![timed]);
    let mut reader = Reader::open(&path);
    reader.press("i").shows("2026-09-22 08:30").hides("T08:30");
}
