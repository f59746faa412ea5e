//! Chinese text on a grid of terminal cells: what is harmless, how wide it is, where a line ends.
//!
//! Pure: it knows no terminal, no news and no file. A text goes through [`sanitize`] once, becomes
//! [`Glyph`]s of measured [`width`], and is set into [`SetLine`]s by the [`Typesetter`].
//! Every glyph remembers which bytes of the stored text it shows.

pub mod compounds;
pub mod distinct;
pub mod fold;
pub mod pattern;
pub mod pinyin;
pub mod sanitize;
pub mod width;
pub mod words;

mod closing;
mod glyph;
mod typeset;

pub use closing::closed_up;
pub use glyph::{Glyph, SetLine};
pub use typeset::{
    Gap, Marks, Measure, PlainSetter, Punctuation, Script, Typesetter, Typography, typeset_plain,
};
pub use width::{WidthClass, WidthProfile, WidthRow, WidthSource, probe_samples};
