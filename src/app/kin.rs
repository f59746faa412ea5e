//! Lists made of kinship: the story of an event, more like these, what rises.

use super::App;
use super::message::{Aim, Effect};
use crate::news::{ArticleKey, Kinship, Selection, Shelf};

impl App {
    /// The reports of the event that the article is about, from the first to the last.
    pub(super) fn show_story(&mut self) -> Vec<Effect> {
        let Some((id, key)) = self.subject().map(|headline| (headline.id, headline.key)) else {
            return self.tell(self.language.say("notice.nothing-here"));
        };
        let related = &self.related;
        let tells = |kinship| matches!(kinship, Kinship::Story | Kinship::Listed);
        let known = related.of == Some(id) && !related.loading;
        if known && !related.items.iter().any(|item| tells(item.kinship)) {
            return self.tell(self.language.say("notice.no-story"));
        }
        let selection = Selection { shelf: Shelf::Story(key), ..Selection::default() };
        self.show_list(selection, Aim::Around(key))
    }

    /// A story that turned out to have one report only is none: back to where it was asked from.
    pub(super) fn leave_story_of_one(&mut self) -> Vec<Effect> {
        let mut effects = self.leave_special_list();
        self.walk.forward.pop();
        effects.extend(self.tell(self.language.say("notice.no-story")));
        effects
    }

    /// Articles like the selected ones, else like the one that is open or under the selection.
    pub(super) fn show_more_like(&mut self) -> Vec<Effect> {
        let keys = self.subjects();
        if keys.is_empty() {
            return self.tell(self.language.say("notice.nothing-here"));
        }
        self.show_shelf(Shelf::Like(keys))
    }

    /// Goes to the words that rise, and shows the articles of the first.
    pub(super) fn show_topics(&mut self) -> Vec<Effect> {
        let Some(first) = self.categories.topics.first().map(|topic| topic.word.clone()) else {
            return self.tell(self.language.say("notice.no-topics"));
        };
        let mut effects = self.show_shelf(Shelf::Topic(first));
        self.zen = false;
        self.focus = super::layout::Pane::Categories;
        self.passing = Some(self.headlines.selection.clone());
        effects.extend(self.tell(self.language.say("notice.topics")));
        effects
    }

    /// What a command is about that can be done to several: the selected headlines, else the one article.
    pub(super) fn subjects(&self) -> Vec<ArticleKey> {
        if self.focus == super::layout::Pane::Headlines && !self.headlines.marked.is_empty() {
            return self.headlines.marked.clone();
        }
        self.subject().map(|headline| headline.key).into_iter().collect()
    }
}
