//! How one article belongs with another, and why it is shown.

use super::{ArticleId, ArticleKey, Moment};

/// The kind of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::Display, serde::Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Kinship {
    /// The page itself lists it.
    Listed,
    /// Close in its words.
    Content,
    /// The same report elsewhere.
    Copy,
    /// The same event at another time.
    Story,
}

/// A related article, in the library or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Row in this library; `None` when the library does not hold it.
    pub id: Option<ArticleId>,
    /// Identity, where it is held.
    pub key: Option<ArticleKey>,
    /// Title.
    pub title: String,
    /// Date.
    pub published: Option<Moment>,
    /// Name of its category, where it is held.
    pub category_name: String,
    /// Paper or site.
    pub source_name: Option<String>,
    /// The excerpt that the page shows, or its first words.
    pub excerpt: String,
    /// Address.
    pub url: Option<String>,
    /// Why it is here.
    pub kinship: Kinship,
    /// The two or three shared words that weigh most (content), or what differs (copy).
    pub reasons: Vec<String>,
    /// 0.0 to 1.0; 1.0 for what the page lists.
    pub score: f32,
    /// Not read by this person (false where it is not held).
    pub unread: bool,
}

/// A word or a name that rises: in more of the library's newest reports than those before let expect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rising {
    /// As an article writes it.
    pub word: String,
    /// Reports of the newest weeks with it.
    pub reports: u32,
    /// Reports with it that the same time before would have had at the rate of then.
    pub expected: u32,
}
