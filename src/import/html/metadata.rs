//! What the head of a web page says: addresses, titles, dates, names, in every standard that sites use.
//!
//! Open Graph, JSON-LD, the names of Chinese government pages, and the comments that browsers leave in saved pages.

use super::authorship;
use crate::import::fields::means_unknown;
use crate::news::Moment;
use crate::news::date::{self, Clock};
use dom_query::{Document, NodeRef, TreeNode};
use serde_json::Value;

/// Bytes at the start of the markup in which a browser's comment stands.
const COMMENT_WITHIN: usize = 16 * 1024;
/// Largest JSON-LD that is read, bytes.
const LINKED_DATA: usize = 256 * 1024;

/// Authors of one article that are named.
const AUTHORS: usize = 6;

/// The metadata of a page; every part may be missing.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Metadata {
    /// The `title` element.
    pub title_tag: String,
    /// Titles that metadata give, best first.
    pub titles: Vec<String>,
    /// Date of publication with its words.
    pub date: Option<(Moment, String)>,
    /// Keywords as its head lists them.
    pub keywords: String,
    /// Author.
    pub author: Option<String>,
    /// Paper or site.
    pub source: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Names of a breadcrumb from the top, as linked data give them.
    pub trail: Vec<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// When the page was saved, Unix seconds.
    pub saved_at: Option<i64>,
    /// What made the page.
    pub generator: String,
}

