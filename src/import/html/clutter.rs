//! What stands within the element of the text and is none of it: comments, share bars, rewards, tables of contents.
//!
//! Told by names, and only where it is small: an element that holds much of the text is the text, whatever its name.

use super::class::{self, CLUTTER};
use super::container::weight;
use super::element::is_any;
use super::metadata::attribute;
use crate::import::dump;
use dom_query::{NodeId, NodeRef};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Blocks of links at the end of a text that are looked at.
const ENDING: usize = 40;
/// Ends of addresses of files, which a text may be there for.
const FILES: [&str; 10] = [".doc", ".xls", ".pdf", ".zip", ".rar", ".ppt", ".wps", ".mp3", ".mp4", ".apk"];

/// Parts of names.
const PARTS: [&str; 61] = [
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
    "ads?(?:$|[-_0-9])",
    "guanggao",
    "related",
    "relate",
    "relevant",
    "recommend",
    "xgwz",
    "xiangguan",
    "tuijian",
    "morenews",
    "more-news",
    "promo(?:$|[-_])",
    "paywall",
    "appdown",
    "app-download",
    "downapp",
    "vote",
    "digg",
    "mood",
    "xinqing",
    "pingfen",
    "rating",
    "fb-like",
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
    clutter.nodes.extend(ending(container, whole).iter().map(|node| node.id));
    for node in container.descendants_it().filter(NodeRef::is_element) {
        let foot = node.has_name("footer") && !is_quoted(&node);
        if (foot || is_named(&node)) && small(&node) || is_comments(&node, whole) {
            clutter.nodes.insert(node.id);
            if foot || lists(&node) {
                clutter.feet.push(node);
            }
        }
    }
    clutter
}

/// The comments of readers and the rules for them, which may be longer than a short text.
fn is_comments(node: &NodeRef<'_>, whole: usize) -> bool {
    const NAMES: [&str; 6] =
        ["comments", "comment-rules", "comment-list", "commentlist", "comments-area", "respond"];
    let says = |value: String| {
        value.split_ascii_whitespace().any(|name| NAMES.contains(&&*name.to_ascii_lowercase()))
    };
    let named = || says(attribute(node, "id")) || says(attribute(node, "class"));
    class::of(node).is(CLUTTER) && named() && weight(node).0 * 10 < whole * 9
}

/// Lists of other articles are read as what stands behind the text.
fn lists(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 7] = ["relat", "relevant", "recommend", "xgwz", "xiangguan", "tuijian", "news"];
    let named = [attribute(node, "class"), attribute(node, "id")];
    named.iter().any(|name| NAMES.iter().any(|part| name.contains(part)))
}

fn is_named(node: &NodeRef<'_>) -> bool {
    let aside = is_any(node, &["aside", "nav"]);
    aside || class::of(node).is(CLUTTER) && !is_word(node)
}

/// A word of a sentence, whatever it is called: systems link what they take for keywords.
fn is_word(node: &NodeRef<'_>) -> bool {
    let inline = is_any(node, &["a", "span", "em", "strong", "b", "i", "u", "font", "mark"]);
    let beside = |node: Option<NodeRef<'_>>| {
        node.is_some_and(|node| {
            node.is_text()
                && node.text().chars().any(|c| c.is_alphanumeric() || "，。、；：“”（）".contains(c))
        })
    };
    let next = || beside(node.next_sibling());
    let last = || beside(node.prev_sibling());
    inline && (next() || last()) && !dump::is_button(node.text().trim())
}

/// Links at the end of a text and nothing beside them: other articles, offers. What they head may be the text's own.
fn ending<'a>(container: &NodeRef<'a>, whole: usize) -> Vec<NodeRef<'a>> {
    let mut found = Vec::new();
    let mut next = container.last_child();
    while let Some(node) = next.filter(|_| found.len() < ENDING) {
        let blank = node.text().trim().is_empty();
        let passed = blank && !holds_picture(&node);
        if !(passed || is_offer(&node, whole)) {
            break;
        }
        if !passed {
            found.push(node);
        }
        next = node.prev_sibling();
    }
    let own = next.is_some_and(|node| {
        let words = node.text();
        words.chars().count() <= 20
            && [
                "参考", "參考", "文献", "文獻", "附件", "资料", "資料", "注释", "來源", "来源", "下载",
                "下載",
            ]
            .iter()
            .any(|word| words.contains(word))
    });
    if own { Vec::new() } else { found }
}

fn holds_picture(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|child| is_any(&child, &["img", "video", "audio", "iframe", "embed"]))
}

/// A block of which all words are links, and none of them a file or a sentence.
fn is_offer(node: &NodeRef<'_>, whole: usize) -> bool {
    if !is_any(node, &["div", "ul", "ol", "dl", "section", "p", "table"]) || holds_picture(node) {
        return false;
    }
    let (text, links) = weight(node);
    let words = node.text();
    let files = |link: NodeRef<'_>| {
        let href = attribute(&link, "href").to_lowercase();
        FILES.iter().any(|end| href.contains(end)) || href.starts_with("mailto:")
    };
    text > 0
        && links == text
        && text * 4 < whole
        && !words.contains('。')
        && !words.contains("附件")
        && !node.descendants_it().filter(|child| child.has_name("a")).any(files)
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
