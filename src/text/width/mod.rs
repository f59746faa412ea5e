//! How many columns a grapheme takes on this terminal.
//!
//! `unicode-width` is the base table only; what terminals disagree about is decided by a profile that is
//! measured at start-up (`runtime` writes [`probe_samples`] and reads the cursor back), configured, or
//! assumed wide when nothing is known: a wide layout drawn by a backend that never trusts the cursor after
//! an uncertain glyph is right on both kinds of terminal. Classes are in `class`, known terminals in
//! [`recorded`].

use serde::Serialize;
use strum::{EnumCount, IntoEnumIterator};

mod class;
mod probe;
pub mod recorded;

#[cfg(test)]
mod tests;

pub use class::WidthClass;
pub use probe::probe_samples;

/// Where a profile comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WidthSource {
    /// Set by the configuration or an option.
    Configured,
    /// The terminal answered every sample.
    Measured,
    /// The terminal answered some samples; the rest is assumed.
    PartlyMeasured,
    /// The terminal did not answer; ambiguous characters are laid out wide.
    Unknown,
}

/// Widths of a terminal, per character class and per measured character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WidthProfile {
    /// Columns of ambiguous characters that were not measured.
    ambiguous: u8,
    /// Measured columns per class; 0 where the terminal cannot show it on a grid.
    classes: [Option<u8>; WidthClass::COUNT],
    /// Measured characters, sorted; 0 where one cannot be shown.
    exact: Vec<(char, u8)>,
    source: WidthSource,
    avoid: bool,
}

/// One class of a profile, as the report of `doctor` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WidthRow {
    /// The class.
    pub class: WidthClass,
    /// Columns; 0 where such characters are shown as 〓.
    pub columns: u8,
    /// Whether that was measured.
    pub measured: bool,
    /// The samples asked for.
    pub samples: String,
    /// Measured characters that differ from their class.
    pub exceptions: Vec<(char, u8)>,
}

impl WidthProfile {
    /// Ambiguous characters take one column: the common case.
    pub const fn narrow() -> Self {
        Self::with_ambiguous(1, WidthSource::Configured)
    }

    /// Ambiguous characters take two columns.
    pub const fn wide() -> Self {
        Self::with_ambiguous(2, WidthSource::Configured)
    }

    /// Nothing is known: the wide layout, which a steady backend draws right everywhere.
    pub const fn unknown() -> Self {
        Self::with_ambiguous(2, WidthSource::Unknown)
    }

    /// Ambiguous characters are replaced by ones of certain width.
    pub const fn avoiding() -> Self {
        Self::narrow().and_avoid()
    }

    const fn with_ambiguous(ambiguous: u8, source: WidthSource) -> Self {
        Self { ambiguous, classes: [None; WidthClass::COUNT], exact: Vec::new(), source, avoid: false }
    }

    /// The same widths, with ambiguous characters substituted.
    #[must_use]
    pub const fn and_avoid(mut self) -> Self {
        self.avoid = true;
        self
    }

    /// Whether ambiguous characters are to be substituted.
    pub const fn avoids(&self) -> bool {
        self.avoid
    }

    /// Where the profile comes from.
    pub const fn source(&self) -> WidthSource {
        self.source
    }

    /// Columns of one sanitized grapheme: 1 or 2. It is that of its first character; marks take none.
    pub fn width(&self, grapheme: &str) -> u8 {
        grapheme.chars().next().map_or(1, |base| self.width_of(base))
    }

    /// Columns of a base character with its marks: 1 or 2. What cannot be shown is shown as 〓: 2.
    pub fn width_of(&self, base: char) -> u8 {
        match self.columns_of(base) {
            0 => 2,
            columns => columns,
        }
    }

    /// Whether the terminal can show this character on a grid; if not, 〓 stands for it.
    pub fn shows(&self, base: char) -> bool {
        self.columns_of(base) > 0
    }

    /// Whether all terminals known agree on the width of this grapheme.
    pub fn is_certain(&self, grapheme: &str) -> bool {
        let mut chars = grapheme.chars();
        chars.next().is_some_and(|base| WidthClass::of(base).is_certain()) && chars.next().is_none()
    }

    /// Columns that this very character was measured to take.
    pub fn measured(&self, c: char) -> Option<u8> {
        let place = self.exact.binary_search_by_key(&c, |&(sample, _)| sample).ok()?;
        self.exact.get(place).map(|&(_, columns)| columns)
    }

    /// The profile by class, for a report.
    pub fn table(&self) -> Vec<WidthRow> {
        WidthClass::iter()
            .map(|class| {
                let columns = self.class_columns(class);
                let of_class = |c: char| WidthClass::of(c) == class;
                WidthRow {
                    class,
                    columns,
                    measured: self.class_measured(class).is_some(),
                    samples: probe_samples().iter().filter(|s| s.starts_with(of_class)).copied().collect(),
                    exceptions: (self.exact.iter().copied())
                        .filter(|&(c, measured)| of_class(c) && measured != columns)
                        .collect(),
                }
            })
            .collect()
    }

    fn columns_of(&self, base: char) -> u8 {
        let class = WidthClass::of(base);
        if class.is_certain() {
            return self.class_columns(class);
        }
        self.measured(base).unwrap_or_else(|| self.class_columns(class))
    }

    fn class_measured(&self, class: WidthClass) -> Option<u8> {
        self.classes.get(class as usize).copied().flatten()
    }

    fn class_columns(&self, class: WidthClass) -> u8 {
        self.class_measured(class).unwrap_or(match class {
            WidthClass::Two | WidthClass::Emoji | WidthClass::Flags | WidthClass::WideScripts => 2,
            // Terminals give these none, one or two columns: not shown before they are measured.
            WidthClass::Hexagrams
            | WidthClass::TaiXuan
            | WidthClass::ExtensionH
            | WidthClass::ExtensionI
            | WidthClass::ExtensionJ => 0,
            _ if class.is_ambiguous() => self.ambiguous,
            _ => 1,
        })
    }
}
