//! Kinship as the library keeps it: profiles, lists of near articles, copies; brought up to date by imports, chosen from
//! when it is read.
//!
//! What makes two articles kin is decided in [`crate::news::kin`]; here is what is written and when. Nothing of it is
//! answered by full-text queries.

mod compare;
mod copies;
mod due;
mod fresh;
mod lists;
mod meeting;
mod profiles;
mod read;
mod rising;
mod settle;
mod story;
mod words;

pub use copies::{Copy, CopyGroup, Differs};
pub(super) use due::{forget, is_due, note};
pub(super) use fresh::Fresh;
pub use read::Kin;
pub(super) use settle::{rebuild, settle};
pub use story::Episode;
pub use words::Cut;
