//! One item of a feed as an article; an export's item with its status, its taxonomy and its numbers.

use super::{Channel, base};
use crate::import::error::{ImportError, Reason};
use crate::import::fields::paragraphs;
use crate::import::html;
use crate::import::markdown;
use crate::import::normalize;
use crate::import::options::Options;
use crate::import::xml::{self, Element};
use crate::news::{Article, Block, Body, Fidelity, date};
use crate::text::pattern::pattern;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;
use url::Url;

/// A text shorter than this that is not marked as cut is a short article.
const SHORT: usize = 200;

/// Reads one item.
pub(super) fn read(item: &str, channel: &Channel, options: &Options) -> Result<Article, ImportError> {
    if channel.is_export {
        published(item)?;
    }
    let text = |names: &[&str]| {
        names.iter().find_map(|name| {
            xml::first(item, name).map(|found| found.text()).filter(|text| !text.trim().is_empty())
        })
    };
    let line = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| xml::first(item, name).map(|found| found.line()).filter(|text| !text.is_empty()))
    };
    let full = text(&["content:encoded", "content"]);
    let excerpt = text(&["description", "excerpt:encoded", "summary", "itunes:summary"]);
    let source = full.as_ref().or(excerpt.as_ref());
    let mut blocks = source.map(|text| blocks(text, options)).transpose()?.unwrap_or_default();
    let (url, below) = addresses(item, channel, options);
    if let Some(base) = below {
        base::write_out(&mut blocks, &base);
    }
    let summary = full.as_ref().and(excerpt.as_deref()).map(|text| plain(text, options));
    let mut article = Article {
        title: line(&["title"]),
        author: author(item).or_else(|| channel.author.clone()),
        source_name: if channel.is_export {
            channel.title.clone()
        } else {
            line(&["source"]).or_else(|| channel.title.clone())
        },
        url,
        summary: summary.filter(|text| !text.is_empty()),
        comments: line(&["slash:comments"]).and_then(|count| count.parse().ok()),
        body: Body { blocks },
        ..Article::default()
    };
    dated(&mut article, item, options);
    categories(&mut article, item);
    identify(&mut article, item, channel);
    article.pinned = line(&["wp:is_sticky"]).is_some_and(|sticky| sticky == "1");
    article.fidelity = fidelity(&article, channel);
    normalize::finish(article, options)
}

/// Reads one item whose end is missing. What an export says of an item's status stands behind its text: an item that was
/// cut before that may be anybody's draft, and stays out.
pub(super) fn read_cut(item: &str, channel: &Channel, options: &Options) -> Result<Article, ImportError> {
    // Without an end of its own an element reaches to the end of the item.
    let is_said = |name: &str| {
        xml::first(item, name).is_some_and(|element| !item.ends_with(&format!(">{}", element.content)))
    };
    if channel.is_export && !["wp:status", "wp:post_type", "wp:post_password"].into_iter().all(is_said) {
        // What it already said of itself is a better reason.
        return match published(item) {
            Err(error) if is_said("wp:status") && error.reasons == [Reason::NotPublic] => Err(error),
            _ => Err(Reason::Truncated.into()),
        };
    }
    read(item, channel, options)
        .map_err(|error| if error.is_skip() { error } else { Reason::Truncated.into() })
}

/// The address of an item, and where addresses in its text are meant from if that is not the item's own.
fn addresses(item: &str, channel: &Channel, options: &Options) -> (Option<String>, Option<Url>) {
    let outer = channel.base.as_ref().or(options.base_url.as_ref()).or(channel.site.as_ref());
    let own = ["entry", "item"].into_iter().find_map(|name| xml::first(item, name));
    let entry = own.and_then(|entry| base::below(&entry, outer));
    let near = entry.as_ref().or(outer);
    let url = link(item).or_else(|| permalink(item));
    let url = url.map(|url| normalize::address(&url, near).unwrap_or(url));
    let content = xml::first(item, "content").and_then(|content| base::below(&content, near));
    let said = content.or_else(|| entry.clone()).or_else(|| channel.base.clone());
    let below = said.or_else(|| near.filter(|_| url.is_none()).cloned());
    (url, below)
}

/// Only published articles of an export come in.
fn published(item: &str) -> Result<(), ImportError> {
    let field = |name| xml::first(item, name).map(|found| found.line()).unwrap_or_default();
    let (kind, status) = (field("wp:post_type"), field("wp:status"));
    if !kind.is_empty() && kind != "post" {
        return Err(ImportError::new(Reason::OtherKind, kind));
    }
    if !field("wp:post_password").is_empty() {
        return Err(Reason::Protected.into());
    }
    if status.is_empty() || status == "publish" {
        Ok(())
    } else {
        Err(ImportError::new(Reason::NotPublic, status))
    }
}

fn blocks(text: &str, options: &Options) -> Result<Vec<Block>, ImportError> {
    if let Some(text) = text.trim_start().strip_prefix("<!--markdown-->") {
        return Ok(markdown::blocks(text));
    }
    if !html::looks_like_fragment(text) {
        return Ok(paragraphs(&xml::unescaped(text)));
    }
    let text = &*without_codes(text);
    // Old exports part paragraphs by blank lines only.
    let bare = !text.contains("<p") && text.contains("\n\n");
    let markup = if bare { parted(text) } else { text.to_owned() };
    html::fragment(&markup, options)
}

