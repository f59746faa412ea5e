//! The reader as a person uses it: keys in, screen out, over a real library and desk.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::layout::Pane;
use banxin::app::message::{Effect, Timer};
use banxin::news::{Block, Total};
use banxin::store::Desk;
use ratatui::style::Modifier;
use support::library::{article, sample_library, town, write_library};
use support::reader::Reader;

#[test]
fn opens_on_the_newest_headline_with_what_belongs_to_it() {
    let (_folder, path) = town();
    let reader = Reader::open(&path);
    reader.shows("河道清淤今天开工").shows("老桥修好了").shows("原文所列").shows("1/12");
    assert_eq!(reader.app.counts.unread, 12);
}

#[test]
fn walks_to_a_related_article_and_back_to_the_exact_line() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("Enter Space j j j");
    let before = reader.screen();
    reader.press("1");
    assert_eq!(reader.app.reading.as_ref().unwrap().headline().title, "老桥修好了");
    reader.press("j j").press("C-o");
    assert_eq!(reader.screen(), before);
    reader.press("Tab");
    assert_eq!(reader.app.reading.as_ref().unwrap().headline().title, "老桥修好了");
    reader.press("C-o C-o");
    assert!(reader.app.reading.is_none());
    assert_eq!(reader.app.headlines.current().unwrap().title, "河道清淤今天开工");
}

/// Whatever is the first line on the screen: words, the space between paragraphs, a rule of a table.
#[test]
fn every_line_of_an_article_is_come_back_to() {
    // But for the last line: what was half read is read once it is left, and counted there.
    let shown = |reader: &Reader| reader.screen().trim_end().rsplit_once('\n').unwrap().0.to_owned();
    let mut reader = Reader::open_with(sample_library(), Desk::in_memory(), (80, 24));
    let mut lines = 0;
    for _ in 0..12 {
        reader.press("J").press("1 wait C-o");
        let mut last = String::new();
        while last != shown(&reader) {
            last = shown(&reader);
            reader.press("1 C-o");
            assert_eq!(shown(&reader), last);
            reader.press("j");
            lines += 1;
        }
    }
    assert!(lines > 200, "{lines} lines");
}

#[test]
fn an_article_that_the_library_does_not_hold_shows_its_excerpt() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("Enter 2");
    reader.shows("馆内没有收这一篇").shows("原文里写着的一段摘要");
    assert_eq!(reader.app.focus, Pane::Related);
}

#[test]
fn read_marks_come_from_reading_and_can_be_undone() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("Enter q");
    assert_eq!(reader.app.counts.unread, 12, "a glance is not reading");
    reader.press("Enter wait q");
    assert_eq!(reader.app.counts.unread, 11);
    reader.press("u");
    assert_eq!(reader.app.counts.unread, 12);
    reader.press("A");
    assert_eq!(reader.app.counts.unread, 0);
    reader.press("U");
    assert_eq!(reader.app.counts.unread, 12);
    reader.press("C-r");
    assert_eq!(reader.app.counts.unread, 0);
}

/// The screen but for the way that led to it, which begins anew with every session.
fn without_trail(reader: &Reader) -> String {
    let line = |line: &str| line.split("来路").next().unwrap_or_default().trim_end().to_owned() + "\n";
    reader.screen().lines().map(line).collect()
}

#[test]
fn stars_are_kept_over_sessions_and_so_is_the_place() {
    let (folder, path) = town();
    let desk = folder.path().join("desk.db");
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    reader.press("j s Enter Space Space j Q");
    assert!(reader.asked.contains(&Effect::Quit));
    let left = without_trail(&reader);
    drop(reader);
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    assert_eq!(without_trail(&reader), left);
    assert_eq!(reader.app.counts.starred, 1);
    reader.resize(57, 30).resize(80, 24);
    assert_eq!(without_trail(&reader), left, "a resize keeps the paragraph");
    reader.press("q a a");
    let starred: Vec<&str> = reader.app.headlines.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(starred, ["老桥修好了"]);
}

#[test]
fn counts_and_digits_do_not_get_in_each_others_way() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("5 j");
    assert_eq!(reader.app.headlines.list.selected, 5);
    reader.press("1 2 G");
    assert_eq!(reader.app.headlines.list.selected, 11);
    reader.press("g g 1").time_out(Timer::Count);
    assert_eq!(reader.app.reading.as_ref().unwrap().headline().title, "老桥修好了");
}

