//! RSS, Atom, RDF and JSON Feed, and the export of `WordPress`, which is RSS with more fields.
//!
//! A stream is cut into items, each read by itself: a broken one is one failed item, a feed of any length takes the
//! memory of one. What an item holds is read in `item`.

mod base;
mod item;
mod json;
mod links;

use super::charset;
use super::error::{ImportError, Reason};
use super::options::Options;
use super::piece::{Cut, Incoming, Origin, Out, Piece};
use super::stream::{self, Stream};
use super::xml;
use crate::news::Article;
use crate::text::pattern::pattern;
use encoding_rs::Encoding;
use links::Links;
use regex::Regex;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};
use url::Url;

/// What an item of a feed is kept as: a feed of this one item.
pub const MEDIA_TYPE: &str = "application/rss+xml";
/// The same of a JSON Feed.
pub const JSON_MEDIA_TYPE: &str = "application/feed+json";
/// What stands above the first item, at most.
const HEAD: usize = 4 << 20;
/// Largest item.
const ITEM: usize = 16 << 20;
/// Bytes of items that are held until it is known which of them share a link.
const HELD: usize = 8 << 20;

/// What a feed says of itself.
#[derive(Debug, Default, Clone, PartialEq)]
struct Channel {
    title: Option<String>,
    link: Option<String>,
    /// Who wrote what names nobody.
    author: Option<String>,
    /// Where relative addresses are meant from, as the feed itself says; and else.
    base: Option<Url>,
    site: Option<Url>,
    /// What stands before the names of its elements.
    prefix: String,
    /// The export of `WordPress`: fields beyond RSS, and drafts.
    is_export: bool,
    declared: Option<&'static Encoding>,
}

/// Cuts a feed into its items.
pub(super) fn cut(stream: &mut Stream, origin: &Origin, options: &Options, out: Out<'_>) -> Cut {
    if stream.head().trim_ascii_start().starts_with(b"{") {
        let bytes = stream.document()?;
        let (at, weight) = (origin.clone(), bytes.len());
        let read = Box::new(move |options: &Options| json::read(&at, &bytes, options));
        return Ok(out(Piece { origin: origin.clone(), weight, read }));
    }
    items(stream.reader(), origin, options, out)
}

fn items(reader: &mut impl BufRead, origin: &Origin, options: &Options, out: Out<'_>) -> Cut {
    let mut scan = Scan { reader, buffer: Vec::new(), offset: 0, ended: false };
    let prefix = scan.prefix()?;
    let marks = ["item", "entry"].map(|name| format!("<{prefix}{name}").into_bytes());
    let marks = marks.each_ref().map(Vec::as_slice);
    let Some((at, _)) = scan.find(&marks, HEAD)? else { return without_items(&scan.buffer) };
    let channel = Arc::new(channel(&scan.take(at), prefix, options));
    let mut held = Held::of(&channel, options);
    let ended = gather(&mut scan, marks, (origin, &mut held), out);
    // What came before a fault comes in all the same.
    if held.hand_on(out).is_break() { Ok(ControlFlow::Break(())) } else { ended }
}

/// Cuts items, from the first, which the buffer begins with.
fn gather(
    scan: &mut Scan<'_, impl BufRead>,
    marks: [&[u8]; 2],
    (origin, held): (&Origin, &mut Held<'_>),
    out: Out<'_>,
) -> Cut {
    loop {
        let open = marks.into_iter().find(|mark| scan.buffer.starts_with(mark)).unwrap_or(b"<item");
        let close = [b"</", open.get(1..).unwrap_or_default()].concat();
        let at = origin.at(scan.offset);
        let (length, whole) = scan.item(open, &close)?;
        let bytes = scan.take(length);
        if held.take(Item { at, bytes, whole }, out).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        match scan.find(&marks, usize::MAX)? {
            Some((at, _)) => drop(scan.take(at)),
            None => return Ok(ControlFlow::Continue(())),
        }
    }
}

/// An item as it was cut.
struct Item {
    at: Origin,
    bytes: Vec<u8>,
    whole: bool,
}

/// Items that wait until the links of all are known.
struct Held<'a> {
    channel: &'a Arc<Channel>,
    options: &'a Options,
    links: Links,
    items: Vec<Item>,
    bytes: usize,
}

impl<'a> Held<'a> {
    fn of(channel: &'a Arc<Channel>, options: &'a Options) -> Self {
        Self { channel, options, links: Links::of(channel.site.as_ref()), items: Vec::new(), bytes: 0 }
    }

