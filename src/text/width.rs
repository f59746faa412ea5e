//! How many columns a grapheme takes on this terminal.
//!
//! `unicode-width` is the base table; what terminals disagree about is decided by a profile that is
//! measured at start-up (by `runtime`), configured, or assumed wide when nothing is known.

use unicode_width::UnicodeWidthStr;

/// Widths of a terminal, per character class and per measured character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WidthProfile {
    ambiguous: u8,
    avoid: bool,
}

impl WidthProfile {
    /// Ambiguous characters take one column: the common case.
    pub const fn narrow() -> Self {
        Self { ambiguous: 1, avoid: false }
    }

    /// Ambiguous characters take two columns; also the safe layout when nothing is known.
    pub const fn wide() -> Self {
        Self { ambiguous: 2, avoid: false }
    }

    /// Ambiguous characters are replaced by ones of certain width.
    pub const fn avoiding() -> Self {
        Self { ambiguous: 1, avoid: true }
    }

    /// Whether ambiguous characters are to be substituted.
    pub const fn avoids(&self) -> bool {
        self.avoid
    }

    /// Columns of one grapheme: 0, 1 or 2.
    pub fn width(&self, grapheme: &str) -> u8 {
        let narrow = grapheme.width().min(2) as u8;
        let wide = grapheme.width_cjk().min(2) as u8;
        if self.ambiguous == 2 { wide } else { narrow }
    }

    /// Whether all terminals known agree on the width of this grapheme.
    pub fn is_certain(&self, grapheme: &str) -> bool {
        grapheme.width() == grapheme.width_cjk()
    }
}
