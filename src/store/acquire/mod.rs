//! Articles coming in: what is made of one on any thread ([`Prepared`]) and what is written by one ([`LibraryWriter`]).
//!
//! It knows no source format: `import` turns files into [`Article`](crate::news::Article)s. Which copy of an article wins
//! is decided in `merge`; what lists, relations and indexes need is written by `shelves` and `indexes`.

mod about;
mod harmless;
mod indexes;
mod lock;
mod merge;
mod original;
mod prepared;
mod put;
mod reindex;
mod rows;
mod run;
mod shelves;
mod subscription;
mod thumbnails;

mod writer;

pub use original::{Kept, Original};
pub use prepared::{Prepared, Source, UNNAMED};
pub use put::{Outcome, Put};
pub use run::{FailedItem, ItemStatus, RunSummary};
pub use subscription::{Subscription, Unanswered};
pub use thumbnails::{ALBUM, Illustrated};
pub use writer::LibraryWriter;

pub(crate) use about::About;
pub(crate) use shelves::WHOLE;
