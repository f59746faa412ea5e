//! The program's contract: what can happen (`Message`), and what the reader asks for (`Effect`).
//!
//! Read this first. Every reply says what it answers, so that a stale one is dropped where it arrives.

use super::key::Key;
use crate::news::{
    Article, ArticleId, ArticleKey, Bookmark, Category, Cursor, Direction, Facets, Frame, Headline,
    HeadlinePage, Place, Raster, Related, Rising, Searches, Selection, Suggestion,
};
use ratatui::layout::Size;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key.
    Key(Key),
    /// The left button on a cell.
    Click {
        /// Column from 0.
        column: u16,
        /// Row from 0.
        row: u16,
    },
    /// The wheel over a cell; positive is down.
    Wheel {
        /// Column from 0.
        column: u16,
        /// Row from 0.
        row: u16,
        /// Lines.
        lines: i32,
    },
    /// Text that was pasted.
    Paste(String),
    /// The terminal has this size now.
    Resize(Size),
    /// The reader is back from being suspended.
    Resumed,
    /// The terminal has been sent the picture of this number.
    PictureSent(u8),
    /// A timer that was asked for has run out.
    TimedOut(Timer),
    /// An answer.
    Reply(Reply),
}

/// A timer; a newer one of the same name replaces the older.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timer {
    /// A digit in a list waits for the rest of a count.
    Count,
    /// A notice fades.
    Notice,
    /// What rises is asked for when the first screen is done.
    Topics,
}

/// Which question an answer belongs to; only the newest is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Ticket(pub u64);

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Its beginning.
    Start,
    /// Its end.
    End,
    /// What follows a headline, in a direction.
    From(Cursor, Direction),
    /// What stands around an article; the beginning where it is not in the list.
    Around(ArticleKey),
}

/// An article as the reader opens it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What lists show of it.
    pub headline: Headline,
    /// The document.
    pub article: Article,
    /// Where this person was in it.
    pub bookmark: Option<Bookmark>,
    /// Characters of its text.
    pub characters: u32,
    /// This person's own note.
    pub note: Option<String>,
    /// This person's own tags.
    pub own_tags: Vec<String>,
}

/// What is carried out of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// Whole articles.
    Articles(Vec<ArticleKey>),
    /// Selected words.
    Words(String),
}

/// Counts that stand over the categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Articles of the library.
    pub total: u64,
    /// Not read.
    pub unread: u64,
    /// Starred.
    pub starred: u64,
}

