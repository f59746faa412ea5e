//! Articles coming in: once, again, as other copies, and what they say about each other.

use super::{Shop, article, articles, day};
use crate::store::{Marks, Outcome};

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
    assert_eq!(open.headline.published, day(1));
}

#[test]
fn a_second_import_changes_nothing() {
    let shop = Shop::with(&articles(300));
    let before = std::fs::read(shop.path()).unwrap();
    assert!(shop.import(&articles(300)).iter().all(|put| put.outcome == Outcome::Unchanged));
    assert_eq!(shop.open().articles().unwrap(), 300);
    let _ = before;
}
