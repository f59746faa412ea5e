//! What elements say of themselves: microdata, `rel`, and the names that themes give to date, author and breadcrumb.
//!
//! Names are weaker than words: a byline that says `来源：` is read by `dump`, and what it says stands before this.

use super::class::{self, ELSEWHERE, FOOT, Said, TITLE, TRAIL};
use super::heading;
use super::metadata::attribute;
use super::names::{AUTHOR, CATEGORY, DATE, FACTS, SOURCE, TAG};
use crate::import::dump::{self, Facts, squeezed};
use crate::news::date::{self, Clock};
use crate::text::pattern::{Matcher, matcher};
use dom_query::{Document, NodeId, NodeRef};
use html5ever::tendril::StrTendril;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Elements of a page that are looked at.
const ELEMENTS: usize = 20_000;
/// Longest text of an element that is one fact, characters.
const SHORT: usize = 60;
/// Most authors of one article.
const AUTHORS: usize = 6;
/// Longest breadcrumb, characters.
const LONGEST_TRAIL: usize = 160;

/// What was found by names.
#[derive(Debug, Default)]
pub struct Named {
    /// Date, author, source, category, tags.
    pub facts: Facts,
    /// Category path of the breadcrumb.
    pub path: Vec<String>,
}

/// Looks through a page. `title` is where facts begin to count: above it stand other articles' names.
pub fn find(document: &Document, title: Option<&str>, clock: &Clock) -> Named {
    let mut named = Named::default();
    let wanted = title.map(squeezed).unwrap_or_default();
    let root = document.root();
    let nodes = || root.descendants_it().filter(NodeRef::is_element).take(ELEMENTS);
    let is_title = |node: &NodeRef<'_>| is_heading(node) && squeezed(&node.text()).contains(&wanted);
    let begins = if wanted.is_empty() { None } else { nodes().find(is_title) };
    let around = begins.iter().flat_map(|title| title.ancestors_it(None)).map(|node| node.id).collect();
    let places = Places { around };
    let section = begins.as_ref().and_then(heading::section);
    let begins = begins.map(|node| node.id);
    let mut titled = begins.is_none();
    let mut links = Links::default();
    let mut above: Vec<(crate::news::Moment, String)> = Vec::new();
    for node in nodes() {
        titled |= begins == Some(node.id);
        let names = Names::of(&node);
        if named.path.is_empty() && names.are_trail() {
            named.path = trail(&node, title);
        }
        links.add(&node, &names, titled, &places);
        if &*names.element == "time" && above.len() < 2 {
            above.extend(date_of(&node, clock));
        }
        let open = titled && named.facts.date.is_none();
        let hovers = if open { hovered_date(&node, clock) } else { None };
        if names.nothing() && hovers.is_none() || places.are_elsewhere(&node) {
            continue;
        }
        named.facts.date = named.facts.date.take().or(hovers);
        names.tell(&node, &mut named.facts, titled, clock);
    }
    links.tell(&mut named.facts);
    if named.facts.category.is_none() {
        named.facts.guessed.category = section.is_some();
        named.facts.category = section;
    }
    // A theme may set the date beside the article or above its title; several are those of a list.
    if let (None, [only]) = (&named.facts.date, above.as_slice()) {
        named.facts.date = Some(only.clone());
    }
    named
}

/// Addresses that may lead to all articles of a category or of an author.
static LEADS: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(r"/[cC]ategor|\?cate?=|/cate/|/sort/|/section/|/author|/byline/|/columnist|/reporter|/journalist")
});

/// Links to all articles of a category and of an author, where they stand in none of the page's bars.
#[derive(Debug, Default)]
struct Links {
    /// Categories, in order, and those behind the title.
    filed: Vec<String>,
    below: Vec<String>,
    /// The one that is said to be the article's.
    said: Option<String>,
    /// Authors.
    written: Vec<String>,
}