/// An answer of a worker.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Categories in the order of the pane, parents before children.
    Categories(Counts, Vec<Category>),
    /// A part of a list.
    Headlines(Ticket, Aim, HeadlinePage),
    /// How many headlines stand before one in its list.
    Rank(Ticket, Cursor, u64),
    /// An article.
    Article(Ticket, Box<Opened>),
    /// The article is not (or no longer) in the library.
    NoArticle(Ticket),
    /// What belongs with an article.
    Related(ArticleId, Vec<Related>),
    /// An article that may be asked for next, with what belongs with it; `None` where it cannot be read.
    Ahead(Ticket, ArticleId, Option<(Box<Opened>, Vec<Related>)>),
    /// Pictures of an article by their block, as large as a frame takes.
    Pictures(ArticleId, Frame, Vec<(u32, Raster)>),
    /// A related article to be looked at in place.
    Preview(Box<Opened>),
    /// The words that rise.
    Topics(Vec<Rising>),
    /// Words that could be tags of an article.
    Suggestions(ArticleId, Vec<String>),
    /// The place of the last time.
    Resume(Option<Place>),
    /// The next unread article, if there is one.
    Unread(Ticket, Option<Box<Headline>>),
    /// Many marks have changed at once: lists must be read anew. The text says what was done.
    Changed(String),
    /// Another reader of this person has set or cleared marks.
    MarkedElsewhere,
    /// Another edition of the library has been opened.
    NewEdition,
    /// Words that letters may mean, the likeliest first.
    Candidates(Ticket, Vec<Suggestion>),
    /// What was searched for, and which searches are saved.
    Searches(Searches),
    /// What a search may be narrowed to.
    Facets(Ticket, Facets),
    /// Text for the clipboard.
    ToCopy(String),
    /// What a command said.
    Output(Vec<String>),
    /// Something to tell.
    Notice(String),
    /// Something went wrong, in words.
    Failed(String),
    /// A part of the library could not be read for a list: keep what is shown.
    HeadlinesFailed(Ticket, String),
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read the categories and their counts.
    ReadCategories,
    /// Read the place of the last time.
    ReadPlace,
    /// Read a part of a list.
    ReadHeadlines(Ticket, Selection, Aim, u32),
    /// Count how many headlines stand before one in its list; answered by [`Reply::Rank`].
    ReadRank(Ticket, Selection, Cursor),
    /// Read an article by its row.
    ReadArticle(Ticket, ArticleId),
    /// Read an article by its identity.
    ReadArticleByKey(Ticket, ArticleKey),
    /// Read what belongs with an article.
    ReadRelated(ArticleId),
    /// Read an article that may be asked for next; answered by [`Reply::Ahead`].
    LookAhead(Ticket, ArticleId),
    /// Read an article to be looked at; answered by [`Reply::Preview`].
    ReadPreview(ArticleId),
    /// Read the pictures of an article, as large as a frame takes; answered by [`Reply::Pictures`].
    ReadPictures(ArticleId, Frame),
    /// Read what rises.
    ReadTopics,
    /// Read what could be tags of an article.
    ReadSuggestions(ArticleId),
    /// Find the next unread article of a list.
    FindUnread(Ticket, Selection, Cursor, Direction),
    /// Find the words that letters may mean: so many.
    Suggest(Ticket, String, usize),
    /// Count what a search may be narrowed to.
    ReadFacets(Ticket, Selection),
    /// Remember what was searched for.
    Searched(String),
    /// Keep a search as a list of its own, or no more.
    SaveSearch(String, bool),
    /// Set or clear read marks.
    SetRead(Vec<ArticleKey>, bool),
    /// Mark a whole list as read.
    MarkAllRead(Selection),
    /// Set or clear stars.
    SetStar(Vec<ArticleKey>, bool),
    /// Keep the note.
    SetNote(ArticleKey, String),
    /// Keep the own tags.
    SetTags(ArticleKey, Vec<String>),
    /// Put an own tag on several.
    AddTag(Vec<ArticleKey>, String),
    /// Write into a new file with this name; its ending says how.
    Save(Carried, String),
    /// Give the text to a shell command.
    Pipe(Carried, String),
    /// Undo the last change of state.
    Undo,
    /// Redo it.
    Redo,
    /// An article was opened: remember it.
    Opened(ArticleKey),
    /// Keep the position in an article.
    KeepBookmark(ArticleKey, Bookmark),
    /// Keep where the reader is.
    KeepPlace(Place),
    /// Keep a place under a letter.
    SetMark(char, Place),
    /// Read the place of a letter; answered by [`Reply::Resume`].
    ReadMark(char),
    /// Keep a setting that was changed by a key.
    KeepSetting(std::borrow::Cow<'static, str>, String),
    /// Read articles to be copied whole; answered by [`Reply::ToCopy`].
    ReadToCopy(Vec<ArticleKey>),
    /// Give text to the terminal's clipboard.
    Copy(String),
    /// Set the window's title.
    SetTitle(String),
    /// Take or leave the mouse.
    Mouse(bool),
    /// Tell me later.
    StartTimer(Timer, u64),
    /// Draw everything anew.
    Redraw,
    /// Suspend the process.
    Suspend,
    /// Leave.
    Quit,
}

impl Effect {
    /// Whether it is done by reading or writing files, and not at the terminal.
    pub const fn is_work(&self) -> bool {
        !matches!(
            self,
            Self::Copy(_)
                | Self::SetTitle(_)
                | Self::Mouse(_)
                | Self::StartTimer(..)
                | Self::Redraw
                | Self::Suspend
                | Self::Quit
        )
    }
}
