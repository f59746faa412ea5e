//! The title of a web page: the longest heading that its `title` element contains, else the first part of that element.

use super::class::{self, TRAIL};
use super::element::is_any;
use super::heading;
use super::metadata::{Metadata, attribute};
use crate::import::dump::{self, squeezed};
use dom_query::{Document, NodeRef};

/// Longest title, characters.
const LONGEST: usize = 120;
/// Elements that are looked at.
const ELEMENTS: usize = 400;

/// The title of a page.
pub fn find(document: &Document, metadata: &Metadata) -> Option<String> {
    let whole = squeezed(&metadata.title_tag);
    let given: Vec<&String> = metadata.titles.iter().collect();
    let known: Vec<String> = given.iter().map(|title| squeezed(title)).collect();
    let fits = |text: &str| {
        let text = squeezed(text);
        text.chars().count() >= 4
            && (whole.contains(&text) || known.iter().any(|title| title.contains(&text)))
    };
    let root = document.root();
    let in_trail = |node: &NodeRef<'_>| node.ancestors_it(Some(2)).any(|above| class::of(&above).is(TRAIL));
    let headings = root.descendants_it().filter(is_heading).take(ELEMENTS).filter(|node| !in_trail(node));
    let headings: Vec<String> = headings
        .map(|node| {
            let text = words(&node.text());
            let own =
                heading::without_label(&node).filter(|own| fits(own) && !whole.contains(&squeezed(&text)));
            own.unwrap_or(text)
        })
        .filter(|text| text.chars().count() <= LONGEST && fits(text))
        .collect();
    let longest = headings.iter().max_by_key(|text| squeezed(text).chars().count());
    // The name of the site and its motto may be a longer heading than the title that the page gives itself.
    let exact = headings.iter().find(|text| {
        let text = squeezed(text);
        let apart = longest.is_some_and(|longest| !squeezed(longest).contains(&text));
        apart && known.contains(&text) && whole.starts_with(&text) && !is_general(&text)
    });
    let longest = exact.or(longest).cloned();
    let short =
        |text: &String| squeezed(text).chars().count() * 3 < first_part(&metadata.title_tag).chars().count();
    longest
        .filter(|text| !short(text))
        .or_else(|| given.first().map(|title| first_part(title)))
        .or_else(|| last_part(document, &metadata.title_tag))
        .or_else(|| Some(first_part(&metadata.title_tag)))
        .filter(|title| !title.is_empty())
}

/// The title after the byline was read: where the `title` element names only the site or the section, the heading
/// that stands above the byline is better.
pub fn settled(
    document: &Document,
    title: Option<String>,
    metadata: &Metadata,
    headline: Option<&str>,
) -> Option<String> {
    let Some(headline) = headline.filter(|headline| headline.chars().count() >= 5) else { return title };
    let Some(title) = title else { return Some(headline.to_owned()) };
    let (own, other) = (squeezed(&title), squeezed(headline));
    let whole = squeezed(&metadata.title_tag);
    if own == other || metadata.titles.iter().any(|given| squeezed(given).contains(&own)) && !is_general(&own)
    {
        return Some(title);
    }
    let on_page = document.body().is_some_and(|body| squeezed(&body.text()).contains(&own));
    let better = is_general(&own)
        || is_home(document, &own)
        || (whole.contains(&other) && own.contains(&other) && !is_headed(document, &own))
        || !on_page && !whole.contains(&other);
    if !better {
        return Some(title);
    }
    Some(heading::only(document, &own).unwrap_or_else(|| unbroken(document, headline, &own)))
}

/// Whether an address is that of a site's first page.
pub fn is_root(href: &str) -> bool {
    let path =
        href.split_once("://").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    matches!(path.trim_start_matches(['.', '/']), "" | "index.html" | "index.htm")
        && !href.starts_with('#')
        && !href.is_empty()
}

/// The words of a text, parted by one blank.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a heading of the page says this and no more.
fn is_headed(document: &Document, title: &str) -> bool {
    let root = document.root();
    let mut headings = root.descendants_it().filter(|node| is_any(node, &["h1", "h2", "h3"]));
    headings.any(|node| squeezed(&node.text()) == title)
}

