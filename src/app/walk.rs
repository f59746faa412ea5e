//! The way from article to article, back and forward, with the exact place of each stop.

use super::layout::Pane;
use super::open::{Beginning, Reading};
use super::{App, Effect};
use crate::app::message::Aim;
use crate::news::{Bookmark, Place};

/// Stops remembered in each direction.
const KEPT: usize = 200;

/// A place on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The list, the headline, the article and the paragraph.
    pub place: Place,
    /// Title of the article, or empty for a list.
    pub title: String,
    /// The focused pane.
    pub focus: Pane,
    /// Selected row of the related pane.
    pub related: usize,
    /// Rows between the top of the list and its selection.
    pub offset: usize,
}

/// Stops behind and ahead.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// Behind, the latest last.
    pub back: Vec<Stop>,
    /// Ahead, the next last.
    pub forward: Vec<Stop>,
}

impl Walk {
    /// Leaves a stop behind by going somewhere new.
    pub fn leave(&mut self, stop: Stop) {
        if self.back.last() != Some(&stop) {
            self.back.push(stop);
        }
        if self.back.len() > KEPT {
            self.back.remove(0);
        }
        self.forward.clear();
    }
}

impl App {
    /// Where the reader is.
    pub(super) fn stop(&self) -> Stop {
        let bookmark = self.bookmark();
        let article = self.reading.as_ref().map(|reading| reading.headline().key);
        Stop {
            place: Place {
                selection: self.headlines.selection.clone(),
                headline: self.headlines.current().map(|headline| headline.key),
                article: article.zip(bookmark),
            },
            title: self.reading.as_ref().map_or_else(String::new, |reading| reading.headline().title.clone()),
            focus: self.focus,
            related: self.related.list.selected,
            offset: self.headlines.list.selected.saturating_sub(self.headlines.list.top),
        }
    }

    /// Goes back or forward one stop.
    pub(super) fn go(&mut self, back: bool) -> Vec<Effect> {
        let from = if back { &mut self.walk.back } else { &mut self.walk.forward };
        let Some(stop) = from.pop() else {
            return self.tell(self.language.say(if back {
                "notice.no-way-back"
            } else {
                "notice.no-way-forward"
            }));
        };
        let mut effects = self.close_reading_state();
        let here = self.stop();
        let to = if back { &mut self.walk.forward } else { &mut self.walk.back };
        to.push(here);
        effects.extend(self.return_to(&stop));
        effects
    }

    /// Puts the reader at a stop.
    pub(super) fn return_to(&mut self, stop: &Stop) -> Vec<Effect> {
        let effects = self.go_to_place(&stop.place);
        self.focus = stop.focus;
        if self.reading.is_none() && stop.place.article.is_none() && self.focus == Pane::Article {
            self.focus = Pane::Headlines;
        }
        self.headlines.show_with(stop.offset);
        self.related.wanted_row(stop.related);
        effects
    }

    /// Shows the list and the article of a place.
    pub(super) fn go_to_place(&mut self, place: &Place) -> Vec<Effect> {
        let mut effects = Vec::new();
        let same_list = self.headlines.selection == place.selection;
        let selected = place.headline.is_none_or(|key| same_list && self.headlines.select(key));
        if !(same_list && selected) {
            let aim = place.headline.map_or(Aim::Start, Aim::Around);
            effects.extend(self.turn_to(place.selection.clone(), aim));
        }
        self.categories.select(&place.selection);
        if let Some((key, bookmark)) = place.article {
            effects.extend(self.ask_article_by_key(key, Beginning::At(bookmark)));
        } else {
            self.reading = None;
            self.paragraphs = None;
            self.expected = None;
            effects.extend(self.follow_related());
        }
        effects
    }

    /// The place within the open article.
    pub(super) fn bookmark(&self) -> Option<Bookmark> {
        self.reading.as_ref().map(Reading::bookmark)
    }
}
