//! Suggested tags: an article's weightiest words, shown as suggestions until a person takes one.

use super::App;
use super::message::Effect;
use super::overlay::OverlayKind;
use super::prompt::{Prompt, PromptKind};
use crate::news::ArticleId;

impl App {
    /// Asks for words that could be tags of the article, or of the first of the selected ones.
    pub(super) fn ask_suggestions(&self) -> Vec<Effect> {
        self.first_subject().map(|headline| Effect::ReadSuggestions(headline.id)).into_iter().collect()
    }

    /// Words have come: into the open field, or onto the open sheet about the article.
    pub(super) fn take_suggestions(&mut self, of: ArticleId, words: Vec<String>) {
        let Some(subject) = self.first_subject().filter(|headline| headline.id == of).map(|it| it.key) else {
            return;
        };
        let reading = self.reading.as_ref().filter(|reading| reading.headline().key == subject);
        let has = |word: &String| {
            reading.is_some_and(|reading| {
                reading.opened.article.tags.contains(word) || reading.opened.own_tags.contains(word)
            })
        };
        let words: Vec<String> = words.into_iter().filter(|word| !has(word)).collect();
        if words.is_empty() {
            return;
        }
        if let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.kind == PromptKind::Tags) {
            prompt.suggestions = words;
        } else if let Some(overlay) = self.overlay.as_mut().filter(|it| it.kind == OverlayKind::Information) {
            overlay.rows.push((self.language.say("info.suggested-tags").to_owned(), words.join(" ")));
        }
    }
}

impl Prompt {
    /// Takes the first suggestion into the field.
    pub(super) fn take_suggestion(&mut self) {
        if self.suggestions.is_empty() {
            return;
        }
        let word = self.suggestions.remove(0);
        self.field.end();
        if !self.field.is_empty() && !self.field.before().ends_with(' ') {
            self.field.insert(' ');
        }
        word.chars().for_each(|c| self.field.insert(c));
    }
}
