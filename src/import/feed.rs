//! RSS, Atom, RDF and JSON Feed, and the export of `WordPress`, which is RSS with more fields.
//!
//! A stream is cut into items, each read by itself: a broken one is one failed item, a feed of any length takes the
//! memory of one. What an item holds is read in `item`.

mod item;
mod json;

use super::charset;
use super::error::{ImportError, Reason};
use super::options::Options;
use super::piece::{Cut, Incoming, Origin, Out, Piece};
use super::stream::Stream;
use super::xml;
use crate::news::Article;
use encoding_rs::Encoding;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What an item of a feed is kept as: a feed of this one item.
pub const MEDIA_TYPE: &str = "application/rss+xml";
/// The same of a JSON Feed.
pub const JSON_MEDIA_TYPE: &str = "application/feed+json";
/// What stands above the first item, at most.
const HEAD: usize = 4 << 20;
/// Largest item.
const ITEM: usize = 16 << 20;

/// What a feed says of itself.
#[derive(Debug, Default, Clone, PartialEq)]
struct Channel {
    title: Option<String>,
    link: Option<String>,
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
    let Some((at, _)) = scan.find(&[b"<item", b"<entry"], HEAD)? else {
        let known =
            scan.buffer.windows(4).any(|window| window == b"<rss" || window == b"<fee" || window == b"<rdf");
        return if known { Ok(ControlFlow::Continue(())) } else { Err(Reason::BadXml.into()) };
    };
    let channel = Arc::new(channel(&scan.take(at), options));
    loop {
        // The buffer begins at an item.
        let name: &[u8] = if scan.buffer.starts_with(b"<entry") { b"entry" } else { b"item" };
        let close = [b"</".as_slice(), name].concat();
        let open = [b"<".as_slice(), name].concat();
        let offset = scan.offset;
        let (length, whole) = scan.item(&open, &close)?;
        let item = scan.take(length);
        let at = origin.at(offset);
        let piece = if item.len() >= ITEM {
            Piece::refused(
                at,
                ImportError::new(Reason::TooLarge, format!("an item of more than {} MiB", ITEM >> 20)),
            )
        } else {
            piece(at, item, Arc::clone(&channel), whole)
        };
        if out(piece).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        match scan.find(&[b"<item", b"<entry"], usize::MAX)? {
            Some((at, _)) => drop(scan.take(at)),
            None => return Ok(ControlFlow::Continue(())),
        }
    }
}

fn piece(origin: Origin, bytes: Vec<u8>, channel: Arc<Channel>, whole: bool) -> Piece {
    let at = origin.clone();
    let weight = bytes.len();
    let read = move |options: &Options| {
        let text = charset::decode(&bytes, channel.declared, options.charset_of_parts()).text;
        let result = item::read(&text, &channel, options);
        // An item that is cut off but has its text is an article all the same.
        let result = result.map_err(|error| if whole { error } else { Reason::Truncated.into() });
        let mut incoming = Incoming::new(at, result);
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
    item::read(item, &channel(head.as_bytes(), options), options)
}

pub use json::read_again as read_json_again;

impl Channel {
    /// A feed of one item, in UTF-8.
    fn around(&self, item: &str) -> String {
        let element = |name: &str, words: &Option<String>| {
            let escaped = words.as_deref().map(|words| words.replace('&', "&amp;").replace('<', "&lt;"));
            escaped.map_or_else(String::new, |words| format!("<{name}>{words}</{name}>"))
        };
        let export = if self.is_export { " xmlns:wp=\"http://wordpress.org/export/1.2/\"" } else { "" };
        let (title, link) = (element("title", &self.title), element("link", &self.link));
        format!("<rss version=\"2.0\"{export}><channel>{title}{link}\n{item}\n</channel></rss>")
    }
}

fn channel(head: &[u8], options: &Options) -> Channel {
    let text = charset::decode(head, None, options.charset_of_parts()).text;
    let prolog = text.split("?>").next().unwrap_or_default();
    let declared = prolog.split_once("encoding=").and_then(|(_, rest)| {
        let mark = rest.chars().next()?;
        charset::label(rest.trim_start_matches(mark).split(mark).next()?)
    });
    let body =
        text.find("<channel").or_else(|| text.find("<feed")).and_then(|at| text.get(at..)).unwrap_or(&text);
    let title = xml::first(body, "title").map(|title| title.line()).filter(|title| !title.is_empty());
    let link = xml::first(body, "link").map(|link| link.attribute("href").unwrap_or_else(|| link.line()));
    Channel {
        title,
        link: link.filter(|link| link.starts_with("http")),
        is_export: text.contains("<wp:wxr_version") || text.contains("xmlns:wp="),
        declared,
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
