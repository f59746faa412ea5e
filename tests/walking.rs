//! Walking among articles that belong together, and back: stories, more like these, the trail, the history.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::layout::Pane;
use banxin::app::message::{Effect, Timer};
use banxin::news::StateFilter;
use banxin::store::Desk;
use support::library::{article, festival, saga, sample_library, town, write_library};
use support::reader::Reader;

fn titles(reader: &Reader) -> Vec<&str> {
    reader.app.headlines.rows.iter().map(|row| row.title.as_str()).collect()
}

fn open_title(reader: &Reader) -> &str {
    &reader.app.reading.as_ref().unwrap().headline().title
}

/// The list, its selection and the rows above it: what going back must bring back whatever was read in between.
fn list(reader: &Reader) -> (Vec<String>, usize, usize) {
    let list = reader.app.headlines.list;
    (titles(reader).into_iter().map(ToOwned::to_owned).collect(), list.selected, list.selected - list.top)
}

/// The lines of the article on the screen.
fn body(reader: &Reader) -> String {
    assert_eq!(reader.app.on_screen().unwrap().headline().title, open_title(reader));
    body_of_screen(reader)
}

/// Opens the article with this title from the list of the whole library.
fn open(reader: &mut Reader, title: &str) {
    let row = titles(reader).iter().position(|other| *other == title).unwrap();
    reader.press("g g");
    for _ in 0..row {
        reader.press("j");
    }
    reader.press("Enter");
    assert_eq!(open_title(reader), title);
}

#[test]
fn a_story_is_told_from_the_first_report_to_the_last() {
    let (_folder, path) = saga();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    open(&mut reader, "双溪大桥伸缩缝更换过半");
    let article = body(&reader);
    reader.shows("同一事件");
    reader.press("S");
    assert_eq!(
        titles(&reader),
        [
            "双溪大桥今晨封闭检修",
            "双溪大桥检修绕行方案公布",
            "双溪大桥伸缩缝更换过半",
            "双溪大桥检修发现拉索锈蚀",
            "双溪大桥恢复通车"
        ]
    );
    assert_eq!(reader.app.headlines.list.selected, 2, "the open report is selected");
    reader.shows("首报").shows("〔本文〕").shows("新：").shows("拉索").shows("工期延长五天");
    reader.press("j");
    let story = list(&reader);
    reader.press("Enter");
    assert_eq!(open_title(&reader), "双溪大桥检修发现拉索锈蚀");
    reader.press("C-o");
    assert_eq!(list(&reader), story);
    reader.press("C-o");
    assert_eq!(body(&reader), article);
}

#[test]
fn an_article_without_a_story_says_so() {
    let (_folder, path) = saga();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    open(&mut reader, "陶窑重新点火");
    reader.press("S");
    reader.shows("馆内没有同一事件的其他报道");
    assert_eq!(open_title(&reader), "陶窑重新点火");

    // One that lists another of another event: that is known only when the story has been looked for.
    let mut reader = Reader::open(sample_library());
    reader.press("j j Enter");
    let article = reader.screen();
    assert!(article.contains("原文所列"), "{article}");
    reader.press("S");
    reader.shows("馆内没有同一事件的其他报道");
    assert_eq!(reader.app.walk.forward.len(), 0);
    assert!(reader.app.reading.is_some());
    reader.press("C-o").shows("目录");
}

#[test]
fn more_like_the_selected_headlines() {
    let (_folder, path) = saga();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    assert_eq!(titles(&reader)[0], "双溪大桥恢复通车");
    reader.press("v");
    let at = titles(&reader).iter().position(|title| title.contains("拉索锈蚀")).unwrap();
    for _ in 1..at {
        reader.press("j");
    }
    reader.press("v");
    reader.shows("选中 2");
    reader.press("*");
    reader.shows("更多同类");
    let found = titles(&reader);
    assert!(found[..3].iter().all(|title| title.contains("双溪大桥")), "{found:?}");
    assert!(!found.contains(&"双溪大桥恢复通车"), "what was asked for is not among it");
    reader.press("q");
    assert_eq!(titles(&reader)[0], "双溪大桥恢复通车");
    assert_eq!(titles(&reader)[reader.app.headlines.list.selected - 1], "双溪大桥检修发现拉索锈蚀");
}