/// A library of `count` articles, the newest first: 第N条.
fn long(count: usize) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.db");
    let all =
        (0..count).map(|number| article(&format!("第{number}条"), "快讯", number as u32, &["一句话。"]));
    write_library(&path, all.collect());
    (folder, path)
}

fn selected(reader: &Reader) -> (Option<u64>, Option<u64>) {
    (reader.app.headlines.position(), reader.app.list_total().map(Total::counted))
}

#[test]
fn counts_reach_beyond_what_is_loaded() {
    let (_folder, path) = long(900);
    let mut reader = Reader::open(&path);
    reader.press("5 0 0 j");
    assert_eq!(selected(&reader), (Some(501), Some(900)));
    reader.press("g g 7 0 0 G");
    assert_eq!(selected(&reader).0, Some(700));
    reader.press("2 0 G");
    assert_eq!(selected(&reader).0, Some(20));
    reader.press("3 k 5 0 0 0 j");
    assert_eq!(selected(&reader).0, Some(900));
    reader.press("g g J").press("2 5 0 J");
    assert_eq!(selected(&reader).0, Some(252));
    let open = reader.app.reading.as_ref().unwrap().headline().key;
    assert_eq!(reader.app.headlines.current().unwrap().key, open);
    reader.press("q ]");
    assert_eq!(selected(&reader).1, Some(reader.app.counts.unread), "the list of what is unread");
}

#[test]
fn the_end_of_a_search_is_its_end() {
    let (_folder, path) = long(900);
    let mut reader = Reader::open(&path);
    reader.press("/").write("一句话").press("Enter o G");
    assert_eq!(selected(&reader), (Some(900), Some(900)));
    reader.press("g g");
    assert_eq!(selected(&reader).0, Some(1));
}

#[test]
fn keys_wait_for_the_list_they_are_about() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("/").write("简");
    // All before the worker has answered.
    let mut effects = Vec::new();
    for name in ["讯", "Enter", "j", "s", "Enter"] {
        let key = banxin::app::key::Key::parse(name).unwrap();
        effects.extend(reader.app.update(banxin::app::message::Message::Key(key), 0));
    }
    let old = reader.app.headlines.rows.iter().filter(|row| row.starred).count();
    assert_eq!((old, reader.app.reading.is_none()), (0, true));
    reader.perform(effects);
    let open = reader.app.reading.as_ref().unwrap().headline();
    assert!(open.title.ends_with("简讯"), "{open:?}");
    assert_eq!(reader.app.counts.starred, 1);
    reader.press("q");
    assert_eq!(reader.app.headlines.list.selected, 1);
    assert!(reader.app.headlines.rows[1].starred);
}

#[test]
fn help_is_searched_and_escape_gives_a_selection_up() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("? /").write("二维码");
    reader.shows("y q").hides("下移一行");
    reader.press("Enter").shows("y q");
    reader.press("/ Esc").shows("下移一行");
    reader.press("q v j v").shows("选中 2");
    reader.press("Esc").hides("选中 2");
}

#[test]
fn a_mistaken_search_stays_in_its_field() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("/").write("\"简讯").press("Enter");
    assert!(reader.app.prompt.as_ref().unwrap().mistake.is_some());
    reader.write("\"").press("Enter").shows("第0号简讯");
    assert!(reader.app.prompt.is_none());
}

#[test]
fn the_palette_shows_the_commands_that_match_and_keeps_what_is_none() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press(":").write("star").shows("收藏或取消收藏");
    reader.press("Enter");
    assert_eq!(reader.app.counts.starred, 1);
    reader.press(":").write("notacommand").shows("没有这个命令");
    reader.press("Enter").shows("没有这个命令");
    reader.press("Esc").hides("没有这个命令");
}

#[test]
fn moves_among_articles_and_categories() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("J J");
    assert_eq!(reader.app.headlines.list.selected, 2);
    assert_eq!(reader.app.reading.as_ref().unwrap().headline().title, "菜场搬到新址");
    reader.press("q");
    let names: Vec<String> = reader.app.categories.all.iter().map(|category| category.name.clone()).collect();
    assert!(names.contains(&"快讯".to_owned()) && names.contains(&"水务".to_owned()), "{names:?}");
    reader.press("h G");
    reader.press("Enter");
    assert_eq!(reader.app.focus, Pane::Headlines);
    assert!(reader.app.headlines.total.is_some_and(|total| total.counted() < 12));
}

