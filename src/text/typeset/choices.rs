//! What a reader may choose about the setting, and the room a paragraph is given.

/// Which form of the characters is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Script {
    /// As stored.
    #[default]
    AsStored,
    /// Simplified characters.
    Simplified,
    /// Traditional characters.
    Traditional,
}

/// Whether display punctuation is repaired (ASCII marks beside hanzi become full width).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Punctuation {
    /// Repaired for display; the stored text is never changed.
    #[default]
    Repaired,
    /// As stored.
    AsStored,
}

/// Space between hanzi and Latin letters or digits (clreq 3.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Gap {
    /// None, as most news sources have it.
    #[default]
    None,
    /// One column.
    One,
}

/// How “ ” ‘ ’ and — beside hanzi are drawn where the terminal gives them one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Marks {
    /// As the terminal has them: what it selects and copies is the true text.
    #[default]
    Native,
    /// On two columns, as print has them: quotes with a blank at their outer side, dashes unbroken.
    Full,
}

/// The choices of a reader or of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Typography {
    /// Character form.
    pub script: Script,
    /// Punctuation repair.
    pub punctuation: Punctuation,
    /// Han-Latin gap.
    pub gap: Gap,
    /// Quotes and dashes on narrow terminals.
    pub marks: Marks,
}

impl Typography {
    /// What was typed, and what other programs say: letter by letter.
    #[must_use]
    pub const fn verbatim(self) -> Self {
        Self { script: Script::AsStored, punctuation: Punctuation::AsStored, gap: Gap::None, ..self }
    }
}

/// The room a paragraph is set in, in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// Columns of a line, indents included; at least 1 is used.
    pub columns: u16,
    /// Blank columns before the first line (4 for a Chinese paragraph, 0 for a title).
    pub first_indent: u16,
    /// Blank columns before every other line (list items, quotes).
    pub hanging_indent: u16,
}

impl Measure {
    /// The same measure with indents that leave at least three quarters of a line to the text, by whole hanzi.
    pub(super) fn with_room(self) -> Self {
        let columns = self.columns.max(1);
        let most = columns / 4 / 2 * 2;
        Self {
            columns,
            first_indent: self.first_indent.min(most),
            hanging_indent: self.hanging_indent.min(most),
        }
    }
}
