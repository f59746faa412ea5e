//! JSON Lines: one article a line, fields by the aliases of `fields`. An array or one object over several lines works too.
//!
//! Lines are handed on in runs, so that a file of any size is read in bounded memory; a bad line is counted and the
//! next one read.

use super::charset;
use super::error::{ImportError, Reason};
use super::fields;
use super::normalize;
use super::options::Options;
use super::piece::{Articles, Cut, Incoming, Origin, Original, Out, Piece};
use super::stream::{Line, Stream};
use crate::news::Article;
use serde_json::{Map, Value};
use std::ops::ControlFlow;

/// Longest line, bytes.
const LINE: usize = 16 << 20;
/// A run of lines is handed on when it holds this many bytes: some fifteen articles, which take ten times as much once
/// they are ready.
const RUN: usize = 32 << 10;

/// Cuts a stream into runs of lines.
pub(super) fn cut(stream: &mut Stream, origin: &Origin, out: Out<'_>) -> Cut {
    if !first_line_is_whole(stream.head()) {
        let bytes = stream.document()?;
        let (at, weight) = (origin.clone(), bytes.len());
        let read = Box::new(move |options: &Options| document(&at, &bytes, options));
        return Ok(out(Piece { origin: origin.clone(), weight, read }));
    }
    let mut offset = 0;
    let mut run = Run::default();
    let mut line = Vec::new();
    loop {
        let (found, taken) = match stream.line(&mut line, LINE) {
            Ok(read) => read,
            Err(error) => {
                if run.hand_on(origin, out).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                return Err(error.into());
            }
        };
        match found {
            Line::Whole => run.push(offset, &line),
            Line::TooLong => run.too_long.push(offset),
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
    lines: Vec<(u64, usize)>,
    too_long: Vec<u64>,
}

impl Run {
    fn push(&mut self, offset: u64, line: &[u8]) {
        if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
            self.lines.push((offset, line.len()));
            self.bytes.extend_from_slice(line);
        }
    }

    fn hand_on(&mut self, origin: &Origin, out: Out<'_>) -> ControlFlow<()> {
        let run = std::mem::take(self);
        let first = run.lines.first().map(|(offset, _)| *offset).or_else(|| run.too_long.first().copied());
        let Some(first) = first else { return ControlFlow::Continue(()) };
        let (origin, weight) = (origin.at(first), run.bytes.len());
        let at = origin.clone();
        out(Piece { origin, weight, read: Box::new(move |options| run.read(&at, options)) })
    }

    fn read(self, origin: &Origin, options: &Options) -> Articles {
        let mut rest = self.bytes.as_slice();
        let mut articles = Articles::new();
        for (offset, length) in self.lines {
            let Some((line, tail)) = rest.split_at_checked(length) else { break };
            rest = tail;
            let mut incoming = Incoming::new(origin.at(offset), line_article(line, options));
            if options.keep_original && incoming.result.is_ok() {
                incoming.original = Some(Original { media_type: "application/json", bytes: line.to_vec() });
            }
            articles.push(incoming);
        }
        for offset in self.too_long {
            let error = ImportError::new(Reason::TooLarge, format!("a line of more than {} MiB", LINE >> 20));
            articles.push(Incoming::new(origin.at(offset), Err(error)));
        }
        articles
    }
}

/// The article of one line.
pub fn line_article(line: &[u8], options: &Options) -> Result<Article, ImportError> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let parsed = match std::str::from_utf8(line) {
        Ok(text) if options.charset.is_none() => serde_json::from_str(text),
        _ => serde_json::from_str(&charset::decode(line, None, options.charset).text),
    };
    match parsed {
        Ok(Value::Object(values)) => object(&values, options),
        Ok(_) => Err(ImportError::new(Reason::BadJson, "not an object")),
        Err(error) => Err(ImportError::new(Reason::BadJson, error)),
    }
}

/// A file that is one array of objects, or one object over several lines.
fn document(origin: &Origin, bytes: &[u8], options: &Options) -> Articles {
    let text = charset::decode(bytes, None, options.charset).text;
    let values = match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Array(values)) => values,
        Ok(Value::Object(mut values)) => match articles_of(&mut values) {
            Some(inner) => inner,
            None => vec![Value::Object(values)],
        },
        Ok(_) => vec![Value::Null],
        Err(error) => {
            return vec![Incoming::new(origin.clone(), Err(ImportError::new(Reason::BadJson, error)))];
        }
    };
    let read = |value: &Value| match value {
        Value::Object(values) => object(values, options),
        _ => Err(ImportError::new(Reason::BadJson, "not an object")),
    };
    values.iter().map(|value| Incoming::new(origin.clone(), read(value))).collect()
}

/// An answer of an interface: an object around the list of articles.
fn articles_of(values: &mut Map<String, Value>) -> Option<Vec<Value>> {
    ["articles", "items", "data", "list", "posts", "news"].iter().find_map(|name| {
        match values.get_mut(*name) {
            Some(Value::Array(inner)) if inner.iter().all(Value::is_object) => Some(std::mem::take(inner)),
            _ => None,
        }
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
