//! Where the addresses of a feed are meant from: `xml:base`, which holds for what is below it, and the address of the site.

use crate::import::normalize::address;
use crate::import::xml::{self, Element};
use crate::news::{Block, Item, SpanStyle, Text};
use url::Url;

/// What an element says that addresses in it are meant from, itself meant from `outer`.
pub(super) fn below(element: &Element<'_>, outer: Option<&Url>) -> Option<Url> {
    let said = element.attribute("xml:base")?;
    let base = Url::parse(&said).ok().or_else(|| outer?.join(&said).ok())?;
    on_the_web(base)
}

/// The address of the site that a feed is of, or else its own.
pub(super) fn site(head: &str) -> Option<Url> {
    let address = |own: bool| {
        let wanted = |link: &Element<'_>| match link.attribute("rel").as_deref() {
            None | Some("alternate") => !own,
            rel => own && rel == Some("self"),
        };
        let addresses = xml::all(head, "link").filter(wanted);
        let mut addresses = addresses.map(|link| link.attribute("href").unwrap_or_else(|| link.line()));
        addresses.find_map(|address| on_the_web(Url::parse(&address).ok()?))
    };
    address(false).or_else(|| address(true))
}

fn on_the_web(url: Url) -> Option<Url> {
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Writes out the addresses of blocks.
pub(super) fn write_out(blocks: &mut [Block], base: &Url) {
    let absolute = |url: &mut String| {
        if let Some(address) = address(url, Some(base)).filter(|_| !url.starts_with('#')) {
            *url = address;
        }
    };
    let links = |text: &mut Text| {
        for span in &mut text.spans {
            if let SpanStyle::Link(url) = &mut span.style {
                absolute(url);
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => links(text),
            Block::Bullets { items } | Block::Numbered { items, .. } => {
                items.iter_mut().for_each(|Item { text, .. }| links(text));
            }
            Block::Quote { paragraphs } => paragraphs.iter_mut().for_each(links),
            Block::Image { url, .. } | Block::Media { url, .. } => absolute(url),
            Block::Preformatted { .. } | Block::Table { .. } | Block::Rule => {}
        }
    }
}
