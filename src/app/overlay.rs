//! Sheets over the panes: help from the list of actions, what is known of an article, links, a QR code.

use super::action::Action;
use super::message::Effect;
use super::{App, PromptKind};
use crate::news::{ArticleId, Block, SpanStyle};
use crate::text::pinyin;
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
    /// First visible row, and which of its lines.
    pub top: (usize, usize),
    /// What each row adds to the search (facets); empty on other sheets.
    pub choices: Vec<Choice>,
    /// The row that is chosen, on a sheet to choose from.
    pub chosen: Option<usize>,
}

/// What a row of a sheet may be chosen for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it adds to the search.
    pub narrowing: String,
    /// How many hits are left then, as shown at the right.
    pub count: String,
}

impl Overlay {
    /// A sheet from its beginning, with nothing to choose.
    pub const fn of(kind: OverlayKind, rows: Vec<(String, String)>) -> Self {
        Self { kind, rows, top: (0, 0), choices: Vec::new(), chosen: None }
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
        let chosen = (kind == OverlayKind::Links).then_some(0);
        self.overlay = Some(Overlay { chosen, ..Overlay::of(kind, rows) });
        let without_tags =
            self.reading.as_ref().is_some_and(|reading| reading.opened.article.tags.is_empty());
        if kind == OverlayKind::Information && without_tags { self.ask_suggestions() } else { Vec::new() }
    }

    /// What an action does to the open sheet; `None` where it is not the sheet's.
    pub(super) fn overlay_action(&mut self, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
        if self.scroll_sheet(action, count) {
            return Some(Vec::new());
        }
        if let Some(address) = self.chosen_link() {
            match action {
                Action::Open | Action::CopyUrl | Action::CopyParagraph => {
                    return Some(vec![Effect::Copy(address)]);
                }
                Action::ShowQrCode => {
                    let rows = vec![(String::new(), address)];
                    self.overlay = Some(Overlay::of(OverlayKind::QrCode, rows));
                    return Some(Vec::new());
                }
                _ => {}
            }
        }
        match action {
            Action::Quit | Action::Redraw | Action::Suspend => None,
            Action::Open => Some(self.accept_overlay()),
            Action::Search | Action::Filter if self.is_help_open() => {
                Some(self.open_prompt(PromptKind::Help))
            }
            Action::Close | Action::Escape => Some(self.put_sheet_away()),
            _ if self.opens_this_sheet(action) => Some(self.put_sheet_away()),
            _ if action.is_beside_a_sheet() => {
                let key = self.keymap.hint(Action::Close);
                Some(self.tell(self.language.fill("notice.close-sheet", &[("key", &key)])))
            }
            _ => {
                self.overlay = None;
                None
            }
        }
    }

    /// The address of the link that is chosen on the sheet of links.
    fn chosen_link(&self) -> Option<String> {
        let sheet = self.overlay.as_ref().filter(|sheet| sheet.kind == OverlayKind::Links)?;
        sheet.rows.get(sheet.chosen?).map(|(_, address)| address.clone())
    }

    fn put_sheet_away(&mut self) -> Vec<Effect> {
        self.overlay = None;
        Vec::new()
    }

    /// Whether it is the key that the open sheet was opened with.
    fn opens_this_sheet(&self, action: Action) -> bool {
        let opened = match action {
            Action::Help => OverlayKind::Help,
            Action::ShowInformation => OverlayKind::Information,
            Action::ShowLinks => OverlayKind::Links,
            Action::ShowQrCode => OverlayKind::QrCode,
            Action::ShowFacets => OverlayKind::Facets,
            Action::ShowTrail => OverlayKind::Trail,
            Action::Pipe => OverlayKind::Output,
            _ => return false,
        };
        self.overlay.as_ref().is_some_and(|overlay| overlay.kind == opened)
    }

    /// Whether the sheet of keys is open.
    pub fn is_help_open(&self) -> bool {
        self.overlay.as_ref().is_some_and(|overlay| overlay.kind == OverlayKind::Help)
    }

