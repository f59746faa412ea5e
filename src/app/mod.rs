//! What the reader does, without any I/O: `App::update(Message) -> Vec<Effect>`.
//!
//! `message` is the contract, `act` what each action does, `reply` what each answer changes, `walk` how one
//! moves among articles and back, `page` and `headlines` what is looked at, `layout` where it stands.
//! Drawing (`ui`) reads an [`App`] and changes nothing; everything that a frame needs is computed here.

pub mod action;
pub mod keymap;
pub mod layout;
pub mod message;

pub mod key;

mod act;
mod ahead;
mod called;
mod candidates;
mod carry;
mod categories;
mod choose;
mod facets;
mod field;
mod find;
mod headlines;
mod kin;
mod list;
mod live;
mod mark;
mod mouse;
mod moves;
mod open;
mod overlay;
mod own;
mod page;
mod paragraphs;
mod pictures;
mod piece;
mod preview;
mod prompt;
mod related;
mod reply;
mod rows;
mod settings;
mod sheet;
mod state;
mod suggest;
mod trail;
mod walk;

pub use candidates::{Candidates, GAP, label};
pub use categories::{Categories, Row};
pub use field::Field;
pub use find::Hits;
pub use headlines::Headlines;
pub use list::ListState;
pub use open::Reading;
pub use overlay::{Choice, Overlay, OverlayKind};
pub use page::{Anchor, Matter, Page, PageLine, PictureRow, Role};
pub use pictures::{COLOURLESS, Colours, Images};
pub use piece::{Piece, Setting};
pub use prompt::{Prompt, PromptKind};
pub use related::{RELATED_INDENT, RelatedPane, RelatedRow};
pub use settings::Settings;
pub use sheet::Columns;
pub use walk::{Stop, Walk};

use crate::locale::Language;
use crate::news::{ArticleKey, Drawing, Searches, Selection, Shelf, StateFilter, Total};
use crate::text::{Typesetter, Typography, WidthProfile};
use action::Action;
use ahead::Ahead;
use key::Key;
use keymap::Keymap;
use layout::{Layout, Pane, Wanted};
use message::{Aim, Counts, Effect, Message, Ticket, Timer};
use ratatui::layout::Size;

/// Milliseconds a notice stays.
const NOTICE_MS: u64 = 6000;

/// What the reader starts with.
#[derive(Debug, Clone)]
pub struct Start {
    /// Size of the terminal.
    pub size: Size,
    /// What this terminal does with each character.
    pub profile: WidthProfile,
    /// Language of the interface.
    pub language: Language,
    /// Keys.
    pub keymap: Keymap,
    /// Choices.
    pub settings: Settings,
    /// Names of the themes.
    pub themes: Vec<String>,
    /// The library is the embedded sample.
    pub sample: bool,
    /// What the terminal can show of a picture.
    pub colours: Colours,
    /// How pictures are drawn.
    pub drawing: Drawing,
    /// What tells this reader's pictures from another's at the same terminal.
    pub seed: u16,
}

