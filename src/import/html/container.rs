//! Finds the element that holds the text: by names that sites and systems are known to use, else by the `judge`.
//!
//! A known name is a hint: it must hold enough text that is not links, and the judge is asked where it does not.

use super::class::{self, CONTAINER};
use super::element::is_any;
use dom_query::{Document, NodeData, NodeRef, TreeNode};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Han characters (or a third as many Latin words' letters) that a container must hold.
const ENOUGH: usize = 100;

/// Names of containers, `#` for an identifier, the most telling first.
const NAMES: &str = "#js_content #endText #artibody #Cnt-Main-Article-QQ #main_content #rwb_zw #p-detail #vsb_content \
#vsb_content_2 #vsb_content_4 #UCAP-CONTENT #zoom #Zoom #zoomcon #ContentBody #contentText #articleText #article_content \
.TRS_Editor .trs_editor_view .Custom_UnionStyle .v_news_content .wp_articlecontent .post_body .post_text .news_txt \
.article-text .all-txt .a-con .art_contextBox .article_text .text-3zQ3cZD4 .content-article .rm_txt_con .text_con \
.entry-content .single-content .post-body .post-content .article-content .article_content .article-body .articleBody \
.article-detail .article-con .articlecontent .articleContent .news-content .news_content .newscontent .newsContent \
.news-text .news-body .newstext .detail-content .detail_content .detailContent .view-content .viewcontent .con_text \
.pages_content .TRS_UEDITOR .zwxl-article .info-content .infocontent .contentbox .content_text .content-text \
.single #article-content #articleContent #article_body #article-body #newsContent #news_content #news-content \
#textContent #content_text #MyContent #mainContent #detailContent #info_content #cont #content.content .read-content .rich_media_content \
.text .article #article #text #content .content article";

/// Parts of names that systems make up for their containers.
const PARTS: [&str; 22] = [
    "articlecontent",
    "articlebody",
    "articletext",
    "articledetail",
    "articlecon",
    "newscontent",
    "newstext",
    "newsbody",
    "newsdetail",
    "newscon",
    "postcontent",
    "postbody",
    "entrycontent",
    "detailcontent",
    "contentdetail",
    "contenttext",
    "contentmain",
    "contentbody",
    "maintext",
    "richtext",
    "zhengwen",
    "sylarticle",
];

/// The rank from which names are general words.
static GENERAL_AT: LazyLock<usize> = LazyLock::new(|| RANKS.get(".single").copied().unwrap_or(0));

static RANKS: LazyLock<HashMap<&str, usize>> =
    LazyLock::new(|| NAMES.split_whitespace().enumerate().map(|(rank, name)| (name, rank)).collect());

/// Where the text of a page is.
pub enum Container<'a> {
    /// An element of the page itself.
    Element(NodeRef<'a>),
    /// A copy that the judge has cut out.
    Extract(Document),
}

/// The container of a page.
pub fn find<'a>(document: &'a Document, adapter: Option<&str>) -> Option<Container<'a>> {
    let named = adapter.and_then(|selector| document.select(selector).nodes().first().copied());
    if let Some(node) = named.or_else(|| known(document)) {
        return Some(Container::Element(narrowed(node)));
    }
    super::judge::judged(document).map(Container::Extract)
}

/// The best-named element that holds enough text of its own.
fn known(document: &Document) -> Option<NodeRef<'_>> {
    let mut candidates: Vec<(usize, NodeRef<'_>)> = Vec::new();
    for node in document.root().descendants_it().filter(NodeRef::is_element) {
        if let Some(rank) = rank(&node) {
            candidates.push((rank, node));
        }
    }
    candidates.sort_by_key(|(rank, _)| *rank);
    let node = candidates.into_iter().take(40).map(|(_, node)| node).find(|node| {
        let (text, links) = weight(node);
        text >= ENOUGH && links * 10 < text * 3
    })?;
    // The same name inside holds the same text closer.
    let name = node.class();
    let inner =
        node.descendants_it().find(|child| child.is_element() && name.is_some() && child.class() == name);
    Some(inner.filter(|inner| weight(inner).0 * 10 >= weight(&node).0 * 9).unwrap_or(node))
}

