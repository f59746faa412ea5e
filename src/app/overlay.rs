//! Sheets over the panes: help from the list of actions, what is known of an article, links, a QR code.

use super::action::Action;
use super::message::Effect;
use super::{App, PromptKind};
use crate::news::{Block, SpanStyle};
use crate::text::{Measure, SetLine, Typesetter, pinyin};
use strum::IntoEnumIterator;

/// Columns of a sheet's words at most.
const WIDEST: u16 = 100;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OverlayKind {
    /// Keys and what they do.
    Help,
    /// What is known about the article.
    Information,
    /// Its links.
    Links,
    /// Its address as a QR code.
    QrCode,
    /// What a search may be narrowed to.
    Facets,
    /// The way that led here.
    Trail,
    /// What a command said.
    Output,
}

/// An open sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// Which.
    pub kind: OverlayKind,
    /// Two columns of text a row; the left one is empty for running text.
    pub rows: Vec<(String, String)>,
    /// First visible row.
    pub top: usize,
    /// What each row adds to the search (facets).
    pub choices: Vec<String>,
    /// The row that is chosen, on a sheet to choose from.
    pub chosen: Option<usize>,
}

impl Overlay {
    /// Moves the choice, or scrolls where there is nothing to choose.
    fn step(&mut self, by: isize, page: usize, lowest: usize) {
        let last = self.rows.len().saturating_sub(1);
        let Some(chosen) = self.chosen.as_mut() else {
            self.top = self.top.saturating_add_signed(by).min(lowest);
            return;
        };
        *chosen = chosen.saturating_add_signed(by).min(last);
        self.top = self.top.clamp((*chosen + 1).saturating_sub(page), *chosen);
    }
}

impl Overlay {
    /// Columns of a sheet's words on a screen of so many.
    pub fn columns(screen: u16) -> u16 {
        screen.saturating_sub(4).min(WIDEST)
    }

    /// Columns before the values of a sheet of so many.
    pub fn left(&self, columns: u16, setter: &Typesetter<'_>) -> u16 {
        let setter = setter.verbatim();
        let wide = self.rows.iter().map(|(key, _)| setter.columns(key)).max().unwrap_or(0) as u16;
        wide.min(columns / 3) + 2
    }

    /// The lines beside and below the key of a row, in a sheet of so many columns of which `left` stand before them. A key
    /// that needs more than that has its line to itself.
    pub fn lines(
        &self,
        (key, value): &(String, String),
        columns: u16,
        left: u16,
        setter: &Typesetter<'_>,
    ) -> Vec<SetLine> {
        let columns = columns.saturating_sub(left).max(1);
        let mut lines = match self.kind {
            OverlayKind::Output => setter.verbatim().preformatted(value, columns),
            OverlayKind::Help => {
                setter.verbatim().paragraph(value, Measure { columns, ..Measure::default() })
            }
            _ => setter.paragraph(value, Measure { columns, ..Measure::default() }),
        };
        if self.key_stands_alone(key, left, setter) {
            lines.insert(0, SetLine::default());
        }
        lines
    }

    /// Whether a key is too long to have its value beside it: only help, where half a key is no key.
    pub fn key_stands_alone(&self, key: &str, left: u16, setter: &Typesetter<'_>) -> bool {
        self.kind == OverlayKind::Help && setter.verbatim().columns(key) + 2 > usize::from(left)
    }

    /// The lowest row to begin with: from there the last one still ends within `page` lines.
    fn lowest(&self, page: usize, columns: u16, setter: &Typesetter<'_>) -> usize {
        let left = self.left(columns, setter);
        let mut room = page;
        let fits = |row: &&(String, String)| {
            let lines = self.lines(row, columns, left, setter).len();
            let fits = lines <= room;
            room = room.saturating_sub(lines);
            fits
        };
        let shown = self.rows.iter().rev().take_while(fits).count();
        self.rows.len() - shown.max(1).min(self.rows.len())
    }
}

impl App {
    /// Opens a sheet.
    pub(super) fn open_overlay(&mut self, kind: OverlayKind) -> Vec<Effect> {
        let rows = match kind {
            OverlayKind::Trail => return self.show_trail(),
            // They come with what they show.
            OverlayKind::Output | OverlayKind::Facets => Vec::new(),
            OverlayKind::Help => self.help_rows(),
            OverlayKind::Information => self.information_rows(),
            OverlayKind::Links => self.link_rows(),
            OverlayKind::QrCode => self
                .subject()
                .and_then(|it| it.url.clone())
                .map(|url| vec![(String::new(), url)])
                .unwrap_or_default(),
        };
        if rows.is_empty() {
            let key = match kind {
                OverlayKind::Links if self.reading.is_some() => "notice.no-links",
                OverlayKind::QrCode if self.subject().is_some() => "notice.no-address",
                _ => "notice.nothing-here",
            };
            return self.tell(self.language.say(key));
        }
        self.overlay = Some(Overlay { kind, rows, top: 0, choices: Vec::new(), chosen: None });
        let without_tags =
            self.reading.as_ref().is_some_and(|reading| reading.opened.article.tags.is_empty());
        if kind == OverlayKind::Information && without_tags { self.ask_suggestions() } else { Vec::new() }
    }

    /// Rows of a sheet that are visible at least.
    pub(super) fn overlay_rows(&self) -> usize {
        usize::from(self.size.height.saturating_sub(if self.size.height > 8 { 4 } else { 3 })).max(1)
    }

