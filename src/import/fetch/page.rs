//! The feed that a page names in its head (RSS Autodiscovery): what is meant by the address of a site.

use crate::import::xml::Element;
use crate::import::{Format, sniff};
use std::path::Path;
use url::Url;

/// Bytes of a page in which its head stands.
const HEAD: usize = 256 << 10;
/// Types of feeds.
const TYPES: [&str; 4] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// The first feed that a page names; none where what was fetched is no page.
pub fn named_feed(page: &Url, bytes: &[u8]) -> Option<Url> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    if sniff::format(head, Path::new(page.path()), None) != Some(Format::Html) {
        return None;
    }
    let text = String::from_utf8_lossy(head);
    // Names of tags are ASCII in every case: the places are those of the text itself.
    let lower = text.to_ascii_lowercase();
    let mut tags = lower.match_indices("<link").filter_map(|(at, mark)| {
        let behind = text.get(at + mark.len()..)?;
        behind.get(..behind.find('>')?)
    });
    tags.find_map(|attributes| {
        let link = Element { attributes, content: "" };
        let has = |name: &str, wanted: &[&str]| {
            let said = link.attribute(name).unwrap_or_default().to_ascii_lowercase();
            said.split([' ', ';']).any(|word| wanted.contains(&word))
        };
        let is_feed = has("rel", &["alternate"]) && has("type", &TYPES);
        let feed = page.join(link.attribute("href").filter(|_| is_feed)?.trim()).ok()?;
        (matches!(feed.scheme(), "http" | "https") && feed != *page).then_some(feed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_feed_of_a_page_is_found_and_a_feed_names_none() {
        let page = Url::parse("http://a.example/news/").unwrap();
        let named = |text: &str| named_feed(&page, text.as_bytes()).map(|url| url.to_string());
        let head = |link: &str| {
            format!("<!DOCTYPE html><HTML><head><title>站</title>{link}</head><body></body></html>")
        };
        for (link, feed) in [
            (
                "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/plain\">",
                Some("http://a.example/plain"),
            ),
            (
                "<LINK href='atom.xml' type='application/atom+xml' rel='alternate' />",
                Some("http://a.example/news/atom.xml"),
            ),
            ("<link rel=\"alternate\" hreflang=\"en\" href=\"/en\">", None),
            ("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"file:///x\">", None),
            ("<link rel=\"stylesheet\" href=\"a.css\">", None),
        ] {
            assert_eq!(named(&head(link)).as_deref(), feed, "{link}");
        }
        assert_eq!(
            named(
                "<rss><channel><link rel='alternate' type='application/rss+xml' href='/x'/></channel></rss>"
            ),
            None
        );
    }
}
