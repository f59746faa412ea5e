//! Searching as a person does it: letters for hanzi, results while typing, narrowing, keeping a search.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::layout::Pane;
use banxin::app::message::Effect;
use banxin::news::{Article, Shelf};
use banxin::store::{Desk, Library, LibraryWriter};
use std::path::PathBuf;
use support::library::{article, town, write_library};
use support::reader::Reader;
use tempfile::TempDir;

/// Articles about two places whose initials are the same, one of them more often.
fn places() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.db");
    let from = |article: Article, source: &str| Article { source_name: Some(source.to_owned()), ..article };
    let mut articles: Vec<Article> = (0..6)
        .map(|n| {
            let title = format!("镇江园区第{n}期开工");
            from(article(&title, "本地/园区", 100 + n, &["项目在镇江落地，银行到会。"]), "江边日报")
        })
        .collect();
    articles.push(from(article("浙江来客", "外地", 90, &["从浙江来，到长江边看看。"]), "远方晚报"));
    articles.push(from(article("重庆火锅", "外地", 500, &["重庆的火锅，鎮江的醋。"]), "远方晚报"));
    write_library(&path, articles);
    (folder, path)
}

#[test]
fn letters_show_words_of_this_library_and_a_digit_takes_one() {
    let (_folder, path) = places();
    let mut reader = Reader::open(&path);
    reader.press("/").write("zj");
    reader.shows("1 镇江 7").shows("2 浙江 1");
    reader.press("2");
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "浙江");
    reader.shows("浙江来客").hides("火锅").hides("1 镇江");
    reader.press("Space").write("changj").press("Space");
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "浙江 长江");
    reader.press("Enter");
    assert!(reader.app.prompt.is_none());
    assert_eq!(reader.app.headlines.selection.shelf, Shelf::Search("浙江 长江".to_owned()));
    reader.press("C-o").shows("重庆火锅");
}

#[test]
fn polyphones_are_found_by_phrase_and_letters_stay_letters() {
    let (_folder, path) = places();
    let mut reader = Reader::open(&path);
    for (letters, word) in [("yinhang", "银行"), ("chongq", "重庆"), ("cj", "长江")] {
        reader.press("/").write(letters).press("Space");
        assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), word);
        reader.press("Esc");
    }
    reader.press("/").write("zj").press("Esc").write("2 yh1");
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "zj2 yh1", "put away, they are letters");
    reader.press("Esc");
    assert!(reader.app.prompt.is_none());
    reader.press("/").write("vip 5g is:unread Wi-Fi");
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "vip 5g is:unread Wi-Fi");
}

#[test]
fn a_candidate_has_the_number_that_a_search_finds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("now.db");
    let texts = ["现在开船。", "船出现在雾里。", "雾里发现在修的桥。", "雨停了。"];
    write_library(
        &path,
        (0..).zip(texts).map(|(n, text)| article(&format!("第{n}日"), "本地", 100 + n, &[text])).collect(),
    );
    let library = Library::open(&path).unwrap();
    let found = library.suggest("xianzai", 9).unwrap();
    assert_eq!((found[0].word.as_str(), found[0].articles), ("现在", 3), "{found:?}");
    let mut reader = Reader::open(&path);
    reader.press("/").write("xianzai").shows("1 现在 3");
    reader.press("Space Enter").shows("/3");
}

#[test]
fn keys_typed_before_the_words_are_there_wait_for_them() {
    let (_folder, path) = places();
    let mut reader = Reader::open(&path);
    reader.press("/");
    let mut effects = Vec::new();
    for c in "zj2 yh1".chars() {
        effects
            .extend(reader.app.update(banxin::app::message::Message::Key(banxin::app::key::Key::char(c)), 0));
    }
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "zj");
    // Of the waiting questions of a kind only the newest is asked.
    let last = effects.iter().rfind(|effect| matches!(effect, Effect::Suggest(..))).cloned();
    reader.perform(last.into_iter().collect());
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "浙江 银行");
}

#[test]
fn results_follow_the_typing_and_leave_with_the_field() {
    let (_folder, path) = places();
    let mut reader = Reader::open(&path);
    reader.press("j j");
    let before = reader.app.headlines.current().unwrap().title.clone();
    reader.press("/").write("火锅");
    reader.shows("重庆火锅").hides("浙江来客");
    reader.write(" \"醋");
    reader.shows("引号").shows("重庆火锅");
    reader.press("Esc");
    assert_eq!(reader.app.headlines.selection.shelf, Shelf::All);
    assert_eq!(reader.app.headlines.current().unwrap().title, before);
    assert!(reader.app.walk.back.is_empty());
}