/// The reader.
#[derive(Debug)]
pub struct App {
    /// Size of the terminal.
    pub size: Size,
    /// Where everything stands.
    pub layout: Layout,
    /// What this terminal does with each character.
    pub profile: WidthProfile,
    /// Language of the interface.
    pub language: Language,
    /// Keys.
    pub keymap: Keymap,
    /// Choices.
    pub settings: Settings,
    /// Names of the themes.
    pub themes: Vec<String>,
    /// The library is the embedded sample.
    pub sample: bool,
    /// What the terminal can show of a picture.
    pub colours: Colours,
    /// How pictures are drawn.
    pub drawing: Drawing,
    /// Width and height of a cell in pixels; zeros where the terminal does not say.
    pub cell: (u16, u16),
    /// Pictures that the terminal keeps.
    pub images: Images,
    /// The focused pane.
    pub focus: Pane,
    /// Only the text is shown.
    pub zen: bool,
    /// The category pane.
    pub categories: Categories,
    /// Counts over the categories.
    pub counts: Counts,
    /// The list of headlines.
    pub headlines: Headlines,
    /// The open article.
    pub reading: Option<Reading>,
    /// Lines of the article that are on the screen.
    pub visible: Vec<PageLine>,
    /// What belongs with the open article or the selected headline.
    pub related: RelatedPane,
    /// What was read before it is asked for.
    ahead: Ahead,
    /// The way that led here, and forward again.
    pub walk: Walk,
    /// An open text field.
    pub prompt: Option<Prompt>,
    /// A sheet over the panes: help, information, QR code.
    pub overlay: Option<Overlay>,
    /// A line for the reader.
    pub notice: Option<String>,
    /// Keys typed so far of a longer command.
    pub typed: Vec<Key>,
    /// Digits typed so far of a count.
    pub count: Option<usize>,
    /// The first list has been answered: there is something to draw.
    pub ready: bool,
    /// Hits of the last find in the article.
    pub hits: Option<Hits>,
    /// What was searched for, and which searches are saved.
    pub searches: Searches,
    mark_pending: Option<bool>,
    named: Option<ArticleKey>,
    expected: Option<open::Expected>,
    unread_ticket: Ticket,
    facets_ticket: Ticket,
    /// What was asked of a list that has not come yet.
    held: Vec<(Action, Option<usize>)>,
    /// The list of a category that was only stepped over.
    passing: Option<Selection>,
    preview: Option<preview::Preview>,
    /// Selected blocks of the open article: where the selection began, where it ends.
    paragraphs: Option<(u32, u32)>,
    set_with: Option<Typography>,
    now: u64,
    ticket: Ticket,
}

impl App {
    /// A reader with nothing read yet, and what it asks for first.
    pub fn new(start: Start) -> (Self, Vec<Effect>) {
        let mut app = Self {
            size: start.size,
            layout: Layout::default(),
            profile: start.profile,
            language: start.language,
            keymap: start.keymap,
            settings: start.settings,
            themes: start.themes,
            sample: start.sample,
            colours: start.colours,
            drawing: start.drawing,
            cell: (0, 0),
            images: Images::new(start.seed),
            focus: Pane::Headlines,
            zen: false,
            categories: Categories::default(),
            counts: Counts::default(),
            headlines: Headlines::default(),
            reading: None,
            visible: Vec::new(),
            related: RelatedPane::default(),
            ahead: Ahead::default(),
            walk: Walk::default(),
            prompt: None,
            overlay: None,
            notice: None,
            typed: Vec::new(),
            count: None,
            ready: false,
            hits: None,
            searches: Searches::default(),
            mark_pending: None,
            named: None,
            expected: None,
            unread_ticket: Ticket::default(),
            facets_ticket: Ticket::default(),
            held: Vec::new(),
            passing: None,
            preview: None,
            paragraphs: None,
            set_with: None,
            now: 0,
            ticket: Ticket::default(),
        };
        app.arrange();
        let mut effects = vec![Effect::ReadPlace];
        if app.settings.mouse {
            effects.push(Effect::Mouse(true));
        }
        (app, effects)
    }

    /// Takes what happened at `now` (milliseconds of a steady clock) and says what is to be done.
    pub fn update(&mut self, message: Message, now: u64) -> Vec<Effect> {
        self.now = now;
        let mut effects = match message {
            Message::Key(key) => self.key(key),
            Message::Click { column, row } => self.click(column, row),
            Message::Wheel { column, row, lines } => self.wheel(column, row, lines),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(size) => {
                self.size = size;
                Vec::new()
            }
            Message::Resumed => {
                self.images.lose();
                Vec::new()
            }
            Message::PictureSent(number) => {
                self.images.sent(number);
                Vec::new()
            }
            Message::TimedOut(timer) => self.timed_out(timer),
            Message::Reply(reply) => {
                if ahead::tells_of_change(&reply) {
                    self.forget_ahead();
                }
                self.reply(reply)
            }
        };
        self.arrange();
        effects.extend(self.headlines.wants());
        effects.extend(self.headlines.wants_rank());
        effects.extend(self.want_pictures());
        let ahead = self.look_ahead(&effects);
        effects.extend(ahead);
        effects
    }

    /// Learns the terminal's size and widths, once they are measured.
    pub fn set_terminal(&mut self, size: Size, profile: WidthProfile) {
        self.size = size;
        self.profile = profile;
        self.set_with = None;
        self.arrange();
    }

