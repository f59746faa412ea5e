//! Lists that no index holds in order: starred articles, the history, articles named one by one.
//!
//! They are short, since a person made them: each key is looked up, and the list is put in order in memory.

use super::column;
use super::walk::{Spot, compare};
use crate::news::{ArticleId, ArticleKey, Cursor, Direction, Order, Page};
use rusqlite::{Connection, OptionalExtension, Row};

/// An article's row as lists are ordered by it.
struct Facts {
    id: i64,
    pinned: bool,
    published: i64,
    views: i64,
}

/// The articles of `keys` that stand on `shelf`, in order.
pub(super) fn on_shelf(
    connection: &Connection,
    (shelf, order): (i64, Order),
    keys: &mut dyn Iterator<Item = ArticleKey>,
) -> rusqlite::Result<Vec<Spot>> {
    let mut spots = Vec::new();
    for key in keys {
        let Some(facts) = facts(connection, key)? else { continue };
        if stands(connection, shelf, &facts)? {
            spots.push(Spot { cursor: cursor(order, &facts), key });
        }
    }
    spots.sort_by(|one, other| compare(order, &one.cursor, &other.cursor));
    Ok(spots)
}

/// The articles of `keys` that the library has, first to last as given, or as `order` says where it is another.
pub(super) fn in_sequence(
    connection: &Connection,
    order: Order,
    keys: &[(ArticleKey, i64)],
) -> rusqlite::Result<Vec<Spot>> {
    let mut spots = Vec::with_capacity(keys.len());
    for (key, sequence) in keys {
        let Some(facts) = facts(connection, *key)? else { continue };
        let sort = if order == Order::Views { facts.views } else { *sequence };
        spots.push(Spot { cursor: Cursor { pinned: false, sort, id: ArticleId(facts.id) }, key: *key });
    }
    spots.sort_by(|one, other| compare(order, &one.cursor, &other.cursor));
    Ok(spots)
}

/// The run of a whole list that a page asks for.
pub(super) fn page_of(spots: &[Spot], order: Order, page: Page) -> Vec<Spot> {
    let is =
        |spot: &&Spot, wanted| page.from.is_none_or(|from| compare(order, &spot.cursor, &from) == wanted);
    match page.direction {
        Direction::Forward => spots
            .iter()
            .filter(|spot| is(spot, std::cmp::Ordering::Greater))
            .take(page.limit)
            .copied()
            .collect(),
        Direction::Backward => {
            let mut run: Vec<Spot> = spots
                .iter()
                .rev()
                .filter(|spot| is(spot, std::cmp::Ordering::Less))
                .take(page.limit)
                .copied()
                .collect();
            run.reverse();
            run
        }
    }
}

/// Where article `id` stands on `shelf`, if it does.
pub(super) fn cursor_on(
    connection: &Connection,
    (shelf, order): (i64, Order),
    id: ArticleId,
) -> rusqlite::Result<Option<Cursor>> {
    let found = connection
        .prepare_cached("SELECT id, pinned, published, views FROM article WHERE id = ?1")?
        .query_row([id.0], row_facts)
        .optional()?;
    let Some(facts) = found else { return Ok(None) };
    Ok(stands(connection, shelf, &facts)?.then(|| cursor(order, &facts)))
}

fn facts(connection: &Connection, key: ArticleKey) -> rusqlite::Result<Option<Facts>> {
    connection
        .prepare_cached("SELECT id, pinned, published, views FROM article WHERE key = ?1")?
        .query_row([key.0], row_facts)
        .optional()
}

fn row_facts(row: &Row<'_>) -> rusqlite::Result<Facts> {
    Ok(Facts {
        id: column::number(row, 0)?,
        pinned: column::number(row, 1)? != 0,
        published: column::number(row, 2)?,
        views: column::optional_number(row, 3)?.unwrap_or(-1),
    })
}

fn stands(connection: &Connection, shelf: i64, facts: &Facts) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM shelf WHERE shelf = ?1 AND pinned = ?2 AND published = ?3 AND article_id = ?4",
        )?
        .exists([shelf, i64::from(facts.pinned), facts.published, facts.id])
}

fn cursor(order: Order, facts: &Facts) -> Cursor {
    let id = ArticleId(facts.id);
    match order {
        Order::Views => Cursor { pinned: false, sort: facts.views, id },
        _ => Cursor { pinned: facts.pinned, sort: facts.published, id },
    }
}
