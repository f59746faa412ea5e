//! The only code of the reader that touches the library and the desk: an effect in, answers out.
//!
//! Runs on the worker thread. It decides nothing: what to read is `app`'s, how to read it is `store`'s.

mod carry;
mod marking;
mod others;

use super::finding::asked;
use super::pictures;
use crate::app::message::{Aim, Counts, Effect, Opened, Reply, Ticket};
use crate::locale::Language;
use crate::news::{
    ArticleId, ArticleKey, Category, Cursor, Direction, HeadlinePage, Page, Place, Related, Selection, Shelf,
    StateFilter,
};
use crate::store::{
    Change, Desk, DeskNotice, Flipped, Freshness, Interrupter, Library, StoreError, Tally, Undone,
};

/// The library, the desk, and what is counted from both.
pub struct Newsroom {
    pub(super) library: Library,
    pub(super) desk: Desk,
    tally: Option<Tally>,
    language: Language,
    categories: Vec<Category>,
}

impl Newsroom {
    /// A newsroom over an open library and desk.
    pub const fn new(library: Library, desk: Desk, language: Language) -> Self {
        Self { library, desk, tally: None, language, categories: Vec::new() }
    }

    /// What stops the running query, from any thread.
    pub fn interrupter(&self) -> Interrupter {
        self.library.interrupter()
    }

    /// Does what was asked; answers in the order in which they should arrive.
    pub fn perform(&mut self, effect: Effect) -> Vec<Reply> {
        match self.answer(effect) {
            Ok(replies) => replies,
            Err(error) if error.is_interrupted() => Vec::new(),
            Err(error) => vec![Reply::Failed(self.failed(&error))],
        }
    }

    fn failed(&self, error: &StoreError) -> String {
        if let StoreError::Query(mistake) = error {
            let words = match self.language {
                Language::Chinese => mistake.fault.chinese(),
                Language::English => mistake.to_string(),
            };
            return self.language.fill("notice.search-error", &[("reason", &words)]);
        }
        self.language.fill("notice.failed", &[("reason", &error.said(self.language))])
    }

    fn answer(&mut self, effect: Effect) -> Result<Vec<Reply>, StoreError> {
        match effect {
            Effect::ReadCategories => {
                Ok(vec![self.read_categories()?, Reply::Searches(self.desk.searches()?)])
            }
            Effect::ReadPlace => Ok(self.read_place()),
            Effect::ReadHeadlines(ticket, selection, aim, limit) => {
                Ok(self.read_headlines(ticket, &selection, aim, limit))
            }
            Effect::ReadRank(ticket, selection, of) => {
                let rank = self.library.rank(&selection, of, &self.desk)?;
                Ok(vec![Reply::Rank(ticket, of, rank)])
            }
            Effect::ReadArticle(ticket, id) => self.read_article_anywhere(ticket, id),
            Effect::ReadArticleByKey(ticket, key) => {
                let id = self.library.id_of(key)?;
                self.read_article(ticket, id)
            }
            Effect::ReadRelated(id) => {
                let related = self.library.related(id, self.desk.marks())?;
                Ok(vec![Reply::Related(id, related)])
            }
            Effect::LookAhead(ticket, id) => {
                // Every key leads here, so that a new edition is noticed wherever one is.
                let mut news = self.look_for_edition();
                news.extend(self.catch_up());
                news.retain(|reply| !matches!(reply, Reply::Failed(_)));
                if !news.iter().any(|reply| matches!(reply, Reply::NewEdition)) {
                    news.push(Reply::Ahead(ticket, id, self.ahead(id)));
                }
                Ok(news)
            }
            Effect::ReadPreview(id) => {
                let opened = self.opened(id)?;
                Ok(opened.map(|opened| Reply::Preview(Box::new(opened))).into_iter().collect())
            }
            Effect::ReadPictures(id, frame) => {
                let thumbnails = self.library.thumbnails(id)?;
                Ok(vec![Reply::Pictures(id, frame, pictures::shown(&thumbnails, frame))])
            }
            Effect::ReadTopics => Ok(vec![Reply::Topics(self.library.rising(1, TOPICS)?)]),
            Effect::ReadSuggestions(id) => {
                let words = self.library.tag_suggestions(id, SUGGESTIONS)?;
                Ok(vec![Reply::Suggestions(id, words)])
            }
            Effect::FindUnread(ticket, selection, cursor, direction) => {
                self.find_unread(ticket, selection, cursor, direction)
            }
            Effect::Suggest(ticket, letters, limit) => {
                // A field that waits for an answer always gets one.
                let words = self.library.suggest(&letters, limit).unwrap_or_default();
                Ok(vec![Reply::Candidates(ticket, words)])
            }
            Effect::ReadFacets(ticket, selection) => {
                let facets = self.library.facets(&asked(&selection), &self.desk)?;
                Ok(vec![Reply::Facets(ticket, facets)])
            }
            Effect::ReadMark(letter) => Ok(vec![Reply::Resume(self.desk.mark(letter, &self.library)?)]),
            other => self.change(other),
        }
    }

