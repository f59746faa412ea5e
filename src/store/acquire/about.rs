//! What is seen only with the open article, kept as JSON beside its blocks.
//!
//! Lists never read it. Fields that are empty are not written.

use crate::news::{Article, Listed};
use serde::{Deserialize, Serialize};

/// The rest of an article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct About {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub untitled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub card: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notice: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<Listed>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_ids: Vec<String>,
}

impl About {
    /// The part of `article` that is kept here.
    pub(crate) fn of(article: &Article) -> Self {
        Self {
            untitled: article.title.is_none(),
            subtitle: article.subtitle.clone(),
            published_raw: article.published_raw.clone(),
            editor: article.editor.clone(),
            summary: article.summary.clone(),
            tags: article.tags.clone(),
            card: article.card.clone(),
            notice: article.notice.clone(),
            listed: article.listed.clone(),
            external_ids: article.external_ids.clone(),
        }
    }

    /// Gives `article` back what was kept here.
    pub(crate) fn give_to(self, article: &mut Article) {
        if self.untitled {
            article.title = None;
        }
        article.subtitle = self.subtitle;
        article.published_raw = self.published_raw;
        article.editor = self.editor;
        article.summary = self.summary;
        article.tags = self.tags;
        article.card = self.card;
        article.notice = self.notice;
        article.listed = self.listed;
        article.external_ids = self.external_ids;
    }
}
