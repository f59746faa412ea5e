//! Lists of headlines: a page of a selection, where an article stands in it, and what stands beside it.
//!
//! A page costs what its headlines cost, not what the list holds: see `walk` for shelves and `gather` for the short
//! lists that a person made.

use super::walk::{self, Spot, compare};
use super::{Desk, Library, Marks, StoreError, column, gather, record};
use crate::news::{
    ArticleId, ArticleKey, CategoryId, Cursor, Direction, Headline, HeadlinePage, Order, Page, Selection,
    Shelf, StateFilter, Total,
};
use rusqlite::{Connection, OptionalExtension, Row};

/// What stands beside an article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// Before it.
    pub previous: Option<Headline>,
    /// After it.
    pub next: Option<Headline>,
}

/// What a selection is made of, in the terms of this file and this person.
enum List {
    /// A range of the shelves, and articles to be merged into it.
    Shelf { shelf: i64, also: Vec<Spot> },
    /// A short list, whole and in order.
    Gathered(Vec<Spot>),
}

impl Library {
    /// A page of the headlines of a selection, in list order.
    pub fn headlines(
        &self,
        selection: &Selection,
        page: Page,
        desk: &Desk,
    ) -> Result<HeadlinePage, StoreError> {
        let (kept, mut reasons) = self.kept_by(selection, desk)?;
        let marks = desk.marks();
        self.ask("reading headlines", |connection| {
            let list = list(connection, selection, &kept, marks)?;
            let one_more = Page { limit: page.limit.saturating_add(1), ..page };
            let mut spots = spots(connection, &list, selection, (one_more, marks))?;
            let more = spots.len() > page.limit;
            match page.direction {
                Direction::Forward => spots.truncate(page.limit),
                Direction::Backward => drop(spots.drain(..usize::from(more))),
            }
            let first = page.from.is_none();
            let (at_start, at_end) = match page.direction {
                Direction::Forward => (first, !more),
                Direction::Backward => (!more, first),
            };
            let mut headlines = headlines(connection, &spots, marks)?;
            for headline in &mut headlines {
                reasons.give(headline);
            }
            Ok(HeadlinePage {
                selection: selection.clone(),
                headlines,
                at_start,
                at_end,
                total: total(connection, &list, selection)?.map(Total::Exact),
                closest: false,
            })
        })
    }

    /// The headlines of these articles, in the order given; those that are not there are left out.
    pub fn headlines_of(&self, ids: &[ArticleId], marks: &Marks) -> Result<Vec<Headline>, StoreError> {
        self.ask("reading headlines", |connection| {
            ids.iter().filter_map(|id| headline(connection, *id, None, marks).transpose()).collect()
        })
    }

    /// Where an article stands in a list, whatever this person's state of it; `None` where it does not.
    pub fn cursor_of(
        &self,
        selection: &Selection,
        id: ArticleId,
        desk: &Desk,
    ) -> Result<Option<Cursor>, StoreError> {
        let anyhow = Selection { state: StateFilter::All, ..selection.clone() };
        let (kept, _) = self.kept_by(&anyhow, desk)?;
        self.ask("finding an article in a list", |connection| {
            match list(connection, &anyhow, &kept, desk.marks())? {
                List::Gathered(spots) => {
                    Ok(spots.iter().map(|spot| spot.cursor).find(|cursor| cursor.id == id))
                }
                List::Shelf { shelf, also } => {
                    let kept = also.iter().map(|spot| spot.cursor).find(|cursor| cursor.id == id);
                    Ok(gather::cursor_on(connection, (shelf, anyhow.order), id)?.or(kept))
                }
            }
        })
    }

