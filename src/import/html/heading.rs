//! What stands in and around the heading that is the title: a link to the article's section, a badge, the only `h1`.

use super::element::is_any;
use super::metadata::attribute;
use super::title::{is_general, is_root, words};
use crate::import::dump::{self, squeezed};
use dom_query::{Document, NodeRef};

/// Longest name of a section, characters.
const LABEL: usize = 8;
/// Shortest title beside one.
const TITLE: usize = 6;
/// Longest title.
const LONGEST: usize = 120;

/// The words of a heading without the short element that it begins or ends with; `None` where it has none.
pub fn without_label(heading: &NodeRef<'_>) -> Option<String> {
    let label = label(heading)?;
    let (text, label) = (words(&heading.text()), words(&label.text()));
    let rest = text.strip_suffix(&label).or_else(|| text.strip_prefix(&label))?.trim();
    (rest.chars().count() >= TITLE).then(|| rest.to_owned())
}

/// The short element at either end of a heading.
fn label<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let children: Vec<NodeRef<'a>> = heading
        .children_it(false)
        .filter(|child| child.is_element() || !words(&child.text()).is_empty())
        .collect();
    let own = children.iter().any(|child| words(&child.text()).chars().count() >= TITLE);
    let short = |child: &&NodeRef<'a>| {
        child.is_element() && (1..=LABEL).contains(&words(&child.text()).chars().count())
    };
    [children.last(), children.first()].into_iter().flatten().find(short).copied().filter(|_| own)
}

/// The section that a link in the heading, or right above it, leads to.
pub fn section(heading: &NodeRef<'_>) -> Option<String> {
    let inside = label(heading).filter(|label| label.has_name("a"));
    let link = inside.or_else(|| link_above(heading))?;
    let name = words(&link.text());
    let href = attribute(&link, "href");
    let leads = !(is_root(&href) || href.starts_with("javascript") || href.contains("/author"));
    let fits = (2..=LABEL).contains(&name.chars().count()) && !dump::is_button(&name);
    let own = squeezed(&heading.text()) == squeezed(&name);
    (fits && !own && leads && !href.is_empty() && !dump::is_person(&name)).then_some(name)
}

/// The only link of the element just before the heading, or before the one that holds nothing above it.
fn link_above<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut node = *heading;
    for _ in 0..3 {
        if let Some(before) = node.prev_element_sibling() {
            let bar = is_any(&before, &["nav", "header", "ul", "ol"]);
            let text = words(&before.text());
            let is_link = |node: &NodeRef<'_>| node.has_name("a");
            let link = if is_link(&before) { Some(before) } else { before.descendants_it().find(is_link) };
            return link.filter(|link| !bar && words(&link.text()) == text);
        }
        node = node.parent()?;
    }
    None
}

/// The words of the only `h1` that is not the name of the site.
pub fn only(document: &Document, site: &str) -> Option<String> {
    let root = document.root();
    let named = |node: &NodeRef<'_>| node.has_name("h1");
    let is_logo = |node: &NodeRef<'_>| {
        let home = |link: &NodeRef<'_>| link.attr("href").is_some_and(|href| is_root(href.trim()));
        node.descendants_it().chain(node.parent()).any(|link| home(&link))
    };
    let headings = root.descendants_it().filter(named).take(4);
    let linked = |node: &NodeRef<'_>| label(node).is_some_and(|label| label.attr("href").is_some());
    let text = |node: NodeRef<'_>| {
        let bare = if linked(&node) { without_label(&node) } else { None };
        bare.unwrap_or_else(|| words(&node.text()))
    };
    let titles: Vec<String> = headings.filter(|node| !is_logo(node)).map(text).collect();
    let [title] = titles.as_slice() else { return None };
    let plain = squeezed(title);
    let fits = (TITLE..=LONGEST).contains(&title.chars().count()) && !is_general(&plain);
    (fits && !site.contains(&plain) && !plain.contains(site)).then(|| title.clone())
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    #[track_caller]
    fn check(markup: &str, title: Option<&str>, named: Option<&str>) {
        let document = dom::parse(markup);
        let heading = document.select("h1").nodes().first().copied().unwrap();
        assert_eq!(without_label(&heading).as_deref(), title, "{markup}");
        assert_eq!(section(&heading).as_deref(), named, "{markup}");
    }

    #[test]
    fn sections_in_and_above_a_heading() {
        check("<h1>版心的大小由谁来定<a href='/a/'>排印</a></h1>", Some("版心的大小由谁来定"), Some("排印"));
        check(
            "<div><p><a href='/a/'>排印</a></p><div><h1>版心的大小由谁来定</h1></div></div>",
            None,
            Some("排印"),
        );
        check("<h1><em>原创</em>版心的大小由谁来定</h1>", Some("版心的大小由谁来定"), None);
        check("<h1>关于<a href='/a/'>版心</a>大小的通知</h1>", None, None);
        check("<div><a href='/'>某某</a><h1>版心的大小由谁来定</h1></div>", None, None);
        check("<nav><a href='/a/'>排印</a></nav><h1>版心的大小由谁来定</h1>", None, None);
        check("<p><a href='/a/'>排印</a> <a href='/b/'>标点</a></p><h1>版心的大小由谁来定</h1>", None, None);
    }

    #[test]
    fn the_only_heading() {
        let title = |markup: &str| only(&dom::parse(markup), "某某网");
        let heading = "<h1>版心的大小由谁来定</h1>";
        assert_eq!(title(heading).as_deref(), Some("版心的大小由谁来定"));
        let filed = "<h1>版心的大小由谁来定<a href='/a/'>排印</a></h1>";
        assert_eq!(title(filed).as_deref(), Some("版心的大小由谁来定"));
        assert_eq!(
            title(&format!("<a href='/'><h1>某某人的小站</h1></a>{heading}")).as_deref(),
            Some("版心的大小由谁来定")
        );
        assert_eq!(title(&format!("<h1>行首的标点由谁来定</h1>{heading}")), None);
        assert_eq!(title("<h1>某某网要闻频道</h1>"), None);
    }
}