    /// What changes the person's state.
    fn change(&mut self, effect: Effect) -> Result<Vec<Reply>, StoreError> {
        match effect {
            Effect::SetRead(keys, read) => self.apply(&Change::Read { keys, read }),
            Effect::SetStar(keys, starred) => self.apply(&Change::Star { keys, starred }),
            Effect::SetNote(key, text) => {
                self.apply(&Change::Note { key, text: Some(text).filter(|text| !text.is_empty()) })
            }
            Effect::SetTags(key, tags) => self.set_tags(key, &tags),
            Effect::AddTag(keys, name) => self.apply(&Change::Tag { keys, name, on: true }),
            Effect::Save(carried, name) => self.save(&carried, &name),
            Effect::ReadToCopy(keys) => self.to_copy(&keys),
            Effect::Pipe(carried, command) => self.pipe(&carried, &command),
            Effect::MarkAllRead(selection) => self.mark_all_read(selection),
            Effect::Undo => self.undo(),
            Effect::Redo => self.redo(),
            Effect::Opened(key) => self.desk.opened(key).map(|()| self.catch_up()),
            Effect::KeepBookmark(key, bookmark) => {
                self.desk.set_bookmark(key, &bookmark).map(|()| Vec::new())
            }
            Effect::KeepPlace(place) => self.desk.set_last_place(&place, &self.library).map(|()| Vec::new()),
            Effect::Searched(words) => self.desk.searched(&words).map(|()| Vec::new()),
            Effect::SaveSearch(words, on) => self.desk.save_search(&words, on).map(|()| Vec::new()),
            Effect::SetMark(letter, place) => {
                self.desk.set_mark(letter, &place, &self.library).map(|()| Vec::new())
            }
            Effect::KeepSetting(name, value) => {
                self.desk.set_setting(&name, Some(&value)).map(|()| Vec::new())
            }
            _ => Ok(Vec::new()),
        }
    }

    fn apply(&mut self, change: &Change) -> Result<Vec<Reply>, StoreError> {
        let flipped = self.desk.apply(change)?;
        self.recount(&flipped)
    }

    fn recount(&mut self, flipped: &[Flipped]) -> Result<Vec<Reply>, StoreError> {
        if let Some(tally) = self.tally.as_mut() {
            tally.follow(&self.library, flipped)?;
        }
        self.counted().map(|reply| vec![reply])
    }

    /// Names and totals at once; unread counts from the tally, which is made the first time.
    fn read_categories(&mut self) -> Result<Reply, StoreError> {
        self.categories = self.library.categories()?;
        self.tally = Some(self.library.tally(self.desk.marks())?);
        self.counted()
    }

    fn counted(&self) -> Result<Reply, StoreError> {
        let total = self.library.articles()?;
        let starred = self.desk.marks().starred_count() as u64;
        let mut categories = self.categories.clone();
        let unread = self.tally.as_ref().map_or(total, |tally| {
            tally.fill(&mut categories);
            tally.unread()
        });
        Ok(Reply::Categories(Counts { total, unread, starred }, categories))
    }