    /// How many articles stand before `cursor` in a list.
    pub fn rank(&self, selection: &Selection, cursor: Cursor, desk: &Desk) -> Result<u64, StoreError> {
        let (kept, _) = self.kept_by(selection, desk)?;
        let marks = desk.marks();
        self.ask("counting headlines", |connection| {
            let filter = |key| passes(selection.state, key, marks);
            let before = |spots: &[Spot]| {
                spots.iter().filter(|spot| compare(selection.order, &spot.cursor, &cursor).is_lt()).count()
                    as u64
            };
            Ok(match list(connection, selection, &kept, marks)? {
                List::Gathered(spots) => before(&spots),
                List::Shelf { shelf, also } => {
                    walk::rank(connection, (shelf, selection.order), cursor, &filter)? + before(&also)
                }
            })
        })
    }

    /// The keys of a selection, in list order: for a change of all of them.
    pub fn keys(
        &self,
        selection: &Selection,
        limit: usize,
        desk: &Desk,
    ) -> Result<Vec<ArticleKey>, StoreError> {
        let (kept, _) = self.kept_by(selection, desk)?;
        let marks = desk.marks();
        self.ask("reading a list", |connection| {
            let list = list(connection, selection, &kept, marks)?;
            let spots = spots(connection, &list, selection, (Page::first(limit), marks))?;
            Ok(spots.iter().map(|spot| spot.key).collect())
        })
    }

    /// The headlines before and after an article in a list. It need not pass the list's filter: it may just have been read.
    pub fn neighbours(
        &self,
        selection: &Selection,
        id: ArticleId,
        desk: &Desk,
    ) -> Result<Neighbours, StoreError> {
        let Some(cursor) = self.cursor_of(selection, id, desk)? else { return Ok(Neighbours::default()) };
        let mut before = self.headlines(selection, Page::before(cursor, 1), desk)?.headlines;
        let mut after = self.headlines(selection, Page::after(cursor, 1), desk)?.headlines;
        Ok(Neighbours { previous: before.pop(), next: after.pop() })
    }
}

fn list(
    connection: &Connection,
    selection: &Selection,
    kept: &[(ArticleKey, i64)],
    marks: &Marks,
) -> rusqlite::Result<List> {
    let order = selection.order;
    let kept: Vec<_> = kept.iter().filter(|(key, _)| passes(selection.state, *key, marks)).copied().collect();
    let shelf = match &selection.shelf {
        Shelf::All => super::WHOLE,
        Shelf::Category(CategoryId(id)) => *id,
        Shelf::Tag(name) => return tagged(connection, name, order, &kept),
        Shelf::History
        | Shelf::Opened(_)
        | Shelf::Story(_)
        | Shelf::Like(_)
        | Shelf::Topic(_)
        | Shelf::These(_)
        | Shelf::Search(_) => {
            return Ok(List::Gathered(gather::in_sequence(connection, order, &kept)?));
        }
    };
    if selection.state == StateFilter::Starred {
        let spots = gather::on_shelf(connection, (shelf, order), &mut marks.starred())?;
        return Ok(List::Gathered(spots));
    }
    Ok(List::Shelf { shelf, also: Vec::new() })
}

/// The articles that a page gave a tag, and those that this person gave it.
fn tagged(
    connection: &Connection,
    name: &str,
    order: Order,
    kept: &[(ArticleKey, i64)],
) -> rusqlite::Result<List> {
    let tag: Option<i64> = connection
        .prepare_cached("SELECT id FROM tag WHERE name = ?1")?
        .query_row([name], |row| column::number(row, 0))
        .optional()?;
    let shelf = tag.map(|tag| -tag);
    let mut keys = kept.iter().map(|(key, _)| *key);
    let mut also = gather::on_shelf(connection, (super::WHOLE, order), &mut keys)?;
    let Some(shelf) = shelf else { return Ok(List::Gathered(also)) };
    let mut fresh = Vec::new();
    for spot in also.drain(..) {
        if gather::cursor_on(connection, (shelf, order), spot.cursor.id)?.is_none() {
            fresh.push(spot);
        }
    }
    Ok(List::Shelf { shelf, also: fresh })
}

