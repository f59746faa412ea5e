//! A library that came damaged: what can be read of it is shown, and nothing of it stops the program.

use super::{Shop, articles};
use crate::news::{ArticleId, Order, Page, Selection, Shelf, StateFilter};
use crate::store::{Desk, Library, Marks, StoreError};
use std::path::Path;
use std::time::{Duration, Instant};

/// Everything that a reader asks; counts the answers that were none.
fn tour(library: &Library) -> usize {
    let desk = Desk::in_memory();
    let marks = Marks::default();
    let mut failures = 0;
    let mut note = |failed: bool| failures += usize::from(failed);
    let selections =
        [Order::Newest, Order::Oldest, Order::Views].map(|order| Selection { order, ..Selection::default() });
    for selection in selections {
        let page = library.headlines(&selection, Page::first(30), &desk);
        note(page.is_err());
        for headline in page.into_iter().flat_map(|page| page.headlines) {
            note(library.article(headline.id, &marks).is_err());
            note(library.related(headline.id, &marks).is_err());
            note(library.rank(&selection, headline.cursor, &desk).is_err());
        }
    }
    note(
        library
            .tags(20)
            .map(|tags| {
                for tag in tags {
                    let shelf = Shelf::Tag(tag.name);
                    let _ = library.keys(
                        &Selection { shelf, state: StateFilter::Unread, ..Selection::default() },
                        99,
                        &desk,
                    );
                }
            })
            .is_err(),
    );
    note(
        library
            .categories()
            .map(|categories| {
                for category in categories {
                    let _ = library.category_path(category.id);
                }
            })
            .is_err(),
    );
    note(library.find("第3号文章谈排版").is_err());
    note(library.tally(&marks).is_err());
    note(library.runs(5).is_err());
    failures
}

#[test]
fn damage_is_an_answer_and_never_an_end() {
    let shop = Shop::with(&articles(60));
    let sound = std::fs::read(shop.path()).unwrap();
    assert_eq!(tour(&shop.open()), 0);
    let damaged = shop.folder.path().join("damaged.db");
    let mut chance = 11_u64;
    let mut next = |end: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % end
    };
    let (mut opened, mut clean) = (0, 0);
    for turn in 0..250 {
        let mut bytes = sound.clone();
        let page = next(sound.len() / 4_096) * 4_096;
        match turn % 5 {
            0 => bytes[next(sound.len())] ^= 1 << next(8),
            1 => (0..16).for_each(|_| bytes[next(sound.len())] = next(256) as u8),
            2 => bytes.truncate(next(sound.len())),
            3 => bytes[page..page + 4_096].fill(0),
            _ => bytes.copy_within(page..page + 4_096, next(sound.len() / 4_096) * 4_096),
        }
        std::fs::write(&damaged, &bytes).unwrap();
        let start = Instant::now();
        match Library::open(&damaged) {
            Ok(library) => {
                opened += 1;
                clean += usize::from(tour(&library) == 0);
            }
            Err(StoreError::Unusable { .. }) => {}
            Err(other) => panic!("turn {turn}: {other}"),
        }
        assert!(start.elapsed() < Duration::from_secs(20), "turn {turn}");
    }
    assert!(
        opened > 100 && clean > 20 && clean < opened,
        "{opened} were opened, {clean} of them without a failure"
    );
}

/// Replaces bytes of the file, everywhere.
fn overwrite(path: &Path, old: &str, new: &[u8]) {
    let mut bytes = std::fs::read(path).unwrap();
    let old = old.as_bytes();
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> =
        bytes.windows(old.len()).enumerate().filter(|(_, window)| *window == old).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + old.len()].copy_from_slice(new);
    }
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn text_that_is_none_is_shown_with_signs_and_does_not_fail_the_list() {
    let shop = Shop::with(&articles(9));
    overwrite(&shop.path(), "第3号", &[0xff, 0xfe, 0x80, b'3', 0xe5, 0x8f, 0x00]);
    overwrite(&shop.path(), "编辑部", &[0xc0, 0xaf, 0xed, 0xa0, 0x80, 0x1b, b'[', b'2', b'J']);
    let library = shop.open();
    let page = library.headlines(&Selection::default(), Page::first(20), &Desk::in_memory()).unwrap();
    assert_eq!(page.headlines.len(), 9);
    assert!(page.headlines.iter().any(|headline| headline.title.contains('\u{fffd}')));
    assert!(page.headlines.iter().all(|headline| headline.author.as_ref().unwrap().contains('\u{fffd}')));
    for id in 1..=9 {
        assert!(library.article(ArticleId(id), &Marks::default()).unwrap().is_some());
    }
}

#[test]
fn a_text_that_cannot_be_read_is_told_and_a_better_copy_mends_it() {
    let shop = Shop::with(&articles(3));
    rusqlite::Connection::open(shop.path())
        .unwrap()
        .execute_batch("UPDATE body SET blocks = '{\"b\":[{\"k\":' WHERE article_id = 2")
        .unwrap();
    let marks = Marks::default();
    let error = shop.open().article(ArticleId(2), &marks).unwrap_err();
    assert!(matches!(error, StoreError::Content { .. }) && error.hint().is_some());
    assert!(shop.open().article(ArticleId(1), &marks).unwrap().is_some());
    let mut newer = articles(3);
    newer[1].captured_at = Some(5);
    shop.import(&newer);
    assert_eq!(shop.open().article(ArticleId(2), &marks).unwrap().unwrap().article.body, articles(3)[1].body);
}

#[test]
fn a_query_is_stopped_from_another_thread() {
    let library = Shop::with(&articles(1)).open();
    let interrupter = library.interrupter();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(30));
        interrupter.interrupt();
    });
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let answer = library.ask("counting without end", |connection| {
        connection.query_row(endless, [], |row| row.get::<_, i64>(0))
    });
    stopper.join().unwrap();
    assert!(answer.unwrap_err().is_interrupted());
    assert_eq!(library.articles().unwrap(), 1, "and the next one is answered");
}
