//! What keys say and do: none is mute, commands are found by the words that people have for them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::action::Action;
use banxin::app::layout::Pane;
use banxin::app::message::Effect;
use banxin::store::Desk;
use support::library::{sample_library, town};
use support::reader::Reader;

#[test]
fn a_key_that_does_nothing_says_so() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("C-c").shows("按 Q 离开");
    for key in ["x", "X", "0", "F2", "g x", "5 x"] {
        reader.press(key).shows("没有这个键  ? 看帮助");
        reader.press("j").hides("没有这个键");
    }
    reader.press("g Esc").hides("没有这个键");
    reader.press("g g z").shows("请先打开一篇文章");
    reader.press("c").shows("请先打开一篇文章");
    assert!(!reader.app.settings.asides);
    reader.press("[").shows("这是第一个栏目");
    reader.press("] ] ] ] ] ] ] ]").shows("这是最后一个栏目");
    reader.press("Enter Enter ]").shows("这是最后一个栏目");
    assert!(reader.app.reading.is_some(), "what does nothing closes nothing");
    reader.press("c").shows("显示联系卡与版权说明");
}

/// The command that `:` and these words lead to.
#[track_caller]
fn named(reader: &mut Reader, words: &str) -> Action {
    reader.press(":").write(words);
    let prompt = reader.app.prompt.as_ref().unwrap();
    let first = *prompt.matches.first().unwrap_or_else(|| panic!("{words} is no command"));
    reader.press("Esc");
    first
}

#[test]
fn commands_are_found_by_the_words_on_the_screen() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    for (words, action) in [
        ("退出", Action::Quit),
        ("帮助", Action::Help),
        ("主题", Action::NextTheme),
        ("收藏", Action::ToggleStar),
        ("返回", Action::GoBack),
        ("来路", Action::ShowTrail),
        ("撤销", Action::Undo),
        ("检索", Action::Search),
        ("筛选", Action::Filter),
        ("预览", Action::Preview),
        ("tuichu", Action::Quit),
        ("quit", Action::Quit),
        ("zen", Action::ToggleZen),
        // A key that is typed is the command of that key.
        ("w", Action::Save),
        ("L", Action::ShowLinks),
        ("q", Action::Close),
        ("Q", Action::Quit),
        ("yu", Action::CopyUrl),
        // What the line of a command says stands before other words for it.
        ("lj", Action::ShowLinks),
        ("lianjie", Action::ShowLinks),
        ("lian", Action::ShowLinks),
    ] {
        assert_eq!(named(&mut reader, words), action, "{words}");
    }
    reader.press(":").write("设置");
    let settings = reader.app.prompt.as_ref().unwrap().matches.clone();
    assert!(settings.contains(&Action::NextTheme) && settings.contains(&Action::Wider), "{settings:?}");
    reader.shows("换配色").hides("next-theme");
}

#[test]
fn the_help_knows_other_words_and_says_where_there_is_nothing() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("? /").write("退出").shows("离开；一切都会记住").hides("下移一行");
    reader.press("Esc /").write("qqqq").shows("没有相符的按键或写法");
    reader.press("Esc").shows("下移一行");
}

fn measure(reader: &Reader) -> u16 {
    reader.app.layout.article.unwrap().width
}

#[test]
fn lines_change_from_as_long_as_they_are() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("Enter");
    let whole = measure(&reader);
    assert!(whole < 80, "the pane is narrower than the setting");
    reader.press("+").shows("这里排不下更长的了");
    assert_eq!(measure(&reader), whole);
    assert!(!reader.asked.iter().any(|it| matches!(it, Effect::KeepSetting(..))), "nothing was changed");
    reader.press("-").shows(&format!("每行 {} 字", (whole - 4) / 2));
    assert_eq!(measure(&reader), whole - 4);
    reader.press("+");
    assert_eq!(measure(&reader), whole);
    for _ in 0..20 {
        reader.press("-");
    }
    reader.shows("每行 10 字，不能再短了");
    reader.press("+").shows("每行 12 字");
}

#[test]
fn a_star_is_seen_and_told_in_the_article() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("Enter s").shows("已收藏").shows("* 收藏・编辑部");
    reader.press("s").shows("已取消收藏").hides("* 收藏");
    reader.press("u").shows("标为已读");
    reader.press("q v v s").shows("2 篇已收藏").shows("* 河道清淤").shows("* 老桥修好了");
    reader.press("k Enter").shows("* 收藏・编辑部");
}

#[test]
fn closing_goes_up_to_the_whole_library_before_it_leaves() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("j j ] ] ]");
    assert!(!reader.app.headlines.selection.is_whole());
    reader.press("q");
    assert!(reader.app.headlines.selection.is_whole());
    assert_eq!(reader.app.headlines.current().unwrap().title, "菜场搬到新址", "where one was");
    reader.press("a a q").shows("3/12");
    reader.press("Esc").shows("3/12");
    assert!(!reader.asked.contains(&Effect::Quit));
    reader.press("q");
    assert!(reader.asked.contains(&Effect::Quit));
}

#[test]
fn a_look_at_a_related_article_ends_where_it_began() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("p p");
    assert_eq!(reader.app.focus, Pane::Headlines);
    reader.press("Enter p p");
    assert_eq!(reader.app.focus, Pane::Article);
    reader.press("r p p");
    assert_eq!(reader.app.focus, Pane::Related);
}

#[test]
fn the_way_is_cut_by_columns() {
    let mut reader = Reader::open_with(sample_library(), Desk::in_memory(), (120, 40));
    reader.press("Enter 1 1");
    let [wide, narrow] = [200, 30].map(|columns| reader.app.trail(columns));
    assert!(!wide.contains('⋯'), "{wide}");
    let setter = reader.app.typesetter();
    assert!(setter.columns(&narrow) <= 30 && setter.columns(&narrow) > 26, "{narrow}");
}

#[test]
fn every_line_of_a_selected_paragraph_is_marked() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (40, 12));
    reader.press("Enter Space v");
    let screen = reader.screen();
    let of = reader.app.selected_blocks().unwrap();
    let selected = |line: &&banxin::app::PageLine| line.of.is_some_and(|(block, _)| of.contains(&block));
    let lines =
        reader.app.visible.iter().filter(selected).filter(|line| !line.line.glyphs.is_empty()).count();
    assert!(lines > 2, "{screen}");
    assert_eq!(screen.lines().filter(|line| line.starts_with('▐')).count(), lines, "{screen}");
    reader.press("Esc").hides("▐");
    assert_eq!(reader.app.layout.article.unwrap().width, 40);
}
