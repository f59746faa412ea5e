//! The setting, case by case and by property.

use super::{Measure, Typesetter, Typography};
use crate::text::WidthProfile;

mod breaking;
mod counts;
mod display;
mod properties;
mod tables;

/// The lines of a paragraph without indents, on a narrow terminal.
pub(super) fn lines(text: &str, columns: u16) -> Vec<String> {
    let profile = WidthProfile::narrow();
    let setter = Typesetter::new(&profile, Typography::default());
    let measure = Measure { columns, first_indent: 0, hanging_indent: 0 };
    setter.paragraph(text, measure).iter().map(crate::text::SetLine::to_plain).collect()
}
