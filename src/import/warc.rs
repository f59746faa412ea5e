//! Crawls: WARC records of fetched pages, and WET records of their text.
//!
//! Records are cut on the reading thread, whatever their size in bounded memory; HTTP is undone and the page read on a
//! worker. What came before a truncated end is kept.

mod http;

use super::charset;
use super::dump;
use super::error::{ImportError, Reason};
use super::html;
use super::options::Options;
use super::picture::{self, Beside, Gathered, Trove, is_picture};
use super::piece::{Cut, Incoming, Origin, Original, Out, Piece};
use super::stream::{Line, Stream};
use super::worker;
use crate::news::Article;
use crate::news::date::{self, Clock};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use url::Url;

/// Largest record that is read; larger ones are passed over and counted.
const RECORD: u64 = 16 << 20;
/// Longest line of a head, and most lines.
const HEAD: (usize, usize) = (16 << 10, 200);

/// The head of a record.
#[derive(Debug, Default, Clone, PartialEq)]
struct Record {
    kind: String,
    content_type: String,
    url: Option<String>,
    captured_at: Option<i64>,
    length: u64,
}

/// Notes the pictures of a crawl.
pub(super) fn collect(stream: &mut Stream, trove: &mut Trove) -> Result<(), ImportError> {
    let (mut offset, mut bytes) = (0, Vec::new());
    while let Some(record) = head(stream, &mut offset)? {
        let mut content = stream.reader().take(record.length);
        if record.may_be_picture() {
            bytes.clear();
            content.read_to_end(&mut bytes)?;
        }
        io::copy(&mut content, &mut io::sink())?;
        let url = record.url.as_ref().and_then(|url| Url::parse(url).ok());
        if let Some(url) = url.filter(|_| record.may_be_picture() && holds_picture(&bytes)) {
            trove.add(&name_of(url), offset, &bytes)?;
        }
        offset += record.length;
    }
    Ok(())
}

/// By what a picture of a crawl is found: its address, whether the page says http or https.
pub(super) fn name_of(mut url: Url) -> Vec<u8> {
    url.set_fragment(None);
    let (_, rest) = url.as_str().split_once(':').unwrap_or_default();
    rest.as_bytes().to_vec()
}

/// The picture in a record that was noted.
pub(super) fn picture(record: Vec<u8>) -> Option<Vec<u8>> {
    // What was not fetched, or not as a picture, is not at hand.
    if is_picture(&record) { Some(record) } else { http::picture(&record).ok() }
}

/// Whether a record holds a picture, or a response that says so.
fn holds_picture(bytes: &[u8]) -> bool {
    is_picture(bytes) || bytes.starts_with(b"HTTP/") && http::says_picture(bytes)
}

impl Record {
    fn may_be_picture(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource") && self.length <= RECORD
    }
}