#[test]
fn hits_are_marked_in_the_list_and_the_article_opens_on_the_first() {
    let (_folder, path) = places();
    let mut reader = Reader::open(&path);
    reader.press("/").write("镇江的醋").press("Enter");
    let headline = reader.app.headlines.current().unwrap();
    let hit = headline.excerpt.get(headline.excerpt_hits[0].clone()).unwrap();
    assert_eq!(hit, "鎮江的醋");
    let hit_style = reader.themes[0].hit;
    let marked = reader
        .buffer()
        .content
        .iter()
        .filter(|cell| Some(cell.bg) == hit_style.bg && cell.symbol() != " ")
        .count();
    assert!(hit_style.bg.is_none() || marked >= 8, "{marked}");
    reader.press("Enter");
    assert_eq!(reader.app.hits.as_ref().unwrap().places, [(0, 18..30)]);
}

#[test]
fn a_narrow_row_shows_the_words_around_its_hit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.db");
    let run_up = "渡口的老人说，从前摆渡的船有七条，后来修了桥，来坐船的人一年比一年少，到去年只剩下一条";
    let far = format!("{run_up}，船夫仍旧每天擦一遍缆桩，等着晨雾散去。");
    let last = format!("{run_up}，停在缆桩旁。");
    write_library(
        &path,
        vec![article("渡口", "本地", 100, &[&far]), article("末班船", "本地", 90, &[&last])],
    );
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (80, 24));
    for size in [(80, 24), (100, 30), (44, 20)] {
        reader.resize(size.0, size.1);
        reader.press("/").write("缆桩").press("Enter");
        let screen = reader.screen();
        let shown: Vec<&str> =
            screen.lines().filter(|line| line.contains("缆桩") && line.contains('…')).collect();
        assert_eq!(shown.len(), 2, "{size:?} {screen}");
        let buffer = reader.buffer();
        let hit = reader.themes[0].hit;
        let is_marked = |cell: &&ratatui::buffer::Cell| cell.symbol() == "缆" && Some(cell.bg) == hit.bg;
        let marked = buffer.content.iter().filter(is_marked).count();
        assert_eq!(marked, if hit.bg.is_some() { 2 } else { 0 }, "{size:?} {screen}");
        reader.press("q");
    }
    reader.resize(200, 60);
    reader.press("/").write("缆桩").press("Enter").shows("渡口的老人说，从前");
}

#[test]
fn a_list_of_the_closest_says_that_it_is_one() {
    let (_folder, path) = places();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (100, 30));
    reader.press("/").write("重庆火锅和镇江园区").press("Enter").shows("没有逐字相符的，以下最接近：重庆");
    reader.press("/").write("火锅").press("Enter").shows("检索：火锅").hides("最接近");
    reader.press("C-o").shows("最接近");
}

#[test]
fn a_search_is_narrowed_by_a_key() {
    let (_folder, path) = places();
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (100, 30));
    reader.press("F").shows("先检索");
    reader.press("/").write("镇江").press("Enter F");
    reader.shows("园区      6").shows("外地      1").shows("2024      6").shows("江边日报  6");
    reader.press("2");
    assert_eq!(reader.app.headlines.selection.shelf, Shelf::Search("镇江 cat:\"外地\"".to_owned()));
    assert_eq!(reader.app.headlines.rows.len(), 1);
    reader.press("C-o F j j j j j Enter");
    assert_eq!(reader.app.headlines.selection.shelf, Shelf::Search("镇江 source:\"远方晚报\"".to_owned()));
    assert_eq!(reader.app.headlines.current().unwrap().title, "重庆火锅");
}

#[test]
fn searches_are_remembered_and_saved_ones_stand_beside_the_categories() {
    let (_folder, path) = places();
    let desk_folder = tempfile::tempdir().unwrap();
    let desk = desk_folder.path().join("desk.db");
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (120, 30));
    reader.press("/").write("火锅").press("Enter q");
    reader.press("/").write("园区").press("Enter B").shows("检索 园区");
    reader.press("/ Up Up").shows("重庆火锅");
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "火锅");
    drop(reader);
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (120, 30));
    reader.shows("检索 园区");
    reader.press("/ Up");
    assert_eq!(reader.app.prompt.as_ref().unwrap().field.text(), "园区");
    reader.press("Esc g g ] ] ]");
    assert_eq!(reader.app.headlines.selection.shelf, Shelf::Search("园区".to_owned()));
    assert_eq!(reader.app.headlines.rows.len(), 6);
    reader.press("B").hides("检索 园区  ");
    assert!(reader.app.searches.saved.is_empty());
}

