//! The article as a document: what a source says about it, and its body as typed blocks.
//!
//! Blocks rather than HTML or Markdown: nothing to parse when it is opened, a stable paragraph index
//! for positions and hits, and the contact card and the notice kept apart from the text.

use super::Moment;
use serde::{Deserialize, Serialize};

/// Everything that one source tells about one article. Unknown is `None`, never a guess.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Headline; `None` when the source had none (lists then show the first sentence).
    pub title: Option<String>,
    /// Second headline.
    pub subtitle: Option<String>,
    /// Who wrote or posted it.
    pub author: Option<String>,
    /// The paper or site it was taken from.
    pub source_name: Option<String>,
    /// Responsible editor.
    pub editor: Option<String>,
    /// Category names from the top to the leaf.
    pub category_path: Vec<String>,
    /// Date of publication.
    pub published: Option<Moment>,
    /// Times read at the source.
    pub views: Option<u64>,
    /// Digits that could be views and comments run together, kept as found.
    pub views_raw: Option<String>,
    /// Number of comments at the source.
    pub comments: Option<u64>,
    /// Tags as given.
    pub tags: Vec<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Summary given by the source.
    pub summary: Option<String>,
    /// The text.
    pub body: Body,
    /// Contact card (advertisement) lines, hidden by default.
    pub card: Vec<String>,
    /// Copyright notice lines.
    pub notice: Vec<String>,
    /// What the page itself lists as related, in its order.
    pub listed: Vec<Listed>,
    /// Sticky (置顶) in its category.
    pub pinned: bool,
    /// How faithful the source format is; a lower one never overwrites a higher body.
    pub fidelity: Fidelity,
    /// Identity at the source beside its address (`guid:…`, `zbp:HOST#ID`).
    pub external_ids: Vec<String>,
    /// When the page was captured, Unix seconds.
    pub captured_at: Option<i64>,
}

/// A list of blocks with a version, as stored (JSON).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Body {
    /// Blocks in reading order.
    #[serde(rename = "b")]
    pub blocks: Vec<Block>,
}

/// One block of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "k")]
pub enum Block {
    /// A paragraph.
    #[serde(rename = "p")]
    Paragraph(Text),
    /// A heading within the article, level 1 to 4.
    #[serde(rename = "h")]
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Its words.
        #[serde(flatten)]
        text: Text,
    },
    /// A bulleted list.
    #[serde(rename = "ul")]
    Bullets {
        /// Its items.
        items: Vec<Item>,
    },
    /// A numbered list.
    #[serde(rename = "ol")]
    Numbered {
        /// Number of the first item of the top level.
        start: u32,
        /// Its items.
        items: Vec<Item>,
    },
    /// A quotation of one or more paragraphs.
    #[serde(rename = "quote")]
    Quote {
        /// Its paragraphs.
        paragraphs: Vec<Text>,
    },
    /// Preformatted text, line ends kept.
    #[serde(rename = "pre")]
    Preformatted {
        /// The lines.
        #[serde(rename = "t")]
        text: String,
    },
    /// A table of plain cells.
    #[serde(rename = "table")]
    Table {
        /// Rows of cells.
        rows: Vec<Vec<String>>,
        /// Whether the first row is a header.
        header: bool,
    },
    /// A picture, shown as its caption.
    #[serde(rename = "img")]
    Image {
        /// Alternative text.
        alt: String,
        /// Caption below it.
        caption: String,
        /// Address or path.
        url: String,
    },
    /// Sound or film, shown as a link.
    #[serde(rename = "media")]
    Media {
        /// What it is.
        label: String,
        /// Address.
        url: String,
    },
    /// A rule between sections.
    #[serde(rename = "hr")]
    Rule,
}

/// Words with styled ranges.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// The words; `\n` is a forced line end.
    #[serde(rename = "t")]
    pub text: String,
    /// Styled ranges, in order of their start.
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
}

/// A styled range of a [`Text`], in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it is.
    #[serde(flatten)]
    pub style: SpanStyle,
}

/// What a styled range is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpanStyle {
    /// Strong emphasis.
    #[serde(rename = "b")]
    Strong,
    /// Emphasis.
    #[serde(rename = "i")]
    Emphasis,
    /// Code.
    #[serde(rename = "c")]
    Code,
    /// Struck out.
    #[serde(rename = "x")]
    Strike,
    /// A link with its address.
    #[serde(rename = "a")]
    Link(String),
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// 0 for the top level, at most 5.
    #[serde(rename = "d", default)]
    pub depth: u8,
    /// Its words.
    #[serde(flatten)]
    pub text: Text,
}

/// An article that a page lists as related to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// Its title.
    pub title: String,
    /// The excerpt the page shows.
    pub excerpt: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its date as the page shows it.
    pub date: Option<Moment>,
}

/// How faithful a source format is (IMPORT order): higher replaces lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Fidelity {
    /// The excerpt in a list of related articles.
    #[default]
    Stub = 0,
    /// The excerpt of a feed.
    FeedExcerpt = 1,
    /// A text dump of a page, or a WET record.
    PageText = 2,
    /// A feed with full text.
    Feed = 3,
    /// HTML.
    Html = 4,
    /// An export with every field: JSON Lines, CSV, Markdown, WXR, a site's own database.
    Export = 5,
}

impl Fidelity {
    /// The fidelity of a stored number; the lowest for one that is none.
    pub const fn from_stored(number: i64) -> Self {
        match number {
            1 => Self::FeedExcerpt,
            2 => Self::PageText,
            3 => Self::Feed,
            4 => Self::Html,
            5 => Self::Export,
            _ => Self::Stub,
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), spans: Vec::new() }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { text, spans: Vec::new() }
    }
}

impl Block {
    /// The name of the kind as exchanged: `p h ul ol quote pre table img media hr`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Paragraph(_) => "p",
            Self::Heading { .. } => "h",
            Self::Bullets { .. } => "ul",
            Self::Numbered { .. } => "ol",
            Self::Quote { .. } => "quote",
            Self::Preformatted { .. } => "pre",
            Self::Table { .. } => "table",
            Self::Image { .. } => "img",
            Self::Media { .. } => "media",
            Self::Rule => "hr",
        }
    }

    /// The words of the block as plain text: items, rows and paragraphs on lines of their own, cells parted by tabs.
    pub fn plain(&self) -> String {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => text.text.clone(),
            Self::Bullets { items } | Self::Numbered { items, .. } => {
                joined(items.iter().map(|item| item.text.text.as_str()))
            }
            Self::Quote { paragraphs } => joined(paragraphs.iter().map(|text| text.text.as_str())),
            Self::Preformatted { text } => text.clone(),
            Self::Table { rows, .. } => rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"),
            Self::Image { alt, caption, .. } => {
                if caption.is_empty() {
                    alt.clone()
                } else {
                    caption.clone()
                }
            }
            Self::Media { label, .. } => label.clone(),
            Self::Rule => String::new(),
        }
    }
}

impl Body {
    /// Plain text for searching and comparing: blocks parted by line ends.
    pub fn plain(&self) -> String {
        joined(self.blocks.iter().map(Block::plain))
    }
}

fn joined<S: AsRef<str>>(parts: impl Iterator<Item = S>) -> String {
    let mut whole = String::new();
    for part in parts {
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(part.as_ref());
    }
    whole
}
