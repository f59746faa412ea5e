//! Changes, undoing, positions, places, and another edition.

use super::{Room, keys};
use crate::news::{ArticleKey, Bookmark, Order, ParagraphKey, Place, Selection, Shelf, StateFilter};
use crate::store::tests::{Shop, article, articles};
use crate::store::{Change, Desk, Flipped, Marks};

fn read(numbers: impl IntoIterator<Item = i64>, read: bool) -> Change {
    Change::Read { keys: keys(numbers), read }
}

fn note(key: i64, text: Option<&str>) -> Change {
    Change::Note { key: ArticleKey(key), text: text.map(str::to_owned) }
}

#[test]
fn what_was_done_is_there_the_next_time() {
    let room = Room::new();
    let mut desk = room.open();
    let at = Bookmark { block: 3, paragraph: Some(ParagraphKey(-9)), byte: 12 };
    assert_eq!(
        desk.apply(&read([1, 2], true)).unwrap(),
        [1, 2].map(|key| Flipped { key: ArticleKey(key), read: true })
    );
    assert_eq!(desk.apply(&read([2, 2], true)).unwrap(), [], "it was read already");
    desk.apply(&Change::Star { keys: keys([2]), starred: true }).unwrap();
    desk.apply(&Change::Tag { keys: keys([1, 2]), name: "待查".into(), on: true }).unwrap();
    desk.apply(&note(1, Some("问一问"))).unwrap();
    desk.set_bookmark(ArticleKey(1), &at).unwrap();
    desk.set_setting("measure", Some("36")).unwrap();
    for key in [1, 2, 1] {
        desk.opened(ArticleKey(key)).unwrap();
    }
    drop(desk);
    let desk = room.open();
    assert!(desk.marks().is_read(ArticleKey(1)) && desk.marks().is_read(ArticleKey(2)));
    assert!(!desk.marks().is_starred(ArticleKey(1)) && desk.marks().is_starred(ArticleKey(2)));
    assert_eq!(desk.tags_of(ArticleKey(1)).unwrap(), ["待查"]);
    assert_eq!(desk.tags().unwrap()[0].total, 2);
    assert_eq!(desk.note(ArticleKey(1)).unwrap().as_deref(), Some("问一问"));
    assert_eq!(desk.bookmark(ArticleKey(1)).unwrap(), Some(at));
    assert_eq!(desk.bookmark(ArticleKey(2)).unwrap(), None);
    assert_eq!(desk.history(9).unwrap(), keys([1, 2]));
    assert_eq!(desk.settings().unwrap(), [("measure".to_owned(), "36".to_owned())]);
}

fn state(desk: &Desk) -> String {
    let marks = desk.marks();
    let all = keys(1..=6);
    let read: Vec<_> = all.iter().filter(|key| marks.is_read(**key)).collect();
    let starred: Vec<_> = all.iter().filter(|key| marks.is_starred(**key)).collect();
    let tags: Vec<_> = all.iter().map(|key| desk.tags_of(*key).unwrap()).collect();
    let notes: Vec<_> = all.iter().map(|key| desk.note(*key).unwrap()).collect();
    format!("{read:?} {starred:?} {tags:?} {notes:?}")
}

#[test]
fn every_change_can_be_taken_back_and_made_again() {
    let mut desk = Desk::in_memory();
    let changes = [
        read([1, 2], true),
        read([2, 3], true),
        Change::Star { keys: keys([3, 4]), starred: true },
        read([1], false),
        Change::Tag { keys: keys([1, 5]), name: "甲".into(), on: true },
        Change::Tag { keys: keys([1]), name: "甲".into(), on: false },
        note(6, Some("一")),
        note(6, Some("二")),
        note(6, None),
        Change::Star { keys: keys([3]), starred: false },
    ];
    let mut states = vec![state(&desk)];
    for change in &changes {
        desk.apply(change).unwrap();
        states.push(state(&desk));
    }
    for (change, before) in changes.iter().zip(&states).rev() {
        let undone = desk.undo().unwrap().unwrap();
        assert_eq!(state(&desk), *before, "{change:?}");
        assert_eq!(std::mem::discriminant(&undone.change), std::mem::discriminant(change));
    }
    assert_eq!(desk.undo().unwrap(), None);
    for after in &states[1..] {
        desk.redo().unwrap().unwrap();
        assert_eq!(state(&desk), *after);
    }
    assert_eq!(desk.redo().unwrap(), None);
}

#[test]
fn a_new_change_ends_what_could_be_made_again() {
    let mut desk = Desk::in_memory();
    desk.apply(&read([1], true)).unwrap();
    desk.undo().unwrap();
    desk.apply(&read([2], true)).unwrap();
    assert_eq!(desk.redo().unwrap(), None);
    desk.apply(&read([2], true)).unwrap();
    assert_eq!(desk.undo().unwrap().unwrap().change, read([2], true), "what changed nothing is not noted");
    assert_eq!(desk.undo().unwrap(), None);
}