/// Reads the metadata of a parsed page; `markup` is its source, for comments above the root element.
pub fn read(document: &Document, markup: &str, clock: &Clock) -> Metadata {
    let mut found = Metadata::default();
    saved(markup, &mut found);
    let clock = &Clock { captured_at: found.saved_at.or(clock.captured_at), ..*clock };
    let mut by_rank: Vec<(u8, Field, String)> = Vec::new();
    let mut labelled = false;
    for node in document.root().descendants_it() {
        let Some(name) = node.node_name() else { continue };
        match &*name {
            "title" if found.title_tag.is_empty() => node.text().trim().clone_into(&mut found.title_tag),
            "meta" => {
                by_rank.extend(meta(&node, &mut found));
                by_rank.extend(card(&node, &mut labelled));
            }
            "link" if attribute(&node, "rel").eq_ignore_ascii_case("canonical") => {
                by_rank.push((0, Field::Url, attribute(&node, "href")));
            }
            "script" if attribute(&node, "type").eq_ignore_ascii_case("application/ld+json") => {
                by_rank.extend(linked_data(&node.text(), &mut found.trail));
            }
            "body" if found.title_tag.is_empty() && node.parent().is_none() => break,
            _ => {}
        }
    }
    by_rank.sort_by_key(|(rank, ..)| *rank);
    let (title, keywords) = (found.title_tag.clone(), found.keywords.clone());
    let tells = |field: Field, value: &str| {
        !says_nothing(field, value)
            && (field != Field::Author || authorship::is_author(value, &title, &keywords))
    };
    for (_, field, value) in by_rank.into_iter().filter(|(_, field, value)| tells(*field, value)) {
        fill(&mut found, field, value, clock);
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Date,
    Author,
    Source,
    Category,
    Url,
}

/// No name at all, or the number of an account in place of one.
fn says_nothing(field: Field, value: &str) -> bool {
    let number = matches!(field, Field::Author | Field::Source | Field::Category)
        && (value.chars().all(|c| c.is_ascii_digit()) || value.contains('@') || value.contains("://"));
    number || field == Field::Author && is_system(value) || means_unknown(value)
}

/// The name of what made the page, which its templates give as the author.
fn is_system(value: &str) -> bool {
    const SYSTEMS: [&str; 12] = [
        "cms",
        "管理系统",
        "管理系統",
        "建站系统",
        "wordpress",
        "z-blog",
        "zblog",
        "typecho",
        "discuz",
        "phpwind",
        "destoon",
        "order by",
    ];
    let value = value.to_lowercase();
    SYSTEMS.iter().any(|system| value.contains(system))
}

fn fill(found: &mut Metadata, field: Field, value: String, clock: &Clock) {
    let slot = match field {
        Field::Title => return found.titles.push(value),
        Field::Date => {
            if found.date.is_none() {
                found.date = date::value(&value, clock).map(|moment| (moment, value));
            }
            return;
        }
        Field::Author => &mut found.author,
        Field::Source => &mut found.source,
        Field::Category => &mut found.category,
        Field::Url => &mut found.url,
    };
    if slot.is_none() {
        *slot = Some(value);
    }
}

fn meta(node: &NodeRef<'_>, found: &mut Metadata) -> Option<(u8, Field, String)> {
    let name = [attribute(node, "name"), attribute(node, "property"), attribute(node, "itemprop")]
        .into_iter()
        .find(|name| !name.is_empty())?
        .to_lowercase();
    let content = attribute(node, "content");
    if name == "keywords" && found.keywords.is_empty() {
        found.keywords.clone_from(&content);
    }
    if name == "generator" || name == "theme" {
        found.generator.push_str(&content);
        found.generator.push(' ');
    }
    let (rank, field) = match name.as_str() {
        "articletitle" => (0, Field::Title),
        "og:title" | "twitter:title" => (2, Field::Title),
        "article:published_time" | "og:published_time" | "og:release_date" | "datepublished" => {
            (0, Field::Date)
        }
        "date"
        | "dc.date"
        | "dcterms.created"
        | "dc.date.issued"
        | "parsely-pub-date"
        | "publication_date"
        | "bytedance:published_time" => (2, Field::Date),
        "pubdate" | "publishdate" | "firstcreatetime" | "publish_time" | "weibo:article:create_at" => {
            (1, Field::Date)
        }
        "article:author" | "og:article:author" => (1, Field::Author),
        "author" | "byl" | "dc.creator" | "dcterms.creator" | "parsely-author" => (2, Field::Author),
        "contentsource" | "source" | "mediaid" | "og:article:source" => (1, Field::Source),
        "columnname" | "article:section" | "og:category" | "catalogs" | "parsely-section" => {
            (1, Field::Category)
        }
        "og:url" => (1, Field::Url),
        _ => return None,
    };
    Some((rank, field, content))
}

/// `twitter:label1` says what `twitter:data1` is.
fn card(node: &NodeRef<'_>, labelled: &mut bool) -> Option<(u8, Field, String)> {
    const WRITTEN_BY: [&str; 6] = ["written by", "author", "作者", "撰寫者", "撰文", "文章作者"];
    let content = attribute(node, "content");
    match attribute(node, "name").as_str() {
        "twitter:label1" => *labelled = WRITTEN_BY.contains(&content.to_lowercase().as_str()),
        "twitter:data1" if *labelled => return Some((2, Field::Author, content)),
        _ => {}
    }
    None
}

/// The names of a breadcrumb in linked data, in the order of their positions.
fn trail(value: &Value) -> Vec<String> {
    let Some(Value::Array(items)) = value.get("itemListElement") else { return Vec::new() };
    let name = |item: &Value| {
        let name = item.get("name").or_else(|| item.get("item")?.get("name"))?;
        let position = item.get("position").and_then(Value::as_u64).unwrap_or(0);
        Some((position, text_of(name)?))
    };
    let mut names: Vec<(u64, String)> = items.iter().take(8).filter_map(name).collect();
    names.sort_by_key(|(position, _)| *position);
    names.into_iter().map(|(_, name)| name).collect()
}

/// JSON-LD of an article, alone, in a list or in a graph.
fn linked_data(text: &str, crumbs: &mut Vec<String>) -> Vec<(u8, Field, String)> {
    if text.len() > LINKED_DATA {
        return Vec::new();
    }
    // Sites leave raw line ends in strings.
    let text = text.replace(['\n', '\r', '\t'], " ");
    let Ok(value) = serde_json::from_str::<Value>(&text) else { return Vec::new() };
    let lists = [Some(&value), value.get("@graph")];
    let all: Vec<&Value> = lists
        .into_iter()
        .flatten()
        .flat_map(|value| match value {
            Value::Array(values) => values.iter().collect::<Vec<_>>(),
            value => vec![value],
        })
        .collect();
    if crumbs.is_empty() {
        *crumbs = all.iter().map(|value| trail(value)).find(|names| !names.is_empty()).unwrap_or_default();
    }
    let is_article = |value: &&Value| value.get("headline").is_some() || value.get("datePublished").is_some();
    let Some(article) = all.iter().copied().find(is_article) else {
        // Baidu's own: {"title": …, "pubDate": …}
        let plain = [("title", Field::Title), ("pubDate", Field::Date)];
        return plain
            .iter()
            .filter_map(|(name, field)| Some((2, *field, text_of(value.get(*name)?)?)))
            .collect();
    };
    let names = [
        ("headline", Field::Title),
        ("datePublished", Field::Date),
        ("author", Field::Author),
        ("articleSection", Field::Category),
    ];
    let text = |name: &str, field: Field| {
        let value = article.get(name)?;
        if field != Field::Author {
            return text_of(value);
        }
        // An author may be named elsewhere in the graph.
        let id = value.get("@id").filter(|_| value.get("name").is_none());
        let elsewhere =
            || all.iter().find(|other| id.is_some() && other.get("@id") == id && other.get("name").is_some());
        authors_of(value).or_else(|| authors_of(elsewhere()?))
    };
    names.iter().filter_map(|(name, field)| Some((1, *field, text(name, *field)?))).collect()
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(fields) => fields.get("name").and_then(text_of),
        _ => None,
    }
}

