//! The hints of the bottom line: the keys that do something now, as they are bound now.
//!
//! A hint is shown whole or not at all; the one for help stays longest.

use super::Canvas;
use crate::app::OverlayKind;
use crate::app::action::Action;
use crate::app::layout::Pane;
use crate::locale::Language;

/// Columns between two hints.
const BETWEEN: &str = "  ";

/// One hint: its keys and the text of what they do.
type Hint = (Keys, &'static str);

/// Where the keys of a hint come from.
#[derive(Debug, Clone, Copy)]
enum Keys {
    /// One command.
    Of(Action),
    /// Two that go together, as down and up.
    Pair(Action, Action),
    /// Digits, which no table binds.
    Fixed(&'static str),
}

use Action::{
    Close, CopyParagraph, Down, FocusRelated, GoBack, Help, NextCategory, Open, PageDown, Pipe, Preview,
    PreviousCategory, Save, Search, SelectRow, ShowQrCode, ToggleStar, Up,
};
use Keys::{Fixed, Of, Pair};

const LIST: &[Hint] = &[
    (Of(Open), "hint.open"),
    (Fixed("1-9"), "hint.related"),
    (Of(Search), "hint.search"),
    (Of(ToggleStar), "hint.star"),
];
const ARTICLE: &[Hint] = &[
    (Pair(Down, Up), "hint.scroll"),
    (Fixed("1-9"), "hint.related"),
    (Of(GoBack), "hint.back"),
    (Of(Search), "hint.find"),
    (Of(ToggleStar), "hint.star"),
];
const SELECTION: &[Hint] = &[
    (Pair(Down, Up), "hint.extend"),
    (Of(CopyParagraph), "hint.copy"),
    (Of(Save), "hint.save"),
    (Of(Pipe), "hint.pipe"),
    (Of(SelectRow), "hint.end"),
];
const RELATED: &[Hint] = &[
    (Of(Open), "hint.open"),
    (Fixed("1-9"), "hint.related"),
    (Of(Preview), "hint.preview"),
    (Of(FocusRelated), "hint.to-text"),
];
const RELATED_OF_LIST: &[Hint] = &[
    (Of(Open), "hint.open"),
    (Fixed("1-9"), "hint.related"),
    (Of(Preview), "hint.preview"),
    (Of(FocusRelated), "hint.to-list"),
];
const CATEGORIES: &[Hint] =
    &[(Of(Open), "hint.headlines"), (Pair(NextCategory, PreviousCategory), "hint.category")];
const PREVIEW: &[Hint] = &[
    (Of(Open), "hint.open"),
    (Pair(Down, Up), "hint.another"),
    (Of(PageDown), "hint.page"),
    (Of(Preview), "hint.put-away"),
];
const SHEET: &[Hint] = &[(Pair(Down, Up), "hint.scroll"), (Of(Close), "hint.close")];
const HELP: &[Hint] =
    &[(Of(Search), "hint.find"), (Pair(Down, Up), "hint.scroll"), (Of(Close), "hint.close")];
const CHOICE: &[Hint] =
    &[(Pair(Down, Up), "hint.choose"), (Of(Open), "hint.open"), (Of(Close), "hint.close")];
const LINKS: &[Hint] = &[
    (Pair(Down, Up), "hint.choose"),
    (Of(Open), "hint.copy"),
    (Of(ShowQrCode), "hint.qr"),
    (Of(Close), "hint.close"),
];
const PICTURE: &[Hint] = &[(Of(Close), "hint.close")];

impl Canvas<'_> {
    /// As many hints as fit into so many columns.
    pub(super) fn hints(&self, room: u16) -> String {
        let (hints, help) = match &self.app.overlay {
            Some(_) => (self.sheet_hints(), None),
            None => (self.pane_hints(), self.hint((Of(Help), "hint.help"))),
        };
        let mut shown: Vec<String> = hints.iter().filter_map(|hint| self.hint(*hint)).collect();
        loop {
            let line = shown.iter().chain(&help).map(String::as_str).collect::<Vec<_>>().join(BETWEEN);
            if self.setter.columns(&line) <= usize::from(room) || shown.pop().is_none() {
                return line;
            }
        }
    }

    /// Columns that the hint for help needs.
    pub(super) fn help_columns(&self) -> u16 {
        self.hint((Of(Help), "hint.help")).map_or(0, |hint| self.setter.columns(&hint) as u16)
    }

    /// The hints of the open sheet.
    fn sheet_hints(&self) -> &'static [Hint] {
        match &self.app.overlay {
            Some(sheet) if sheet.kind == OverlayKind::Help => HELP,
            Some(sheet) if sheet.kind == OverlayKind::QrCode => PICTURE,
            Some(sheet) if sheet.kind == OverlayKind::Links => LINKS,
            Some(sheet) if sheet.chosen.is_some() => CHOICE,
            _ => SHEET,
        }
    }

    fn pane_hints(&self) -> &'static [Hint] {
        let app = self.app;
        match app.focus {
            Pane::Related if app.is_previewing() => PREVIEW,
            Pane::Related if app.reading.is_none() => RELATED_OF_LIST,
            Pane::Related => RELATED,
            Pane::Categories => CATEGORIES,
            Pane::Headlines => LIST,
            Pane::Article if app.selected_blocks().is_some() => SELECTION,
            Pane::Article => ARTICLE,
        }
    }

    /// A hint in words; `None` where nothing is bound to it.
    fn hint(&self, (keys, words): Hint) -> Option<String> {
        let key = |action| Some(self.app.keymap.hint(action)).filter(|key| !key.is_empty());
        let keys = match keys {
            Of(action) => key(action)?,
            Pair(one, other) => {
                let (one, other) = (key(one)?, key(other)?);
                if one.len() == 1 && other.len() == 1 {
                    format!("{one}/{other}")
                } else {
                    format!("{one} {other}")
                }
            }
            Fixed(keys) => keys.to_owned(),
        };
        let keys = if keys == "Space" && self.app.language == Language::Chinese { "空格" } else { &keys };
        Some(format!("{keys} {}", self.app.language.say(words)))
    }
}