    fn take(&mut self, item: Item, out: Out<'_>) -> ControlFlow<()> {
        self.links.note(&self.link(&item).unwrap_or_default());
        self.bytes += item.bytes.len();
        self.items.push(item);
        // An export names each of its articles, and may be of any length.
        if self.channel.is_export || self.bytes > HELD {
            self.hand_on(out)
        } else {
            ControlFlow::Continue(())
        }
    }

    fn hand_on(&mut self, out: Out<'_>) -> ControlFlow<()> {
        for item in std::mem::take(&mut self.items) {
            let is_shared = self.link(&item).is_some_and(|link| self.links.is_shared(&link));
            out(piece(item, Arc::clone(self.channel), is_shared))?;
        }
        ControlFlow::Continue(())
    }

    fn link(&self, item: &Item) -> Option<String> {
        if self.channel.is_export {
            return None;
        }
        let charset = self.options.charset_of_parts();
        let text = charset::decode(&item.bytes, self.channel.declared, charset).text;
        item::link(&self.channel.plain(text))
    }
}

/// What a feed without items is, if it is one.
fn without_items(text: &[u8]) -> Cut {
    let has = |mark: &[u8]| position(text, mark).is_some();
    if has(b"<urlset") || has(b"<sitemapindex") {
        return Err(ImportError::new(Reason::NotAnArticle, "a sitemap"));
    }
    let known = [b"<rss".as_slice(), b"<feed", b"<rdf", b":feed"].into_iter().any(has);
    if known { Ok(ControlFlow::Continue(())) } else { Err(Reason::BadXml.into()) }
}

fn piece(item: Item, channel: Arc<Channel>, link_is_shared: bool) -> Piece {
    let Item { at: origin, bytes, whole } = item;
    if bytes.len() >= ITEM {
        let error = ImportError::new(Reason::TooLarge, format!("an item of more than {} MiB", ITEM >> 20));
        return Piece::refused(origin, error);
    }
    let at = origin.clone();
    let weight = bytes.len();
    let read = move |options: &Options| {
        let text = charset::decode(&bytes, channel.declared, options.charset_of_parts()).text;
        let text = channel.plain(text);
        let result = item::read(&text, &channel, options);
        // An item that is cut off but has its text is an article all the same.
        let result = result.map_err(|error| if whole { error } else { Reason::Truncated.into() });
        let mut incoming = Incoming { address_is_shared: link_is_shared, ..Incoming::new(at, result) };
        incoming.note_bytes(MEDIA_TYPE, channel.around(&text).as_bytes(), options);
        vec![incoming]
    };
    Piece { origin, weight, read: Box::new(read) }
}

/// Reads an item again out of the feed of one item that was kept of it.
pub fn read_again(bytes: &[u8], options: &Options) -> Result<Article, ImportError> {
    let text = String::from_utf8_lossy(bytes);
    let start = text.find("<item").or_else(|| text.find("<entry")).ok_or(Reason::BadXml)?;
    let (head, item) = text.split_at_checked(start).ok_or(Reason::BadXml)?;
    item::read(item, &channel(head.as_bytes(), String::new(), options), options)
}

pub use json::read_again as read_json_again;

impl Channel {
    /// A feed of one item, in UTF-8.
    fn around(&self, item: &str) -> String {
        let escaped = |words: &str| words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let element = |name: &str, words: Option<&str>| {
            words.map_or_else(String::new, |words| format!("<{name}>{}</{name}>", escaped(words)))
        };
        let export = if self.is_export { " xmlns:wp=\"http://wordpress.org/export/1.2/\"" } else { "" };
        let base = self.base.as_ref().map(|base| format!(" xml:base=\"{}\"", escaped(base.as_str())));
        let base = base.unwrap_or_default();
        let title = element("title", self.title.as_deref());
        let site = self.site.as_ref().map(Url::as_str);
        // The first link names the feed, whatever it leads to.
        let link = match self.link.as_deref() {
            Some(link) if site != Some(link) => format!("<link rel=\"self\">{}</link>", escaped(link)),
            _ => String::new(),
        };
        let (site, author) = (element("link", site), element("name", self.author.as_deref()));
        let author = if author.is_empty() { author } else { format!("<author>{author}</author>") };
        format!(
            "<rss version=\"2.0\"{export}{base}><channel>{title}{link}{site}{author}\n{item}\n</channel></rss>"
        )
    }

    /// An element without the prefix that the feed's names have.
    fn plain(&self, text: String) -> String {
        if self.prefix.is_empty() {
            return text;
        }
        text.replace(&format!("<{}", self.prefix), "<").replace(&format!("</{}", self.prefix), "</")
    }
}

