//! Read marks, stars, copying: what a person does to an article.

use super::App;
use super::action::Action;
use super::layout::Pane;
use super::message::Effect;
use crate::news::{ArticleKey, Headline, Selection, Shelf};

impl App {
    /// The article that a command is about: the open one, else the selected headline.
    pub(super) fn subject(&self) -> Option<&Headline> {
        match self.focus {
            Pane::Headlines => self.headlines.current(),
            _ => self.reading.as_ref().map(super::Reading::headline).or_else(|| self.headlines.current()),
        }
    }

    fn subject_state(&self) -> Option<(ArticleKey, bool, bool)> {
        self.subject().map(|headline| (headline.key, headline.unread, headline.starred))
    }

    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let Some((key, unread, _)) = self.subject_state() else { return Vec::new() };
        self.mark_everywhere(key, |headline| headline.unread = !unread);
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.headline().key == key) {
            reading.kept_unread = !unread;
        }
        vec![Effect::SetRead(vec![key], unread)]
    }

    pub(super) fn toggle_star(&mut self) -> Vec<Effect> {
        let Some((key, _, starred)) = self.subject_state() else { return Vec::new() };
        self.mark_everywhere(key, |headline| headline.starred = !starred);
        self.counts.starred = self.counts.starred.saturating_add_signed(if starred { -1 } else { 1 });
        vec![Effect::SetStar(key, !starred)]
    }

    pub(super) fn mark_all_read(&mut self) -> Vec<Effect> {
        self.headlines.rows.iter_mut().for_each(|headline| headline.unread = false);
        vec![Effect::MarkAllRead(self.headlines.selection.clone())]
    }

    /// Gives words of the article to the clipboard.
    pub(super) fn copy(&mut self, action: Action) -> Vec<Effect> {
        let words = match action {
            Action::CopyTitle => self.subject().map(|headline| headline.title.clone()),
            Action::CopyUrl => self.subject().and_then(|headline| headline.url.clone()),
            Action::CopyParagraph => self.paragraph_on_screen(),
            _ => self.reading.as_ref().map(|reading| {
                format!("{}\n\n{}", reading.headline().title, reading.opened.article.body.plain())
            }),
        };
        match words.filter(|words| !words.is_empty()) {
            Some(words) => vec![Effect::Copy(words)],
            None => self.tell(self.language.say("notice.nothing-to-copy")),
        }
    }

    fn paragraph_on_screen(&self) -> Option<String> {
        let reading = self.reading.as_ref()?;
        reading.opened.article.body.blocks.get(reading.block()? as usize).map(crate::news::Block::plain)
    }

    /// Shows a shelf from the beginning.
    pub(super) fn show_shelf(&mut self, shelf: Shelf) -> Vec<Effect> {
        self.show_selection(Selection { shelf, ..Selection::default() })
    }

    /// Whether the list is not the one of the selected row of the category pane.
    pub(super) fn is_away(&self) -> bool {
        let shown = &self.headlines.selection;
        self.headlines.is_special() && self.categories.selection().is_none_or(|row| row != *shown)
    }

    /// From a search or the history back to the list it was asked from.
    pub(super) fn leave_special_list(&mut self) -> Vec<Effect> {
        let selection = self.categories.selection().unwrap_or_default();
        self.turn_to(selection, super::message::Aim::Start)
    }
}