    /// Shows the lines of the help sheet that have all of these words, or pinyin initials; all lines for none.
    pub(super) fn filter_help(&mut self, typed: &str) {
        let typed = typed.to_lowercase();
        let fits = |(keys, line): &(String, String), action: Option<Action>| {
            let line = line.to_lowercase();
            typed.split_whitespace().all(|word| {
                line.contains(word)
                    || keys.to_lowercase().contains(word)
                    || pinyin::matches(&line, word)
                    || action.is_some_and(|action| action.is_meant_by(word, self.language))
            })
        };
        let rows = self.help_lines().into_iter().filter(|(action, row)| fits(row, *action));
        let mut rows: Vec<(String, String)> = rows.map(|(_, row)| row).collect();
        if rows.is_empty() {
            rows.push((String::new(), self.language.say("help.none").to_owned()));
        }
        if let Some(overlay) = self.overlay.as_mut() {
            overlay.rows = rows;
            overlay.top = (0, 0);
        }
    }

    /// Goes to what is chosen.
    fn accept_overlay(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay { kind: OverlayKind::Trail, chosen: Some(chosen), .. }) => self.jump_along(chosen),
            Some(Overlay { kind: OverlayKind::Facets, chosen: Some(chosen), choices, .. }) => {
                choices.get(chosen).map_or_else(Vec::new, |choice| self.narrow(&choice.narrowing))
            }
            _ => Vec::new(),
        }
    }

    fn help_rows(&self) -> Vec<(String, String)> {
        self.help_lines().into_iter().map(|(_, row)| row).collect()
    }

    /// The rows of the help, each with the action that it is about.
    fn help_lines(&self) -> Vec<(Option<Action>, (String, String))> {
        let mut rows: Vec<(Option<Action>, (String, String))> = Action::iter()
            .map(|action| {
                let line = action.line(self.language).to_owned();
                (Some(action), (self.keymap.keys_of(action).join("  "), line))
            })
            .filter(|(_, (keys, _))| !keys.is_empty())
            .collect();
        let mut add = |keys: &str, line: &str| rows.push((None, (keys.to_owned(), line.to_owned())));
        add("1-9", self.language.say("help.digits"));
        add("5j 12G", self.language.say("help.counts"));
        self.language.pairs("query").for_each(|(example, meaning)| add(example, meaning));
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
        add("info.date", headline.published.map(|moment| moment.known()));
        add(
            "info.category",
            Some(headline.category.map_or(String::new(), |id| self.categories.path(id).join(" › "))),
        );
        add("info.author", headline.author.clone());
        add("info.source", headline.source_name.clone());
        add("info.views", headline.views.map(|views| views.to_string()));
        add("info.url", headline.url.clone());
        add("info.number", Some(headline.id.0.to_string()));
        let reading = self.reading.as_ref().filter(|reading| reading.headline().key == headline.key);
        // From a list, as far as it was read ahead.
        let known = reading.map(|reading| &reading.opened).or_else(|| self.ahead.opened(headline.id));
        if let Some(opened) = known {
            let article = &opened.article;
            add("info.editor", article.editor.clone());
            add("info.tags", Some(article.tags.join(" ")));
            add("info.characters", Some(opened.characters.to_string()));
            add("info.own-tags", Some(opened.own_tags.join(" ")));
            add("info.note", opened.note.clone());
        }
        add("info.trail", Some(self.trail(200)));
        rows
    }

    /// An article of a list has been read: the open sheet about it can say more.
    pub(super) fn complete_information(&mut self, id: ArticleId) {
        let is_about = self.subject().is_some_and(|headline| headline.id == id) && self.reading.is_none();
        let is_open = self.overlay.as_ref().is_some_and(|sheet| sheet.kind == OverlayKind::Information);
        if !(is_about && is_open) {
            return;
        }
        let rows = self.information_rows();
        if let Some(sheet) = self.overlay.as_mut() {
            sheet.rows = rows;
        }
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
