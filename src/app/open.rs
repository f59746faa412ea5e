//! Opening an article, reading in it, and leaving it with its place kept.

use super::layout::Pane;
use super::message::{Effect, Opened, Ticket};
use super::page::{Anchor, Matter, Page};
use super::pictures::has_pictures;
use super::piece::{Piece, Setting};
use super::{App, Typesetter};
use crate::news::{ArticleId, ArticleKey, Bookmark, Frame, Headline, Raster};
use std::rc::Rc;

/// Milliseconds that an article must have been open to count as read, however short it is, and however long.
const LEAST_READ_MS: u64 = 2_000;
const MOST_READ_MS: u64 = 10_000;
/// Milliseconds in which who only skims takes in a character.
const SKIMMED_MS: u64 = 20;
/// Characters that a practised reader takes in within a minute.
const CHARACTERS_A_MINUTE: u32 = 400;

/// Where in an article reading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// At what the list that it was opened from was searched for; else where it was left.
    Searched,
    /// Where it was left.
    Left,
    /// At a place.
    At(Bookmark),
}

/// An article that is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// Which question it answers.
    pub ticket: Ticket,
    /// Where to open it.
    pub at: Beginning,
    /// The pane to focus when it is there.
    pub focus: Pane,
}

/// The open article.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Reading {
    /// The document and what is known of it.
    pub opened: Opened,
    /// How much stands above the bottom of the screen, 0 to 100.
    pub percent: u8,
    /// Whether the article came with a title.
    titled: bool,
    /// Whether its text has pictures.
    pub(super) illustrated: bool,
    /// The room for which its pictures were asked for.
    pub(super) pictured: Option<Frame>,
    /// This person marked it unread by hand: leaving it does not mark it read.
    pub kept_unread: bool,
    page: Page,
    top: Anchor,
    /// The place that was gone to; what is on the screen may be a little off it until the next move.
    at: Bookmark,
    moved: bool,
    rows: u16,
    since: u64,
    furthest: u8,
}

impl Reading {
    /// What lists show of it.
    pub const fn headline(&self) -> &Headline {
        &self.opened.headline
    }

    /// The article as it came, with the place it is left at.
    pub(super) fn into_opened(mut self) -> Opened {
        if !self.titled {
            self.opened.article.title = None;
        }
        Opened { bookmark: Some(self.at), ..self.opened }
    }

    /// Its place, for keeping.
    pub(super) const fn bookmark(&self) -> Bookmark {
        self.at
    }

    /// Shows these pictures, by their block, and no others.
    pub(super) fn illustrate(&mut self, pictures: Vec<(u32, Rc<Raster>)>) {
        self.page.illustrate(pictures);
    }

    /// Its pictures, as far as they are shown.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &Rc<Raster>> {
        self.page.pictures().iter().map(|(_, raster)| raster)
    }

    /// The block at the top of the screen.
    pub fn block(&self) -> Option<u32> {
        self.page.block_at(self.top)
    }

    /// All words that it shows, in reading order, each with its number.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, String)> {
        self.page.words(&self.opened.article)
    }

    /// Whether words stand at the top of the screen or below it.
    pub(super) fn is_from_top(&self, of: u32) -> bool {
        self.page.is_from(self.top, of)
    }

    fn scroll(&mut self, by: i32, rows: u16, typesetter: &Typesetter) {
        self.top =
            self.page.moved(self.top, by, rows, Matter { article: &self.opened.article, setter: typesetter });
        self.moved = true;
    }

    fn jump(&mut self, to_end: bool, rows: u16, typesetter: &Typesetter) {
        self.top = if to_end {
            self.page.end(rows, Matter { article: &self.opened.article, setter: typesetter })
        } else {
            Anchor::default()
        };
        self.moved = true;
    }

    /// Brings a byte of a block's words onto the screen, a third from the top.
    pub(super) fn show(&mut self, block: u32, byte: u32, rows: u16, typesetter: &Typesetter) {
        let line =
            self.page.anchor_of(block, byte, Matter { article: &self.opened.article, setter: typesetter });
        self.top = self.page.moved(
            line,
            -i32::from(rows / 3),
            rows,
            Matter { article: &self.opened.article, setter: typesetter },
        );
        self.moved = true;
    }

    /// Goes to the start if a byte of a block's words is on the screen there.
    pub(super) fn begin_with(&mut self, block: u32, byte: u32, rows: u16, setter: &Typesetter) -> bool {
        let matter = Matter { article: &self.opened.article, setter };
        let line = self.page.anchor_of(block, byte, matter);
        let lines = self.page.visible(Anchor::default(), rows, matter).len();
        let last = self.page.moved(Anchor::default(), lines.saturating_sub(1) as i32, 1, matter);
        let begins = line <= last;
        if begins {
            self.top = Anchor::default();
            self.moved = true;
        }
        begins
    }

    /// Whether it was open for as long as skimming what was seen of it takes.
    fn was_read(&self, now: u64) -> bool {
        let seen = u64::from(self.opened.characters) * u64::from(self.furthest) / 100;
        now.saturating_sub(self.since) >= (seen * SKIMMED_MS).clamp(LEAST_READ_MS, MOST_READ_MS)
    }
}

