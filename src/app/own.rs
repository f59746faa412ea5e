//! A person's own notes and tags: of the article that is open, of the one under the selection, or of the selected headlines.

use super::App;
use super::message::{Effect, Opened};
use super::prompt::PromptKind;
use crate::news::ArticleKey;

impl App {
    /// What is known of an article: it is open, or was read ahead.
    fn known(&self, key: ArticleKey) -> Option<&Opened> {
        let open = self.reading.as_ref().map(|reading| &reading.opened);
        let id = || self.headlines.rows.iter().find(|row| row.key == key).map(|row| row.id);
        open.filter(|opened| opened.headline.key == key).or_else(|| self.ahead.opened(id()?))
    }

    /// Opens the field for the note on one article.
    pub(super) fn open_note(&mut self) -> Vec<Effect> {
        let subjects = self.subjects();
        let [key] = subjects[..] else {
            let words = if subjects.is_empty() { "notice.nothing-here" } else { "notice.note-one" };
            return self.tell(self.language.say(words));
        };
        // What stands there must not be written over unseen.
        let Some(opened) = self.known(key) else { return self.tell(self.language.say("notice.open-first")) };
        let text = opened.note.clone().unwrap_or_default();
        self.open_field(PromptKind::Note, &text)
    }

    /// Opens the field for own tags: with those that one article has, empty for several, which get what is typed besides.
    pub(super) fn open_tags(&mut self) -> Vec<Effect> {
        let subjects = self.subjects();
        if subjects.is_empty() {
            return self.tell(self.language.say("notice.nothing-here"));
        }
        let text = self.tags_of_the_one().map(|tags| tags.join(" ")).unwrap_or_default();
        let mut effects = self.open_field(PromptKind::Tags, &text);
        effects.extend(self.ask_suggestions());
        effects
    }

    /// Own tags of the article that a command is about, where it is one and they are known.
    fn tags_of_the_one(&self) -> Option<Vec<String>> {
        let subjects = self.subjects();
        let [key] = subjects[..] else { return None };
        self.known(key).map(|opened| opened.own_tags.clone())
    }

    /// Keeps a note.
    pub(super) fn keep_note(&mut self, text: &str) -> Vec<Effect> {
        let [key] = self.subjects()[..] else { return Vec::new() };
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.headline().key == key) {
            reading.opened.note = (!text.is_empty()).then(|| text.to_owned());
        }
        let mut effects = vec![Effect::SetNote(key, text.to_owned())];
        effects.extend(self.tell(self.language.say("notice.note-kept")));
        effects
    }

    /// Keeps tags: in the place of those that were shown, else besides.
    pub(super) fn keep_tags(&mut self, text: &str) -> Vec<Effect> {
        let tags: Vec<String> =
            text.split_whitespace().map(|tag| tag.trim_start_matches('#').to_owned()).collect();
        let keys = self.subjects();
        let mut effects = match (&keys[..], self.tags_of_the_one()) {
            ([key], Some(_)) => {
                if let Some(reading) = self.reading.as_mut().filter(|reading| reading.headline().key == *key)
                {
                    reading.opened.own_tags.clone_from(&tags);
                }
                vec![Effect::SetTags(*key, tags)]
            }
            _ => tags.into_iter().map(|tag| Effect::AddTag(keys.clone(), tag)).collect(),
        };
        effects.extend(self.tell(self.language.say("notice.tags-kept")));
        effects
    }
}
