//! Articles coming in: once, again, as other copies, and what they say about each other.

use super::{Shop, article, articles, contents, day, import, source};
use crate::news::{Article, Block, Body, Fidelity, Listed, Selection, Shelf};
use crate::store::{
    Desk, FailedItem, ItemStatus, LibraryWriter, Marks, Outcome, Prepared, RunSummary, StoreError,
};

#[test]
fn an_article_comes_out_as_it_went_in() {
    let shop = Shop::with(&[article(1)]);
    let library = shop.open();
    let put = shop.import(&[article(1)]);
    assert_eq!(put[0].outcome, Outcome::Unchanged);
    let open = library.article(put[0].id, &Marks::default()).unwrap().unwrap();
    assert_eq!(open.article, article(1));
    assert_eq!(open.headline.category_name, "高新区");
    assert!(open.headline.unread);
    assert_eq!(open.headline.published, Some(day(1)));
}

#[test]
fn a_second_import_changes_nothing() {
    let shop = Shop::with(&articles(300));
    let before = contents(&shop.path());
    assert!(shop.import(&articles(300)).iter().all(|put| put.outcome == Outcome::Unchanged));
    assert_eq!(contents(&shop.path()), before);
    assert_eq!(shop.open().articles().unwrap(), 300);
}

/// Several copies of the same articles: another format, an older capture, another text, and no capture at all.
fn copies() -> Vec<Article> {
    let mut copies = Vec::new();
    for number in 0..30 {
        let whole = Article { captured_at: Some(2_000), ..article(number) };
        let mut dump = Article {
            fidelity: Fidelity::PageText,
            views: Some(1),
            captured_at: Some(1_000),
            editor: Some("责编".into()),
            ..article(number)
        };
        dump.body.blocks.truncate(1);
        dump.external_ids = vec![format!("guid:样报#{number}")];
        let mut older = Article { captured_at: Some(1_500), views: Some(5_000), ..article(number) };
        older.body.blocks.reverse();
        copies.extend([dump, whole, older]);
    }
    copies
}

#[test]
fn the_order_of_copies_does_not_matter() {
    let forth = Shop::with(&copies());
    let mut backward = copies();
    backward.reverse();
    let back = Shop::with(&backward);
    let (one, other) = (forth.open(), back.open());
    for key in one.keys(&Selection::default(), 1_000, &Desk::in_memory()).unwrap() {
        let open = |library: &crate::store::Library| {
            let id = library.id_of(key).unwrap().expect("the same key in both");
            library.article(id, &Marks::default()).unwrap().unwrap()
        };
        let (one, other) = (open(&one), open(&other));
        assert_eq!(one.article, other.article);
        assert_eq!(one.headline.key, other.headline.key);
        assert_eq!(one.article.body, article(number_of(&one.article)).body);
        assert_eq!(one.article.editor.as_deref(), Some("责编"));
        assert_eq!(one.article.external_ids.len(), 1);
    }
    assert_eq!((one.articles().unwrap(), other.articles().unwrap()), (30, 30));
}

