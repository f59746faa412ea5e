//! JSON Lines: one article a line, fields by the aliases of `fields`. An array or one object over several lines works too.
//!
//! Lines are handed on in runs, so that a file of any size is read in bounded memory; a bad line is counted and the
//! next one read.

use super::charset;
use super::error::{ImportError, Reason};
use super::fields;
use super::normalize;
use super::options::Options;
use super::piece::{Articles, Cut, Incoming, Origin, Out, Piece};
use super::salvage;
use super::stream::{Document, Line, Stream};
use crate::news::Article;
use serde_json::{Map, Value};
use std::ops::ControlFlow;

/// What one object of fields is kept as.
pub const MEDIA_TYPE: &str = "application/json";
/// Longest line, bytes.
const LINE: usize = 16 << 20;
/// A run of lines is handed on when it holds this many bytes: some twenty articles, which take ten times as much once
/// they are ready. What may wait has to last while a batch is committed, or the workers would stand still.
const RUN: usize = 64 << 10;

/// Cuts a stream into runs of lines.
pub(super) fn cut(stream: &mut Stream, origin: &Origin, out: Out<'_>) -> Cut {
    if !first_line_is_whole(stream.head()) {
        let whole = stream.document()?;
        let (at, weight) = (origin.clone(), whole.bytes.len());
        let read = Box::new(move |options: &Options| document(&at, &whole, options));
        return Ok(out(Piece { origin: origin.clone(), weight, read }));
    }
    let (mut offset, mut number) = (0, 0);
    let mut run = Run::default();
    let mut line = Vec::new();
    loop {
        let (found, taken) = match stream.line(&mut line, LINE) {
            Ok(read) => read,
            Err(error) => {
                // What is wrong at the end of a stream need not be of its last line.
                if line.trim_ascii_end().ends_with(b"}") {
                    run.push(Start { offset, number: number + 1 }, &line);
                }
                if run.hand_on(origin, out).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                return Err(error.into());
            }
        };
        number += 1;
        let at = Start { offset, number };
        match found {
            Line::Whole => run.push(at, &line),
            Line::TooLong => run.too_long.push(at),
            Line::End => return Ok(run.hand_on(origin, out)),
        }
        offset += taken;
        if run.bytes.len() >= RUN && run.hand_on(origin, out).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

/// One object of fields as an article, within the caps.
pub fn object(values: &Map<String, Value>, options: &Options) -> Result<Article, ImportError> {
    fields::article(values, options).and_then(|article| normalize::finish(article, options))
}

/// Lines of one piece, end to end, with where each began.
#[derive(Default)]
struct Run {
    bytes: Vec<u8>,
    lines: Vec<(Start, usize)>,
    too_long: Vec<Start>,
}

/// Where a line begins: its byte, and its number from 1.
#[derive(Clone, Copy)]
struct Start {
    offset: u64,
    number: u64,
}

impl Start {
    fn of(self, origin: &Origin) -> Origin {
        origin.at_line(self.offset, self.number)
    }
}

impl Run {
    fn push(&mut self, at: Start, line: &[u8]) {
        if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
            self.lines.push((at, line.len()));
            self.bytes.extend_from_slice(line);
        }
    }

    fn hand_on(&mut self, origin: &Origin, out: Out<'_>) -> ControlFlow<()> {
        let run = std::mem::take(self);
        let first = run.lines.first().map(|(at, _)| *at).or_else(|| run.too_long.first().copied());
        let Some(first) = first else { return ControlFlow::Continue(()) };
        let (origin, weight) = (first.of(origin), run.bytes.len());
        let at = origin.clone();
        out(Piece { origin, weight, read: Box::new(move |options| run.read(&at, options)) })
    }

    fn read(self, origin: &Origin, options: &Options) -> Articles {
        let mut rest = self.bytes.as_slice();
        let mut articles = Articles::new();
        for (start, length) in self.lines {
            let Some((line, tail)) = rest.split_at_checked(length) else { break };
            rest = tail;
            let mut incoming = Incoming::new(start.of(origin), line_article(line, options));
            incoming.note_bytes(MEDIA_TYPE, line, options);
            articles.push(incoming);
        }
        for start in self.too_long {
            let error = ImportError::new(Reason::TooLarge, format!("a line of more than {} MiB", LINE >> 20));
            articles.push(Incoming::new(start.of(origin), Err(error)));
        }
        articles
    }
}

/// The article of one line.
pub fn line_article(line: &[u8], options: &Options) -> Result<Article, ImportError> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let parsed = match std::str::from_utf8(line) {
        Ok(text) if options.charset_of_parts().is_none() => serde_json::from_str(text),
        _ => serde_json::from_str(&charset::decode(line, None, options.charset_of_parts()).text),
    };
    match parsed {
        Ok(Value::Object(values)) => object(&values, options),
        Ok(_) => Err(ImportError::new(Reason::BadJson, "not an object")),
        Err(error) => Err(ImportError::new(Reason::BadJson, error)),
    }
}

/// Under which name an answer of an interface has the list of its articles.
const LISTS: [&str; 6] = ["articles", "items", "data", "list", "posts", "news"];

/// A file that is one array of objects, or one object over several lines. Of a broken one the items before that.
fn document(origin: &Origin, document: &Document, options: &Options) -> Articles {
    let text = charset::decode(&document.bytes, None, options.charset_of_parts()).text;
    let text = text.trim_start_matches('\u{feff}');
    let (values, broken) = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(values)) => (values, None),
        Ok(Value::Object(mut values)) => match articles_of(&mut values) {
            Some(inner) => (inner, None),
            None => (vec![Value::Object(values)], None),
        },
        Ok(_) => (vec![Value::Null], None),
        Err(error) => (salvage::salvage(text, &LISTS).items, Some(salvage::reason(&error))),
    };
    let read = |value: &Value| match value {
        Value::Object(values) => object(values, options),
        _ => Err(ImportError::new(Reason::BadJson, "not an object")),
    };
    let incoming = |(at, value): (usize, &Value)| {
        let mut incoming = Incoming::new(origin.nth(at), read(value));
        incoming.note_bytes(MEDIA_TYPE, value.to_string().as_bytes(), options);
        incoming
    };
    let fault = document.fault.clone().or(broken);
    let fault = fault.map(|fault| Incoming::new(origin.clone(), Err(fault)));
    values.iter().enumerate().map(incoming).chain(fault).collect()
}

/// An answer of an interface: an object around the list of articles.
fn articles_of(values: &mut Map<String, Value>) -> Option<Vec<Value>> {
    LISTS.iter().find_map(|name| match values.get_mut(*name) {
        Some(Value::Array(inner)) if inner.iter().all(Value::is_object) => Some(std::mem::take(inner)),
        _ => None,
    })
}

/// Whether the first line, as far as it can be seen, is an object of its own.
fn first_line_is_whole(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let Some(end) = head.iter().position(|byte| *byte == b'\n') else { return head.starts_with(b"{") };
    let line = head.get(..end).unwrap_or(head).trim_ascii_end();
    line.starts_with(b"{") && line.ends_with(b"}") && line.len() > 2
}

#[cfg(test)]
mod tests;