impl Links {
    fn add(&mut self, node: &NodeRef<'_>, names: &Names, titled: bool, places: &Places) {
        if &*names.element != "a" {
            return;
        }
        let Some(href) = node.attr("href").filter(|href| LEADS.is_match(href)) else { return };
        let leads = |parts: &[&str]| parts.iter().any(|part| href.contains(part));
        let all = href.trim_end_matches("index.html").trim_end_matches('/').ends_with("categories");
        let filed =
            leads(&["/categor", "/Categor", "?cat=", "?cate=", "/cate/", "/sort/", "/section/"]) && !all;
        let written = titled && leads(&["/author", "/byline/", "/columnist", "/reporter", "/journalist"]);
        if !(filed || written) {
            return;
        }
        let Some(name) = words(node).and_then(|words| dump::name(&words)) else { return };
        if name.chars().count() > 12 {
            return;
        }
        if filed && self.said.is_none() && is_said(node) {
            self.said = Some(name.clone());
        }
        if places.are_elsewhere(node) {
            return;
        }
        if filed {
            for list in [Some(&mut self.filed), titled.then_some(&mut self.below)].into_iter().flatten() {
                if !list.contains(&name) {
                    list.push(name.clone());
                }
            }
        } else if !self.written.contains(&name) {
            self.written.push(name);
        }
    }

    fn tell(self, facts: &mut Facts) {
        // More categories are a menu, more authors a list.
        let few = [self.below, self.filed].into_iter().find(|list| (1..=3).contains(&list.len()));
        let only = few.and_then(|list| list.into_iter().next());
        facts.category = facts.category.take().or(self.said).or(only);
        if self.written.len() <= 2 {
            facts.author = facts.author.take().or_else(|| self.written.into_iter().next());
        }
    }
}

/// `分类于 <a>要闻</a>`: a word before the link says what it is.
fn is_said(node: &NodeRef<'_>) -> bool {
    const WORDS: [&str; 6] = ["分类", "归类", "類別", "分類", "栏目", "發表於"];
    let text = node.parent().map(|parent| parent.text()).unwrap_or_default();
    let text = text.trim_start();
    text.len() <= SHORT * 2 && WORDS.iter().any(|word| text.starts_with(word))
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    let name = node.node_name();
    let heading = name.as_ref().is_some_and(|name| matches!(&**name, "h1" | "h2" | "h3" | "h4"));
    heading || class::of(node).is(TITLE)
}

/// The names of an element.
struct Names {
    element: StrTendril,
    said: Said,
    rel: StrTendril,
    itemprop: StrTendril,
}

impl Names {
    fn of(node: &NodeRef<'_>) -> Self {
        Self {
            element: node.node_name().unwrap_or_default(),
            said: class::of(node),
            rel: node.attr("rel").unwrap_or_default(),
            itemprop: node.attr("itemprop").unwrap_or_default(),
        }
    }

    fn nothing(&self) -> bool {
        self.said.kinds & FACTS == 0
            && self.rel.is_empty()
            && self.itemprop.is_empty()
            && &*self.element != "time"
    }

    fn any(&self, kind: u8) -> bool {
        self.said.is(u16::from(kind))
    }

    fn are_trail(&self) -> bool {
        self.said.is(TRAIL)
            && matches!(
                &*self.element,
                "div" | "p" | "ul" | "ol" | "nav" | "section" | "td" | "em" | "span" | "table"
            )
    }

