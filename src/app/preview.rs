//! The selected related article shown in place of the open one, without going there.
//!
//! It lasts while the related pane is focused; what was open is behind it, at its line. Nothing of it counts as reading.

use super::App;
use super::layout::Pane;
use super::message::{Effect, Opened};
use super::open::Reading;
use crate::news::ArticleId;

/// What is shown in place of the open article.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The pane that was focused before.
    from: Pane,
    /// Which was asked for last; `None` where the library does not hold what is selected.
    id: Option<ArticleId>,
    /// The article, once it is there.
    pub(super) reading: Option<Reading>,
}

impl App {
    /// Whether a related article is shown in place of the open one.
    pub const fn is_previewing(&self) -> bool {
        self.preview.is_some()
    }

    /// Whether it is on the screen.
    pub(super) fn shows_preview(&self) -> bool {
        self.preview.as_ref().is_some_and(|preview| preview.reading.is_some())
    }

    /// The article that is on the screen: the previewed one, else the open one.
    pub fn on_screen(&self) -> Option<&Reading> {
        let previewed = self.preview.as_ref().and_then(|preview| preview.reading.as_ref());
        previewed.or(self.reading.as_ref())
    }

    /// The same, to be changed.
    pub(super) fn on_screen_mut(&mut self) -> Option<&mut Reading> {
        let previewed = self.preview.as_mut().and_then(|preview| preview.reading.as_mut());
        previewed.or(self.reading.as_mut())
    }

    /// Shows the selected related article, or what was there before.
    pub(super) fn toggle_preview(&mut self) -> Vec<Effect> {
        if let Some(preview) = &self.preview {
            self.focus = preview.from;
            self.end_preview();
            return Vec::new();
        }
        if self.related.items.is_empty() {
            return self.tell(self.language.say("notice.nothing-here"));
        }
        self.zen = false;
        self.preview = Some(Preview { from: self.focus, id: None, reading: None });
        self.focus = Pane::Related;
        self.follow_preview()
    }

    /// Asks for the article that is selected now, where it is to be shown.
    pub(super) fn follow_preview(&mut self) -> Vec<Effect> {
        let selected = self.related.current().and_then(|item| item.id);
        match self.preview.as_mut() {
            Some(preview) if preview.id != selected => {
                preview.id = selected;
                if selected.is_none() && preview.reading.take().is_some() {
                    self.set_with = None;
                }
                selected.map(Effect::ReadPreview).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// An article to be looked at has come.
    pub(super) fn take_preview(&mut self, opened: Opened) {
        let id = opened.headline.id;
        if self.preview.as_ref().is_none_or(|preview| preview.id != Some(id)) {
            return;
        }
        let reading = self.reading_of(opened, None);
        if let Some(preview) = self.preview.as_mut() {
            preview.reading = Some(reading);
            self.set_with = None;
        }
    }

    /// The preview ends where the related pane is left.
    pub(super) fn end_preview(&mut self) {
        if self.preview.take().is_some() {
            self.set_with = None;
        }
    }
}
