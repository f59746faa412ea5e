//! What each answer changes. A stale answer changes nothing.

use super::App;
use super::layout::Pane;
use super::message::{Aim, Counts, Effect, Reply, Ticket, Timer};
use super::open::Beginning;
use super::overlay::{Overlay, OverlayKind};
use crate::news::{ArticleKey, Category, Headline, HeadlinePage, Place, Shelf};

/// Milliseconds after the first counts until what rises is asked for: the worker is idle then.
const TOPICS_MS: u64 = 400;

impl App {
    /// An answer has come.
    pub(super) fn reply(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Categories(counts, categories) => self.take_categories(counts, categories),
            Reply::Headlines(ticket, aim, page) => self.take_headlines(ticket, aim, page),
            Reply::HeadlinesFailed(ticket, words) => self.headlines_failed(ticket, words),
            Reply::Rank(ticket, of, rank) => {
                self.headlines.take_rank(ticket, of, rank);
                Vec::new()
            }
            Reply::Article(ticket, opened) => self.show_article(ticket, *opened),
            Reply::NoArticle(ticket) if self.expected.is_some_and(|expected| expected.ticket == ticket) => {
                self.expected = None;
                self.tell(self.language.say("notice.no-article"))
            }
            Reply::NoArticle(_) => Vec::new(),
            Reply::Related(of, items) => {
                self.related.take(of, items);
                self.follow_preview()
            }
            Reply::Ahead(ticket, id, found) => self.take_ahead(ticket, id, found),
            Reply::ToCopy(words) => vec![Effect::Copy(words)],
            Reply::Output(lines) => {
                let rows = lines.into_iter().map(|line| (String::new(), line)).collect();
                self.overlay = Some(Overlay::of(OverlayKind::Output, rows));
                Vec::new()
            }
            Reply::Preview(opened) => {
                self.take_preview(*opened);
                Vec::new()
            }
            Reply::Pictures(of, frame, pictures) => {
                self.take_pictures(of, frame, pictures);
                Vec::new()
            }
            Reply::Topics(topics) => {
                self.categories.take_topics(topics);
                Vec::new()
            }
            Reply::Suggestions(of, words) => {
                self.take_suggestions(of, words);
                Vec::new()
            }
            Reply::Resume(place) => self.resume(place),
            Reply::Unread(ticket, found) => self.take_unread(ticket, found.map(|headline| *headline)),
            Reply::Changed(words) => {
                let mut effects = self.read_anew();
                effects.extend(self.tell(words));
                effects
            }
            Reply::MarkedElsewhere => self.read_list_anew(),
            Reply::NewEdition => {
                self.categories.topics_asked = false;
                let mut effects = self.read_anew();
                effects.extend(self.tell(self.language.say("notice.new-edition")));
                effects
            }
            Reply::Candidates(ticket, words) => self.take_candidates(ticket, words),
            Reply::Searches(searches) => self.take_searches(searches),
            Reply::Facets(ticket, facets) => self.take_facets(ticket, &facets),
            Reply::Notice(words) | Reply::Failed(words) => self.tell(words),
        }
    }

    fn headlines_failed(&mut self, ticket: Ticket, words: String) -> Vec<Effect> {
        self.headlines.failed(ticket);
        self.held.clear();
        self.ready = true;
        self.tell(words)
    }

    fn take_categories(&mut self, counts: Counts, categories: Vec<Category>) -> Vec<Effect> {
        let has_grown = self.counts.total > 0 && self.counts.total != counts.total;
        self.counts = counts;
        self.categories.take(categories);
        let selection = self.headlines.selection.clone();
        if self.focus != Pane::Categories {
            self.categories.select(&selection);
        }
        // What a search has found stays as it was asked for; where one is in it is known by paging only.
        let is_search = matches!(selection.shelf, Shelf::Search(_));
        let mut effects = Vec::new();
        if has_grown && !is_search && !self.headlines.loading {
            effects = self.turn_to(selection, self.around_current());
        }
        if !std::mem::replace(&mut self.categories.topics_asked, true) {
            effects.push(Effect::StartTimer(Timer::Topics, TOPICS_MS));
        }
        effects
    }

    /// The part of a list around the article that one is at.
    pub(super) fn around_current(&self) -> Aim {
        self.headlines.kept_to().map_or(Aim::Start, Aim::Around)
    }

    fn take_headlines(&mut self, ticket: Ticket, aim: Aim, page: HeadlinePage) -> Vec<Effect> {
        let alone = page.at_start && page.at_end && page.headlines.len() < 2;
        if alone && matches!(page.selection.shelf, Shelf::Story(_)) && self.headlines.awaits(ticket) {
            return self.leave_story_of_one();
        }
        let owed = self.headlines.owes() && !self.headlines.loading;
        if !self.headlines.take(ticket, aim, page) {
            return Vec::new();
        }
        self.ready = true;
        if owed && self.reading.is_some() {
            return self.open_current();
        }
        if let Some(key) = self.reading.as_ref().map(|reading| reading.headline().key)
            && self.headlines.select(key)
        {
            self.follow_marks(key);
        }
        let mut effects = self.follow_related();
        effects.extend(self.resume_held());
        effects
    }

    /// The place of the last time, or of a mark.
    fn resume(&mut self, place: Option<Place>) -> Vec<Effect> {
        let Some(place) = place else {
            return if self.ready {
                self.tell(self.language.say("notice.no-mark"))
            } else {
                self.turn_to_first()
            };
        };
        if self.ready {
            let mut effects = self.close_reading_state();
            let stop = self.stop();
            self.walk.leave(stop);
            effects.extend(self.go_to_place(&place));
            self.focus = if place.article.is_some() { Pane::Article } else { Pane::Headlines };
            return effects;
        }
        // The list is asked for even if it is the one that an empty reader has.
        let aim = place.headline.map_or(Aim::Start, Aim::Around);
        let mut effects = self.turn_to(place.selection.clone(), aim);
        self.categories.select(&place.selection);
        if let Some((key, bookmark)) = place.article.filter(|_| self.named.is_none()) {
            effects.extend(self.ask_article_by_key(key, Beginning::At(bookmark)));
        }
        effects.push(Effect::ReadCategories);
        effects
    }

    /// The list comes first, the counts after it: the first screen does not wait for them.
    fn turn_to_first(&mut self) -> Vec<Effect> {
        let selection = self.headlines.selection.clone();
        let mut effects = self.turn_to(selection, Aim::Start);
        effects.push(Effect::ReadCategories);
        effects
    }

    fn take_unread(&mut self, ticket: Ticket, found: Option<Headline>) -> Vec<Effect> {
        if ticket != self.unread_ticket {
            return Vec::new();
        }
        let Some(headline) = found else { return self.tell(self.language.say("notice.no-unread")) };
        let selection = self.headlines.selection.clone();
        let mut effects = self.turn_to(selection, Aim::Around(headline.key));
        if self.reading.is_some() {
            effects.extend(self.close_reading_state());
            effects.extend(self.ask_article(headline.id, Beginning::Searched));
        }
        effects
    }

    /// Reads the list anew, and what belongs with it, where it is: marks have changed elsewhere.
    fn read_list_anew(&mut self) -> Vec<Effect> {
        self.related.of = None;
        if self.headlines.loading {
            return Vec::new();
        }
        let selection = self.headlines.selection.clone();
        let mut effects = self.turn_to(selection, self.around_current());
        effects.extend(self.follow_related());
        effects
    }

    /// The open article is marked as its row in the list is.
    fn follow_marks(&mut self, key: ArticleKey) {
        let row = self.headlines.current().map(|row| (row.unread, row.starred));
        let open =
            self.reading.as_ref().map(|reading| (reading.headline().unread, reading.headline().starred));
        if let Some((unread, starred)) = row.filter(|row| open != Some(*row)) {
            self.mark_everywhere(key, |headline| (headline.unread, headline.starred) = (unread, starred));
        }
    }

    /// Reads everything shown anew: marks have changed at once, or the library is another.
    fn read_anew(&mut self) -> Vec<Effect> {
        let selection = self.headlines.selection.clone();
        let mut effects = vec![Effect::ReadCategories];
        effects.extend(self.turn_to(selection, self.around_current()));
        let open = self.reading.as_ref().map(|reading| reading.headline().key);
        if let Some(key) = open {
            let at = self.bookmark().map_or(Beginning::Left, Beginning::At);
            effects.extend(self.ask_article_by_key(key, at));
            if let Some(expected) = self.expected.as_mut() {
                expected.focus = self.focus;
            }
        }
        self.related.of = None;
        effects
    }
}