#[test]
fn the_trail_is_shown_and_jumped_along() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    let all = list(&reader);
    reader.press("Enter j j");
    let first = body(&reader);
    reader.press("1 /").press("Esc").press("C-f j q /").write("简讯").press("Enter j j");
    reader.shows("来路").shows("河道清淤今天开工 › 目录");
    reader.press("j");
    let search = list(&reader);
    reader.press("Enter W");
    reader.shows("►5 ").shows("检索：简讯");
    reader.press("k Enter");
    assert_eq!(list(&reader), search);
    reader.press("W g g j Enter");
    assert_eq!(body(&reader), first);
    reader.press("W g g Enter");
    assert_eq!(list(&reader), all);
    assert_eq!(reader.app.walk.forward.len(), 4);
    reader.press("W G Enter");
    assert!(open_title(&reader).ends_with("简讯"));
    assert_eq!((reader.app.walk.back.len(), reader.app.walk.forward.len()), (4, 0));
}

#[test]
fn lists_come_back_with_their_selection_and_scroll() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (80, 24));
    reader.press("G k k");
    let all = reader.screen();
    reader.press("/").write("简讯").press("Enter j");
    let search = reader.screen();
    reader.press("H");
    reader.press("C-o");
    assert_eq!(reader.screen(), search);
    reader.press("C-o");
    assert_eq!(reader.screen(), all);
    reader.press("C-i");
    assert_eq!(reader.screen(), search);
    reader.press("C-o h G k");
    reader.press("k");
    reader.press("Enter");
    reader.press("C-o");
    assert_eq!(reader.screen(), all, "stepping over categories leaves one stop behind");
    assert_eq!(reader.app.focus, Pane::Headlines);
}

#[test]
fn a_related_article_is_looked_at_in_place() {
    for size in [(50, 20), (80, 24), (120, 40), (200, 60)] {
        let (_folder, path) = town();
        let mut reader = Reader::open_with(&path, Desk::in_memory(), size);
        reader.press("Enter j j r");
        let before = reader.screen();
        reader.press("p");
        reader.shows("老桥修好了").shows("› 预览");
        assert!(body_of_screen(&reader).starts_with("老桥修好了"), "{}", reader.screen());
        reader.press("Space");
        assert!(!body_of_screen(&reader).contains("Some(0..15)"), "it scrolls");
        reader.press("G");
        assert!(body_of_screen(&reader).starts_with("菜场搬到新址"));
        reader.press("k");
        assert!(body_of_screen(&reader).starts_with("河道清淤今天开工"), "what is not held is not shown");
        reader.press("k p");
        assert_eq!(reader.screen(), before);
        reader.press("wait p j j Enter");
        assert_eq!(open_title(&reader), "菜场搬到新址");
        reader.press("C-o");
        assert_eq!(open_title(&reader), "河道清淤今天开工");
        let previewed = reader.app.headlines.rows.iter().find(|row| row.title == "老桥修好了").unwrap();
        assert!(previewed.unread, "looking at it is not reading it");
    }
}

/// The lines on the screen under the title of the article that they are of.
fn body_of_screen(reader: &Reader) -> String {
    let lines = reader.app.visible.iter().map(|line| format!("{:?}\n", line.line.source()));
    reader.app.on_screen().unwrap().headline().title.clone() + &lines.collect::<String>()
}

#[test]
fn a_preview_from_the_list_leaves_the_list_as_it_was() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    let before = reader.screen();
    reader.press("p");
    assert!(body_of_screen(&reader).starts_with("老桥修好了"));
    assert!(reader.app.reading.is_none());
    reader.press("r");
    assert_eq!(reader.screen(), before);
}

#[test]
fn what_rises_stands_beside_the_categories_and_opens_its_articles() {
    let (_folder, path) = festival();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.hides("近一周的词");
    reader.time_out(Timer::Topics);
    reader.shows("近一周的词").shows("龙舟");
    let before = list(&reader);
    reader.press("#");
    assert_eq!(reader.app.focus, Pane::Categories);
    assert_eq!(titles(&reader).len(), 5);
    assert!(titles(&reader).iter().all(|title| title.contains("龙舟")), "{:?}", titles(&reader));
    reader.shows("近一周：龙舟");
    reader.press("Enter Enter");
    assert!(open_title(&reader).contains("龙舟"));
    reader.press("C-o C-o");
    assert_eq!(list(&reader), before);
}

#[test]
fn tags_are_suggested_and_only_taken_by_hand() {
    let (_folder, path) = festival();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("Enter i");
    reader.shows("建议的标签").shows("龙舟");
    reader.press("q t");
    reader.shows("建议 龙舟");
    reader.press("Esc");
    assert!(reader.app.reading.as_ref().unwrap().opened.own_tags.is_empty());
    reader.press("t Tab Enter");
    let tags = &reader.app.reading.as_ref().unwrap().opened.own_tags;
    assert!(tags.len() == 1 && tags[0].contains("龙舟"), "{tags:?}");
}

