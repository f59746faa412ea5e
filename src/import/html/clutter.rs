//! What stands within the element of the text and is none of it: comments, share bars, rewards, tables of contents.
//!
//! Told by names, and only where it is small: an element that holds much of the text is the text, whatever its name.

use super::container::weight;
use super::metadata::attribute;
use dom_query::{NodeId, NodeRef};
use std::collections::HashSet;

/// Parts of names.
const PARTS: [&str; 36] = [
    "comment",
    "respond",
    "reward",
    "donate",
    "dashang",
    "sidebar",
    "share",
    "bdshare",
    "bshare",
    "toolbar",
    "qrcode",
    "erweima",
    "post-like",
    "post-actions",
    "article-actions",
    "toc",
    "catalog",
    "pagination",
    "pagelist",
    "post-nav",
    "article-nav",
    "prevnext",
    "breadcrumb",
    "advert",
    "ad-box",
    "adbox",
    "subscribe",
    "author-info",
    "author-box",
    "article-author",
    "keyword",
    "tags",
    "tag-list",
    "taglist",
    "article-tag",
    "post-tag",
];

/// Elements to pass over.
pub fn within(container: &NodeRef<'_>) -> HashSet<NodeId> {
    let whole = weight(container).0;
    let small = |node: &NodeRef<'_>| weight(node).0 * 4 < whole;
    container
        .descendants_it()
        .filter(|node| node.is_element() && is_named(node) && small(node))
        .map(|node| node.id)
        .collect()
}

fn is_named(node: &NodeRef<'_>) -> bool {
    let names = format!("{} {}", attribute(node, "class"), attribute(node, "id")).to_lowercase();
    let aside = node.node_name().is_some_and(|name| matches!(&*name, "aside" | "nav"));
    aside || names.split_ascii_whitespace().any(|name| PARTS.iter().any(|part| begins(name, part)))
}

/// A part counts at the beginning of a name or behind a hyphen: `post-share` and not `protocol`.
pub fn begins(name: &str, part: &str) -> bool {
    name.starts_with(part)
        || name
            .match_indices(part)
            .any(|(at, _)| name.get(..at).is_some_and(|before| before.ends_with(['-', '_'])))
}
