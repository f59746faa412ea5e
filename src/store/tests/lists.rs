//! Lists: paging both ways, orders, filters, places, counts, and that no query walks a table.

use super::{Shop, articles};
use crate::news::{ArticleKey, Cursor, Direction, Headline, Order, Page, Selection, Shelf, StateFilter};
use crate::store::{Change, Desk, Library};

fn all(
    library: &Library,
    desk: &Desk,
    selection: &Selection,
    (direction, size): (Direction, usize),
) -> Vec<Headline> {
    let mut found: Vec<Headline> = Vec::new();
    let mut from: Option<Cursor> = None;
    loop {
        let page = library.headlines(selection, Page { from, direction, limit: size }, desk).unwrap();
        let end = if direction == Direction::Forward { page.at_end } else { page.at_start };
        match direction {
            Direction::Forward => found.extend(page.headlines),
            Direction::Backward => found = page.headlines.into_iter().chain(found).collect(),
        }
        if end {
            return found;
        }
        let edge = if direction == Direction::Forward { found.last() } else { found.first() };
        from = edge.map(|headline| headline.cursor);
    }
}

fn ids(headlines: &[Headline]) -> Vec<i64> {
    headlines.iter().map(|headline| headline.id.0).collect()
}

fn a_hundred() -> Shop {
    let mut articles = articles(100);
    articles[10].pinned = true;
    articles[50].pinned = true;
    articles[7].published = None;
    Shop::with(&articles)
}

#[test]
fn pages_join_to_the_whole_list_in_every_order_both_ways() {
    let shop = a_hundred();
    let (library, mut desk) = (shop.open(), Desk::in_memory());
    let keys: Vec<ArticleKey> =
        [3, 20, 21, 50, 99].map(|id| library.key_of(crate::news::ArticleId(id)).unwrap().unwrap()).into();
    desk.apply(&Change::Read { keys: keys.clone(), read: true }).unwrap();
    desk.apply(&Change::Star { keys: keys.clone(), starred: true }).unwrap();
    desk.apply(&Change::Tag { keys: keys.clone(), name: "排版".into(), on: true }).unwrap();
    desk.apply(&Change::Tag { keys: keys.clone(), name: "双数".into(), on: true }).unwrap();
    for key in &keys {
        desk.opened(*key).unwrap();
    }
    let park = library.category_at(&["园区".into(), "高新区".into()]).unwrap().unwrap();
    let shelves =
        [Shelf::All, Shelf::Category(park), Shelf::Tag("双数".into()), Shelf::History, Shelf::These(keys)];
    for shelf in shelves {
        for order in [Order::Newest, Order::Oldest, Order::Views] {
            for state in [StateFilter::All, StateFilter::Unread, StateFilter::Starred] {
                let selection = Selection { shelf: shelf.clone(), state, order, ..Selection::default() };
                let whole = ids(&all(&library, &desk, &selection, (Direction::Forward, 1_000)));
                for size in [1, 7] {
                    let forward = all(&library, &desk, &selection, (Direction::Forward, size));
                    assert_eq!(ids(&forward), whole, "{selection:?}");
                    let backward = all(&library, &desk, &selection, (Direction::Backward, size));
                    assert_eq!(ids(&backward), whole, "{selection:?}");
                    for (place, headline) in forward.iter().enumerate() {
                        let cursor = library.cursor_of(&selection, headline.id, &desk).unwrap();
                        assert_eq!(cursor, Some(headline.cursor), "{selection:?}");
                        let rank = library.rank(&selection, headline.cursor, &desk).unwrap();
                        assert_eq!(rank, place as u64, "{selection:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_newest_stand_first_after_the_pinned_and_the_undated_last() {
    let shop = a_hundred();
    let (library, desk) = (shop.open(), Desk::in_memory());
    let list = all(&library, &desk, &Selection::default(), (Direction::Forward, 30));
    assert_eq!(ids(&list)[..4], [51, 11, 100, 99]);
    assert_eq!(ids(&list).last(), Some(&8));
    assert_eq!(list.len(), 100);
    let by_views = Selection { order: Order::Views, ..Selection::default() };
    let views: Vec<_> =
        all(&library, &desk, &by_views, (Direction::Forward, 30)).iter().map(|h| h.views).collect();
    assert!(views.is_sorted_by(|one, other| one >= other));
}
