//! Terminals whose widths were recorded by cursor position reports: what they do with every character.
//!
//! They stand in for real terminals in tests, and let a report say which known terminal this one is like.

use super::{WidthClass, WidthProfile, probe_samples};
use strum::IntoEnumIterator;
use unicode_width::UnicodeWidthChar;

/// A terminal on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum RecordedTerminal {
    /// xterm, urxvt, st, alacritty as shipped: ambiguous characters take one column.
    Narrow,
    /// xterm with `-cjk_width`: ambiguous characters and letters take two, zero-width ones one.
    XtermCjk,
    /// kitty 0.26: jamo are not joined, lone regional indicators are wide.
    Kitty,
    /// tmux 3.3a.
    Tmux33,
    /// tmux 3.7c.
    Tmux37,
    /// mlterm with `--ac=2`.
    Mlterm2,
}

impl RecordedTerminal {
    /// Columns that the cursor moves for one character.
    pub fn char_columns(self, c: char) -> u8 {
        let base = c.width().unwrap_or(0).min(2) as u8;
        let wide_ambiguous = matches!(self, Self::XtermCjk | Self::Mlterm2);
        match (c, WidthClass::of(c)) {
            ('\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}', _) => {
                u8::from(wide_ambiguous)
            }
            ('\u{AD}', _) => match self {
                Self::XtermCjk | Self::Kitty | Self::Tmux37 => 0,
                Self::Narrow | Self::Tmux33 => 1,
                Self::Mlterm2 => 2,
            },
            ('\u{1160}'..='\u{11FF}', _) if self == Self::Kitty => 1,
            (_, WidthClass::Flags) => 1 + u8::from(self == Self::Kitty),
            (_, WidthClass::Hexagrams) => match self {
                Self::XtermCjk | Self::Kitty | Self::Mlterm2 => 1,
                Self::Narrow | Self::Tmux33 | Self::Tmux37 => 2,
            },
            (_, WidthClass::TaiXuan) => 1,
            (_, WidthClass::ExtensionI | WidthClass::ExtensionJ) => match self {
                Self::XtermCjk | Self::Kitty | Self::Mlterm2 => 2,
                Self::Narrow | Self::Tmux37 => 1,
                Self::Tmux33 => 0,
            },
            (_, class) if class.is_ambiguous() => 1 + u8::from(wide_ambiguous),
            _ => base,
        }
    }

    /// Columns that the cursor moves for a text without controls: a flag is two everywhere.
    pub fn columns(self, text: &str) -> usize {
        let mut columns = 0;
        let mut half_flag = false;
        for c in text.chars() {
            let is_half = WidthClass::of(c) == WidthClass::Flags;
            if is_half && half_flag {
                columns += 2 - usize::from(self.char_columns(c));
                half_flag = false;
            } else {
                columns += usize::from(self.char_columns(c));
                half_flag = is_half;
            }
        }
        columns
    }

    /// What it answers to the samples of the probe.
    pub fn answers(self) -> Vec<(&'static str, Option<u8>)> {
        probe_samples().iter().map(|&sample| (sample, u8::try_from(self.columns(sample)).ok())).collect()
    }

    /// The profile that the probe makes of it.
    pub fn profile(self) -> WidthProfile {
        WidthProfile::from_probe(&self.answers())
    }

    /// The terminal on record that answers as this one did, as far as it answered at all.
    pub fn like(answers: &[(&str, Option<u8>)]) -> Option<Self> {
        if answers.iter().all(|(_, columns)| columns.is_none()) {
            return None;
        }
        let agrees = |terminal: &Self| {
            answers.iter().all(|&(sample, columns)| {
                columns.is_none_or(|columns| terminal.columns(sample) == usize::from(columns))
            })
        };
        Self::iter().find(agrees)
    }
}
