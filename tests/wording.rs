//! What the reader says, and that it says it of what is on the screen.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::locale::Language;
use banxin::store::Desk;
use support::library::{town, write_library};
use support::reader::Reader;

#[test]
fn an_empty_library_says_how_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    write_library(&path, Vec::new());
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (40, 12));
    reader.shows("文库是空的：banxin import 路径");
    reader.app.language = Language::English;
    reader.shows("The library is empty: banxin import");
    reader.press("a").hides("The library is empty");
}

#[test]
fn a_search_without_hits_says_that_nothing_was_found() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("/ Q Q Q Q Enter").shows("没有找到");
    reader.press("q f Q Q Enter").shows("没有找到");
}
