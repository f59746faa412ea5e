//! Which articles a list shows, in what order, and where a page of it begins.

use super::{ArticleId, ArticleKey, CategoryId};
use std::cmp::Ordering;

/// What a list of headlines is made of. Two equal selections show the same list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Selection {
    /// Where the articles stand.
    pub shelf: Shelf,
    /// Which of them, by this person's state.
    pub state: StateFilter,
    /// In what order.
    pub order: Order,
    /// Only those whose title has these words, literally or as pinyin; all where it is empty.
    pub titled: String,
}

impl Selection {
    /// Whether it is the whole library, in whatever order.
    pub fn is_whole(&self) -> bool {
        self.shelf == Shelf::All && self.state == StateFilter::All && self.titled.is_empty()
    }
}

/// A set of articles with a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Shelf {
    /// The whole library.
    #[default]
    All,
    /// A category and its parts.
    Category(CategoryId),
    /// A tag, by name.
    Tag(String),
    /// What a search finds.
    Search(String),
    /// What this person opened, newest first.
    History,
    /// Of what this person opened, the articles whose titles hold these words.
    Opened(String),
    /// The reports of the event that an article is about, the first one first.
    Story(ArticleKey),
    /// Articles like these, closest first.
    Like(Vec<ArticleKey>),
    /// Reports of the library's newest week with a word that rises, newest first.
    Topic(String),
    /// Listed by hand: a folded group.
    These(Vec<ArticleKey>),
}

/// By this person's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StateFilter {
    /// All.
    #[default]
    All,
    /// Not read.
    Unread,
    /// Starred.
    Starred,
}

/// Order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Pinned first, then the newest; for a search, by date.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// Most read at the source first.
    Views,
    /// For a search: best match first.
    Relevance,
}

impl Order {
    /// Which place comes first in a list of this order.
    pub fn compare(self, one: &Cursor, other: &Cursor) -> Ordering {
        let place = (one.sort, one.id).cmp(&(other.sort, other.id));
        let place = if self == Self::Oldest { place } else { place.reverse() };
        other.pinned.cmp(&one.pinned).then(place)
    }
}

/// A place in a list: the next page is what stands after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// Pinned articles stand before others.
    pub pinned: bool,
    /// What the order sorts by: Unix seconds, views, score.
    pub sort: i64,
    /// Ties are broken by the row.
    pub id: ArticleId,
}

/// Which way a page goes from a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Towards the end of the list.
    Forward,
    /// Towards its start.
    Backward,
}

/// Which run of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// The headline next to the run, itself left out; `None`: from the start, or from the end going backward.
    pub from: Option<Cursor>,
    /// Which way from there. The headlines come in list order either way.
    pub direction: Direction,
    /// How many at most.
    pub limit: usize,
}

impl Page {
    /// The first headlines of a list.
    pub const fn first(limit: usize) -> Self {
        Self { from: None, direction: Direction::Forward, limit }
    }

    /// Those after `cursor`.
    pub const fn after(cursor: Cursor, limit: usize) -> Self {
        Self { from: Some(cursor), direction: Direction::Forward, limit }
    }

    /// Those before `cursor`.
    pub const fn before(cursor: Cursor, limit: usize) -> Self {
        Self { from: Some(cursor), direction: Direction::Backward, limit }
    }
}
