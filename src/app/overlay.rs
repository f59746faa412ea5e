//! Sheets over the panes: help from the list of actions, what is known of an article, links, a QR code.

use super::App;
use super::action::Action;
use super::message::Effect;
use crate::news::{Block, SpanStyle};
use strum::IntoEnumIterator;

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
    /// The chosen row (facets).
    pub chosen: usize,
}

impl App {
    /// Opens a sheet.
    pub(super) fn open_overlay(&mut self, kind: OverlayKind) -> Vec<Effect> {
        let rows = match kind {
            OverlayKind::Help => self.help_rows(),
            OverlayKind::Information => self.information_rows(),
            OverlayKind::Links => self.link_rows(),
            OverlayKind::QrCode => self
                .subject()
                .and_then(|it| it.url.clone())
                .map(|url| vec![(String::new(), url)])
                .unwrap_or_default(),
            OverlayKind::Facets => Vec::new(),
        };
        if rows.is_empty() {
            return self.tell(self.language.say("notice.nothing-here"));
        }
        self.overlay = Some(Overlay { kind, rows, top: 0, choices: Vec::new(), chosen: 0 });
        Vec::new()
    }

    /// What an action does to the open sheet; `None` where it is not the sheet's.
    pub(super) fn overlay_action(&mut self, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
        let page = usize::from(self.size.height.saturating_sub(6)).max(1);
        let overlay = self.overlay.as_mut()?;
        let last = overlay.rows.len().saturating_sub(page);
        let times = count.unwrap_or(1);
        if overlay.kind == OverlayKind::Facets {
            return self.facet_action(action, times, page);
        }
        match action {
            Action::Quit | Action::Redraw | Action::Suspend => return None,
            Action::Down => overlay.top += times,
            Action::Up => overlay.top = overlay.top.saturating_sub(times),
            Action::PageDown | Action::HalfPageDown => overlay.top += page,
            Action::PageUp | Action::HalfPageUp => overlay.top = overlay.top.saturating_sub(page),
            Action::Top => overlay.top = 0,
            Action::Bottom => overlay.top = last,
            _ => {
                self.overlay = None;
                return Some(Vec::new());
            }
        }
        overlay.top = overlay.top.min(last);
        Some(Vec::new())
    }

    /// On the sheet of facets a row is chosen.
    fn facet_action(&mut self, action: Action, times: usize, page: usize) -> Option<Vec<Effect>> {
        let overlay = self.overlay.as_mut()?;
        let last = overlay.choices.len().saturating_sub(1);
        overlay.chosen = match action {
            Action::Quit | Action::Redraw | Action::Suspend => return None,
            Action::Down => overlay.chosen.saturating_add(times),
            Action::Up => overlay.chosen.saturating_sub(times),
            Action::PageDown | Action::HalfPageDown => overlay.chosen.saturating_add(page),
            Action::PageUp | Action::HalfPageUp => overlay.chosen.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => last,
            Action::Open | Action::FocusRight => {
                let choice = overlay.choices.get(overlay.chosen).cloned()?;
                return Some(self.narrow(&choice));
            }
            _ => {
                self.overlay = None;
                return Some(Vec::new());
            }
        }
        .min(last);
        overlay.top = overlay.top.min(overlay.chosen).max((overlay.chosen + 1).saturating_sub(page));
        Some(Vec::new())
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
        add("info.trail", Some(self.trail()));
        rows
    }

    /// The titles of the way that led here.
    pub fn trail(&self) -> String {
        let titles =
            self.walk.back.iter().rev().map(|stop| stop.title.as_str()).filter(|title| !title.is_empty());
        let mut trail: Vec<&str> = titles.take(5).collect();
        trail.reverse();
        trail.join(" › ")
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
