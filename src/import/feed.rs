//! RSS, Atom, RDF and JSON Feed, and the export of `WordPress`, which is RSS with more fields.
//!
//! A stream is cut into items, each read by itself: a broken one is one failed item, a feed of any length takes the
//! memory of one. What an item holds is read in `item`.

mod base;
mod held;
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
use held::{Held, Item};
use regex::Regex;
use std::io::BufRead;
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

/// What is put behind an item that is kept as a feed.
const BEHIND: &str = "\n</channel></rss>";

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
        let document = stream.document()?;
        let (at, weight) = (origin.clone(), document.bytes.len());
        let read = Box::new(move |options: &Options| json::read(&at, &document, options));
        return Ok(out(Piece { origin: origin.clone(), weight, read }));
    }
    items(stream.reader(), origin, options, out)
}

fn items(reader: &mut impl BufRead, origin: &Origin, options: &Options, out: Out<'_>) -> Cut {
    let mut scan = Scan { reader, buffer: Vec::new(), offset: 0, closed: false, failure: None };
    let prefix = scan.prefix();
    let marks = ["item", "entry"].map(|name| format!("<{prefix}{name}").into_bytes());
    let marks = marks.each_ref().map(Vec::as_slice);
    let ends = ["channel", "feed"].map(|name| format!("</{prefix}{name}").into_bytes());
    let ends = [marks[0], marks[1], &ends[0], &ends[1], b"</rss", b"</rdf:RDF"];
    let Some((at, _)) = scan.find(&marks, HEAD)? else {
        return scan.failure.take().map_or_else(|| without_items(&scan.buffer), Err);
    };
    let channel = Arc::new(channel(&scan.take(at), prefix, options));
    let mut held = Held::of(&channel, options);
    let ended = gather(&mut scan, (marks, &ends), (origin, &mut held), out);
    // What came before a fault comes in all the same.
    if held.hand_on(out).is_break() { Ok(ControlFlow::Break(())) } else { ended }
}

