//! Several headlines and paragraphs at once; articles carried out into files and through commands.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::message::Effect;
use banxin::store::Desk;
use std::fs;
use support::library::{saga, town};
use support::reader::Reader;

fn copied(reader: &Reader) -> &str {
    let copies = reader.asked.iter().rev().find_map(|effect| match effect {
        Effect::Copy(words) => Some(words),
        _ => None,
    });
    copies.unwrap()
}

#[test]
fn what_is_done_is_done_to_all_selected_headlines() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("v j v s");
    assert_eq!(reader.app.counts.starred, 2);
    reader.press("u");
    assert_eq!(reader.app.counts.unread, 10);
    reader.press("y t");
    assert_eq!(copied(&reader), "河道清淤今天开工\n菜场搬到新址");
    reader.press("t").write("水边").press("Enter");
    reader.press("U");
    reader.press("s");
    assert_eq!(reader.app.counts.starred, 0);
    reader.press("U U");
    assert_eq!((reader.app.counts.starred, reader.app.counts.unread), (2, 12));
    reader.press("V");
    reader.shows("选中 3");
    reader.press("V");
    reader.hides("选中");
    reader.press("s");
    assert_eq!(reader.app.counts.starred, 3, "without a selection the one headline");
}

#[test]
fn paragraphs_are_selected_and_copied() {
    let (_folder, path) = saga();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (80, 24));
    reader.press("Enter v");
    reader.shows("▐");
    reader.press("j y y");
    assert_eq!(
        copied(&reader),
        "双溪大桥封闭检修结束，今天恢复通车。\n新的拉索通过荷载试验，伸缩缝平整无声。"
    );
    assert!(reader.app.selected_blocks().is_none());
    reader.press("V y p");
    assert_eq!(copied(&reader).lines().count(), 3);
    reader.press("v Esc");
    assert!(reader.app.reading.is_some() && reader.app.selected_blocks().is_none());
    reader.press("v j j j j k q q");
    assert!(reader.app.reading.is_none());
}

#[test]
fn an_article_is_saved_exported_and_never_over_another_file() {
    let (folder, path) = saga();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("Enter w");
    reader.shows("双溪大桥恢复通车.txt");
    let text = folder.path().join("一.txt");
    reader.press("C-u").write(text.to_str().unwrap()).press("Enter");
    reader.shows("已存成");
    let words = fs::read_to_string(&text).unwrap();
    assert!(words.starts_with("双溪大桥恢复通车\n编辑部") && words.ends_with("渡船停航。\n"), "{words}");
    let file = folder.path().join("一.md");
    reader.press("e C-u").write(file.to_str().unwrap()).press("Enter");
    assert!(fs::read_to_string(&file).unwrap().contains("title: 双溪大桥恢复通车"));
    reader.press("v w C-u").write(text.to_str().unwrap()).press("Enter");
    reader.shows("没有存成");
    assert_eq!(fs::read_to_string(&text).unwrap(), words);
}

#[test]
fn text_goes_through_a_command_and_what_it_says_is_harmless() {
    let (_folder, path) = saga();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("Enter |").write("grep 拉索; printf '\\033[31mred\\n'").press("Enter");
    reader.shows("命令的输出").shows("新的拉索通过荷载试验").hides("渡船停航");
    assert!(!reader.screen().contains('\u{1b}'));
    reader.press("q |").write("exit 7").press("Enter");
    reader.shows("退出码 7");
    reader.press("v |").write("wc -l").press("Enter");
    reader.shows("命令的输出");
    assert!(reader.app.overlay.as_ref().unwrap().rows.iter().any(|row| row.1.trim() == "1"));
}