    fn tell(&self, node: &NodeRef<'_>, facts: &mut Facts, titled: bool, clock: &Clock) {
        let has = |words: &str, wanted: &str| {
            words.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(wanted))
        };
        let modified = has(&self.itemprop, "dateModified") && !has(&self.itemprop, "datePublished");
        let dated = &*self.element == "time" || self.any(DATE) || has(&self.itemprop, "datePublished");
        if facts.date.is_none() && dated && titled && !modified {
            facts.date = date_of(node, clock);
        }
        let words = || words(node).filter(|words| !words.contains([':', '：', '|']));
        if facts.author.is_none()
            && titled
            && (has(&self.rel, "author") || has(&self.itemprop, "author") || self.any(AUTHOR))
        {
            facts.author =
                author_of(node).or_else(|| words().and_then(|words| dump::name(&first(node, words))));
            facts.author = facts.author.take().map(|author| with_others(node, author));
            let medium =
                facts.author.as_deref().is_some_and(|name| dump::is_medium(name) && !dump::is_person(name));
            if medium && facts.source.is_none() {
                facts.source = facts.author.take();
            }
        }
        if facts.source.is_none() && self.any(SOURCE) {
            facts.source = words().and_then(|words| dump::medium_name(&words));
        }
        let category =
            has(&self.rel, "category") || self.any(CATEGORY) || has(&self.itemprop, "articleSection");
        if facts.category.is_none() && category {
            // WordPress names the category on the whole article as well.
            let all = if words().is_some() { links(node) } else { Vec::new() };
            let one = if all.len() <= 3 { all.into_iter().next().or_else(words) } else { None };
            facts.category = one.and_then(|name| dump::name(&name)).filter(|name| name.chars().count() <= 16);
        }
        if has(&self.rel, "tag") && !has(&self.rel, "category") && facts.tags.len() < 20 {
            facts.tags.extend(words().and_then(|word| tag(&word)));
        } else if facts.tags.is_empty() && self.any(TAG) {
            let untagged = links(node);
            let rel = node.descendants_it().any(|child| has(&attribute(&child, "rel"), "tag"));
            if !rel && (1..=12).contains(&untagged.len()) {
                facts.tags = untagged.iter().filter_map(|word| tag(word)).collect();
            }
        }
    }
}

/// The date of an element: its attribute, what hovering shows, its words.
fn date_of(node: &NodeRef<'_>, clock: &Clock) -> Option<(crate::news::Moment, String)> {
    let hovered = || {
        let mut inside = node.descendants_it().filter(NodeRef::is_element);
        inside.find_map(|child| Some(attribute(&child, "title")).filter(|title| !title.is_empty()))
    };
    let told = ["datetime", "data-time", "data-publishtime", "content", "title"];
    let values = told.iter().map(|name| attribute(node, name)).chain(hovered()).chain(words(node));
    values.filter(|value| !value.is_empty()).find_map(|value| {
        let written = date::written(&value, clock).map(|found| found.moment);
        Some((written.or_else(|| date::value(&value, clock))?, value))
    })
}

/// `<span title="2023年03月05日 10:11">1年前</span>`: what is counted back shows its day when it is pointed at.
fn hovered_date(node: &NodeRef<'_>, clock: &Clock) -> Option<(crate::news::Moment, String)> {
    let mut told = ["title", "data-original-title", "data-time"].iter().map(|name| attribute(node, name));
    let title = told.find(|title| !title.is_empty() && title.len() <= SHORT)?;
    // `<span title="2023年3月5日 10:11发布">2024年3月5日更新</span>`
    let published = ["发布", "發布", "發佈", "发表", "發表"].iter().any(|word| title.contains(word));
    let shown = words(node).filter(|words| published || words.contains('前') || words.contains("刚"))?;
    (shown.chars().count() <= if published { 24 } else { 12 })
        .then(|| date::written(&title, clock).map(|found| (found.moment, title)))
        .flatten()
}

/// A person's name, and those in the elements of the same name behind it.
fn with_others(node: &NodeRef<'_>, author: String) -> String {
    let class = node.attr("class").unwrap_or_default();
    if class.is_empty() || !dump::is_person(&author) {
        return author;
    }
    let mut names = vec![author];
    let mut next = node.next_element_sibling();
    while let Some(other) = next.filter(|other| other.attr("class").as_ref() == Some(&class)) {
        let name = words(&other).and_then(|words| dump::name(&words)).filter(|name| dump::is_person(name));
        match name.filter(|name| !names.contains(name)) {
            Some(name) if names.len() < AUTHORS => names.push(name),
            _ => break,
        }
        next = other.next_element_sibling();
    }
    names.join("、")
}