    fn read_place(&mut self) -> Vec<Reply> {
        let mut replies: Vec<Reply> =
            self.desk.notices().iter().map(|notice| Reply::Notice(self.desk_notice(notice))).collect();
        if matches!(self.library.is_index_current(), Ok(false)) {
            replies.push(Reply::Notice(self.language.say("notice.index-outdated").to_owned()));
        }
        // A place that cannot be read must not keep the reader from starting.
        let place: Option<Place> = self.desk.last_place(&self.library).unwrap_or_default();
        replies.push(Reply::Resume(place));
        replies
    }

    fn desk_notice(&self, notice: &DeskNotice) -> String {
        match notice {
            DeskNotice::InMemory { reason, .. } => {
                self.language.fill("notice.desk-in-memory", &[("reason", &reason.said(self.language))])
            }
            DeskNotice::MovedAside { to, salvaged, .. } => {
                let path = to.display().to_string();
                self.language.fill("notice.desk-moved", &[("path", &path), ("n", &salvaged.to_string())])
            }
            DeskNotice::WrittenAgain => self.language.say("notice.desk-written").to_owned(),
        }
    }

    fn read_headlines(&mut self, ticket: Ticket, selection: &Selection, aim: Aim, limit: u32) -> Vec<Reply> {
        let mut replies = self.look_for_edition();
        let whole = !matches!(aim, Aim::From(..));
        // What is read now is fresh.
        replies.extend(
            self.catch_up().into_iter().filter(|it| !(whole && matches!(it, Reply::MarkedElsewhere))),
        );
        match self.headlines(selection, aim, limit as usize) {
            Ok(page) => replies.push(Reply::Headlines(ticket, aim, page)),
            Err(error) if error.is_interrupted() => {}
            Err(error) => replies.push(Reply::HeadlinesFailed(ticket, self.failed(&error))),
        }
        replies
    }

    pub(super) fn headlines(
        &self,
        selection: &Selection,
        aim: Aim,
        limit: usize,
    ) -> Result<HeadlinePage, StoreError> {
        if !selection.titled.is_empty() {
            return self.titled(selection, aim, limit);
        }
        if matches!(selection.shelf, Shelf::Search(_)) {
            return self.search(selection, aim, limit);
        }
        let page = |from, direction| Page { from, direction, limit };
        let read = |page| self.library.headlines(selection, page, &self.desk);
        match aim {
            Aim::Start => read(page(None, Direction::Forward)),
            Aim::End => read(page(None, Direction::Backward)),
            Aim::From(cursor, direction) => read(page(Some(cursor), direction)),
            Aim::Around(key) => match self.cursor(selection, key)? {
                Some(cursor) => self.around(selection, cursor, limit),
                None => read(page(None, Direction::Forward)),
            },
        }
    }

    fn cursor(&self, selection: &Selection, key: ArticleKey) -> Result<Option<Cursor>, StoreError> {
        match self.library.id_of(key)? {
            Some(id) => self.library.cursor_of(selection, id, &self.desk),
            None => Ok(None),
        }
    }

    /// What stands before an article, and it and what follows.
    fn around(
        &self,
        selection: &Selection,
        cursor: Cursor,
        limit: usize,
    ) -> Result<HeadlinePage, StoreError> {
        let half = limit / 2;
        let before = Page { from: Some(cursor), direction: Direction::Backward, limit: half };
        let before = self.library.headlines(selection, before, &self.desk)?;
        let from = before.headlines.last().map(|headline| headline.cursor);
        let after = Page { from, direction: Direction::Forward, limit: limit - half };
        let mut page = self.library.headlines(selection, after, &self.desk)?;
        page.at_start = before.at_start || before.headlines.is_empty();
        page.headlines.splice(0..0, before.headlines);
        Ok(page)
    }

    fn read_article(&self, ticket: Ticket, id: Option<ArticleId>) -> Result<Vec<Reply>, StoreError> {
        let opened = match id {
            Some(id) => self.opened(id)?,
            None => None,
        };
        Ok(vec![opened.map_or(Reply::NoArticle(ticket), |opened| Reply::Article(ticket, Box::new(opened)))])
    }

