//! Search over the library's own index: built as articles come in, asked with [`run`].
//!
//! `grams` says what text becomes in the index, `block` what is known of an article beside it, `batch` keeps both up:
//! `gather` sorts what it has, `segment` and `shadow` write it as FTS5 would, `merge` makes
//! fewer segments of many, which `stored` reads; `singles` are sets beside it.
//! `plan` turns a query into sets, `stream` reads them by `phrase` and `lists`, `newest` in order of `calendar`, `dossier`
//! decides what they leave open, `rank` and `loose` order them, `words` reads them, `snippet` shows them. Nothing here writes but
//! [`Batch`] and `version`.

mod batch;
mod block;
mod calendar;
mod dossier;
mod facets;
mod gather;
mod grams;
mod holders;
mod lists;
mod loose;
mod merge;
mod newest;
mod phrase;
mod places;
mod plan;
mod postings;
mod rank;
mod run;
mod search;
mod segment;
mod shadow;
mod singles;
mod skips;
mod snippet;
mod stored;
mod stream;
mod varint;
mod version;
mod words;

pub use batch::Batch;
pub use dossier::{MarkedRows, StateOf};
pub use facets::facets;
pub use holders::holders;
pub(super) use merge::{Merging, leaves, pressing, settling};
pub use postings::{Postings, prepare, prepare_with};
pub use run::{Hit, Options, Results, Sorting, count, run};
pub use snippet::Snippet;
pub use version::{empty, is_current, stamp};

#[cfg(test)]
mod tests;