fn number_of(article: &Article) -> i64 {
    let digits: String =
        article.title.iter().flat_map(|title| title.chars()).filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

#[test]
fn copies_of_one_input_do_not_take_turns() {
    let mut other = article(1);
    other.body.blocks.reverse();
    other.views = Some(3);
    let both = [article(1), other.clone()];
    let shop = Shop::new();
    let outcomes = |puts: &[crate::store::Put]| puts.iter().map(|put| put.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes(&shop.import(&both)), [Outcome::Added, Outcome::Updated]);
    let before = contents(&shop.path());
    assert_eq!(outcomes(&shop.import(&both)), [Outcome::Unchanged, Outcome::Unchanged]);
    assert_eq!(contents(&shop.path()), before);
    let open = shop.open().article(crate::news::ArticleId(1), &Marks::default()).unwrap().unwrap();
    assert_eq!((open.article.body, open.revision), (other.body, 2));
    assert_eq!(open.article.views, article(1).views, "the larger holds where no capture is known");
}

#[test]
fn what_was_cut_short_does_not_replace_the_whole_nor_stand_in_its_way() {
    let mut cut = article(1);
    cut.body.blocks.truncate(1);
    let whole_of = |shop: &Shop| {
        let open = shop.open().article(crate::news::ArticleId(1), &Marks::default()).unwrap().unwrap();
        assert_eq!(open.article.body, article(1).body);
    };
    let shop = Shop::with(&[article(1)]);
    assert_eq!(shop.import(&[cut.clone()])[0].outcome, Outcome::Unchanged);
    whole_of(&shop);
    let shop = Shop::with(&[cut.clone()]);
    assert_eq!(shop.import(&[article(1)])[0].outcome, Outcome::Updated);
    assert_eq!(shop.import(&[cut])[0].outcome, Outcome::Unchanged);
    whole_of(&shop);
}

#[test]
fn different_news_under_one_title_on_one_day_all_stay() {
    let texts = [
        "早上的快讯：三号码头的吊车今天开始检修。",
        "中午的快讯：图书馆的还书处搬到了一楼。",
        "晚上的快讯：明天的早班轮渡改在六点开船。",
    ];
    let flash = |text: &str| Article {
        title: Some("快讯".into()),
        url: None,
        published: Some(day(1)),
        body: Body { blocks: vec![Block::Paragraph(text.into())] },
        ..article(1)
    };
    let all: Vec<Article> = texts.iter().map(|text| flash(text)).collect();
    let shop = Shop::with(&all);
    let keys = shop.open().keys(&Selection::default(), 9, &Desk::in_memory()).unwrap();
    assert_eq!(keys.iter().collect::<std::collections::HashSet<_>>().len(), 3);
    let before = contents(&shop.path());
    assert!(shop.import(&all).iter().all(|put| put.outcome == Outcome::Unchanged));
    assert_eq!(contents(&shop.path()), before);
    // The same text with a word more is the same news.
    let puts = shop.import(&[flash("早上的快讯：三号码头的吊车今天上午开始检修。")]);
    assert_eq!((puts[0].outcome, shop.open().articles().unwrap()), (Outcome::Updated, 3));
}

#[test]
fn a_text_that_comes_back_in_a_newer_capture_is_taken_back() {
    let at = |captured, blocks: usize| {
        let mut copy = Article { captured_at: Some(captured), ..article(1) };
        copy.body.blocks.truncate(blocks);
        copy
    };
    let shop = Shop::with(&[at(1, 2), at(2, 1), at(3, 2)]);
    let open = shop.open().article(crate::news::ArticleId(1), &Marks::default()).unwrap().unwrap();
    assert_eq!((open.article.body, open.revision), (article(1).body, 3));
    assert!(shop.import(&[at(1, 2), at(2, 1), at(3, 2)]).iter().all(|put| put.outcome == Outcome::Unchanged));
}

#[test]
fn articles_with_addresses_of_their_own_stay_apart() {
    let titled =
        |number: i64| Article {
            title: Some("每日快讯".into()), published: Some(day(1)), ..article(number)
        };
    let mut elsewhere = titled(3);
    elsewhere.url = Some("https://mirror.example/3".into());
    let mut dump = titled(1);
    dump.url = None;
    let shop = Shop::new();
    let puts = shop.import(&[titled(1), titled(2), dump, elsewhere]);
    assert_ne!(puts[0].id, puts[1].id);
    assert_eq!(puts[2].id, puts[0].id, "a dump has only its title");
    assert_eq!(puts[3].id, puts[0].id, "another host may be a mirror");
}

#[test]
fn a_better_name_becomes_the_key_and_the_old_one_still_finds() {
    let mut dump = article(1);
    dump.url = None;
    let shop = Shop::new();
    let old = shop.import(&[dump])[0];
    let new = shop.import(&[article(1)])[0];
    assert_eq!(old.id, new.id);
    assert_ne!(old.key, new.key);
    let library = shop.open();
    assert_eq!(library.key_of(new.id).unwrap(), Some(new.key));
    for key in [old.key, new.key] {
        assert_eq!(library.id_of(key).unwrap(), Some(new.id));
    }
    assert_eq!(library.keys(&Selection::default(), 9, &Desk::in_memory()).unwrap(), [new.key]);
}

#[test]
fn an_article_that_moves_leaves_its_shelves() {
    let shop = Shop::with(&articles(10));
    let mut moved = article(4);
    moved.category_path = vec!["史料".into()];
    moved.tags = vec!["铅字".into()];
    moved.pinned = true;
    moved.views = Some(9_999);
    assert_eq!(shop.import(&[moved])[0].outcome, Outcome::Updated);
    let library = shop.open();
    let desk = Desk::in_memory();
    for category in library.categories().unwrap() {
        let selection = Selection { shelf: Shelf::Category(category.id), ..Selection::default() };
        let keys = library.keys(&selection, 100, &desk).unwrap();
        assert_eq!(keys.len() as u64, category.total, "{}", category.name);
    }
    for tag in library.tags(100).unwrap() {
        let selection = Selection { shelf: Shelf::Tag(tag.name.clone()), ..Selection::default() };
        assert_eq!(library.keys(&selection, 100, &desk).unwrap().len() as u64, tag.total, "{}", tag.name);
    }
    let first = library.headlines(&Selection::default(), crate::news::Page::first(1), &desk).unwrap();
    assert_eq!(first.headlines[0].views, Some(9_999));
}

#[test]
fn what_a_page_lists_is_found_whenever_it_comes_in() {
    let mut by_address = article(5);
    by_address.listed =
        vec![Listed { title: "改了题目的".into(), url: article(9).url, ..Listed::default() }];
    let shop = Shop::with(&[article(1), by_address]);
    let marks = Marks::default();
    let one = crate::news::ArticleId(1);
    let listed_only = |mut related: Vec<crate::news::Related>| {
        related.retain(|item| item.kinship == crate::news::Kinship::Listed);
        related
    };
    let listed = listed_only(shop.open().related(one, &marks).unwrap());
    assert!(listed.iter().all(|related| related.id.is_none()));
    assert_eq!(listed[0].excerpt, "下一号的摘要……");
    let puts = shop.import(&[article(2), article(9)]);
    let library = shop.open();
    let listed = library.related(one, &marks).unwrap();
    assert_eq!(listed[0].id, Some(puts[0].id));
    assert_eq!(listed[1].id, None);
    assert_eq!(library.related(crate::news::ArticleId(2), &marks).unwrap()[0].id, Some(puts[1].id));
    assert_eq!(
        library.related(puts[0].id, &marks).unwrap()[0].id,
        None,
        "an article does not wait for itself"
    );
}

#[test]
fn the_log_tells_what_became_of_each_item() {
    let shop = Shop::with(&articles(3));
    let mut writer = LibraryWriter::open(&shop.path()).unwrap();
    writer.begin_run("import\u{1b}[2J pages").unwrap();
    let mut changed = article(1);
    changed.author = Some("另一位".into());
    for article in [article(0), changed, article(7)] {
        writer.put(&Prepared::of(article, &source())).unwrap();
    }
    let item = FailedItem { path: "a\u{1b}.html", offset: 7, status: ItemStatus::Failed, message: "no text" };
    writer.fail(&item).unwrap();
    let summary = writer.finish().unwrap();
    let expected = RunSummary { added: 1, updated: 1, unchanged: 1, skipped: 0, failed: 1, settled: true };
    assert_eq!(summary, expected);
    let runs = shop.open().runs(10).unwrap();
    assert_eq!(runs.len(), 2);
    assert_eq!(runs[0].counts, [1, 1, 1, 0, 1]);
    assert!(runs[0].finished.is_some());
    assert!(!runs[0].arguments.contains('\u{1b}'));
}

#[test]
fn two_imports_do_not_mix() {
    let shop = Shop::new();
    let first = LibraryWriter::open(&shop.path()).unwrap();
    assert!(matches!(LibraryWriter::open(&shop.path()), Err(StoreError::Locked { .. })));
    first.finish().unwrap();
    import(&shop.path(), &articles(2));
}

#[test]
fn a_finished_library_is_one_file_that_says_what_it_is() {
    let shop = Shop::with(&articles(5));
    let files: Vec<_> =
        std::fs::read_dir(shop.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["library.db"]);
    let header = std::fs::read(shop.path()).unwrap();
    assert_eq!(header[18..20], [1, 1], "no write-ahead log");
    assert_eq!(header[68..72], crate::store::LIBRARY_ID.to_be_bytes());
}

#[test]
fn a_library_that_is_being_read_is_left_whole_though_not_settled() {
    let shop = Shop::with(&articles(5));
    let library = shop.open();
    library.articles().unwrap();
    let mut writer = LibraryWriter::open(&shop.path()).unwrap();
    writer.put(&Prepared::of(article(6), &source())).unwrap();
    writer.commit().unwrap();
    assert_eq!(library.articles().unwrap(), 6, "read while it is written");
    assert_eq!(library.changed().unwrap(), crate::store::Freshness::Grown);
    let settled = writer.finish().unwrap().settled;
    assert_eq!(library.articles().unwrap(), 6);
    drop(library);
    if !settled {
        assert!(LibraryWriter::open(&shop.path()).unwrap().finish().unwrap().settled);
    }
    assert_eq!(shop.open().articles().unwrap(), 6);
}