impl App {
    /// Asks for an article by its row.
    pub(super) fn ask_article(&mut self, id: ArticleId, at: Beginning) -> Vec<Effect> {
        let ticket = self.expect(at);
        match self.ahead.article(id) {
            Some(opened) => self.show_article(ticket, opened),
            None => vec![Effect::ReadArticle(ticket, id)],
        }
    }

    /// Asks for an article by its identity.
    pub(super) fn ask_article_by_key(&mut self, key: ArticleKey, at: Beginning) -> Vec<Effect> {
        match self.ahead.row_of(key) {
            Some(id) => self.ask_article(id, at),
            None => vec![Effect::ReadArticleByKey(self.expect(at), key)],
        }
    }

    fn expect(&mut self, at: Beginning) -> Ticket {
        let ticket = self.next_ticket();
        self.expected = Some(Expected { ticket, at, focus: Pane::Article });
        ticket
    }

    /// Opens an article from somewhere: the way back is remembered.
    pub(super) fn walk_to(&mut self, id: ArticleId, at: Beginning) -> Vec<Effect> {
        let mut effects = self.close_reading_state();
        let stop = self.stop();
        self.walk.leave(stop);
        effects.extend(self.ask_article(id, at));
        effects
    }

    /// An article has arrived.
    pub(super) fn show_article(&mut self, ticket: Ticket, opened: Opened) -> Vec<Effect> {
        let Some(expected) = self.expected.filter(|expected| expected.ticket == ticket) else {
            return Vec::new();
        };
        self.expected = None;
        let key = opened.headline.key;
        let id = opened.headline.id;
        let title = opened.headline.title.clone();
        let at = if let Beginning::At(place) = expected.at { Some(place) } else { opened.bookmark };
        let reading = self.reading_of(opened, at);
        if let Some(left) = self.reading.replace(reading).filter(|left| left.headline().key != key) {
            self.keep_left(left);
        }
        self.focus = expected.focus;
        self.headlines.select(key);
        let mut effects = self.relate(id);
        self.hits = None;
        self.paragraphs = None;
        if expected.at == Beginning::Searched {
            self.arrange();
            effects.extend(self.find_searched());
        }
        effects.extend([Effect::Opened(key), Effect::SetTitle(title)]);
        effects
    }

    /// Shows what belongs with an article, or asks for it.
    fn relate(&mut self, id: ArticleId) -> Vec<Effect> {
        self.related.turn_to(id);
        match self.ahead.related(id) {
            Some(items) => {
                self.related.take(id, items);
                self.follow_preview()
            }
            None => vec![Effect::ReadRelated(id)],
        }
    }

    /// An article to be read from a place on; from the start where there is none.
    pub(super) fn reading_of(&self, mut opened: Opened, at: Option<Bookmark>) -> Reading {
        let titled = opened.article.title.is_some();
        let pieces = Piece::of(&opened.article, self.byline(&opened), String::new());
        opened.article.title = Some(opened.headline.title.clone());
        Reading {
            page: Page::new(pieces, self.setting(0)),
            illustrated: has_pictures(&opened.article.body.blocks),
            pictured: None,
            opened,
            titled,
            percent: 0,
            kept_unread: false,
            top: Anchor::default(),
            at: at.unwrap_or(Bookmark { block: 0, paragraph: None, byte: 0 }),
            moved: false,
            rows: 0,
            since: self.now,
            furthest: 0,
        }
    }

    /// How the article is set now, in a column this wide.
    fn setting(&self, columns: u16) -> Setting {
        Setting { columns, asides: self.settings.asides, language: self.language }
    }

    /// Author, date, category, views, reading time.
    fn byline(&self, opened: &Opened) -> Vec<String> {
        let (article, headline) = (&opened.article, &opened.headline);
        let mut parts: Vec<String> = Vec::new();
        parts.extend(headline.starred.then(|| format!("* {}", self.language.say("pane.starred"))));
        parts.extend(article.author.clone());
        parts.extend(article.source_name.clone().filter(|name| article.author.as_ref() != Some(name)));
        parts.extend(headline.published.map(|moment| moment.day()));
        parts.extend((!headline.category_name.is_empty()).then(|| headline.category_name.clone()));
        let views = headline.views.map(|views| views.to_string());
        parts.extend(views.map(|views| self.language.fill("article.views", &[("n", &views)])));
        let minutes = opened.characters.div_ceil(CHARACTERS_A_MINUTE).max(1).to_string();
        parts.push(self.language.fill("article.minutes", &[("n", &minutes)]));
        parts.extend(
            article.editor.as_ref().map(|editor| self.language.fill("article.editor", &[("name", editor)])),
        );
        parts
    }

