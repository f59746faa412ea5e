//! A shelf walked in order from a cursor: one range of one index, whatever the size of the library.
//!
//! Pinned articles stand first, so a list by date is two ranges. A filter by a person's state is applied while walking,
//! by the key that stands in the index, without opening articles.

use super::column;
use crate::news::{ArticleId, ArticleKey, Cursor, Direction, Order, Page};
use rusqlite::{Connection, Statement, params};

/// One place on a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub cursor: Cursor,
    pub key: ArticleKey,
}

/// Which article comes first in a list of this order.
pub(super) fn compare(order: Order, one: &Cursor, other: &Cursor) -> std::cmp::Ordering {
    order.compare(one, other)
}

/// At most `page.limit` spots of `shelf` that pass `filter`, in list order.
pub(super) fn walk(
    connection: &Connection,
    (shelf, order): (i64, Order),
    page: Page,
    filter: &dyn Fn(ArticleKey) -> bool,
) -> rusqlite::Result<Vec<Spot>> {
    let mut spots = Vec::with_capacity(page.limit.min(1_000));
    let mut range = Range::prepare(connection, order, page.direction)?;
    for pinned in groups(order, page) {
        let from = page.from.filter(|from| from.pinned == pinned);
        range.collect((shelf, pinned), from, &mut |spot| {
            if filter(spot.key) {
                spots.push(spot);
            }
            spots.len() < page.limit
        })?;
        if spots.len() >= page.limit {
            break;
        }
    }
    if page.direction == Direction::Backward {
        spots.reverse();
    }
    Ok(spots)
}

/// How many articles stand before `cursor`.
pub(super) fn rank(
    connection: &Connection,
    (shelf, order): (i64, Order),
    cursor: Cursor,
    filter: &dyn Fn(ArticleKey) -> bool,
) -> rusqlite::Result<u64> {
    let before = Page { from: Some(cursor), direction: Direction::Backward, limit: usize::MAX };
    let mut range = Range::prepare(connection, order, Direction::Backward)?;
    let mut count = 0;
    for pinned in groups(order, before) {
        let from = Some(cursor).filter(|from| from.pinned == pinned);
        range.collect((shelf, pinned), from, &mut |spot| {
            count += u64::from(filter(spot.key));
            true
        })?;
    }
    Ok(count)
}

/// The groups of a list that a page can touch, in the order it meets them.
fn groups(order: Order, page: Page) -> Vec<bool> {
    let all: &[bool] = match (order, page.direction) {
        (Order::Views, _) => &[false],
        (_, Direction::Forward) => &[true, false],
        (_, Direction::Backward) => &[false, true],
    };
    let start = page.from.and_then(|from| all.iter().position(|group| *group == from.pinned)).unwrap_or(0);
    all.iter().skip(start).copied().collect()
}

/// One prepared range over an index of `shelf`.
struct Range<'c> {
    statement: rusqlite::CachedStatement<'c>,
    descending: bool,
    by_views: bool,
}

impl<'c> Range<'c> {
    fn prepare(connection: &'c Connection, order: Order, direction: Direction) -> rusqlite::Result<Self> {
        let descending = (order == Order::Oldest) == (direction == Direction::Backward);
        let by_views = order == Order::Views;
        let statement = connection.prepare_cached(sql(by_views, descending))?;
        Ok(Self { statement, descending, by_views })
    }

    /// Gives the spots of a group after `from`, until `take` says that it is enough.
    fn collect(
        &mut self,
        (stand, pinned): (i64, bool),
        from: Option<Cursor>,
        take: &mut dyn FnMut(Spot) -> bool,
    ) -> rusqlite::Result<()> {
        let end = if self.descending { i64::MAX } else { i64::MIN };
        let (sort, id) = from.map_or((end, end), |from| (from.sort, from.id.0));
        let statement: &mut Statement<'_> = &mut self.statement;
        let mut rows = if self.by_views {
            statement.query(params![stand, sort, id])?
        } else {
            statement.query(params![stand, sort, id, pinned])?
        };
        while let Some(row) = rows.next()? {
            let id = ArticleId(column::number(row, 1)?);
            let cursor = Cursor { pinned, sort: column::number(row, 0)?, id };
            if !take(Spot { cursor, key: ArticleKey(column::number(row, 2)?) }) {
                break;
            }
        }
        Ok(())
    }
}

/// The statements of this file, for the test that each uses an index.
pub(super) fn sql(by_views: bool, descending: bool) -> &'static str {
    match (by_views, descending) {
        (false, true) => {
            "SELECT published, article_id, key FROM shelf
             WHERE shelf = ?1 AND pinned = ?4 AND (published, article_id) < (?2, ?3)
             ORDER BY published DESC, article_id DESC"
        }
        (false, false) => {
            "SELECT published, article_id, key FROM shelf
             WHERE shelf = ?1 AND pinned = ?4 AND (published, article_id) > (?2, ?3)
             ORDER BY published, article_id"
        }
        (true, true) => {
            "SELECT views, article_id, key FROM shelf
             WHERE shelf = ?1 AND (views, article_id) < (?2, ?3)
             ORDER BY views DESC, article_id DESC"
        }
        (true, false) => {
            "SELECT views, article_id, key FROM shelf
             WHERE shelf = ?1 AND (views, article_id) > (?2, ?3)
             ORDER BY views, article_id"
        }
    }
}
