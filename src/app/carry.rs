//! Carrying articles out of the reader: into a file, or through a command.

use super::App;
use super::message::{Carried, Effect};
use super::prompt::PromptKind;

/// Characters of a proposed file name.
const NAME: usize = 40;

impl App {
    /// What is carried: the selected paragraphs, the selected headlines, else the article.
    fn carried(&self) -> Option<Carried> {
        if let Some(words) = self.selected_words().filter(|words| !words.is_empty()) {
            return Some(Carried::Words(words));
        }
        let keys = self.subjects();
        (!keys.is_empty()).then_some(Carried::Articles(keys))
    }

    /// Asks for the name of a file or for a command.
    pub(super) fn open_carry(&mut self, kind: PromptKind) -> Vec<Effect> {
        if self.carried().is_none() {
            return self.tell(self.language.say("notice.nothing-here"));
        }
        self.open_prompt(kind)
    }

    /// The name of a file that is proposed.
    pub(super) fn proposed_name(&self, extension: &str) -> String {
        let title = self.first_subject().map_or_else(String::new, |headline| headline.title.clone());
        let harmless =
            |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%' | '（' | '）' | '《' | '》');
        let name: String = title.chars().filter(harmless).take(NAME).collect();
        format!("{}.{extension}", if name.is_empty() { "banxin" } else { &name })
    }

    /// Writes into the file that was named; its ending says how.
    pub(super) fn save_as(&self, name: &str) -> Vec<Effect> {
        let carried = self.carried().filter(|_| !name.is_empty());
        carried.map(|carried| Effect::Save(carried, name.to_owned())).into_iter().collect()
    }

    /// Gives it to the command that was typed.
    pub(super) fn pipe_to(&self, command: &str) -> Vec<Effect> {
        let carried = self.carried().filter(|_| !command.is_empty());
        carried.map(|carried| Effect::Pipe(carried, command.to_owned())).into_iter().collect()
    }
}
