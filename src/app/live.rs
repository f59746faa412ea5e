//! Searching while one types: the list follows the open field, and comes back when the field is left.
//!
//! Every change of the text is a new question with a new ticket; the inbox drops the older ones and the running one is
//! interrupted, so nothing here waits. A text that is no query yet shows where its mistake is, and the list stays.

use super::App;
use super::message::{Aim, Effect};
use super::prompt::PromptKind;
use super::walk::Stop;
use crate::news::{Order, Query, Searches, Selection, Shelf};
use crate::text::pinyin::Letters;

impl App {
    /// The text of the open field has changed.
    pub(super) fn prompt_changed(&mut self) -> Vec<Effect> {
        self.match_commands();
        if let Some(prompt) = self.prompt.as_ref().filter(|prompt| prompt.kind == PromptKind::Help) {
            let typed = prompt.field.text();
            self.filter_help(&typed);
        }
        let mut effects = self.ask_candidates();
        effects.extend(self.follow_field());
        effects
    }

    /// Turns the list to what the field asks for, where the list can be seen.
    fn follow_field(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.prompt.as_mut() else { return Vec::new() };
        let text = prompt.field.text();
        prompt.mistake = None;
        if prompt.kind == PromptKind::Search && !text.trim().is_empty() {
            prompt.mistake = Query::parse(&text, jiff::civil::Date::MAX).err();
        }
        if prompt.mistake.is_some() || self.layout.headlines.is_none() {
            return Vec::new();
        }
        let (kind, before) = (prompt.kind, prompt.before.clone());
        match kind {
            PromptKind::Search | PromptKind::Filter if text.trim().is_empty() => self.return_to_list(&before),
            PromptKind::Search => self.turn_once(searched(text.trim())),
            PromptKind::Filter => {
                let selection = self.filtered(text.trim(), &before.place.selection);
                self.turn_once(selection)
            }
            _ => Vec::new(),
        }
    }

    fn turn_once(&mut self, selection: Selection) -> Vec<Effect> {
        if self.headlines.selection == selection { Vec::new() } else { self.turn_to(selection, Aim::Start) }
    }

    /// Back to the list that was shown before the field was opened.
    pub(super) fn return_to_list(&mut self, before: &Stop) -> Vec<Effect> {
        let selection = before.place.selection.clone();
        if self.headlines.selection == selection {
            return Vec::new();
        }
        self.turn_to(selection, before.place.headline.map_or(Aim::Start, Aim::Around))
    }

    /// Searches for good: the way back leads to the list from before the field, and the words are remembered.
    pub(super) fn search(&mut self, text: &str, before: Stop) -> Vec<Effect> {
        let mut effects = self.settle_on(searched(text), before);
        self.searches.recent.retain(|words| words != text);
        self.searches.recent.insert(0, text.to_owned());
        effects.push(Effect::Searched(text.to_owned()));
        effects
    }

    /// Filters for good.
    pub(super) fn filter(&mut self, text: &str, before: Stop) -> Vec<Effect> {
        let selection = self.filtered(text, &before.place.selection);
        self.settle_on(selection, before)
    }

    fn settle_on(&mut self, selection: Selection, before: Stop) -> Vec<Effect> {
        let mut effects = if self.reading.is_some() { self.close_article() } else { Vec::new() };
        self.walk.leave(before);
        self.focus = super::layout::Pane::Headlines;
        self.categories.select(&selection);
        effects.extend(self.turn_once(selection));
        effects
    }

    /// A list with only those whose titles have these words. Letters may be pinyin, so titles are looked at one by
    /// one; other words are looked up in the index, where the list is one that a query can name.
    fn filtered(&self, text: &str, before: &Selection) -> Selection {
        let letters = text.split_whitespace().any(|word| Letters::new(word).is_some());
        let category = match &before.shelf {
            Shelf::All => None,
            Shelf::Category(id) => self.categories.path(*id).last().map(|name| (*name).to_owned()),
            Shelf::History | Shelf::Opened(_) if !letters => {
                return Selection { shelf: Shelf::Opened(text.to_owned()), ..Selection::default() };
            }
            _ => return Selection { titled: text.to_owned(), ..before.clone() },
        };
        if letters || !before.titled.is_empty() {
            return Selection { titled: text.to_owned(), ..before.clone() };
        }
        let quoted = |word: &str| format!("title:\"{}\"", word.replace('"', ""));
        let mut query: Vec<String> = text.split_whitespace().map(quoted).collect();
        query.extend(category.map(|name| format!("cat:\"{name}\"")));
        Selection { shelf: Shelf::Search(query.join(" ")), state: before.state, ..Selection::default() }
    }

    /// What was searched for, and what is saved.
    pub(super) fn take_searches(&mut self, searches: Searches) -> Vec<Effect> {
        self.categories.take_saved(searches.saved.clone());
        self.searches = searches;
        Vec::new()
    }

    /// Puts an earlier search into the field: `by` steps further back.
    pub(super) fn recall(&mut self, by: isize) -> Vec<Effect> {
        let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.kind == PromptKind::Search) else {
            return Vec::new();
        };
        let place = prompt.recalled.map_or(-1, |place| place as isize).saturating_add(by);
        let place = place.min(self.searches.recent.len() as isize - 1);
        prompt.recalled = usize::try_from(place).ok();
        let words = prompt.recalled.and_then(|place| self.searches.recent.get(place));
        prompt.field = super::Field::with(words.map_or("", String::as_str));
        self.prompt_changed()
    }

    /// Saves the search that is shown as a list of its own, or gives it up.
    pub(super) fn toggle_saved_search(&mut self) -> Vec<Effect> {
        let Shelf::Search(words) = self.headlines.selection.shelf.clone() else {
            return self.tell(self.language.say("notice.no-search"));
        };
        let saved = self.searches.saved.contains(&words);
        if saved {
            self.searches.saved.retain(|other| *other != words);
        } else {
            self.searches.saved.push(words.clone());
        }
        self.categories.take_saved(self.searches.saved.clone());
        let selection = self.headlines.selection.clone();
        self.categories.select(&selection);
        let key = if saved { "notice.search-forgotten" } else { "notice.search-saved" };
        let mut effects = self.tell(self.language.say(key));
        effects.push(Effect::SaveSearch(words, !saved));
        effects
    }
}

/// The list of what a search finds, the best first.
fn searched(text: &str) -> Selection {
    Selection { shelf: Shelf::Search(text.to_owned()), order: Order::Relevance, ..Selection::default() }
}