#[test]
fn a_change_of_many_is_undone_in_one_step_and_only_where_it_changed_something() {
    let room = Room::new();
    let mut desk = room.open();
    desk.apply(&read(1..=100, true)).unwrap();
    desk.apply(&read(1..=20_000, true)).unwrap();
    drop(desk);
    let mut desk = room.open();
    assert_eq!(desk.undo().unwrap().unwrap().flipped.len(), 19_900, "after a restart, too");
    assert_eq!(desk.marks().read_count(), 100);
    assert_eq!(desk.redo().unwrap().unwrap().flipped.len(), 19_900);
}

#[test]
fn deeds_do_not_grow_without_end() {
    let mut desk = Desk::in_memory();
    for number in 0..300 {
        desk.apply(&read([number], true)).unwrap();
    }
    let mut undone = 0;
    while desk.undo().unwrap().is_some() {
        undone += 1;
    }
    assert_eq!(undone, 200);
}

#[test]
fn unread_is_counted_by_category_and_kept_by_changes() {
    let shop = Shop::with(&articles(30));
    let library = shop.open();
    let mut desk = Desk::in_memory();
    let mut tally = library.tally(desk.marks()).unwrap();
    let keys = library.keys(&Selection::default(), 7, &desk).unwrap();
    let strange = vec![ArticleKey(5)];
    for change in [
        Change::Read { keys: keys.clone(), read: true },
        Change::Read { keys: keys[..3].to_vec(), read: false },
        Change::Read { keys: strange, read: true },
    ] {
        let flipped = desk.apply(&change).unwrap();
        tally.follow(&library, &flipped).unwrap();
    }
    let undone = desk.undo().unwrap().unwrap();
    tally.follow(&library, &undone.flipped).unwrap();
    let mut categories = library.categories().unwrap();
    tally.fill(&mut categories);
    for category in &categories {
        let unread = Selection {
            shelf: Shelf::Category(category.id),
            state: StateFilter::Unread,
            ..Selection::default()
        };
        assert_eq!(
            library.keys(&unread, 100, &desk).unwrap().len() as u64,
            category.unread,
            "{}",
            category.name
        );
    }
    assert_eq!(tally.unread(), 26);
    assert_eq!(library.tally(desk.marks()).unwrap().unread(), 26);
}

#[test]
fn a_place_is_found_in_another_edition() {
    let first = Shop::with(&articles(30)).open();
    let mut desk = Desk::in_memory();
    let park = first.category_at(&["园区".into(), "高新区".into()]).unwrap().unwrap();
    let key = first.keys(&Selection::default(), 1, &desk).unwrap()[0];
    let at = Bookmark { block: 1, paragraph: None, byte: 3 };
    let place = Place {
        selection: Selection {
            shelf: Shelf::Category(park),
            state: StateFilter::Unread,
            order: Order::Oldest,
            titled: "zj".to_owned(),
        },
        headline: Some(key),
        article: Some((key, at)),
    };
    assert_eq!(desk.last_place(&first).unwrap(), None);
    desk.set_last_place(&place, &first).unwrap();
    desk.set_mark('a', &place, &first).unwrap();
    assert_eq!(desk.last_place(&first).unwrap(), Some(place.clone()));
    let mut other = articles(30);
    other.reverse();
    let next = Shop::with(&other).open();
    let found = desk.mark('a', &next).unwrap().unwrap();
    assert_eq!((found.headline, found.article), (place.headline, place.article));
    let Shelf::Category(id) = found.selection.shelf else { panic!("{found:?}") };
    assert_eq!(next.category_path(id).unwrap(), ["园区", "高新区"]);
    assert_eq!(desk.mark('b', &next).unwrap(), None);
    let mut moved = article(1);
    moved.category_path = vec!["园区".into()];
    let last = Shop::with(&[moved]).open();
    let found = desk.last_place(&last).unwrap().unwrap().selection.shelf;
    assert_eq!(found, Shelf::Category(last.category_at(&["园区".into()]).unwrap().unwrap()));
    let none = Shop::new();
    none.import(&[]);
    assert_eq!(desk.last_place(&none.open()).unwrap().unwrap().selection.shelf, Shelf::All);
}

#[test]
fn what_an_article_was_called_before_is_not_lost() {
    let shop = Shop::new();
    let mut dump = article(1);
    dump.url = None;
    let old = shop.import(&[dump])[0].key;
    let mut desk = Desk::in_memory();
    desk.apply(&Change::Read { keys: vec![old], read: true }).unwrap();
    desk.apply(&Change::Star { keys: vec![old], starred: true }).unwrap();
    desk.apply(&note(old.0, Some("记"))).unwrap();
    desk.opened(old).unwrap();
    let put = shop.import(&[article(1)])[0];
    let library = shop.open();
    let mut tally = library.tally(desk.marks()).unwrap();
    assert_eq!(tally.renamed(), [(old, put.key)]);
    let flipped = desk.rename(tally.renamed()).unwrap();
    tally.follow(&library, &flipped).unwrap();
    assert_eq!(tally.unread(), 0);
    assert!(desk.marks().is_starred(put.key) && !desk.marks().is_starred(old));
    assert_eq!(desk.note(put.key).unwrap().as_deref(), Some("记"));
    assert_eq!(desk.history(5).unwrap(), [put.key]);
    assert!(library.article(put.id, desk.marks()).unwrap().unwrap().headline.starred);
    assert_eq!(library.tally(&Marks::default()).unwrap().unread(), 1);
}
