//! What a list shows of an article, the shelves it stands on, and the names of both.

use super::{Cursor, Moment, Selection};
use std::ops::Range;

/// Row of an article in one library file. Another edition may number it otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub i64);

/// Stable identity of an article over editions: a 64-bit hash of its best alias. A person's state hangs on this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ArticleKey(pub i64);

/// Row of a category in one library file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CategoryId(pub i64);

/// One line or two of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// Row in this library.
    pub id: ArticleId,
    /// Identity over editions.
    pub key: ArticleKey,
    /// Title, or the first sentence where the source had none.
    pub title: String,
    /// Date of publication.
    pub published: Option<Moment>,
    /// Its leaf category.
    pub category: Option<CategoryId>,
    /// Name of the leaf category.
    pub category_name: String,
    /// Author.
    pub author: Option<String>,
    /// Paper or site.
    pub source_name: Option<String>,
    /// Times read at the source.
    pub views: Option<u64>,
    /// First words, or the summary; one line.
    pub excerpt: String,
    /// What the list itself says of it: what is new in a report of a story, words shared with what more was asked like,
    /// when it was opened. Empty in most lists.
    pub reasons: Vec<String>,
    /// Address.
    pub url: Option<String>,
    /// Sticky.
    pub pinned: bool,
    /// Not read by this person.
    pub unread: bool,
    /// Starred by this person.
    pub starred: bool,
    /// Where it stands in its list, to page on from it.
    pub cursor: Cursor,
    /// Bytes of the title that were searched for.
    pub title_hits: Vec<Range<usize>>,
    /// Bytes of the excerpt that were searched for.
    pub excerpt_hits: Vec<Range<usize>>,
}

/// A run of headlines out of a selection, in list order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlinePage {
    /// What was asked for.
    pub selection: Selection,
    /// The headlines.
    pub headlines: Vec<Headline>,
    /// Nothing stands before the first.
    pub at_start: bool,
    /// Nothing stands after the last.
    pub at_end: bool,
    /// Articles in the whole selection, where that is known without counting long.
    pub total: Option<Total>,
    /// Nothing holds what was searched for: these are the closest.
    pub closest: bool,
}

/// A count of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exact(u64),
    /// So many or more: counting went no further.
    AtLeast(u64),
}

impl Total {
    /// The number that was counted.
    pub const fn counted(self) -> u64 {
        let (Self::Exact(count) | Self::AtLeast(count)) = self;
        count
    }
}

/// A category with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Row in this library.
    pub id: CategoryId,
    /// The category it is part of.
    pub parent: Option<CategoryId>,
    /// Name, one line.
    pub name: String,
    /// Articles in it and in its parts.
    pub total: u64,
    /// Of these, not read by this person.
    pub unread: u64,
}
