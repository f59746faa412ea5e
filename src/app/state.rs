//! Read marks, stars, copying: what a person does to an article.

use super::App;
use super::action::Action;
use super::layout::Pane;
use super::message::{Aim, Effect};
use super::walk::Stop;
use crate::news::{ArticleKey, Headline, Selection, Shelf};

impl App {
    /// The article that a command is about: the open one, else the selected headline.
    pub(super) fn subject(&self) -> Option<&Headline> {
        match self.focus {
            Pane::Headlines => self.headlines.current(),
            _ => self.reading.as_ref().map(super::Reading::headline).or_else(|| self.headlines.current()),
        }
    }

    /// The first article that a command is about: of the selected ones, else the one.
    pub(super) fn first_subject(&self) -> Option<&Headline> {
        let first = self.subjects().first().copied();
        let row = self.headlines.rows.iter().find(|row| Some(row.key) == first);
        row.filter(|_| self.focus == Pane::Headlines).or_else(|| self.subject())
    }

    /// The headlines of what a command is about: the selected ones that are loaded, else the one article.
    fn subject_headlines(&self) -> Vec<(ArticleKey, bool, bool)> {
        let keys = self.subjects();
        let rows = self.headlines.rows.iter().filter(|row| keys.contains(&row.key));
        let found: Vec<_> = rows.map(|row| (row.key, row.unread, row.starred)).collect();
        let one = || self.subject().map(|row| (row.key, row.unread, row.starred)).into_iter().collect();
        if found.len() == keys.len() { found } else { one() }
    }

    /// Marks as read; as unread where all of them are read.
    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let subjects = self.subject_headlines();
        let Some(read) = subjects.iter().map(|(_, unread, _)| *unread).reduce(|one, other| one || other)
        else {
            return Vec::new();
        };
        let keys: Vec<ArticleKey> = subjects.iter().map(|(key, ..)| *key).collect();
        for key in &keys {
            self.mark_everywhere(*key, |headline| headline.unread = !read);
            if let Some(reading) = self.reading.as_mut().filter(|reading| reading.headline().key == *key) {
                reading.kept_unread = !read;
            }
        }
        let words = if read {
            ["notice.read", "notice.read-several"]
        } else {
            ["notice.unread", "notice.unread-several"]
        };
        let mut effects = self.tell_of(keys.len(), words);
        effects.push(Effect::SetRead(keys, read));
        effects
    }

    /// Stars; takes the stars away where all of them have one.
    pub(super) fn toggle_star(&mut self) -> Vec<Effect> {
        let subjects = self.subject_headlines();
        let star = subjects.iter().any(|(.., starred)| !starred);
        let changed: Vec<ArticleKey> =
            subjects.iter().filter(|(.., starred)| *starred != star).map(|(key, ..)| *key).collect();
        if changed.is_empty() {
            return Vec::new();
        }
        for key in &changed {
            self.mark_everywhere(*key, |headline| headline.starred = star);
        }
        let by = changed.len() as i64 * if star { 1 } else { -1 };
        self.counts.starred = self.counts.starred.saturating_add_signed(by);
        let words = if star {
            ["notice.starred", "notice.starred-several"]
        } else {
            ["notice.unstarred", "notice.unstarred-several"]
        };
        let mut effects = self.tell_of(changed.len(), words);
        effects.push(Effect::SetStar(changed, star));
        effects
    }

    /// Says what was done to one, or to so many.
    fn tell_of(&mut self, count: usize, [one, several]: [&'static str; 2]) -> Vec<Effect> {
        if count == 1 {
            return self.tell(self.language.say(one));
        }
        self.tell(self.language.fill(several, &[("n", &count.to_string())]))
    }

    /// Marks what the list holds as read; what is shown changes when it is done.
    pub(super) fn mark_all_read(&self) -> Vec<Effect> {
        vec![Effect::MarkAllRead(self.headlines.selection.clone())]
    }

    /// Gives words of the article to the clipboard.
    pub(super) fn copy(&mut self, action: Action) -> Vec<Effect> {
        let words = match action {
            Action::CopyTitle => Some(self.of_each(|headline| Some(headline.title.clone()))),
            Action::CopyUrl => Some(self.of_each(|headline| headline.url.clone())),
            Action::CopyParagraph => {
                let selected = self.selected_words();
                self.paragraphs = None;
                selected.or_else(|| self.paragraph_on_screen())
            }
            _ => return self.copy_articles(),
        };
        match words.filter(|words| !words.is_empty()) {
            Some(words) => vec![Effect::Copy(words)],
            None if action == Action::CopyUrl && self.subject().is_some() => {
                self.tell(self.language.say("notice.no-address"))
            }
            None if action == Action::CopyParagraph && self.reading.is_none() => {
                self.tell(self.language.say("notice.open-first"))
            }
            None => self.tell(self.language.say("notice.nothing-to-copy")),
        }
    }

    /// The whole of the open article, or of those that a command is about in the list: these are read first.
    fn copy_articles(&mut self) -> Vec<Effect> {
        let keys = self.subjects();
        let open = self.reading.as_ref().filter(|reading| keys == [reading.headline().key]);
        if let Some(reading) = open {
            let body = reading.opened.article.body.plain();
            return vec![Effect::Copy(format!("{}\n\n{body}", reading.headline().title))];
        }
        if keys.is_empty() {
            return self.tell(self.language.say("notice.nothing-to-copy"));
        }
        vec![Effect::ReadToCopy(keys)]
    }

    /// Something of each headline that a command is about, a line each.
    fn of_each(&self, what: impl Fn(&Headline) -> Option<String>) -> String {
        let keys = self.subjects();
        let rows = self.headlines.rows.iter().filter(|row| keys.len() > 1 && keys.contains(&row.key));
        let mut lines: Vec<String> = rows.filter_map(&what).collect();
        if lines.is_empty() {
            lines.extend(self.subject().and_then(&what));
        }
        lines.join("\n")
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

    /// From a search, a story or the history back to where it was asked from.
    pub(super) fn leave_special_list(&mut self) -> Vec<Effect> {
        let here = &self.headlines.selection;
        let from = self.walk.back.iter().rposition(|stop| stop.place.selection != *here);
        from.and_then(|from| self.leave_for(from)).unwrap_or_else(|| {
            let selection = self.categories.selection().unwrap_or_default();
            self.turn_to(selection, Aim::Start)
        })
    }

    /// From a category, or from what is unread or starred, up to the whole library: to where one was in its list, or to its
    /// beginning.
    pub(super) fn leave_for_the_whole(&mut self) -> Vec<Effect> {
        let here = &self.headlines.selection;
        if here.shelf == Shelf::All && here.titled.is_empty() {
            let (whole, aim) =
                (Selection { order: here.order, ..Selection::default() }, self.around_current());
            return self.show_otherwise(whole, aim);
        }
        let is_whole = |stop: &Stop| stop.title.is_empty() && stop.place.selection.is_whole();
        let from = self.walk.back.iter().rposition(is_whole);
        from.and_then(|from| self.leave_for(from))
            .unwrap_or_else(|| self.show_selection(Selection::default()))
    }

    /// Goes back to a stop, so that forward is here.
    fn leave_for(&mut self, from: usize) -> Option<Vec<Effect>> {
        self.walk.back.truncate(from + 1);
        let stop = self.walk.back.pop()?;
        let here = self.stop();
        self.walk.forward.push(here);
        Some(self.return_to(&stop))
    }
}