/// Cuts a crawl into records of pages, which find their pictures in the trove.
pub(super) fn cut(stream: &mut Stream, origin: &Origin, trove: Option<&Arc<Trove>>, out: Out<'_>) -> Cut {
    let mut offset = 0;
    loop {
        let start = offset;
        let Some(record) = head(stream, &mut offset)? else { return Ok(ControlFlow::Continue(())) };
        let at = origin.at(start);
        offset += record.length;
        let wanted = matches!(record.kind.as_str(), "response" | "conversion" | "resource");
        if !wanted || record.length > RECORD {
            let skipped = io::copy(&mut stream.reader().take(record.length), &mut io::sink())?;
            if skipped < record.length {
                return Err(Reason::Truncated.into());
            }
            if wanted {
                let error =
                    ImportError::new(Reason::TooLarge, format!("a record of more than {} MiB", RECORD >> 20));
                if out(Piece::refused(at, error)).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            continue;
        }
        let mut bytes = Vec::new();
        let read = stream.reader().take(record.length).read_to_end(&mut bytes);
        let whole = read.is_ok() && bytes.len() as u64 == record.length;
        // Their pages have them already.
        let is_noted = trove.is_some() && holds_picture(&bytes);
        if !is_noted && out(piece(at, record, bytes, trove)).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if !whole {
            return Err(read.err().map_or_else(|| Reason::Truncated.into(), ImportError::from));
        }
    }
}

/// The next head; `None` at the end of the crawl. Blank lines part records.
fn head(stream: &mut Stream, offset: &mut u64) -> Result<Option<Record>, ImportError> {
    let mut line = Vec::new();
    let mut next = |stream: &mut Stream, line: &mut Vec<u8>| -> Result<Line, ImportError> {
        let (found, taken) = stream.line(line, HEAD.0)?;
        *offset += taken;
        Ok(found)
    };
    loop {
        match next(stream, &mut line)? {
            Line::End => return Ok(None),
            Line::Whole if line.is_empty() => {}
            Line::Whole if line.starts_with(b"WARC/") => break,
            _ => {
                return Err(ImportError::new(
                    Reason::BadRecord,
                    String::from_utf8_lossy(line.get(..40).unwrap_or(&line)),
                ));
            }
        }
    }
    let mut record = Record::default();
    let mut length = None;
    for _ in 0..HEAD.1 {
        match next(stream, &mut line)? {
            Line::End => return Err(Reason::Truncated.into()),
            Line::Whole if line.is_empty() => {
                record.length =
                    length.ok_or_else(|| ImportError::new(Reason::BadRecord, "no Content-Length"))?;
                return Ok(Some(record));
            }
            Line::TooLong => continue,
            Line::Whole => {}
        }
        let text = String::from_utf8_lossy(&line);
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => record.kind = value.to_ascii_lowercase(),
            "content-type" => record.content_type = value.to_ascii_lowercase(),
            "content-length" => length = value.parse().ok(),
            "warc-target-uri" => record.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => {
                record.captured_at =
                    date::value(value, &Clock { offset: 0, captured_at: None }).map(|moment| moment.unix);
            }
            _ => {}
        }
    }
    Err(ImportError::new(Reason::BadRecord, "a head without end"))
}

fn piece(origin: Origin, record: Record, bytes: Vec<u8>, trove: Option<&Arc<Trove>>) -> Piece {
    let at = origin.clone();
    let beside = trove.zip(record.url.as_ref()).map(|(trove, url)| Beside::crawl(Arc::clone(trove), url));
    let beside = beside.unwrap_or_default();
    let weight = bytes.len();
    let read = move |options: &Options| {
        let (result, original) = match page(&record, bytes, &beside, options) {
            Ok((article, gathered, original)) => (Ok((article, gathered)), original),
            Err(error) => (Err(error), None),
        };
        Incoming::illustrated(&at, result, original)
    };
    Piece { origin, weight, read: Box::new(read) }
}

fn page(
    record: &Record,
    bytes: Vec<u8>,
    beside: &Beside,
    options: &Options,
) -> Result<(Article, Gathered, Option<Original>), ImportError> {
    let is_text = record.kind == "conversion" || record.content_type.starts_with("text/plain");
    let (bytes, declared) = match record.kind.as_str() {
        "response" if record.content_type.starts_with("application/http") || bytes.starts_with(b"HTTP/") => {
            let response = http::response(&bytes)?;
            (response.body, response.charset)
        }
        _ if is_text || record.content_type.contains("html") => (bytes, None),
        _ => return Err(ImportError::new(Reason::NotAPage, &record.content_type)),
    };
    let text = charset::decode(&bytes, declared, options.charset).text;
    let known = html::Known { url: record.url.clone(), captured_at: record.captured_at };
    let (article, gathered) = if is_text {
        let captured = Options { captured_at: record.captured_at.or(options.captured_at), ..options.clone() };
        let article = dump::article(&text, &captured)?;
        let url = article.url.clone().or(known.url);
        (Article { url, captured_at: captured.captured_at, ..article }, Gathered::default())
    } else {
        let page = worker::read(&text, &known, options)?;
        let gathered = picture::gather(&page.pictures, &text, beside, options);
        (page.article, gathered)
    };
    let media_type = if is_text { "text/plain" } else { "text/html" };
    Ok((article, gathered, options.keep_original.then_some(Original { media_type, bytes })))
}

#[cfg(test)]
mod tests;