/// The name of the site: the words of a link to its first page.
fn is_home(document: &Document, title: &str) -> bool {
    let root = document.root();
    let links = root.descendants_it().filter(|node| node.has_name("a"));
    links
        .filter(|link| link.attr("href").is_some_and(|href| is_root(href.trim())))
        .any(|link| squeezed(&link.text()) == title)
}

/// A headline with the lines of its element that belong to it: a title may be broken in two.
fn unbroken(document: &Document, headline: &str, general: &str) -> String {
    let wanted = squeezed(headline);
    let root = document.root();
    let is_line = |node: &NodeRef<'_>| NodeRef::is_text(node) && squeezed(&node.text()) == wanted;
    let element = root
        .descendants_it()
        .filter(is_line)
        .filter_map(|line| line.parent())
        .find(|element| element.children_it(false).any(|child| child.has_name("br")));
    let text = element.map(|element| element.text().split_whitespace().collect::<Vec<_>>().join(" "));
    let rest = |text: &str| squeezed(text).strip_prefix(&wanted).map(str::to_owned).unwrap_or_default();
    let fits = |text: &String| {
        let rest = rest(text);
        text.chars().count() <= LONGEST / 2
            && !rest.is_empty()
            && !rest.starts_with(['—', '–', '-', '(', '（', '【', '['])
            && !rest.contains([':', '：', '。'])
            && !rest.contains(general)
    };
    text.filter(fits).unwrap_or_else(|| headline.to_owned())
}

/// A title element that every page of a site or of a section has.
pub fn is_general(title: &str) -> bool {
    const ENDS: [&str; 27] = [
        "网",
        "网站",
        "首页",
        "公司",
        "集团",
        "学会",
        "协会",
        "大学",
        "学院",
        "中学",
        "医院",
        "政府",
        "门户",
        "频道",
        "中心",
        "新闻",
        "详情",
        "正文",
        "动态",
        "资讯",
        "日报",
        "晚报",
        "早报",
        "时报",
        "商报",
        "电视台",
        "客户端",
    ];
    title.chars().count() <= 16 && ENDS.iter().any(|end| title.ends_with(end)) || title.contains("详情页")
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    let Some(name) = node.node_name().filter(|_| node.is_element()) else { return false };
    if matches!(&*name, "h1" | "h2" | "h3") {
        return true;
    }
    let named = |name: &str| attribute(node, name).to_lowercase().contains("title");
    matches!(&*name, "div" | "p" | "span" | "strong" | "td" | "b" | "center" | "h4" | "h5")
        && (named("class") || named("id"))
}

/// What stands before the names of site and section: `题_要闻_某网`, `题 - 某网`, `题|某网`, `题-某网`.
pub fn first_part(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in ["_", "|", "｜", "--", "—— ", " - ", " – ", " — ", "丨"] {
        if let Some((first, rest)) = title.split_once(mark)
            && first.chars().count() >= 4
            && !rest.is_empty()
        {
            return first.trim().to_owned();
        }
    }
    // A last part after a hyphen is a site when it is short and no number.
    match title.rsplit_once('-') {
        Some((first, site))
            if (2..=12).contains(&site.chars().count())
                && first.chars().count() >= 6
                && !site.contains(|c: char| c.is_ascii_digit()) =>
        {
            first.trim().to_owned()
        }
        _ => title,
    }
}

/// `题_要闻_某某网`: the name of a section between the title and the site.
pub fn section(title_tag: &str, title: &str) -> Option<String> {
    let parts: Vec<&str> = title_tag.split(['_', '|', '｜', '-', '–', '—', '丨']).map(str::trim).collect();
    let [first, between @ .., _] = parts.as_slice() else { return None };
    let titled = first.chars().count() >= 4 && squeezed(title).starts_with(&squeezed(first));
    between.iter().find(|part| titled && dump::is_section(part)).map(|part| (*part).to_owned())
}