fn spots(
    connection: &Connection,
    list: &List,
    selection: &Selection,
    (page, marks): (Page, &Marks),
) -> rusqlite::Result<Vec<Spot>> {
    let order = selection.order;
    let filter = |key| passes(selection.state, key, marks);
    match list {
        List::Gathered(spots) => Ok(gather::page_of(spots, order, page)),
        List::Shelf { shelf, also } => {
            let mut run = walk::walk(connection, (*shelf, order), page, &filter)?;
            if !also.is_empty() {
                run.extend(gather::page_of(also, order, page));
                run.sort_by(|one, other| compare(order, &one.cursor, &other.cursor));
                match page.direction {
                    Direction::Forward => run.truncate(page.limit),
                    Direction::Backward => drop(run.drain(..run.len().saturating_sub(page.limit))),
                }
            }
            Ok(run)
        }
    }
}

fn passes(state: StateFilter, key: ArticleKey, marks: &Marks) -> bool {
    match state {
        StateFilter::All => true,
        StateFilter::Unread => !marks.is_read(key),
        StateFilter::Starred => marks.is_starred(key),
    }
}

fn total(connection: &Connection, list: &List, selection: &Selection) -> rusqlite::Result<Option<u64>> {
    let (sql, id) = match list {
        List::Gathered(spots) => return Ok(Some(spots.len() as u64)),
        List::Shelf { .. } if selection.state != StateFilter::All => return Ok(None),
        List::Shelf { shelf, .. } => match *shelf {
            super::WHOLE => ("SELECT total FROM whole WHERE ?1 = 0", 0),
            id @ 1.. => ("SELECT total FROM category WHERE id = ?1", id),
            tag => ("SELECT total FROM tag WHERE id = ?1", -tag),
        },
    };
    let also = if let List::Shelf { also, .. } = list { also.len() as u64 } else { 0 };
    let total = connection.prepare_cached(sql)?.query_row([id], |row| column::count(row, 0)).optional()?;
    Ok(total.map(|total| total + also))
}

fn headlines(connection: &Connection, spots: &[Spot], marks: &Marks) -> rusqlite::Result<Vec<Headline>> {
    spots
        .iter()
        .filter_map(|spot| headline(connection, spot.cursor.id, Some(spot.cursor), marks).transpose())
        .collect()
}

/// One headline; `cursor` is its place by date where the list gives none.
pub(super) fn headline(
    connection: &Connection,
    id: ArticleId,
    cursor: Option<Cursor>,
    marks: &Marks,
) -> rusqlite::Result<Option<Headline>> {
    connection
        .prepare_cached(
            "SELECT a.id, a.key, a.title, a.published, a.published_prec, a.category_id, c.name, a.author,
                    a.source_name, a.views, a.excerpt, a.url, a.pinned
             FROM article a LEFT JOIN category c ON c.id = a.category_id WHERE a.id = ?1",
        )?
        .query_row([id.0], |row| from_row(row, cursor, marks))
        .optional()
}

fn from_row(row: &Row<'_>, cursor: Option<Cursor>, marks: &Marks) -> rusqlite::Result<Headline> {
    let id = ArticleId(column::number(row, 0)?);
    let key = ArticleKey(column::number(row, 1)?);
    let published = record::moment(row, 3)?;
    let pinned = column::number(row, 12)? != 0;
    let by_date = Cursor { pinned, sort: published.map_or(0, |moment| moment.unix), id };
    Ok(Headline {
        id,
        key,
        title: column::text(row, 2)?,
        published,
        category: column::optional_number(row, 5)?.map(CategoryId),
        category_name: column::text(row, 6)?,
        author: column::optional_text(row, 7)?,
        source_name: column::optional_text(row, 8)?,
        views: column::optional_count(row, 9)?,
        excerpt: column::text(row, 10)?,
        reasons: Vec::new(),
        url: column::optional_text(row, 11)?,
        pinned,
        unread: !marks.is_read(key),
        starred: marks.is_starred(key),
        cursor: cursor.unwrap_or(by_date),
        title_hits: Vec::new(),
        excerpt_hits: Vec::new(),
    })
}