    /// Opens an article that was named on the command line.
    pub fn open_named(&mut self, key: ArticleKey) -> Vec<Effect> {
        self.named = Some(key);
        self.ask_article_by_key(key, open::Beginning::Left)
    }

    /// Leaves because the program was told to: what is to be kept.
    pub fn leave(&mut self, now: u64) -> Vec<Effect> {
        self.now = now;
        self.quit()
    }

    /// Computes where everything stands and which lines of the article are visible.
    fn arrange(&mut self) {
        if self.focus != Pane::Related {
            self.end_preview();
        }
        self.layout = Layout::of(self.size, self.wanted(self.settings.measure));
        self.arrange_article();
        let rows = self.headline_room();
        self.headlines.list.follow(self.headlines.rows.len(), rows);
        let rows = self.layout.categories.map_or(0, |area| usize::from(area.height.saturating_sub(2)));
        self.categories.follow(rows);
        self.fit_candidates();
        self.fit_sheet();
    }

    /// What decides the layout now, with lines of at most so many columns.
    fn wanted(&self, measure: u16) -> Wanted {
        Wanted {
            focus: if self.shows_preview() { Pane::Article } else { self.focus },
            reading: self.on_screen().is_some(),
            zen: self.zen,
            measure,
            marked: self.paragraphs.is_some() && !self.shows_preview(),
        }
    }

    /// Headlines that fit into their pane.
    pub fn headline_room(&self) -> usize {
        let rows = self.layout.headlines.map_or(0, |area| usize::from(area.height.saturating_sub(2)));
        rows / self.headline_height()
    }

    /// Rows that one headline takes.
    pub fn headline_height(&self) -> usize {
        match self.headlines.selection.shelf {
            _ if !self.settings.two_lines || self.size.height < 12 => 1,
            // What is new in a report has a line of its own.
            Shelf::Story(_) if self.size.height >= 20 => 4,
            _ => 3,
        }
    }

    /// Place in the list from 1, where it is known: of the open article, if the list has it, else of the selected headline.
    pub fn position(&self) -> Option<u64> {
        let open = self.reading.as_ref().map(|reading| reading.headline().key);
        let selected = self.headlines.current().map(|headline| headline.key);
        self.headlines.position().filter(|_| open.is_none() || open == selected)
    }

    /// Articles in the whole list, where that is known.
    pub fn list_total(&self) -> Option<Total> {
        let list = &self.headlines;
        let category = |id| {
            self.categories.all.iter().find(|category| category.id == id).map(|category| category.unread)
        };
        match (list.total, list.selection.state, &list.selection.shelf) {
            (Some(total), ..) => Some(total),
            // Titles are looked at one by one: how many there are is known at their end.
            _ if !list.selection.titled.is_empty() => list.counted(),
            (None, StateFilter::Unread, Shelf::All) => Some(Total::Exact(self.counts.unread)),
            (None, StateFilter::Unread, Shelf::Category(id)) => category(*id).map(Total::Exact),
            _ => None,
        }
    }

    /// Sets text for this terminal.
    pub fn typesetter(&self) -> Typesetter<'_> {
        Typesetter::new(&self.profile, self.settings.typography)
    }

    fn next_ticket(&mut self) -> Ticket {
        self.ticket.0 += 1;
        self.ticket
    }

    /// Turns the list to a selection.
    fn turn_to(&mut self, selection: Selection, aim: Aim) -> Vec<Effect> {
        let ticket = self.next_ticket();
        vec![self.headlines.turn_to(selection, aim, ticket)]
    }

    /// Shows a line for a while.
    fn tell(&mut self, words: impl Into<String>) -> Vec<Effect> {
        self.notice = Some(words.into());
        vec![Effect::StartTimer(Timer::Notice, NOTICE_MS)]
    }

    fn timed_out(&mut self, timer: Timer) -> Vec<Effect> {
        match timer {
            Timer::Notice => {
                self.notice = None;
                Vec::new()
            }
            Timer::Count => self.open_counted(),
            Timer::Topics => vec![Effect::ReadTopics],
        }
    }
}
