//! What the reader says, and that it says it of what is on the screen.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::locale::Language;
use banxin::news::Block;
use banxin::store::Desk;
use support::library::{article, listing, town, write_library};
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
    for words in ["C-o  <  A-Left  Backspace", "C-i  >  A-Right", "沿来路返回", "\"甲 乙\""]
    {
        assert!(seen.contains(words), "{words} was never shown:\n{seen}");
    }
}

#[test]
fn related_titles_and_excerpts_are_cut_as_they_were_set() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.db");
    let long = "摘要完。 第二段接着写".to_owned() + &"，写了又写".repeat(40);
    let first = listing(
        article("甲", "快讯", 9, &["一句话。"]),
        &["专家解读我国首颗\"人造月亮\"计划何时能够升空并照亮山城的夜晚", &format!("没有收的一篇 | {long}")],
    );
    write_library(&path, vec![first, article("乙", "快讯", 8, &["两句话。"])]);
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (80, 24));
    reader.press("g g Enter").shows("“人").hides("\"");
    reader.press("2").shows("馆内没有收这一篇，只有原文列出的摘要").shows("摘要完。第二段");
    let screen = reader.screen();
    let lines: Vec<&str> = screen.lines().filter(|line| line.contains("写了")).collect();
    assert!(lines.last().unwrap().ends_with('⋯'), "{screen}");
}

#[test]
fn a_line_of_code_that_goes_on_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("code.db");
    let mut code = article("代码", "快讯", 9, &["一句话。"]);
    let text = format!("short\n{}tail\n\nend", "0123456789".repeat(7));
    code.body.blocks.push(Block::Preformatted { text });
    write_library(&path, vec![code]);
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (50, 24));
    reader.press("Enter").shows("  short").shows("\n⋯ ").shows("tail\n\n  end");
}