fn rank(node: &NodeRef<'_>) -> Option<usize> {
    let said = class::of(node);
    let is_article = node.has_name("article");
    if node.attr("itemprop").is_some_and(|value| value.trim() == "articleBody") {
        return Some(0);
    }
    let article = || RANKS.get("article").copied().filter(|_| is_article);
    let exact = said.rank.into_iter().chain(article()).min();
    exact.filter(|rank| *rank < *GENERAL_AT).or_else(|| said.is(CONTAINER).then_some(*GENERAL_AT)).or(exact)
}

/// The rank of a class (`.name`) or an identifier (`#name`).
pub fn rank_of(name: &str) -> Option<usize> {
    RANKS.get(name).copied()
}

/// A name that is made like known ones; it is in lower case.
pub fn is_alike(name: &str) -> bool {
    let bare = name.replace(['-', '_'], "");
    PARTS.iter().any(|part| bare.contains(part))
}

/// Goes down while one child holds the text and its siblings no sentence: they are title, byline and buttons.
fn narrowed(mut node: NodeRef<'_>) -> NodeRef<'_> {
    for _ in 0..8 {
        let whole = weight(&node).0;
        let children = node.children_it(false).filter(|child| !child.text().trim().is_empty());
        let (inner, others): (Vec<_>, Vec<_>) =
            children.partition(|child| child.is_element() && weight(child).0 * 10 >= whole * 7);
        let [inner] = inner.as_slice() else { return node };
        let tag = is_any(
            inner,
            &["div", "section", "article", "span", "td", "tr", "tbody", "table", "center", "font", "form"],
        );
        if !tag || others.iter().any(holds_prose) {
            return node;
        }
        node = *inner;
    }
    node
}

/// A sentence of some length outside links.
fn holds_prose(node: &NodeRef<'_>) -> bool {
    let (text, links) = if node.is_text() { (measure(&node.text()), 0) } else { weight(node) };
    text >= 16 && links * 2 < text && node.text().contains('。')
}

/// Han characters of an element (three Latin letters count as one), and how many of them are in links.
pub fn weight(node: &NodeRef<'_>) -> (usize, usize) {
    let mut totals = (0, 0);
    let mut current = node.first_child();
    let mut in_link = 0_usize;
    while let Some(child) = current {
        let words = |inner: &TreeNode| match &inner.data {
            NodeData::Text { contents } => measure(contents),
            _ => 0,
        };
        let count = child.query_or(0, words);
        totals.0 += count;
        totals.1 += if in_link > 0 { count } else { 0 };
        if let Some(inner) = child.first_child()
            && !is_any(&child, &["script", "style", "noscript", "textarea"])
        {
            in_link += usize::from(child.has_name("a"));
            current = Some(inner);
            continue;
        }
        let mut last = child;
        current = loop {
            if let Some(next) = last.next_sibling() {
                break Some(next);
            }
            let Some(parent) = last.parent().filter(|parent| parent.id != node.id) else { break None };
            in_link -= usize::from(parent.has_name("a"));
            last = parent;
        };
    }
    totals
}

/// Characters from U+3000 on, which begin with a byte from E3 on, and a third of the Latin letters.
fn measure(text: &str) -> usize {
    count(text, |byte| byte >= 0xe3) + count(text, |byte| byte.is_ascii_alphabetic()) / 3
}

/// Bytes of which something holds, many at once: a sum that fits in a byte is added up in lanes of bytes.
fn count(text: &str, holds: impl Fn(u8) -> bool) -> usize {
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(holds(*byte))).sum::<u8>();
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|bytes| usize::from(sum(bytes))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_as_by_characters() {
        let long = "版心 of the page".repeat(100);
        for text in ["版心abc def", "\u{2fff}\u{3000}\u{3001}", "“版”—\u{20000}", "naïve…", "", &long]
        {
            let wide = text.chars().filter(|c| *c >= '\u{3000}').count();
            let letters = text.chars().filter(char::is_ascii_alphabetic).count();
            assert_eq!(measure(text), wide + letters / 3, "{text}");
        }
    }
}
