//! JSON Feed, read leniently: numeric identities, missing titles and unknown fields are no errors.

use super::JSON_MEDIA_TYPE;
use super::links::Links;
use crate::import::charset;
use crate::import::error::{ImportError, Reason};
use crate::import::fields::{self, paragraphs};
use crate::import::html;
use crate::import::normalize;
use crate::import::options::Options;
use crate::import::piece::{Articles, Incoming, Origin};
use crate::import::salvage;
use crate::import::stream::Document;
use crate::news::{Article, Body, Fidelity, date};
use serde_json::{Value, json};
use url::Url;

/// Reads all items of a feed; of one that is broken those before that.
pub(super) fn read(origin: &Origin, document: &Document, options: &Options) -> Articles {
    let text = charset::decode(&document.bytes, None, options.charset_of_parts()).text;
    let text = text.trim_start_matches('\u{feff}');
    let (items, fields, broken) = match serde_json::from_str::<Value>(text) {
        Ok(mut feed) => {
            let items = feed.get_mut("items").and_then(Value::as_array_mut).map(std::mem::take);
            (items.unwrap_or_default(), feed, None)
        }
        Err(error) => {
            let salvaged = salvage::salvage(text, &["items"]);
            (salvaged.items, Value::Object(salvaged.fields), Some(salvage::reason(&error)))
        }
    };
    let title = words(&fields, "title");
    let home = words(&fields, "home_page_url").and_then(|home| Url::parse(&home).ok());
    let mut links = Links::of(home.as_ref());
    items.iter().filter_map(link).for_each(|link| links.note(&link));
    let incoming = |(at, item): (usize, &Value)| {
        let mut incoming = Incoming {
            address_is_shared: link(item).is_some_and(|link| links.is_shared(&link)),
            ..Incoming::new(origin.nth(at), article(item, title.as_deref(), options))
        };
        let alone = json!({ "version": "https://jsonfeed.org/version/1.1", "title": title, "items": [item] });
        incoming.note_bytes(JSON_MEDIA_TYPE, alone.to_string().as_bytes(), options);
        incoming
    };
    let fault = document.fault.clone().or(broken);
    let fault = fault.map(|fault| Incoming::new(origin.clone(), Err(fault)));
    items.iter().enumerate().map(incoming).chain(fault).collect()
}

/// Reads an item again out of the feed of one item that was kept of it.
pub fn read_again(bytes: &[u8], options: &Options) -> Result<Article, ImportError> {
    let feed: Value =
        serde_json::from_slice(bytes).map_err(|error| ImportError::new(Reason::BadJson, error))?;
    let item = feed.get("items").and_then(|items| items.get(0)).ok_or(Reason::BadJson)?;
    article(item, words(&feed, "title").as_deref(), options)
}

fn article(item: &Value, source: Option<&str>, options: &Options) -> Result<Article, ImportError> {
    let markup = words(item, "content_html");
    let full = markup.is_some() || item.get("content_text").is_some();
    let blocks = match markup {
        Some(markup) => html::fragment(&markup, options)?,
        None => words(item, "content_text")
            .or_else(|| words(item, "summary"))
            .map(|text| paragraphs(&text))
            .unwrap_or_default(),
    };
    let author =
        item.get("author").or_else(|| item.get("authors")?.get(0)).and_then(|author| words(author, "name"));
    let raw = words(item, "date_published").or_else(|| words(item, "date_modified"));
    let moment = raw.as_deref().and_then(|raw| date::value(raw, &options.clock()));
    let id = item.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    let article = Article {
        title: words(item, "title"),
        author,
        source_name: source.map(str::to_owned),
        published: moment,
        published_raw: raw.filter(|_| moment.is_some()),
        url: link(item),
        summary: words(item, "summary"),
        tags: item.get("tags").map(fields::tags).unwrap_or_default(),
        body: Body { blocks },
        fidelity: if full { Fidelity::Feed } else { Fidelity::FeedExcerpt },
        external_ids: id.map(|id| format!("guid:{}#{id}", source.unwrap_or_default())).into_iter().collect(),
        ..Article::default()
    };
    normalize::finish(article, options)
}

fn words(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn link(item: &Value) -> Option<String> {
    words(item, "url").or_else(|| words(item, "external_url"))
}
