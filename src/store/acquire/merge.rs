//! Two copies of one article: which of them wins, and what the loser still adds.
//!
//! The more faithful format wins, then the newer capture, then the whole text over its own beginning, then what came later; a
//! copy that was replaced once does not come back unless it was captured anew. So importing the same files again changes nothing. The loser fills what the
//! winner does not know. Views and comments are those of the newer capture.

use super::Prepared;
use crate::news::{Article, Block};
use crate::store::record::Record;
use std::collections::HashSet;

/// What two copies make together.
#[derive(Debug)]
pub(super) struct Merged {
    /// The article, the winner's with what only the loser knew.
    pub article: Article,
    /// The winner's.
    pub content_hash: i64,
    /// When the views and comments were captured.
    pub counted: Option<i64>,
    /// The incoming copy took the place of the stored one.
    pub replaced: bool,
}

/// Merges the copy that came in with the stored one. `superseded`: this very copy was replaced before.
pub(super) fn merge(stored: &Record, incoming: &Prepared, superseded: bool) -> Merged {
    let same = stored.content_hash == incoming.content_hash;
    // A text that can no longer be read is replaced by any copy.
    let replaced = stored.broken.is_some() || !same && wins(&stored.article, &incoming.article, superseded);
    let (winner, loser) =
        if replaced { (&incoming.article, &stored.article) } else { (&stored.article, &incoming.article) };
    let mut article = filled(winner.clone(), loser);
    if same {
        article.fidelity = article.fidelity.max(loser.fidelity);
        article.captured_at = article.captured_at.max(loser.captured_at);
    }
    let counted = count(&mut article, stored, &incoming.article);
    Merged {
        article,
        content_hash: if replaced { incoming.content_hash } else { stored.content_hash },
        counted,
        replaced,
    }
}

/// Whether a fifth or more of the words of `old` is no longer in `new`.
pub(super) fn much_changed(old: &Article, new: &Article) -> bool {
    let words = |block: &Block| crate::news::identity::folded(&block.plain());
    let kept: HashSet<String> = new.body.blocks.iter().map(words).collect();
    let (mut all, mut gone) = (0, 0);
    for block in old.body.blocks.iter().map(words) {
        all += block.len();
        gone += if kept.contains(&block) { 0 } else { block.len() };
    }
    gone * 5 >= all && gone > 0
}

fn wins(stored: &Article, incoming: &Article, superseded: bool) -> bool {
    if stored.fidelity != incoming.fidelity {
        return incoming.fidelity > stored.fidelity;
    }
    match (stored.captured_at, incoming.captured_at) {
        (Some(before), Some(now)) if before != now => now > before,
        _ if breaks_off(incoming, stored) => false,
        _ => breaks_off(stored, incoming) || !superseded,
    }
}

/// Whether a text is the beginning of another and no more: of a file that was cut short, mostly.
fn breaks_off(one: &Article, other: &Article) -> bool {
    let words = |article: &Article| crate::news::identity::folded(&article.body.plain());
    let (one, other) = (words(one), words(other));
    !one.is_empty() && one.len() < other.len() && other.starts_with(&one)
}

fn filled(winner: Article, loser: &Article) -> Article {
    let mut external_ids = winner.external_ids;
    external_ids.extend(loser.external_ids.iter().cloned());
    external_ids.sort();
    external_ids.dedup();
    let body = if winner.body.blocks.is_empty() { loser.body.clone() } else { winner.body };
    Article {
        title: winner.title.or_else(|| loser.title.clone()),
        subtitle: winner.subtitle.or_else(|| loser.subtitle.clone()),
        author: winner.author.or_else(|| loser.author.clone()),
        source_name: winner.source_name.or_else(|| loser.source_name.clone()),
        editor: winner.editor.or_else(|| loser.editor.clone()),
        category_path: either(winner.category_path, &loser.category_path),
        published: winner.published.or(loser.published),
        published_raw: winner.published_raw.or_else(|| loser.published_raw.clone()),
        views: winner.views,
        views_raw: winner.views_raw,
        comments: winner.comments,
        tags: either(winner.tags, &loser.tags),
        url: winner.url.or_else(|| loser.url.clone()),
        summary: winner.summary.or_else(|| loser.summary.clone()),
        body,
        card: either(winner.card, &loser.card),
        notice: either(winner.notice, &loser.notice),
        listed: either(winner.listed, &loser.listed),
        pinned: winner.pinned,
        fidelity: winner.fidelity,
        external_ids,
        captured_at: winner.captured_at,
    }
}

fn either<T: Clone>(winner: Vec<T>, loser: &[T]) -> Vec<T> {
    if winner.is_empty() { loser.to_vec() } else { winner }
}

/// Sets views and comments; returns when they were captured. Where that is unknown of both, the larger holds.
fn count(article: &mut Article, stored: &Record, incoming: &Article) -> Option<i64> {
    let old = &stored.article;
    let (first, second, largest) = match (stored.counted, incoming.captured_at) {
        (Some(before), Some(now)) if now > before => (incoming, old, false),
        (Some(before), Some(now)) if now < before => (old, incoming, false),
        (Some(_), None) => (old, incoming, false),
        (None, Some(_)) => (incoming, old, false),
        _ => (incoming, old, true),
    };
    let figure =
        |first: Option<u64>, second: Option<u64>| if largest { first.max(second) } else { first.or(second) };
    article.views = figure(first.views, second.views);
    article.comments = figure(first.comments, second.comments);
    article.views_raw = first.views_raw.clone().or_else(|| second.views_raw.clone());
    stored.counted.max(incoming.captured_at)
}