#[test]
fn the_history_is_in_the_order_of_opening_and_can_be_searched() {
    let (_folder, path) = town();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    reader.press("j Enter q j Enter q g g Enter q H");
    assert_eq!(titles(&reader), ["河道清淤今天开工", "菜场搬到新址", "老桥修好了"]);
    reader.shows(" 打开・2024-07-19");
    reader.press("/").write("菜場").press("Enter");
    reader.shows("读过的：菜場");
    assert_eq!(titles(&reader), ["菜场搬到新址"]);
    reader.press("Enter C-o C-o");
    assert_eq!(titles(&reader).len(), 3);
    reader.press("C-i");
    assert_eq!(titles(&reader), ["菜场搬到新址"]);
}

#[test]
fn copies_stand_in_one_line_until_one_is_selected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copies.db");
    let text = "渡口的老船工说，今年水位比往年高出一截，航标灯也换成了新的，夜里过河不用再喊号子。镇上给渡船配了救生衣，\
                又在两岸修了石阶，雨天上下也不打滑。赶集的人多，渡船每天要跑六十多个来回。";
    let titles = ["老渡口换了新航标", "渡口夜航不再喊号子", "渡船一天跑六十趟", "两岸修起石阶"];
    let copy = |(day, title): (u32, &&str)| article(title, "本地", day, &[text, &format!("（{title}）")]);
    write_library(&path, (1..).zip(&titles).map(copy).collect());
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    open(&mut reader, "老渡口换了新航标");
    reader.shows("3 篇转载").shows("渡口夜航不再喊号子").hides("渡船一天跑六十趟");
    reader.press("r");
    reader.shows("渡口夜航不再喊号子").shows("渡船一天跑六十趟").shows("两岸修起石阶");
    reader.press("j Enter");
    assert_eq!(open_title(&reader), "渡船一天跑六十趟");
}

#[test]
fn articles_that_come_in_meanwhile_are_counted_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("growing.db");
    let day = |n: u32| article(&format!("第{n}天的潮水"), "本地", n, &["潮水涨到第三级台阶。"]);
    write_library(&path, (10..30).map(day).collect());
    let mut reader = Reader::open(&path);
    reader.press("j").shows("2/20");
    let before = reader.app.headlines.current().unwrap().key;
    write_library(&path, vec![day(40)]);
    reader.press("j").shows("4/21");
    reader.press("k");
    assert_eq!(reader.app.headlines.current().unwrap().key, before);
    reader.press("g g").shows("第40天的潮水");
}

#[test]
fn another_order_or_filter_keeps_the_article_and_is_no_step_of_the_way() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    let selected = |reader: &Reader| reader.app.headlines.current().unwrap().title.clone();
    reader.press("j j j j s j");
    let here = selected(&reader);
    for keys in ["o", "o", "o", "a", "a", "a", "o a a", "q", "o", "o"] {
        reader.press(keys);
        // Of what is starred the nearest stands in its place.
        if reader.app.headlines.selection.state != StateFilter::Starred {
            assert_eq!(selected(&reader), here, "{keys}");
        }
    }
    assert_eq!(reader.app.walk.back.len(), 0);
    reader.press("G");
    let last = selected(&reader);
    reader.press("a a a");
    assert_eq!(selected(&reader), last);
    // Who is at the top asks for what the new order begins with.
    reader.press("g g o");
    assert_eq!((selected(&reader), reader.app.headlines.list.selected), (last, 0));
    // What is not in the list any more has its neighbour selected.
    reader.press("j j");
    let (gone, next) = (selected(&reader), titles(&reader)[3].to_owned());
    reader.press("u a");
    assert_eq!(selected(&reader), next);
    reader.press("a a");
    assert_eq!(selected(&reader), gone);
}

#[test]
fn the_place_in_a_list_is_told_after_a_start_in_its_middle() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.db");
    let all = (0..900).map(|number| article(&format!("第{number}条"), "快讯", number, &["一句话。"]));
    write_library(&path, all.collect());
    let desk = folder.path().join("desk.db");
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    reader.press("3 0 0 G").shows("300/900");
    reader.press("Q");
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    reader.shows("300/900");
    for (keys, place) in [("j", "301/900"), ("a", "301/900"), ("o", "600/900")] {
        reader.press(keys).shows(place);
    }
    reader.press("/").write("第3条").press("Enter C-o").shows("600/900");
    let counts =
        |reader: &Reader| reader.asked.iter().filter(|it| matches!(it, Effect::ReadRank(..))).count();
    let before = counts(&reader);
    reader.press("j j k");
    assert_eq!(counts(&reader), before, "what is known is not counted again");
}