    /// What an action does to the open sheet; `None` where it is not the sheet's.
    pub(super) fn overlay_action(&mut self, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
        let page = self.overlay_rows() as isize;
        let times = count.unwrap_or(1) as isize;
        let by = match action {
            Action::Quit | Action::Redraw | Action::Suspend => return None,
            Action::Open => return Some(self.accept_overlay()),
            Action::Search | Action::Filter if self.is_help_open() => {
                return Some(self.open_prompt(PromptKind::Help));
            }
            Action::Down => times,
            Action::Up => -times,
            Action::PageDown | Action::HalfPageDown => page,
            Action::PageUp | Action::HalfPageUp => -page,
            Action::Top => -1_000_000,
            Action::Bottom => 1_000_000,
            _ => {
                self.overlay = None;
                return Some(Vec::new());
            }
        };
        let typesetter = Typesetter::new(&self.profile, self.settings.typography);
        let columns = Overlay::columns(self.size.width);
        if let Some(overlay) = self.overlay.as_mut() {
            let lowest = overlay.lowest(page as usize, columns, &typesetter);
            overlay.step(by, page as usize, lowest);
        }
        Some(Vec::new())
    }

    /// Whether the sheet of keys is open.
    pub fn is_help_open(&self) -> bool {
        self.overlay.as_ref().is_some_and(|overlay| overlay.kind == OverlayKind::Help)
    }

    /// Shows the lines of the help sheet that have all of these words, or pinyin initials; all lines for none.
    pub(super) fn filter_help(&mut self, typed: &str) {
        let typed = typed.to_lowercase();
        let fits = |(keys, line): &(String, String)| {
            let line = line.to_lowercase();
            typed.split_whitespace().all(|word| {
                line.contains(word) || keys.to_lowercase().contains(word) || pinyin::matches(&line, word)
            })
        };
        let rows: Vec<(String, String)> = self.help_rows().into_iter().filter(fits).collect();
        if let Some(overlay) = self.overlay.as_mut() {
            overlay.rows = rows;
            overlay.top = 0;
        }
    }

    /// Goes to what is chosen.
    fn accept_overlay(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay { kind: OverlayKind::Trail, chosen: Some(chosen), .. }) => self.jump_along(chosen),
            Some(Overlay { kind: OverlayKind::Facets, chosen: Some(chosen), choices, .. }) => {
                choices.get(chosen).map_or_else(Vec::new, |narrowing| self.narrow(narrowing))
            }
            _ => Vec::new(),
        }
    }

    fn help_rows(&self) -> Vec<(String, String)> {
        let mut rows: Vec<(String, String)> = Action::iter()
            .map(|action| {
                let line = self.language.action(action.name()).unwrap_or_else(|| action.english());
                (self.keymap.keys_of(action).join("  "), line.to_owned())
            })
            .filter(|(keys, _)| !keys.is_empty())
            .collect();
        rows.push(("1-9".to_owned(), self.language.say("help.digits").to_owned()));
        rows.push(("5j 12G".to_owned(), self.language.say("help.counts").to_owned()));
        let queries = self.language.pairs("query");
        rows.extend(queries.map(|(example, meaning)| (example.to_owned(), meaning.to_owned())));
        rows
    }

    fn information_rows(&self) -> Vec<(String, String)> {
        let Some(headline) = self.subject() else { return Vec::new() };
        let say = |key| self.language.say(key).to_owned();
        let mut rows = vec![(say("info.title"), headline.title.clone())];
        let mut add = |key, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                rows.push((self.language.say(key).to_owned(), value));
            }
        };
        add("info.date", headline.published.map(|moment| moment.to_string()));
        add(
            "info.category",
            Some(headline.category.map_or(String::new(), |id| self.categories.path(id).join(" › "))),
        );
        add("info.author", headline.author.clone());
        add("info.source", headline.source_name.clone());
        add("info.views", headline.views.map(|views| views.to_string()));
        add("info.url", headline.url.clone());
        add("info.number", Some(headline.id.0.to_string()));
        if let Some(reading) = self.reading.as_ref().filter(|reading| reading.headline().key == headline.key)
        {
            let article = &reading.opened.article;
            add("info.editor", article.editor.clone());
            add("info.tags", Some(article.tags.join(" ")));
            add("info.characters", Some(reading.opened.characters.to_string()));
            add("info.own-tags", Some(reading.opened.own_tags.join(" ")));
            add("info.note", reading.opened.note.clone());
        }
        add("info.trail", Some(self.trail(200)));
        rows
    }

    fn link_rows(&self) -> Vec<(String, String)> {
        let Some(reading) = self.reading.as_ref() else { return Vec::new() };
        let blocks = &reading.opened.article.body.blocks;
        let mut rows = Vec::new();
        for block in blocks {
            if let Block::Image { url, .. } | Block::Media { url, .. } = block
                && !url.is_empty()
            {
                rows.push((block.plain(), url.clone()));
            }
            for text in block.parts() {
                for span in &text.spans {
                    if let SpanStyle::Link(url) = &span.style {
                        let words = text.text.get(span.start as usize..span.end as usize).unwrap_or_default();
                        rows.push((words.to_owned(), url.clone()));
                    }
                }
            }
        }
        rows
    }
}
