//! Chinese text on a grid of terminal cells: what is harmless, how wide it is, where a line ends.
//!
//! Pure: it knows no terminal, no news and no file. A text goes through [`sanitize`] once, becomes
//! [`Glyph`]s of measured [`width`], and is set into [`SetLine`]s by the [`Typesetter`].
//! Every glyph remembers which bytes of the stored text it shows.

pub mod fold;
pub mod sanitize;
pub mod width;

mod glyph;
mod typeset;

pub use glyph::{Glyph, SetLine};
pub use typeset::{
    Gap, Marks, Measure, PlainSetter, Punctuation, Script, Typesetter, Typography, typeset_plain,
};
pub use width::{WidthClass, WidthProfile, WidthRow, WidthSource, probe_samples};

/// Lines of one paragraph.
pub fn typeset_plain(text: &str, width: u16, profile: &WidthProfile) -> Vec<String> {
    let setter = Typesetter::new(profile, Typography::default());
    let measure = Measure { columns: width, first_indent: 4, hanging_indent: 0 };
    setter.paragraph(text, measure).iter().map(SetLine::to_plain).collect()
}

impl Typesetter<'_> {
    /// A table.
    pub fn table(&self, rows: &[Vec<String>], columns: u16) -> Vec<SetLine> {
        rows.iter().map(|row| self.line(&row.join("  "), columns)).collect()
    }
}
