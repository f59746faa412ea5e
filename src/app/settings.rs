//! What a reader can choose, and how a choice made by a key is taken up again at the next start.

use super::layout::{DEFAULT_MEASURE, MEASURES};
use crate::text::{Script, Typography};

/// What a reader can choose, from configuration and from keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Settings {
    /// Columns of the article's lines at most.
    pub measure: u16,
    /// Typography.
    pub typography: Typography,
    /// Headlines on two lines.
    pub two_lines: bool,
    /// The contact card and the notice are shown.
    pub asides: bool,
    /// The mouse is used.
    pub mouse: bool,
    /// Pictures are shown where they can be.
    pub pictures: bool,
    /// Index of the theme.
    pub theme: usize,
}

impl Settings {
    /// Takes a setting that was changed by a key in an earlier session; unknown names and values are ignored.
    pub fn restore(&mut self, name: &str, value: &str, themes: &[String]) {
        match name {
            "measure" => {
                self.measure = value
                    .parse()
                    .map_or(self.measure, |columns: u16| columns.clamp(*MEASURES.start(), *MEASURES.end()));
            }
            "theme" => self.theme = themes.iter().position(|theme| theme == value).unwrap_or(self.theme),
            "two-lines" => self.two_lines = value.parse().unwrap_or(self.two_lines),
            "pictures" => self.pictures = value.parse().unwrap_or(self.pictures),
            "asides" => self.asides = value.parse().unwrap_or(self.asides),
            "script" => {
                self.typography.script = match value {
                    "simplified" => Script::Simplified,
                    "traditional" => Script::Traditional,
                    _ => Script::AsStored,
                }
            }
            _ => {}
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            measure: DEFAULT_MEASURE,
            typography: Typography::default(),
            two_lines: true,
            asides: false,
            mouse: false,
            pictures: true,
            theme: 0,
        }
    }
}