/// Cuts items, from the first, which the buffer begins with.
fn gather(
    scan: &mut Scan<'_, impl BufRead>,
    (marks, ends): ([&[u8]; 2], &[&[u8]]),
    (origin, held): (&Origin, &mut Held<'_>),
    out: Out<'_>,
) -> Cut {
    loop {
        let open = marks.into_iter().find(|mark| scan.buffer.starts_with(mark)).unwrap_or(b"<item");
        let close = [b"</", open.get(1..).unwrap_or_default()].concat();
        let at = origin.at(scan.offset);
        let (length, end) = scan.item(open, &close);
        let bytes = scan.take(length);
        if held.take(Item { at, bytes, end }, out).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if !scan.pass_to_item(ends)? {
            if let Some(failure) = scan.failure.take() {
                return Err(failure);
            }
            // An item that was cut says so itself.
            let whole = scan.closed || end == End::Cut;
            return if whole { Ok(ControlFlow::Continue(())) } else { Err(Reason::Truncated.into()) };
        }
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

/// How an item ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With its own tag.
    Own,
    /// Where the next item begins.
    Next,
    /// Where the input ends.
    Cut,
}

fn piece(item: Item, channel: Arc<Channel>, link_is_shared: bool) -> Piece {
    let Item { at: origin, bytes, end } = item;
    if bytes.len() >= ITEM {
        let error = ImportError::new(Reason::TooLarge, format!("an item of more than {} MiB", ITEM >> 20));
        return Piece::refused(origin, error);
    }
    let at = origin.clone();
    let weight = bytes.len();
    let read = move |options: &Options| {
        let text = charset::decode(&bytes, channel.declared, options.charset_of_parts()).text;
        let text = channel.plain(text);
        // An item that is cut off but has its text is an article all the same, unless it may be one that is not public.
        let result = match end {
            End::Own => item::read(&text, &channel, options),
            End::Next | End::Cut => item::read_cut(&text, &channel, options),
        };
        let is_told = result.as_ref().is_err_and(|error| error.reasons == [Reason::Truncated]);
        let mut incoming =
            Incoming { address_is_shared: link_is_shared, ..Incoming::new(at.clone(), result) };
        incoming.note_bytes(MEDIA_TYPE, channel.around(&text).as_bytes(), options);
        let cut = (end == End::Cut && !is_told).then(|| Incoming::new(at, Err(Reason::Truncated.into())));
        std::iter::once(incoming).chain(cut).collect()
    };
    Piece { origin, weight, read: Box::new(read) }
}

/// Reads an item again out of the feed of one item that was kept of it.
pub fn read_again(bytes: &[u8], options: &Options) -> Result<Article, ImportError> {
    let text = String::from_utf8_lossy(bytes);
    let start = text.find("<item").or_else(|| text.find("<entry")).ok_or(Reason::BadXml)?;
    let (head, item) = text.split_at_checked(start).ok_or(Reason::BadXml)?;
    // What was put around it: an item without an end of its own would take that for its own words.
    let item = item.strip_suffix(BEHIND).unwrap_or(item);
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
        format!("<rss version=\"2.0\"{export}{base}><channel>{title}{link}{site}{author}\n{item}{BEHIND}")
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
    /// The end of the feed itself was seen.
    closed: bool,
    /// Why the input ended before its end.
    failure: Option<ImportError>,
}

impl<R: BufRead> Scan<'_, R> {
    /// What stands before the names of all elements, `atom:` or nothing, by the root or what is next to it.
    fn prefix(&mut self) -> String {
        static NAME: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"<(?:([A-Za-z_][A-Za-z0-9_.-]{0,40}:))?(?:feed|channel)[\s>]"));
        while self.buffer.len() < stream::HEAD && self.grow() {}
        let head = self.buffer.get(..self.buffer.len().min(stream::HEAD)).unwrap_or_default();
        let head = String::from_utf8_lossy(head);
        let prefix = NAME.captures(&head).and_then(|found| Some(found.get(1)?.as_str().to_owned()));
        prefix.unwrap_or_default()
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
            if !self.grow() {
                return Ok(None);
            }
        }
    }

    /// Throws away what stands before the next item, if there is one; behind the first two marks, which begin one, `ends`
    /// has those that end the feed.
    fn pass_to_item(&mut self, ends: &[&[u8]]) -> Result<bool, ImportError> {
        while let Some((at, which)) = self.find(ends, usize::MAX)? {
            if which < 2 {
                drop(self.take(at));
                return Ok(true);
            }
            self.closed = true;
            drop(self.take(at + 2));
        }
        Ok(false)
    }

    /// The length of the item at the start of the buffer, and how it ends. An item without an end of its own ends where
    /// the next begins.
    fn item(&mut self, open: &[u8], close: &[u8]) -> (usize, End) {
        let mut from = open.len();
        loop {
            let rest = self.buffer.get(from..).unwrap_or_default();
            let end = position(rest, close).map(|at| from + at);
            let next = position(rest, open).map(|at| from + at);
            match (end, next) {
                (Some(end), next) if next.is_none_or(|next| end < next) => return (end, End::Own),
                (_, Some(next)) => return (next, End::Next),
                _ => {}
            }
            from = self.buffer.len().saturating_sub(16).max(open.len());
            if self.buffer.len() >= ITEM || !self.grow() {
                // A failure says for the whole input that it was cut.
                let end = if self.failure.is_none() { End::Cut } else { End::Next };
                return (self.buffer.len(), end);
            }
        }
    }

    /// Takes more from the input, as long as there is any. Where reading fails, what was read is still there to be cut.
    fn grow(&mut self) -> bool {
        let available = match self.reader.fill_buf() {
            Ok(available) => available,
            Err(error) => {
                self.failure = Some(error.into());
                &[]
            }
        };
        let count = available.len();
        self.buffer.extend_from_slice(available);
        self.reader.consume(count);
        count > 0
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
