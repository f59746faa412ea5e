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

#[test]
fn what_is_typed_and_what_commands_say_is_shown_letter_by_letter() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("/").write("titel:").shows("titel:");
    reader.press("C-u").write("标题:新址").press("Enter").shows("检索：标题:新址");
    reader.press("Enter w C-u").write("/tmp/x/报告(1):终稿,甲.txt").shows("/tmp/x/报告(1):终稿,甲.txt");
    reader.press("Esc |").write("grep -c \"中国\"").shows("grep -c \"中国\"");
    reader.press("C-u").write("printf '中文,甲:乙(丙)\\n   缩进\\n\\t制表'").press("Enter");
    reader.shows("中文,甲:乙(丙)").shows("     缩进").shows("      制表");
    // The notice names the command as it was typed.
    reader.shows("printf '中文,甲:乙(丙)");
}

#[test]
fn help_shows_every_key_whole_however_narrow_it_is() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (40, 12));
    reader.press("?");
    let mut seen = String::new();
    for _ in 0..90 {
        seen += &reader.screen();
        reader.press("j");
    }
    for words in ["C-o  <  A-Left  Backspace", "C-i  >  A-Right", "沿来路返回，回到原来的位置", "\"甲 乙\""]
    {
        assert!(seen.contains(words), "{words} was never shown:\n{seen}");
    }
}
