//! SQLite: the library of articles, shared and read-only, and the desk, one person's state.
//!
//! It knows articles and not how they are shown or moved among. [`Library`] reads, [`LibraryWriter`] brings articles in,
//! [`Desk`] remembers what a person read, starred and wrote. Every statement stands in this layer and uses an index.

mod acquire;
mod articles;
mod categories;
mod column;
mod connection;
mod desk;
mod error;
mod find;
mod gather;
mod headlines;
mod health;
mod kinship;
mod lexicon;
mod library;
mod place_on_disk;
mod plain;
mod reasoned;
mod record;
mod related;
mod schema;
pub mod search;
mod searching;
mod tags;
mod tally;
mod thumbnails;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use acquire::WHOLE;
pub use acquire::{
    ALBUM, FailedItem, Illustrated, ItemStatus, Kept, LibraryWriter, Original, Outcome, Prepared, Put,
    RunSummary, Source, Subscription, UNNAMED, Unanswered,
};
pub use articles::OpenArticle;
pub use desk::{Change, Desk, DeskHealth, DeskNotice, Flipped, Marks, Undone};
pub use error::{FileKind, Reason, StoreError};
pub use headlines::Neighbours;
pub use health::{LibraryHealth, sqlite_version};
pub use kinship::{Copy, CopyGroup, Differs, Episode, Kin};
pub use library::{Freshness, Interrupter, Library, RunRecord};
pub use place_on_disk::Access;
use plain::Plain;
pub use schema::{DESK_ID, LIBRARY_ID, LIBRARY_VERSION};
pub use searching::{Findings, Found, Wanted};
pub use tags::TagCount;
pub use tally::Tally;