    /// Computes the visible lines of the open article for the present layout, keeping the place by paragraph.
    pub(super) fn arrange_article(&mut self) {
        self.visible.clear();
        let Some(area) = self.layout.article else { return };
        let setting = Setting { columns: area.width, asides: self.settings.asides, language: self.language };
        let typesetter = Typesetter::new(&self.profile, self.settings.typography);
        let previewed = self.preview.as_mut().and_then(|preview| preview.reading.as_mut());
        let Some(reading) = previewed.or(self.reading.as_mut()) else { return };
        let matter = Matter { article: &reading.opened.article, setter: &typesetter };
        let anew = reading.page.setting() != setting || self.set_with != Some(self.settings.typography);
        if anew {
            reading.page.reset(setting);
            self.set_with = Some(self.settings.typography);
        }
        if std::mem::take(&mut reading.moved) && !anew {
            reading.at = reading.page.bookmark(reading.top, matter);
        } else if anew || reading.rows != area.height {
            let place = reading.page.anchor(reading.at, matter);
            reading.top = reading.page.no_lower(place, area.height, matter);
        }
        reading.rows = area.height;
        reading.percent = reading.page.percent(reading.top, area.height, matter);
        reading.furthest = reading.furthest.max(reading.percent);
        self.visible = reading.page.visible(reading.top, area.height, matter);
    }

    /// Scrolls the article on the screen by lines.
    pub(super) fn scroll_article(&mut self, lines: i32) {
        let rows = self.article_rows();
        let typesetter = Typesetter::new(&self.profile, self.settings.typography);
        let previewed = self.preview.as_mut().and_then(|preview| preview.reading.as_mut());
        if let Some(reading) = previewed.or(self.reading.as_mut()) {
            reading.scroll(lines, rows, &typesetter);
        }
    }

    /// To the start or the end of the article.
    pub(super) fn jump_article(&mut self, to_end: bool) {
        let rows = self.article_rows();
        let typesetter = Typesetter::new(&self.profile, self.settings.typography);
        if let Some(reading) = self.reading.as_mut() {
            reading.jump(to_end, rows, &typesetter);
        }
    }

    /// Rows that the article has on the screen.
    pub(super) fn article_rows(&self) -> u16 {
        self.layout.article.map_or(1, |area| area.height.max(1))
    }

    /// What is kept of the open article when it is left: its place, and that it was read.
    pub(super) fn close_reading_state(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Some(reading) = self.reading.as_mut() else { return Vec::new() };
        let key = reading.headline().key;
        let mut effects = vec![Effect::KeepBookmark(key, reading.at)];
        if reading.headline().unread && !reading.kept_unread && reading.was_read(now) {
            reading.opened.headline.unread = false;
            effects.push(Effect::SetRead(vec![key], true));
            self.mark_everywhere(key, |headline| headline.unread = false);
        }
        effects
    }

    /// Changes what every pane shows of an article's marks.
    pub(super) fn mark_everywhere(&mut self, key: ArticleKey, change: impl Fn(&mut Headline)) {
        self.headlines.mark(key, &change);
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.headline().key == key) {
            change(&mut reading.opened.headline);
        }
        let byline = self.reading.as_ref().filter(|reading| reading.headline().key == key);
        if let Some(byline) = byline.map(|reading| self.byline(&reading.opened))
            && let Some(reading) = self.reading.as_mut()
        {
            reading.page.rewrite(Piece::Byline(byline));
        }
        let unread = self.headlines.rows.iter().find(|row| row.key == key).map(|row| row.unread);
        let open = self.reading.as_ref().map(Reading::headline).filter(|headline| headline.key == key);
        if let Some(unread) = unread.or(open.map(|headline| headline.unread)) {
            self.ahead.mark_unread(key, unread);
        }
        for item in self.related.items.iter_mut().filter(|item| item.key == Some(key)) {
            item.unread = unread.unwrap_or(false);
        }
    }

    /// Closes the article: back to the list.
    pub(super) fn close_article(&mut self) -> Vec<Effect> {
        let mut effects = self.close_reading_state();
        if let Some(left) = self.reading.take() {
            self.keep_left(left);
        }
        self.expected = None;
        self.paragraphs = None;
        self.hits = None;
        self.focus = Pane::Headlines;
        effects.extend(self.follow_related());
        effects.push(Effect::SetTitle(String::new()));
        effects
    }

    /// Asks for what belongs with the open article or the selected headline.
    pub(super) fn follow_related(&mut self) -> Vec<Effect> {
        let reading = self.reading.as_ref().map(|reading| reading.headline().id);
        match reading.or_else(|| self.headlines.current().map(|headline| headline.id)) {
            Some(id) if self.related.of != Some(id) => self.relate(id),
            Some(_) => Vec::new(),
            None => {
                self.related.clear();
                Vec::new()
            }
        }
    }
}
