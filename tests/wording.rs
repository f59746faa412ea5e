//! What the reader says, and that it says it of what is on the screen.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::keymap::Keymap;
use banxin::locale::Language;
use banxin::news::Block;
use banxin::store::Desk;
use std::collections::BTreeMap;
use support::library::{article, listing, saga, town, write_library};
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
    for _ in 0..200 {
        seen += &reader.screen();
        reader.press("j");
    }
    for words in ["C-o  <  A-Left  Backspace", "C-i  >  A-Right", "沿来路返回", "\"甲 乙\""] {
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

fn bar(reader: &Reader) -> String {
    reader.screen().lines().last().unwrap().to_owned()
}

#[test]
fn hints_are_those_of_what_is_on_the_screen() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("Enter 1 W");
    assert!(bar(&reader).contains("j/k 选  Enter 打开  q 关闭"), "{}", bar(&reader));
    reader.press("q v j wait");
    reader.app.notice = None;
    assert!(bar(&reader).contains("j/k 加减段落"), "{}", bar(&reader));
    reader.press("v r");
    assert!(bar(&reader).contains("r 回正文"), "{}", bar(&reader));
    reader.press("q q r");
    assert!(bar(&reader).contains("r 回目录"), "{}", bar(&reader));
}

#[test]
fn hints_name_the_keys_in_force_and_are_never_cut() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    let own = [("s", "quit"), ("x", "toggle-star"), ("C-s", "search"), ("/", "filter")];
    let own = own.map(|(key, action)| (key.to_owned(), action.to_owned()));
    reader.app.keymap = Keymap::preset("vim", &BTreeMap::from(own)).unwrap();
    assert!(bar(&reader).contains("C-s 检索  x 收藏  ? 帮助"), "{}", bar(&reader));
    reader.app.sample = true;
    for language in [Language::Chinese, Language::English] {
        reader.app.language = language;
        for width in 24..=90 {
            reader.resize(width, 24);
            let bar = bar(&reader);
            assert!(bar.contains("? 帮助") || bar.contains("? help"), "{width}: {bar}");
            assert!(!bar.contains('⋯'), "{width}: {bar}");
        }
    }
    reader.resize(80, 24).shows("This is the sample");
}

#[test]
fn one_hit_is_the_only_one_and_notices_are_seen_beside_a_field() {
    let (_folder, path) = saga();
    let mut reader = Reader::open(&path);
    reader.press("g g Enter / 渡 船 停 航 Enter").shows("只有这一处");
    let (_town, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("/ q y Esc").shows("照字母输入");
    reader.resize(24, 12).shows("照字母输入");
}

#[test]
fn what_is_folded_away_says_how_to_see_it_and_the_last_headline_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("folded.db");
    let mut noted = article("甲", "快讯", 9, &["一句话。"]);
    noted.notice = vec!["转载请注明。".to_owned()];
    let others = (0..20).map(|n| article(&format!("第{n}号"), "快讯", 60 - n, &["一句话。"]));
    write_library(&path, others.chain([noted]).collect());
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    let screen = reader.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let last = rows.iter().rposition(|row| row.contains('▪')).unwrap();
    assert!(rows[last + 1].contains("2024"), "{screen}");
    reader.press("G Enter").shows("c 展开");
    reader.press("c").shows("转载请注明。").hides("c 展开");
}

#[test]
fn what_is_missing_and_what_is_undone_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bare.db");
    let mut bare = article("增长50%的一年", "快讯", 9, &["一句话。"]);
    bare.url = None;
    write_library(&path, vec![bare]);
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("Enter y u").shows("这篇文章没有网址");
    reader.press("L").shows("这篇文章里没有链接");
    reader.press("s U").shows("已撤销：收藏");
    reader.press("C-r").shows("已重做：收藏");
    reader.press("w").shows("增长50%的一年.txt");
    reader.press("Esc q /").write("日期:2024").press("Enter").hides("相关的在前");
    reader.press("/").write("is:foo").shows("状态有 未读、已读、收藏，没有“foo”");
}