    /// An article of the edition that is being read, out of the one that has come since where there is one.
    fn read_article_anywhere(&mut self, ticket: Ticket, id: ArticleId) -> Result<Vec<Reply>, StoreError> {
        let key = self.library.key_of(id)?;
        let mut replies = self.look_for_edition();
        replies.extend(self.catch_up());
        let moved = replies.iter().any(|reply| matches!(reply, Reply::NewEdition));
        let id = match key {
            Some(key) if moved => self.library.id_of(key)?,
            _ => Some(id),
        };
        // The article before the news: what is read anew then is what it stands in.
        replies.splice(0..0, self.read_article(ticket, id)?);
        Ok(replies)
    }

    /// An article that may be asked for next: what cannot be read is told when it is.
    fn ahead(&self, id: ArticleId) -> Option<(Box<Opened>, Vec<Related>)> {
        let opened = self.opened(id).ok()??;
        let related = self.library.related(id, self.desk.marks()).ok()?;
        Some((Box::new(opened), related))
    }

    fn opened(&self, id: ArticleId) -> Result<Option<Opened>, StoreError> {
        let Some(open) = self.library.article(id, self.desk.marks())? else { return Ok(None) };
        let key = open.headline.key;
        Ok(Some(Opened {
            bookmark: self.desk.bookmark(key)?,
            characters: open.characters as u32,
            note: self.desk.note(key)?,
            own_tags: self.desk.tags_of(key)?,
            headline: open.headline,
            article: open.article,
        }))
    }

    fn find_unread(
        &self,
        ticket: Ticket,
        selection: Selection,
        cursor: Cursor,
        direction: Direction,
    ) -> Result<Vec<Reply>, StoreError> {
        let unread = Selection { state: StateFilter::Unread, ..selection };
        let page = Page { from: Some(cursor), direction, limit: 1 };
        let found = self.library.headlines(&unread, page, &self.desk)?.headlines.into_iter().next();
        Ok(vec![Reply::Unread(ticket, found.map(Box::new))])
    }

    fn set_tags(&mut self, key: ArticleKey, tags: &[String]) -> Result<Vec<Reply>, StoreError> {
        let before = self.desk.tags_of(key)?;
        for name in before.iter().filter(|name| !tags.contains(name)) {
            self.desk.apply(&Change::Tag { keys: vec![key], name: name.clone(), on: false })?;
        }
        for name in tags.iter().filter(|name| !before.contains(name)) {
            self.desk.apply(&Change::Tag { keys: vec![key], name: name.clone(), on: true })?;
        }
        Ok(Vec::new())
    }

    fn undo(&mut self) -> Result<Vec<Reply>, StoreError> {
        let undone = self.desk.undo()?;
        self.after_undo(undone, ["notice.undone", "notice.nothing-to-undo"])
    }

    fn redo(&mut self) -> Result<Vec<Reply>, StoreError> {
        let redone = self.desk.redo()?;
        self.after_undo(redone, ["notice.redone", "notice.nothing-to-redo"])
    }

    fn after_undo(
        &mut self,
        undone: Option<Undone>,
        [done, nothing]: [&'static str; 2],
    ) -> Result<Vec<Reply>, StoreError> {
        let Some(Undone { change, flipped }) = undone else {
            return Ok(vec![Reply::Notice(self.language.say(nothing).to_owned())]);
        };
        let mut replies = self.recount(&flipped)?;
        replies.push(Reply::Changed(
            self.language.fill(done, &[("what", &carry::what(&change, self.language))]),
        ));
        Ok(replies)
    }

    /// Moves over to another edition when the library's path means another file now.
    fn look_for_edition(&mut self) -> Vec<Reply> {
        match self.library.changed() {
            Ok(Freshness::Replaced) => match self.library.open_again() {
                Ok(()) => {
                    self.tally = None;
                    vec![Reply::NewEdition]
                }
                Err(error) => vec![Reply::Failed(self.failed(&error))],
            },
            Ok(Freshness::Grown) => {
                self.tally = None;
                self.read_categories().into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Words that rise, shown at most.
const TOPICS: usize = 10;
/// Tags suggested at most.
const SUGGESTIONS: usize = 5;