/// All of several authors.
fn authors_of(value: &Value) -> Option<String> {
    let values = match value {
        Value::Array(values) => values,
        Value::Object(fields) => return fields.get("name").and_then(authors_of),
        value => return text_of(value),
    };
    let mut names: Vec<String> = Vec::new();
    for name in values.iter().filter_map(text_of).filter(|name| !says_nothing(Field::Author, name)) {
        if !names.contains(&name) && names.len() < AUTHORS {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join("、"))
}

/// The comments of browsers and of `SingleFile` in saved pages.
fn saved(markup: &str, found: &mut Metadata) {
    let head = markup.get(..markup.floor_char_boundary(COMMENT_WITHIN)).unwrap_or(markup);
    if let Some((_, rest)) = head.split_once("saved from url=(")
        && let Some((_, url)) = rest.split_once(')')
    {
        found.url = url.split([' ', '\n', '\r', '-']).next().map(str::to_owned);
        // A hyphen may stand in the address; the comment ends with two.
        found.url = url.split("-->").next().map(|url| url.trim().to_owned()).or(found.url.take());
    }
    let single = head.find("SingleFile").and_then(|at| head.get(at..));
    let Some(comment) = single.and_then(|rest| rest.split("-->").next()) else { return };
    let line = |name: &str| {
        let rest = comment.split_once(name)?.1;
        rest.lines().next().map(|line| line.trim().to_owned())
    };
    found.url = line("url:").or(found.url.take());
    let saved = line("saved date:").or_else(|| line("date:"));
    found.saved_at = saved.and_then(|text| date::value(&text, &Clock::default())).map(|moment| moment.unix);
}

/// An attribute, or an empty text.
pub fn attribute(node: &NodeRef<'_>, name: &str) -> String {
    let value = |inner: &TreeNode| {
        let attributes = &inner.as_element()?.attrs;
        let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| attribute.value.trim().to_owned())
    };
    node.query(value).flatten().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    fn metadata(markup: &str) -> Metadata {
        read(&dom::parse(markup), markup, &Clock::default())
    }

    #[test]
    fn standards_of_the_head() {
        let page = metadata(
            r#"<html><head><title>题_某网</title><meta name="ArticleTitle" content="正题"><meta property="og:title" content="分享题">
            <meta name="PubDate" content="2024-09-24 10:11"><meta name="ContentSource" content="某报"><meta name="ColumnName" content="要闻">
            <meta name="author" content="佚名"><meta name=generator content="Z-BlogPHP 1.7"><link rel="canonical" href="https://a.example/?id=1"></head>"#,
        );
        assert_eq!(
            (page.title_tag.as_str(), page.titles.first().map(String::as_str)),
            ("题_某网", Some("正题"))
        );
        assert_eq!(page.date.unwrap().0.to_string(), "2024-09-24T10:11:00+08:00");
        assert_eq!((page.source.as_deref(), page.category.as_deref()), (Some("某报"), Some("要闻")));
        assert_eq!((page.author, page.url.as_deref()), (None, Some("https://a.example/?id=1")));
        assert!(page.generator.contains("Z-Blog"));
    }

    #[test]
    fn a_system_is_no_author() {
        for (author, expected) in
            [("某某CMS内容管理系统", None), ("Discuz! Team", None), ("張三", Some("張三"))]
        {
            let page = metadata(&format!("<meta name=author content='{author}'>"));
            assert_eq!(page.author.as_deref(), expected, "{author}");
        }
    }

    #[test]
    fn linked_data_in_every_nesting() {
        let page = metadata(
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":\"NewsArticle\",\
             \"headline\":\"题\n目\",\"datePublished\":\"2024-09-24T10:11:12+08:00\",\"author\":[{\"name\":\"甲\"},{\"name\":\"乙\"},{\"name\":\"甲\"}]}]}</script>",
        );
        assert_eq!((page.titles[0].as_str(), page.author.as_deref()), ("题 目", Some("甲、乙")));
        assert_eq!(page.date.unwrap().0.to_string(), "2024-09-24T10:11:12+08:00");
        let page = metadata(
            r##"<script type="application/ld+json">{"@graph":[{"headline":"题","author":{"@id":"#p"}},{"@id":"#p","name":"甲"}]}</script>"##,
        );
        assert_eq!(page.author.as_deref(), Some("甲"));
        let page = metadata(
            r#"<script type="application/ld+json">{"headline":"题","author":{"name":["甲","乙"]}}</script>"#,
        );
        assert_eq!(page.author.as_deref(), Some("甲、乙"));
    }

    #[test]
    fn authors_and_breadcrumbs_in_other_words() {
        let page = metadata(
            r#"<meta property="article:author" content="https://a.example/me"><meta name="twitter:label1" content="Written by">
            <meta name="twitter:data1" content="甲乙"><script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":
            [{"position":2,"name":"排印"},{"position":1,"item":{"name":"首页"}}]}</script>"#,
        );
        assert_eq!(page.author.as_deref(), Some("甲乙"));
        assert_eq!(page.trail, ["首页", "排印"]);
        let page = metadata(
            r#"<meta name="twitter:label1" content="时间"><meta name="twitter:data1" content="3 分钟">"#,
        );
        assert_eq!(page.author, None);
    }

    #[test]
    fn comments_of_saved_pages() {
        let single = metadata(
            "<!DOCTYPE html> <html lang=zh><!--\n Page saved with SingleFile \n url: https://a.example/x-1.html \n saved date: Tue Sep 24 2024 10:11:12 GMT+0800 (中国标准时间)\n--><body>",
        );
        assert_eq!(
            (single.url.as_deref(), single.saved_at),
            (Some("https://a.example/x-1.html"), Some(1_727_143_872))
        );
        let browser = metadata("<!-- saved from url=(0029)https://a.example/b-2.html -->\n<html>");
        assert_eq!(browser.url.as_deref(), Some("https://a.example/b-2.html"));
    }
}
