//! Read marks and stars: what a key changes, what is told of it, and what can be taken back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::message::Effect;
use banxin::store::Desk;
use support::library::{article, town, write_library};
use support::reader::Reader;

fn unread(reader: &Reader) -> u64 {
    reader.app.counts.unread
}

#[test]
fn all_of_a_filtered_list_is_read_and_nothing_else() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    // Letters are looked for in the titles one by one.
    reader.press("f").write("lq").press("Esc Enter").shows("老桥修好了").hides("简讯");
    reader.press("A").shows("1 篇标为已读");
    assert_eq!(unread(&reader), 11);
    reader.press("A").shows("这里没有未读的");
    assert_eq!(unread(&reader), 11);
    reader.press("U");
    assert_eq!(unread(&reader), 12, "the last change was the one article");
}

#[test]
fn all_that_a_search_found_is_read_and_shown_so() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("/").write("简讯").press("Enter A").shows("9 篇标为已读");
    assert_eq!(unread(&reader), 3);
    assert!(reader.app.headlines.rows.iter().all(|row| !row.unread));
    // Of a search whose hits are all read nothing is left, and what is only like them stays as it was.
    reader.press("A").shows("这里没有未读的");
    assert_eq!(unread(&reader), 3);
    reader.press("U");
    assert_eq!(unread(&reader), 12);
    assert!(reader.app.headlines.rows.iter().all(|row| row.unread));
}

#[test]
fn all_of_a_category_and_of_a_long_search_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.db");
    let of = |n: u32| if n.is_multiple_of(2) { "快讯" } else { "本地" };
    let all = (0..2300).map(|n| article(&format!("第{n}条"), of(n), n, &["一句话。"]));
    write_library(&path, all.collect());
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("/").write("一句话").press("Enter A").shows("2300 篇标为已读");
    assert_eq!(unread(&reader), 0);
    reader.press("U ] ] ] A").shows("1150 篇标为已读");
    assert_eq!(unread(&reader), 1150);
}

#[test]
fn nothing_to_redo_is_not_nothing_to_undo() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("U").shows("没有可撤销的");
    reader.press("C-r").shows("没有可重做的");
}

#[test]
fn an_article_is_read_when_it_was_open_for_as_long_as_skimming_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("short.db");
    let all = (0..3).map(|n| article(&format!("第{n}条"), "快讯", n, &["一句话。"]));
    write_library(&path, all.collect());
    let mut reader = Reader::open(&path);
    reader.press("Enter q");
    assert!(reader.app.headlines.rows[0].unread, "a glance is no reading");
    reader.press("Enter wait q");
    assert!(!reader.app.headlines.rows[0].unread);
    // Going on to the next one is leaving too.
    reader.press("j Enter J");
    assert!(reader.app.headlines.rows[1].unread);
    reader.press("K wait J");
    assert!(!reader.app.headlines.rows[1].unread);
}

#[test]
fn readers_of_one_desk_see_what_the_others_mark() {
    let (folder, path) = town();
    let desk = folder.path().join("desk.db");
    let mut one = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    let mut other = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    let row = |reader: &Reader| {
        let row = &reader.app.headlines.rows[0];
        (row.unread, row.starred, reader.app.counts.unread, reader.app.counts.starred)
    };
    one.press("u k s");
    assert_eq!(row(&one), (false, true, 11, 1));
    other.press("a");
    assert_eq!((other.app.headlines.rows.len(), other.app.counts.unread), (11, 11));
    other.press("a a");
    assert_eq!(row(&other), (false, true, 11, 1));
    // Neither undoes what the other did.
    other.press("U").shows("没有可撤销的");
    one.press("U U");
    other.press("Enter").hides("* 收藏");
    other.press("q");
    assert_eq!(row(&other), (true, false, 12, 0));
}

#[test]
fn what_is_done_in_a_list_is_done_to_the_selected_headlines_or_to_the_one() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    // The one under the selection, as it is without opening it.
    reader.press("t").write("待读").press("Enter").shows("标签已存");
    reader.press("t").shows("待读");
    reader.press("Esc E").write("要核对").press("Enter").shows("批注已存");
    reader.press("E").shows("要核对");
    reader.press("Esc y a");
    let copied = |reader: &Reader| match reader.asked.last() {
        Some(Effect::Copy(words)) => words.clone(),
        other => panic!("{other:?}"),
    };
    assert!(copied(&reader).starts_with("河道清淤今天开工\n\n"));
    reader.press("y p").shows("请先打开一篇文章");
    // The selected ones, wherever the selection stands.
    reader.press("v v j j w").shows("河道清淤今天开工.txt");
    reader.press("C-u Esc y a");
    let words = copied(&reader);
    assert!(words.contains("河道清淤今天开工\n\n") && words.contains("老桥修好了\n\n"), "{words}");
    reader.press("E").shows("批注一次只写一篇");
    let first = reader.app.headlines.rows[0].id;
    reader.press("t");
    assert!(reader.asked.contains(&Effect::ReadSuggestions(first)));
}
