//! What is known of the themes of common systems: where they put title, byline, tags and related articles.
//!
//! An adapter only adds exactness; the general rules read the same pages without it.

use super::metadata::Metadata;
use crate::import::dump::{Facts, squeezed};
use crate::import::fields::number;
use crate::news::Listed;
use crate::news::date::{self, Clock};
use dom_query::{Document, Selection};

/// Selectors of one system; empty where it has none.
#[derive(Debug)]
pub struct Adapter {
    /// The text.
    pub container: &'static str,
    title: &'static str,
    author: &'static str,
    date: &'static str,
    category: &'static str,
    views: &'static str,
    comments: &'static str,
    tags: &'static str,
    notice: &'static str,
    related: &'static str,
    excerpt: &'static str,
}

/// Z-BlogPHP with the theme tpure.
const TPURE: Adapter = Adapter {
    container: ".single",
    title: ".post h1",
    author: ".info .user",
    date: ".info .date",
    category: ".info .cate",
    views: ".info .view",
    comments: ".info .cmt",
    tags: ".tags a",
    notice: ".copynotice .copynoticetxt p",
    related: ".relatecon .relate, .relatelist li",
    excerpt: "p",
};
/// Z-BlogPHP with its default theme.
const DEFAULT: Adapter = Adapter {
    container: ".post-body",
    title: ".post-title",
    author: "",
    date: ".post-date",
    category: "",
    views: "",
    comments: "",
    tags: ".post-tags a",
    notice: "",
    related: "",
    excerpt: "",
};
/// `WordPress`.
const WORDPRESS: Adapter = Adapter {
    container: ".entry-content",
    title: ".entry-title",
    author: ".entry-meta .author, .byline .author, .byline .fn, .entry-meta .fn, .wp-block-post-author__name, a[rel=author]",
    date: "time.entry-date, time.published, .entry-date, .posted-on time",
    category: "a[rel~=category]",
    views: "",
    comments: "",
    tags: ".tags-links a, a[rel=tag]",
    notice: "",
    related: "",
    excerpt: "",
};

/// Discuz!, a thread of its forum: the first post is the article.
const DISCUZ: Adapter = Adapter {
    container: ".t_f",
    title: "#thread_subject",
    author: ".authi a.xw1, .authi a",
    date: ".authi em[id^=authorposton] span[title], .authi em[id^=authorposton]",
    category: "",
    views: ".hm .xi1",
    comments: "",
    tags: ".ptg a",
    notice: "",
    related: "",
    excerpt: "",
};

/// The adapter of a page; what is not in its markup at all is not looked for in its tree.
pub fn detect(document: &Document, metadata: &Metadata, markup: &str) -> Option<&'static Adapter> {
    let made = metadata.generator.to_lowercase();
    let has = |selector: &str| document.select(selector).exists();
    if made.contains("toyean")
        || made.contains("tpure")
        || markup.contains("/theme/tpure/") && has("script[src*='/theme/tpure/']")
        || ["user", "date", "info"].iter().all(|name| markup.contains(name)) && has(".info .user + .date")
        || markup.contains("copynotice") && has(".copynotice .copynoticetxt")
    {
        Some(&TPURE)
    } else if made.contains("z-blog") && has(".post-body") {
        Some(&DEFAULT)
    } else if (made.contains("wordpress")
        || markup.contains("/wp-content/") && has("link[href*='/wp-content/'], script[src*='/wp-content/']"))
        && has(".entry-content")
    {
        Some(&WORDPRESS)
    } else if made.contains("discuz") && has(".t_f") {
        Some(&DISCUZ)
    } else {
        None
    }
}

impl Adapter {
    /// The title.
    pub fn title(&self, document: &Document) -> Option<String> {
        one(document, self.title)
    }

    /// What its byline says.
    pub fn facts(&self, document: &Document, clock: &Clock) -> Facts {
        let stated = first(document, self.date)
            .and_then(|found| found.attr("datetime").or_else(|| found.attr("title")))
            .map(|value| value.to_string());
        let date = stated.or_else(|| one(document, self.date));
        let tags: Vec<String> = all(document, self.tags).take(20).collect();
        Facts {
            date: date.and_then(|raw| date::value(&raw, clock).map(|moment| (moment, raw))),
            author: one(document, self.author),
            category: one(document, self.category),
            views: one(document, self.views).and_then(|text| number(&text)),
            comments: one(document, self.comments).and_then(|text| number(&text)),
            tags,
            ..Facts::default()
        }
    }

    /// Lines of its notice.
    pub fn notice(&self, document: &Document) -> Vec<String> {
        all(document, self.notice).filter(|line| !line.starts_with("扫描二维码")).collect()
    }

    /// Its related articles.
    pub fn related(&self, document: &Document) -> Vec<Listed> {
        if self.related.is_empty() {
            return Vec::new();
        }
        let items = document.select(self.related);
        items.iter().filter_map(|item| self.listed(&item)).take(40).collect()
    }

    fn listed(&self, item: &Selection<'_>) -> Option<Listed> {
        let heading = item.select("h3 a, h2 a, .title a");
        let link = if heading.exists() { heading } else { item.select("a") };
        let title = words(&link.first());
        let excerpt = words(&item.select(self.excerpt).first());
        let url = link.first().attr("href").map(|href| href.trim().to_owned());
        let excerpt = Some(excerpt).filter(|text| !text.is_empty() && squeezed(text) != squeezed(&title));
        (!title.is_empty()).then_some(Listed { title, excerpt, url, date: None })
    }
}

fn first<'a>(document: &'a Document, selector: &str) -> Option<Selection<'a>> {
    (!selector.is_empty()).then(|| document.select(selector).first()).filter(Selection::exists)
}

fn one(document: &Document, selector: &str) -> Option<String> {
    first(document, selector).map(|found| words(&found)).filter(|text| !text.is_empty())
}

fn all<'a>(document: &'a Document, selector: &str) -> impl Iterator<Item = String> + use<'a> {
    let found = (!selector.is_empty()).then(|| document.select(selector));
    let nodes: Vec<_> = found.map(|found| found.nodes().to_vec()).unwrap_or_default();
    nodes
        .into_iter()
        .map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
}

fn words(found: &Selection<'_>) -> String {
    found.text().split_whitespace().collect::<Vec<_>>().join(" ")
}