fn channel(head: &[u8], prefix: String, options: &Options) -> Channel {
    let empty = Channel { prefix, ..Channel::default() };
    let text = empty.plain(charset::decode(head, None, options.charset_of_parts()).text);
    let prolog = text.split("?>").next().unwrap_or_default();
    let declared = prolog.split_once("encoding=").and_then(|(_, rest)| {
        let mark = rest.chars().next()?;
        charset::label(rest.trim_start_matches(mark).split(mark).next()?)
    });
    let body =
        text.find("<channel").or_else(|| text.find("<feed")).and_then(|at| text.get(at..)).unwrap_or(&text);
    let title = xml::first(body, "title").map(|title| title.line()).filter(|title| !title.is_empty());
    let link = xml::first(body, "link").map(|link| link.attribute("href").unwrap_or_else(|| link.line()));
    let root = ["feed", "rss", "rdf:RDF"].into_iter().find_map(|name| xml::first(&text, name));
    let author = xml::first(body, "author").and_then(|author| xml::first(author.content, "name"));
    let site = base::site(body);
    Channel {
        title,
        author: author.map(|name| name.line()).filter(|name| !name.is_empty()),
        base: root.and_then(|root| base::below(&root, options.base_url.as_ref().or(site.as_ref()))),
        site,
        link: link.filter(|link| link.starts_with("http")),
        is_export: text.contains("<wp:wxr_version") || text.contains("xmlns:wp="),
        declared,
        ..empty
    }
}

/// A window over a stream that grows until a mark is in it.
struct Scan<'a, R> {
    reader: &'a mut R,
    buffer: Vec<u8>,
    offset: u64,
    ended: bool,
}

impl<R: BufRead> Scan<'_, R> {
    /// What stands before the names of all elements, `atom:` or nothing, by the root or what is next to it.
    fn prefix(&mut self) -> Result<String, ImportError> {
        static NAME: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"<(?:([A-Za-z_][A-Za-z0-9_.-]{0,40}:))?(?:feed|channel)[\s>]"));
        while self.buffer.len() < stream::HEAD && self.grow()? {}
        let head = self.buffer.get(..self.buffer.len().min(stream::HEAD)).unwrap_or_default();
        let head = String::from_utf8_lossy(head);
        let prefix = NAME.captures(&head).and_then(|found| Some(found.get(1)?.as_str().to_owned()));
        Ok(prefix.unwrap_or_default())
    }

    /// Where the first of the marks begins as a tag; the buffer holds up to it. More than `most` bytes are an error
    /// when limited, and are thrown away when not.
    fn find(&mut self, marks: &[&[u8]], most: usize) -> Result<Option<(usize, usize)>, ImportError> {
        let mut from = 0;
        loop {
            let rest = self.buffer.get(from..).unwrap_or_default();
            let found = marks
                .iter()
                .enumerate()
                .filter_map(|(which, mark)| Some((position(rest, mark)? + from, which)))
                .min();
            if found.is_some() {
                return Ok(found);
            }
            let kept = self.buffer.len().saturating_sub(16);
            if most == usize::MAX {
                drop(self.take(kept));
                from = 0;
            } else if self.buffer.len() > most {
                return Err(ImportError::new(Reason::BadXml, "no item within the first megabytes"));
            } else {
                from = kept;
            }
            if !self.grow()? {
                return Ok(None);
            }
        }
    }

    /// The length of the item at the start of the buffer, and whether it has its end. An item without one ends where
    /// the next begins.
    fn item(&mut self, open: &[u8], close: &[u8]) -> Result<(usize, bool), ImportError> {
        let mut from = open.len();
        loop {
            let rest = self.buffer.get(from..).unwrap_or_default();
            let end = position(rest, close).map(|at| from + at);
            let next = position(rest, open).map(|at| from + at);
            match (end, next) {
                (Some(end), next) if next.is_none_or(|next| end < next) => return Ok((end, true)),
                (_, Some(next)) => return Ok((next, false)),
                _ => {}
            }
            from = self.buffer.len().saturating_sub(16).max(open.len());
            if self.buffer.len() >= ITEM || !self.grow()? {
                return Ok((self.buffer.len(), false));
            }
        }
    }

    fn grow(&mut self) -> io::Result<bool> {
        let available = self.reader.fill_buf()?;
        let count = available.len();
        self.buffer.extend_from_slice(available);
        self.reader.consume(count);
        self.ended = count == 0;
        Ok(!self.ended)
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        self.offset += length as u64;
        let rest = self.buffer.split_off(length.min(self.buffer.len()));
        std::mem::replace(&mut self.buffer, rest)
    }
}

/// Where a tag of a name begins; `<items>` is not `<item>`.
fn position(text: &[u8], mark: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.windows(mark.len()).position(|window| window == mark) {
        let behind = text.get(from + at + mark.len());
        if behind.is_none_or(|byte| !byte.is_ascii_alphanumeric()) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests;