/// `某报数字报-题`: the last part, where it stands on the page in these words and the first does not.
fn last_part(document: &Document, title: &str) -> Option<String> {
    let (first, last) = ["_", "|", "--", " - ", "-"].iter().find_map(|mark| title.split_once(mark))?;
    let (first, last) = (squeezed(first), squeezed(last));
    if last.chars().count() < 8 || first.chars().count() > 12 {
        return None;
    }
    let body = document.body()?;
    let texts = || body.descendants_it().filter(NodeRef::is_text).map(|node| node.text());
    let is = |wanted: &str, text: &str| text.len() <= LONGEST * 4 && squeezed(text) == wanted;
    if texts().any(|text| is(&first, &text)) {
        return None;
    }
    texts().find(|text| is(&last, text)).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;
    use crate::news::date::Clock;

    #[track_caller]
    fn check(markup: &str, expected: &str) {
        let document = dom::parse(markup);
        let metadata = super::super::metadata::read(&document, markup, &Clock::default());
        assert_eq!(find(&document, &metadata).as_deref(), Some(expected), "{markup}");
    }

    #[test]
    fn headings_within_the_title_element() {
        check(
            "<title>版心的大小 由谁来定_排印_某某网</title><h1>某某网</h1><h2>版心的大小　由谁来定</h2><h3>另一篇的题目</h3>",
            "版心的大小 由谁来定",
        );
        // The motto of the site is a heading as well.
        check(
            "<title>版心由谁来定 / 某某党 - 某某品质与保证</title><meta property='og:title' content='版心由谁来定'><h2>某某党 - 某某品质与保证</h2><h2>版心由谁来定</h2>",
            "版心由谁来定",
        );
        check(
            "<title>版心的大小由谁来定-某某网</title><div class='art-title'>版心的大小由谁来定</div>",
            "版心的大小由谁来定",
        );
    }

    #[test]
    fn sections_in_the_title_element() {
        let of = |tag: &str| section(tag, "版心的大小由谁来定");
        assert_eq!(of("版心的大小由谁来定_文化频道_某某网").as_deref(), Some("文化频道"));
        assert_eq!(of("版心的大小由谁来定 - 文化"), None);
        assert_eq!(of("版心的大小由谁来定_排印间_某某网"), None);
        assert_eq!(of("某某网_文化_版心的大小由谁来定"), None);
    }

    #[test]
    fn the_name_of_a_site_is_no_title() {
        let markup = "<title>某人的小站 | 写字</title><a class=logo href='/'>某人的小站</a><div class=top>版心的大小由谁来定</div>";
        let document = dom::parse(markup);
        let metadata = super::super::metadata::read(&document, markup, &Clock::default());
        let found = find(&document, &metadata);
        assert_eq!(found.as_deref(), Some("某人的小站"));
        let settled = settled(&document, found, &metadata, Some("版心的大小由谁来定"));
        assert_eq!(settled.as_deref(), Some("版心的大小由谁来定"));
        assert!(!is_home(&dom::parse("<a href='/a/1.html'>版心</a><a href='#top'>版心</a>"), "版心"));
    }

    #[test]
    fn a_headline_broken_in_two() {
        let document = dom::parse(
            "<title>某某网</title><p class=a>版心的大小<br>由谁来定</p><p class=b>行首的标点<br>——一份报告</p>",
        );
        assert_eq!(unbroken(&document, "版心的大小", "某某网"), "版心的大小由谁来定");
        assert_eq!(unbroken(&document, "行首的标点", "某某网"), "行首的标点");
        assert_eq!(unbroken(&document, "别的题目", "某某网"), "别的题目");
    }

    #[test]
    fn parts_of_the_title_element() {
        check("<title>版心的大小由谁来定_排印_某某网</title><h1>某某网</h1>", "版心的大小由谁来定");
        check("<title>版心的大小由谁来定 - 某某网</title>", "版心的大小由谁来定");
        check("<title>版心的大小由谁来定-某某网</title>", "版心的大小由谁来定");
        check("<title>1-10月全县固定资产投资情况</title>", "1-10月全县固定资产投资情况");
        check(
            "<title>某报数字报-版心的大小由谁来定</title><p>引题</p><p>版心的大小由谁来定</p>",
            "版心的大小由谁来定",
        );
        check("<title></title><meta name=ArticleTitle content='版心的大小'>", "版心的大小");
    }
}
