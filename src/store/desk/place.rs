//! Where a person is, written so that another edition understands it: categories by path, articles by key.

use super::{Desk, entry::Entry};
use crate::news::{ArticleKey, Bookmark, Order, Place, Selection, Shelf, StateFilter};
use crate::store::error::OnFile;
use crate::store::{Library, StoreError, column};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

/// A place as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct WrittenPlace {
    shelf: WrittenShelf,
    #[serde(default)]
    state: StateFilter,
    #[serde(default)]
    order: Order,
    #[serde(default)]
    titled: String,
    #[serde(default)]
    headline: Option<ArticleKey>,
    #[serde(default)]
    article: Option<(ArticleKey, Bookmark)>,
}

/// A shelf as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenShelf {
    All,
    Category(Vec<String>),
    Tag(String),
    Search(String),
    History,
    Opened(String),
    Story(ArticleKey),
    Like(Vec<ArticleKey>),
    Topic(String),
    These(Vec<ArticleKey>),
}

impl Desk {
    /// Remembers where this person is.
    pub fn set_last_place(&mut self, place: &Place, library: &Library) -> Result<(), StoreError> {
        self.set_place("last", place, library)
    }

    /// Where this person was last, in the terms of this edition.
    pub fn last_place(&self, library: &Library) -> Result<Option<Place>, StoreError> {
        self.place_named("last", library)
    }

    /// Marks a place with a letter.
    pub fn set_mark(&mut self, letter: char, place: &Place, library: &Library) -> Result<(), StoreError> {
        self.set_place(&format!("mark:{letter}"), place, library)
    }

    /// The place marked with a letter, in the terms of this edition.
    pub fn mark(&self, letter: char, library: &Library) -> Result<Option<Place>, StoreError> {
        self.place_named(&format!("mark:{letter}"), library)
    }

    fn set_place(&mut self, name: &str, place: &Place, library: &Library) -> Result<(), StoreError> {
        let written = WrittenPlace {
            shelf: written(&place.selection.shelf, library)?,
            state: place.selection.state,
            order: place.selection.order,
            titled: place.selection.titled.clone(),
            headline: place.headline,
            article: place.article,
        };
        let place = serde_json::to_string(&written).unwrap_or_default();
        self.tell(Entry::Place { name: name.to_owned(), place }).map(drop)
    }

    /// A place that cannot be read is as good as none.
    fn place_named(&self, name: &str, library: &Library) -> Result<Option<Place>, StoreError> {
        let text = self
            .connection
            .prepare_cached("SELECT place FROM place WHERE name = ?1")
            .and_then(|mut statement| statement.query_row([name], |row| column::text(row, 0)).optional())
            .on(self.place(), "reading a place")?;
        let Some(written) = text.and_then(|text| serde_json::from_str::<WrittenPlace>(&text).ok()) else {
            return Ok(None);
        };
        let selection = Selection {
            shelf: found(written.shelf, library)?,
            state: written.state,
            order: written.order,
            titled: written.titled,
        };
        Ok(Some(Place { selection, headline: written.headline, article: written.article }))
    }
}

fn written(shelf: &Shelf, library: &Library) -> Result<WrittenShelf, StoreError> {
    Ok(match shelf {
        Shelf::All => WrittenShelf::All,
        Shelf::Category(id) => WrittenShelf::Category(library.category_path(*id)?),
        Shelf::Tag(name) => WrittenShelf::Tag(name.clone()),
        Shelf::Search(words) => WrittenShelf::Search(words.clone()),
        Shelf::History => WrittenShelf::History,
        Shelf::Opened(words) => WrittenShelf::Opened(words.clone()),
        Shelf::Story(key) => WrittenShelf::Story(*key),
        Shelf::Like(keys) => WrittenShelf::Like(keys.clone()),
        Shelf::Topic(word) => WrittenShelf::Topic(word.clone()),
        Shelf::These(keys) => WrittenShelf::These(keys.clone()),
    })
}

/// A category that this edition does not have is the nearest one above it that it has.
fn found(shelf: WrittenShelf, library: &Library) -> Result<Shelf, StoreError> {
    Ok(match shelf {
        WrittenShelf::All => Shelf::All,
        WrittenShelf::Category(mut path) => loop {
            if path.is_empty() {
                break Shelf::All;
            }
            if let Some(id) = library.category_at(&path)? {
                break Shelf::Category(id);
            }
            path.pop();
        },
        WrittenShelf::Tag(name) => Shelf::Tag(name),
        WrittenShelf::Search(words) => Shelf::Search(words),
        WrittenShelf::History => Shelf::History,
        WrittenShelf::Opened(words) => Shelf::Opened(words),
        WrittenShelf::Story(key) => Shelf::Story(key),
        WrittenShelf::Like(keys) => Shelf::Like(keys),
        WrittenShelf::Topic(word) => Shelf::Topic(word),
        WrittenShelf::These(keys) => Shelf::These(keys),
    })
}