#[test]
fn keys_work_with_an_input_method_on_and_a_committed_word_offers_a_search() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.write("ｊｊ");
    assert_eq!(reader.app.headlines.list.selected, 2);
    reader.write("？");
    assert!(reader.app.overlay.is_some());
    reader.press("q").write("简讯");
    reader.shows("检索 简讯");
    reader.press("Enter");
    reader.shows("第0号简讯").hides("老桥修好了");
    reader.press("C-o");
    reader.shows("老桥修好了");
}

#[test]
fn finds_within_the_article() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("Enter /").write("滚动").press("Enter");
    reader.shows("第 1 处，共 30 处");
    reader.press("n n");
    reader.shows("第 3 处，共 30 处");
    reader.press("N");
    reader.shows("第 2 处，共 30 处");
}

#[test]
fn the_end_of_a_sheet_can_be_reached_though_its_lines_are_broken() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    for size in [(80, 24), (40, 12), (30, 6), (120, 40)] {
        reader.resize(size.0, size.1).press("? G").shows("zhjs");
        reader.press("k k j j").shows("zhjs");
        reader.press("q");
    }
}

#[test]
fn finds_within_tables_code_and_captions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut long = article("一张长表", "数表", 3, &[]);
    let rows = (0..90).map(|row| vec![format!("第{row}行"), format!("站名{row}号，{}", "说明".repeat(20))]);
    let code = (0..60).map(|line| format!("let line_{line} = {line};")).collect::<Vec<_>>().join("\n");
    let image = Block::Image { url: String::new(), alt: String::new(), caption: "桥头的夜景".into() };
    long.body.blocks = vec![
        Block::Paragraph("先看表。".into()),
        Block::Table { header: false, rows: rows.collect() },
        Block::Preformatted { text: code },
        image,
    ];
    write_library(&path, vec![long]);
    let mut reader = Reader::open(&path);
    for (typed, line) in [("站名77号", "站名77号"), ("line_41", "let line_41"), ("夜景", "桥头的夜景")]
    {
        reader.press("g g Enter g g /").write(typed).press("Enter");
        reader.shows("只有这一处").shows(line);
        // It is marked: its cells have the style of a hit.
        let ground = reader.themes[0].hit_current.bg;
        let marked = reader.buffer().content.iter().filter(|cell| Some(cell.bg) == ground).count();
        assert!(marked >= typed.chars().count(), "{typed}: {marked} cells are marked");
        reader.press("Esc q");
    }
    // The place within a table is kept.
    reader.press("g g Enter /").write("站名77号").press("Enter").resize(100, 30).shows("站名77号");
}

#[test]
fn nothing_is_dim_on_the_ground_of_a_selected_row() {
    let mut reader = Reader::open(sample_library());
    for keys in ["j", "u", "Enter r", "h V"] {
        reader.press(keys);
        let cells = &reader.buffer().content;
        let chosen = cells.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
        let (dim, clear): (Vec<_>, Vec<_>) = chosen.partition(|cell| cell.modifier.contains(Modifier::DIM));
        assert!(
            dim.is_empty() && !clear.is_empty(),
            "after {keys:?}: {} dim, {} clear",
            dim.len(),
            clear.len()
        );
    }
}

#[test]
fn every_size_can_be_drawn_on_every_screen() {
    let path = sample_library();
    let mut reader = Reader::open(path);
    let screens = [
        "g g",
        "Enter",
        "r",
        "p",
        "q",
        "h",
        "h",
        "?",
        "q",
        ":",
        "Esc",
        "i",
        "q",
        "z",
        "z",
        "S",
        "q",
        "W",
        "q",
        "H",
        "Enter",
        "L",
        "Esc",
        "/ z w",
        "Esc Esc",
        "/ 文 字 Enter",
        "F",
        "q",
        "Enter",
        "/ 文 Enter",
        "E",
        "Esc",
        "y q",
        "q",
        "v",
    ];
    for keys in screens {
        reader.press(keys);
        for (width, height) in (0..46).step_by(5).flat_map(|width| (0..13).map(move |height| (width, height)))
        {
            reader.resize(width, height);
            if width > 0 && height > 0 {
                reader.buffer();
            }
        }
        for size in [(57, 3), (80, 24), (120, 40), (240, 60)] {
            reader.resize(size.0, size.1);
            reader.buffer();
        }
    }
}