/// Microdata names an author within.
fn author_of(node: &NodeRef<'_>) -> Option<String> {
    let mut inside = node.descendants_it().filter(NodeRef::is_element);
    let named = inside.find(|child| attribute(child, "itemprop") == "name")?;
    let content = Some(attribute(&named, "content")).filter(|content| !content.is_empty());
    content.or_else(|| words(&named)).and_then(|words| dump::name(&words))
}

/// The name alone, where the element of an author holds more elements: a title, a button, a count, a badge.
fn first(node: &NodeRef<'_>, words: String) -> String {
    let texts = node.descendants_it().filter(NodeRef::is_text).map(|text| text.text().trim().to_owned());
    let roles = ["by", "作者", "文", "撰文", "记者", "記者", "/", "|", "：", ":"];
    let mut texts = texts.filter(|text| !text.is_empty()).skip_while(|text| {
        let text = text.trim_matches(|c: char| "：:/| ".contains(c)).to_lowercase();
        text.is_empty() || roles.contains(&text.as_str())
    });
    let badge = |text: &str| text.is_ascii() && text.len() <= 5;
    match (texts.next(), texts.next()) {
        (Some(name), Some(more)) if dump::is_person(&name) || badge(&more) && texts.next().is_none() => name,
        _ => words,
    }
}

fn tag(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| c.is_whitespace() || "#＃,，、".contains(c));
    (1..=24).contains(&word.chars().count()).then(|| word.to_owned())
}

/// The few words of an element.
fn words(node: &NodeRef<'_>) -> Option<String> {
    let text = node.text();
    if text.len() > SHORT * 8 {
        return None;
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty() && words.chars().count() <= SHORT).then_some(words)
}

fn links(node: &NodeRef<'_>) -> Vec<String> {
    let is_link = |child: &NodeRef<'_>| child.has_name("a");
    node.descendants_it().filter(is_link).take(16).filter_map(|link| words(&link)).collect()
}

/// The places of a page that are not the article's.
struct Places {
    /// Elements around the title: what they hold is the page, whatever a theme calls them (`has-sidebar`, `sidebar-open`).
    around: HashSet<NodeId>,
}

impl Places {
    /// Whether an element stands in a list, a comment, a bar at the side or at the foot.
    fn are_elsewhere(&self, node: &NodeRef<'_>) -> bool {
        // The foot of an article says who wrote it and when, the foot of a page does not.
        let mut foot = false;
        for above in node.ancestors_it(Some(12)) {
            let name = above.node_name();
            let name = name.as_deref().unwrap_or_default();
            let said = class::of(&above);
            if (name == "aside" || said.is(ELSEWHERE)) && !self.around.contains(&above.id) {
                return true;
            }
            foot = (foot || name == "footer" && !said.is(FOOT)) && name != "article";
        }
        foot
    }
}

/// The categories of a breadcrumb: its links and words, parted by elements and arrows.
fn trail(node: &NodeRef<'_>, title: Option<&str>) -> Vec<String> {
    let text = node.text();
    if text.len() > LONGEST_TRAIL * 8
        || text.split_whitespace().map(|word| word.chars().count()).sum::<usize>() > LONGEST_TRAIL
    {
        return Vec::new();
    }
    let mut parts: Vec<String> = Vec::new();
    let wanted = title.map(squeezed).filter(|title| title.chars().count() >= 6);
    for child in node.descendants_it().filter(NodeRef::is_text) {
        let text = child.text();
        // A title has marks of its own.
        if wanted.as_ref().is_some_and(|title| squeezed(&text) == *title) {
            parts.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
            continue;
        }
        let pieces = text.split(['>', '»', '›', '→', '＞', '\n', '|', '/', '-', '－', '—', '–', '：', ':']);
        parts.extend(
            pieces
                .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|part| !part.is_empty()),
        );
    }
    dump::path_of(&parts, title)
}
