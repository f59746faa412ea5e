//! Where a reader is: by paragraph, so that neither a resize nor a new edition loses it.

use super::{ArticleKey, Block, Selection};
use xxhash_rust::xxh3::xxh3_64;

/// Identity of a block by its words: found again when blocks move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ParagraphKey(pub i64);

/// A position within an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Bookmark {
    /// Index of the block, the second choice when the key is not found.
    pub block: u32,
    /// Identity of the block; `None` for what has no words of its own: then `block` and `byte` are piece and line of the page.
    pub paragraph: Option<ParagraphKey>,
    /// Byte of the block's text at the top of the screen.
    pub byte: u32,
}

/// What is restored at the next start and by going back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The list.
    pub selection: Selection,
    /// The selected headline.
    pub headline: Option<ArticleKey>,
    /// The open article, and where in it.
    pub article: Option<(ArticleKey, Bookmark)>,
}

impl ParagraphKey {
    /// The key of a block; `None` for one without words.
    pub fn of(block: &Block) -> Option<Self> {
        let plain = block.plain();
        let kept: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
        (!kept.is_empty()).then(|| Self(xxh3_64(kept.as_bytes()) as i64))
    }
}