/// Captions as the elements that they stand for; what else stands in brackets for `WordPress` to fill in is left out.
fn without_codes(text: &str) -> Cow<'_, str> {
    static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?s)\[caption[^\]]{0,200}\](.{0,2000}?<img[^>]*>(?:\s*</a>)?)(.{0,600}?)\[/caption\]")
    });
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\[/?(?:caption|gallery|embed|audio|video|playlist|googlemaps|contact-form-7)(?:\s[^\]]{0,400})?/?\]",
        )
    });
    if !text.contains("[caption") && !text.contains("[gallery") && !text.contains("[embed") {
        return Cow::Borrowed(text);
    }
    let captioned = CAPTION.replace_all(text, "<figure>$1<figcaption>$2</figcaption></figure>");
    Cow::Owned(CODE.replace_all(&captioned, "").into_owned())
}

fn parted(text: &str) -> String {
    let parts = text.replace("\r\n", "\n");
    let parts: Vec<String> =
        parts.split("\n\n").map(|part| format!("<p>{}</p>", part.trim().replace('\n', "<br>"))).collect();
    parts.concat()
}

fn plain(text: &str, options: &Options) -> String {
    let blocks = blocks(text, options).unwrap_or_default();
    Body { blocks }.plain()
}

fn author(item: &str) -> Option<String> {
    let creator = xml::first(item, "dc:creator").map(|creator| creator.line());
    let creator = creator.or_else(|| {
        let author = xml::first(item, "author")?;
        Some(xml::first(author.content, "name").map_or_else(|| author.line(), |name| name.line()))
    })?;
    // `mail@host (Name)` is RSS' own form.
    let name = creator.split_once('(').map_or(creator.as_str(), |(_, name)| name.trim_end_matches(')'));
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
}

/// RSS' link, or Atom's to the page itself.
pub(super) fn link(item: &str) -> Option<String> {
    let all: Vec<Element<'_>> = xml::all(item, "link").collect();
    let of_page = |link: &&Element<'_>| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let href = all.iter().filter(of_page).find_map(|link| link.attribute("href"));
    href.or_else(|| all.iter().map(Element::line).find(|line| !line.is_empty()))
}

fn permalink(item: &str) -> Option<String> {
    let guid = xml::first(item, "guid")?;
    let is_link = guid.attribute("isPermaLink").is_none_or(|value| value != "false");
    Some(guid.line()).filter(|line| is_link && line.starts_with("http"))
}

/// The date; an export's date at Greenwich may be all zeros while the local one is right.
fn dated(article: &mut Article, item: &str, options: &Options) {
    const NAMES: [&str; 8] =
        ["wp:post_date_gmt", "wp:post_date", "pubDate", "published", "dc:date", "date", "updated", "issued"];
    let clock = options.clock();
    for name in NAMES {
        let Some(raw) = xml::first(item, name).map(|found| found.line()).filter(|raw| !raw.is_empty()) else {
            continue;
        };
        let clock = if name == "wp:post_date_gmt" { date::Clock { offset: 0, ..clock } } else { clock };
        if let Some(moment) = date::value(&raw, &clock) {
            (article.published, article.published_raw) = (Some(moment), Some(raw));
            return;
        }
    }
}

fn categories(article: &mut Article, item: &str) {
    let names = ["category", "dc:subject"].into_iter().flat_map(|name| xml::all(item, name));
    for category in names {
        let Some(name) = category
            .attribute("label")
            .or_else(|| category.attribute("term"))
            .or_else(|| Some(category.line()))
        else {
            continue;
        };
        let is_tag = category.attribute("domain").is_some_and(|domain| domain.contains("tag"));
        if name.is_empty() || name == "未分类" || name.eq_ignore_ascii_case("uncategorized") {
        } else if is_tag || !article.category_path.is_empty() {
            article.tags.push(name);
        } else {
            article.category_path.push(name);
        }
    }
}

fn identify(article: &mut Article, item: &str, channel: &Channel) {
    let id = xml::first(item, "guid").or_else(|| xml::first(item, "id")).map(|id| id.line());
    if let Some(id) = id.filter(|id| !id.is_empty()) {
        let source = channel.link.as_deref().or(channel.title.as_deref()).unwrap_or_default();
        article.external_ids.push(format!("guid:{source}#{id}"));
    }
}

/// Whether the whole text is here, or only its beginning.
fn fidelity(article: &Article, channel: &Channel) -> Fidelity {
    if channel.is_export {
        return Fidelity::Export;
    }
    let text = article.body.plain();
    let text = text.trim_end();
    let cut = ["...", "…", "[…]", "[...]", "阅读全文", "查看全文", "阅读更多"]
        .iter()
        .any(|end| text.ends_with(end));
    if cut || text.chars().count() < SHORT { Fidelity::FeedExcerpt } else { Fidelity::Feed }
}
