//! Everything that a reader can ask for, each once.
//!
//! The help screen, the key table of the README, the names in `assets/keymap.toml` and the command
//! palette are made from this enum: the doc comment is the English line, `assets/locale/zh.toml` has the Chinese.

use strum::{Display, EnumIter, EnumMessage, EnumString, IntoStaticStr};

/// A command of the reader.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Action {
    /// Move down one line or item
    Down,
    /// Move up one line or item
    Up,
    /// Move down half a screen
    HalfPageDown,
    /// Move up half a screen
    HalfPageUp,
    /// Move down a screen
    PageDown,
    /// Move up a screen
    PageUp,
    /// Go to the top
    Top,
    /// Go to the bottom, or with a count to that item
    Bottom,
    /// Focus the pane to the left
    FocusLeft,
    /// Focus the pane to the right
    FocusRight,
    /// Focus the next pane
    NextPane,
    /// Focus the previous pane
    PreviousPane,
    /// Go forward after going back, else focus the next pane (Tab and Ctrl-I are one key)
    ForwardOrNextPane,
    /// Open what is selected
    Open,
    /// Close this and go up one level; from the topmost list, leave
    Close,
    /// Close this and go up one level, never leave
    Escape,
    /// Leave the reader; everything is remembered
    Quit,
    /// Open the next article of the list
    NextArticle,
    /// Open the previous article of the list
    PreviousArticle,
    /// Go to the next category
    NextCategory,
    /// Go to the previous category
    PreviousCategory,
    /// Go to the next match, or the next unread article
    NextUnread,
    /// Go to the previous match, or the previous unread article
    PreviousUnread,
    /// Focus the related articles
    FocusRelated,
    /// Show the event over time: its reports in order, with what is new in each
    ShowStory,
    /// Look at the selected related article in place; j and k go on to the others
    Preview,
    /// Show the words that rise, to open their articles
    ShowTopics,
    /// Show more like this, or like the selected headlines
    MoreLikeThis,
    /// Show the way you came, to jump along it
    ShowTrail,
    /// Go back along the way you came, to the exact place
    GoBack,
    /// Go forward again
    GoForward,
    /// Show all, unread or starred articles in turn
    CycleStateFilter,
    /// Select this headline or leave it out, what follows is done to all selected; in an article: select paragraphs
    SelectRow,
    /// Select all headlines from the last selected one to here, once more: none; in an article: the whole text
    SelectRange,
    /// Mark as read or unread
    ToggleRead,
    /// Mark the whole list as read
    MarkAllRead,
    /// Star or unstar
    ToggleStar,
    /// Undo the last change of read marks, stars, tags or notes
    Undo,
    /// Redo what was undone
    Redo,
    /// Change the order of the list
    CycleOrder,
    /// Search the library, or find within the article
    Search,
    /// Filter the list by title; pinyin initials work
    Filter,
    /// Keep this search as a list beside the categories, or no more
    SaveSearch,
    /// Narrow the search by category, year or source
    ShowFacets,
    /// Choose a command by name
    Palette,
    /// Copy the address
    CopyUrl,
    /// Copy the title
    CopyTitle,
    /// Copy the selected paragraphs, or the one at the top of the screen
    CopyParagraph,
    /// Copy the whole article
    CopyAll,
    /// Save as a file
    Save,
    /// Export as Markdown
    Export,
    /// Give the text to a shell command and show what it says
    Pipe,
    /// Show the address as a QR code for a telephone
    ShowQrCode,
    /// Show what is known about this article
    ShowInformation,
    /// Show the links of this article
    ShowLinks,
    /// Show what you have read lately
    ShowHistory,
    /// Show only the text
    ToggleZen,
    /// Change the theme
    NextTheme,
    /// Make the lines longer
    Wider,
    /// Make the lines shorter
    Narrower,
    /// Show characters as stored, simplified or traditional
    CycleScript,
    /// Show headlines on one line or two
    ToggleDensity,
    /// Show or hide the contact card and the notice
    ToggleCard,
    /// Show pictures where the terminal can, or their captions alone
    TogglePictures,
    /// Remember this place under a letter
    SetMark,
    /// Return to the place of a letter
    JumpToMark,
    /// Use the mouse here, or leave it to the terminal
    ToggleMouse,
    /// Write a note on this article
    EditNote,
    /// Change your own tags of this article
    EditTags,
    /// Show or hide this help
    Help,
    /// Draw the screen anew; twice in a row, calibrate the widths of characters
    Redraw,
    /// Suspend the reader (fg brings it back)
    Suspend,
}

impl Action {
    /// Whether it moves among the rows of a list or does something with one: never to be done to a list that is about to go.
    pub const fn is_about_a_row(self) -> bool {
        matches!(
            self,
            Self::Down
                | Self::Up
                | Self::HalfPageDown
                | Self::HalfPageUp
                | Self::PageDown
                | Self::PageUp
                | Self::Top
                | Self::Bottom
                | Self::FocusRight
                | Self::FocusRelated
                | Self::Open
                | Self::NextArticle
                | Self::PreviousArticle
                | Self::NextUnread
                | Self::PreviousUnread
                | Self::ShowStory
                | Self::Preview
                | Self::MoreLikeThis
                | Self::SelectRow
                | Self::SelectRange
                | Self::ToggleRead
                | Self::MarkAllRead
                | Self::ToggleStar
                | Self::CopyUrl
                | Self::CopyTitle
                | Self::CopyParagraph
                | Self::CopyAll
                | Self::Save
                | Self::Export
                | Self::Pipe
                | Self::EditNote
                | Self::EditTags
                | Self::ShowInformation
                | Self::ShowLinks
                | Self::ShowQrCode
        )
    }

    /// Whether it is about what a sheet covers: a pane beside another, or a whole list, which nobody can see then.
    pub const fn is_beside_a_sheet(self) -> bool {
        matches!(
            self,
            Self::FocusLeft
                | Self::FocusRight
                | Self::NextPane
                | Self::PreviousPane
                | Self::ForwardOrNextPane
                | Self::SelectRow
                | Self::SelectRange
                | Self::ToggleRead
                | Self::MarkAllRead
                | Self::ToggleStar
        )
    }

    /// The English line of the help.
    pub fn english(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// The name in keymaps and in the palette.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
