//! Which articles belong together, found from their words alone.
//!
//! An article is cut into [`Terms`]; [`Frequencies`] says which of them are telling in this library; the most telling make
//! its [`Signature`]. [`Nearest`] compares signatures, helped a little by [`Topics`]; [`Shingles`] tell copies from
//! articles that only resemble each other. [`Wording`] says with words of the library's [`Vocabulary`] what they share.
//! Pure: what is kept where, and when, is the store's.

mod frequencies;
mod nearest;
mod packed;
mod profile;
mod shingles;
mod signature;
mod story;
mod term_set;
mod terms;
mod topics;
mod vocabulary;
mod wording;

pub use frequencies::Frequencies;
pub use nearest::{Near, Nearest, Scratch, closeness};
pub use profile::{Chosen, Profile};
pub use shingles::Shingles;
pub use signature::Signature;
pub use story::{LONGEST as LONGEST_STORY, is_follow_up, is_on_subject};
pub use term_set::TermSet;
pub use terms::{Characters, Term, Terms, terms_of};
pub use topics::{SAMPLE, TopicVector, Topics};
pub use vocabulary::Vocabulary;
pub use wording::{LIGHT, Wording};

/// How much a common topic adds to common words when articles are compared; enough to put the subject right where
/// words leave it open, too little to bring together what shares no event.
pub const TOPIC_WEIGHT: f32 = 0.1;
