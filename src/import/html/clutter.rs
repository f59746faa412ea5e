//! What stands within the element of the text and is none of it: comments, share bars, rewards, tables of contents.
//!
//! Told by names, and only where it is small: an element that holds much of the text is the text, whatever its name.

use super::class::{self, CLUTTER};
use super::container::weight;
use super::element::is_any;
use dom_query::{NodeId, NodeRef};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Parts of names.
const PARTS: [&str; 38] = [
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
    "newsletter",
    "entry-copyright",
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

/// What is passed over in the element of a text.
#[derive(Debug, Default)]
pub struct Clutter<'a> {
    /// All of it.
    pub nodes: HashSet<NodeId>,
    /// What stands at the foot of the article, and says who wrote it and when.
    pub feet: Vec<NodeRef<'a>>,
}

/// Elements to pass over.
pub fn within<'a>(container: &NodeRef<'a>) -> Clutter<'a> {
    let whole = weight(container).0;
    let small = |node: &NodeRef<'_>| weight(node).0 * 4 < whole;
    let mut clutter = Clutter::default();
    for node in container.descendants_it().filter(NodeRef::is_element) {
        let foot = node.has_name("footer") && !is_quoted(&node);
        if (foot || is_named(&node)) && small(&node) {
            clutter.nodes.insert(node.id);
            if foot {
                clutter.feet.push(node);
            }
        }
    }
    clutter
}

fn is_named(node: &NodeRef<'_>) -> bool {
    let aside = is_any(node, &["aside", "nav"]);
    aside || class::of(node).is(CLUTTER)
}

/// The foot of a quotation names whom it quotes.
fn is_quoted(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(4)).any(|above| above.has_name("blockquote"))
}

/// Whether a name in lower case is one of those.
pub fn is_clutter(name: &str) -> bool {
    static NAMES: LazyLock<Regex> = LazyLock::new(|| beginning(&PARTS));
    NAMES.is_match(name)
}

/// Names of which a part begins: at their beginning or behind a hyphen, `post-share` and not `protocol`.
pub fn beginning(parts: &[&str]) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the parts are constants of this folder and compiled by its tests"
    )]
    Regex::new(&format!("(?-u:(?:^|[-_])(?:{}))", parts.join("|"))).expect("a valid pattern")
}