#[test]
fn a_list_is_filtered_by_initials_at_once() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("f").write("lqxh").shows("老桥修好了").hides("号简讯");
    reader.press("Enter");
    assert_eq!(reader.app.headlines.rows.len(), 1);
    assert_eq!(reader.app.focus, Pane::Headlines);
    reader.press("q").shows("菜场搬到新址");
    reader.press("f").write("好").press("Esc").shows("菜场搬到新址");
    reader.press(":").write("peise");
    assert!(!reader.app.prompt.as_ref().unwrap().matches.is_empty());
}

#[test]
fn an_index_made_anew_is_the_same() {
    let (_folder, path) = places();
    let asked = |path: &PathBuf| {
        let library = Library::open(path).unwrap();
        let mut reader = Reader::open(path);
        reader.press("/").write("镇江").press("Enter F");
        (library.suggest("zj", 9).unwrap(), library.suggest("y", 90).unwrap(), reader.screen())
    };
    let before = asked(&path);
    assert!(!before.0.is_empty());
    let mut writer = LibraryWriter::open(&path).unwrap();
    let mut told = Vec::new();
    assert_eq!(writer.reindex(|done, total| told.push((done, total))).unwrap(), 8);
    writer.finish().unwrap();
    assert_eq!(told, [(0, 8), (8, 8)]);
    assert_eq!(asked(&path), before);
}

#[test]
fn a_count_that_went_no_further_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.db");
    let long = "短讯，市民，见报。".repeat(7);
    write_library(
        &path,
        (0..700).map(|n| article(&format!("镇江第{n}条"), "本地", 100 + n, &[&long])).collect(),
    );
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 30));
    reader.press("/").write("镇江").press("Enter").shows("/700").hides("700+");
    reader.press("/").write("镇江 is:unread").press("Enter").shows("/700").hides("700+");
    // A text longer than what the index is asked for is read to be certain.
    reader.press("/").write(&long).press("Enter").shows("1/500+");
}

#[test]
fn a_mistyped_field_is_shown_where_it_is_and_the_list_stays() {
    let (_folder, path) = places();
    let mut reader = Reader::open(&path);
    reader.press("/").write("火锅 titel:x").shows("是不是“title").shows("重庆火锅");
    let mut reader = Reader::open(&path);
    reader.press("/").write("记者：张").hides("是不是");
}

#[test]
fn own_tags_and_notes_are_found_again() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("v v t").write("待读").press("Enter Esc");
    reader.press("g g i").shows("待读");
    reader.press("q j j Enter E").write("要核对").press("Enter q i").shows("要核对");
    reader.press("q /").write("标签:待读").press("Enter");
    assert_eq!(reader.app.headlines.rows.len(), 2);
    reader.press("q /").write("-标签:待读").press("Enter");
    assert_eq!(reader.app.headlines.rows.len(), 10);
    for words in ["有:批注", "has:note"] {
        reader.press("q /").write(words).press("Enter");
        assert_eq!(reader.app.headlines.rows.len(), 1, "{words}");
    }
    reader.press("q /").write("有:批注 标签:待读").press("Enter").shows("没有找到");
}

#[test]
fn what_is_wrong_with_a_query_is_told_whole_over_a_list_with_its_own_name() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("/").write("日期:2024-13").shows("2024-03-15 或 2024-03..2024-09");
    reader.shows("检索：日期:2024-1\n").shows("日期:2024-13");
    reader.press("C-u").write("是:不知").shows("状态有 未读、已读、收藏，没有“不知”").shows("▐检索：是・");
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (40, 12));
    reader.press("/").write("日期:2024-13");
    let screen = reader.screen().split_whitespace().collect::<String>();
    assert!(screen.contains("2024-03-15或2024-03..2024-09"), "{screen}");
}

#[test]
fn a_filter_has_one_heading_and_no_counts_of_something_else() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    reader.press("f").write("qiao");
    let words = reader.app.prompt.as_ref().unwrap().candidates.clone();
    assert!(!words.is_empty());
    reader.shows("目录・标题含 qiao");
    assert!(words.page().all(|(_, word)| word.articles == 0));
    reader.press("1 Enter");
    let heading = reader.screen();
    assert!(heading.contains("▐目录・标题含 ") && !heading.contains("检索："), "{heading}");
    // In a section it is the section that is filtered.
    reader.press("q ] f").write("简").press("Enter").shows("・标题含 简");
    reader.hides("检索：");
}
