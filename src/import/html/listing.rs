//! Pages that are no article: lists of links, and of entries each with a headline that leads to its page.

use super::class::{self, TITLE};
use super::container;
use super::element::is_any;
use crate::import::dump::squeezed;
use dom_query::{Document, NodeRef};

/// Text outside links, in Han characters, with which a page that names neither date nor person is still a list.
const BARE: usize = 400;
/// The same for a page that does: every row of a list may have its date.
const DATED: usize = 40;
/// Text in links that makes a list.
const LINKED: usize = 60;
/// Levels above a headline at which its entry is looked for.
const ABOVE: usize = 5;
/// Entries that make a list, beside the one that was taken for the article.
const OTHERS: usize = 2;

/// Whether a page lists articles and is none. `is_known`: it names a date, an author or a paper.
pub fn is_list(document: &Document, title: Option<&str>, is_known: bool) -> bool {
    let Some(body) = document.body() else { return false };
    let (text, links) = container::weight(&body);
    let others = text - links;
    let of_links = links * 2 > text && others < if is_known { DATED } else { BARE };
    of_links && (!is_known || links >= LINKED) || title.is_some_and(|title| lists_entries(&body, title))
}

/// Whether the title is the headline of one entry among others: each leads to its own page.
fn lists_entries(body: &NodeRef<'_>, title: &str) -> bool {
    let wanted = squeezed(title);
    let is_title = |node: &NodeRef<'_>| is_headline(node) && squeezed(&node.text()) == wanted;
    let mut headlines = body.descendants_it().filter(is_title).peekable();
    headlines.peek().is_some() && headlines.all(|headline| leads(&headline) && is_entry(&headline))
}

fn is_headline(node: &NodeRef<'_>) -> bool {
    node.is_element() && (is_any(node, &["h1", "h2", "h3", "h4"]) || class::of(node).is(TITLE))
}

/// Whether all words of a headline are a link to another page.
fn leads(headline: &NodeRef<'_>) -> bool {
    let words = squeezed(&headline.text());
    let is_page = |href: &str| !href.is_empty() && !href.starts_with('#') && !href.starts_with("javascript");
    let around = headline.parent().filter(|parent| parent.has_name("a"));
    let mut links = headline.descendants_it().chain([*headline]).chain(around);
    links.any(|link| {
        link.has_name("a")
            && link.attr("href").is_some_and(|href| is_page(href.trim()))
            && squeezed(&link.text()) == words
    })
}

/// Whether an element around a headline stands among others of its kind that have headlines which lead elsewhere.
fn is_entry(headline: &NodeRef<'_>) -> bool {
    let around = std::iter::once(*headline).chain(headline.ancestors_it(Some(ABOVE)));
    around.into_iter().any(|entry| {
        let Some(parent) = entry.parent().filter(|_| !is_any(&entry, &["body", "html"])) else {
            return false;
        };
        let (name, class) = (entry.node_name(), entry.attr("class"));
        let alike = |other: &NodeRef<'_>| {
            other.id != entry.id && other.node_name() == name && other.attr("class") == class
        };
        let has_headline = |other: &NodeRef<'_>| {
            let mut inside = other.descendants_it().chain([*other]);
            inside.any(|node| is_headline(&node) && leads(&node))
        };
        let others = parent.children_it(false).filter(NodeRef::is_element);
        others.filter(|other| alike(other) && has_headline(other)).take(OTHERS).count() == OTHERS
    })
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    #[track_caller]
    fn check(markup: &str, title: &str, is_known: bool, expected: bool) {
        assert_eq!(is_list(&dom::parse(markup), Some(title), is_known), expected, "{markup}");
    }

    const TEXT: &str =
        "<p>这一页的正文从这里开始，说的是版心的大小，以及由谁来定，一句话说不完，要写上一整段才行。</p>";

    #[test]
    fn entries_with_headlines_that_lead_elsewhere_are_a_list() {
        let entry = |number: usize, open: &str, close: &str| {
            format!(
                "<div class=post>{open}<a href='/{number}.html'>第{number}号稿谈版心</a>{close}<span>2024-09-24</span>{TEXT}</div>"
            )
        };
        for (open, close) in [("<h2>", "</h2>"), ("<div class=post-title>", "</div>")] {
            let entries: String = (1..4).map(|number| entry(number, open, close)).collect();
            check(&format!("<div>{entries}</div>"), "第1号稿谈版心", true, true);
            let whole = format!("<h1>第1号稿谈版心</h1>{TEXT}<h3>更多</h3><div>{entries}</div>");
            check(&whole, "第1号稿谈版心", true, false);
            check(&entry(1, open, close), "第1号稿谈版心", true, false);
            check(&format!("{entries}<h1>别的题目</h1>{TEXT}"), "别的题目", true, false);
        }
    }

    #[test]
    fn rows_of_links_with_days_are_a_list() {
        let row = "<tr><td><a href=/1>第一号稿谈版心的大小</a></td><td>2024-09-24</td></tr>";
        let rows = row.repeat(9);
        check(&format!("<table>{rows}</table>"), "稿件", true, true);
        check(&format!("<table>{rows}</table>{TEXT}"), "稿件", true, false);
        check("<a href=/>首页</a><p>2024-09-24</p><p>短讯一条。</p>", "短讯", true, false);
    }
}
