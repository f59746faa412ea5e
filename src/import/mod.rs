//! Articles coming in: every real source of them, read into [`Article`]s, in order, in bounded memory.
//!
//! [`read`] walks paths, finds out what each input is ([`Format`]), and cuts it into pieces that workers make articles of.
//! A source format is one file here; `fields` and `builder` are shared by those that name fields or nest blocks.
//! It writes nothing: what becomes of an article is the caller's business (`store`).

mod address;
mod archive;
mod builder;
mod charset;
mod csv;
mod dump;
mod error;
mod feed;
#[cfg(feature = "net")]
pub mod fetch;

mod fields;
mod front_matter;
mod html;
mod jsonl;
pub mod markdown;
mod mht;
mod normalize;
pub mod opml;
mod options;
mod picture;
mod piece;
mod pipeline;
mod record;
mod report;
mod salvage;
pub mod sample;
mod sniff;
mod source;
mod stream;
mod tar;
mod waiting;
mod warc;
mod worker;
mod xml;
mod zblog;

pub use charset::{Decoded, decode, label as charset_label};
pub use error::{ImportError, Reason};
pub use options::{Format, Options, Progress};
pub use piece::{Incoming, Origin, Original};
pub use record::record;
pub use report::{Failures, Lacking, Outcome, Report};
pub use worker::serve;

use crate::news::Article;
use picture::{Beside, Gathered};
use piece::{Cut, Out, Piece};
use source::{Source, Walk};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use stream::{Document, Stream};
use url::Url;

/// Reads all inputs: files, folders, `-`. Every article and every failure is given to `prepare` on a worker thread,
/// and what it returns to `take` on this one, in the order of the inputs. Ends early when `take` breaks.
pub fn read<R: Send>(
    inputs: &[PathBuf],
    options: &Options,
    prepare: impl Fn(Incoming) -> R + Sync,
    take: impl FnMut(R) -> ControlFlow<()>,
) {
    let cut = |out: Out<'_>| {
        for found in Walk::over(inputs) {
            let (source, result) = match found {
                Ok(source) => {
                    let result = cut_source(&source, options, out);
                    (source, result)
                }
                Err((source, error)) => (source, Err(error)),
            };
            let flow = result.unwrap_or_else(|error| {
                let origin = Origin::of(source.path);
                out(Piece::refused(origin, error))
            });
            if flow.is_break() {
                return;
            }
        }
    };
    pipeline::run(options, cut, prepare, take);
}

/// What an input is, by its first bytes and its name; `None` where it is no text.
pub fn format_of(bytes: &[u8], path: &Path) -> Option<Format> {
    sniff::format(bytes.get(..bytes.len().min(stream::HEAD)).unwrap_or_default(), path, None)
}

/// Reads what was fetched from an address, whatever it is, like [`read`].
pub fn read_fetched<R: Send>(
    url: &Url,
    bytes: Vec<u8>,
    options: &Options,
    prepare: impl Fn(Incoming) -> R + Sync,
    take: impl FnMut(R) -> ControlFlow<()>,
) {
    let options = &Options { base_url: Some(url.clone()), ..options.clone() };
    let path = PathBuf::from(url.as_str());
    let input = Input {
        path,
        below: PathBuf::new(),
        is_file: false,
        named: true,
        site: None,
        beside: Beside::default(),
    };
    let origin = Origin::of(input.path.clone());
    let cut = |out: Out<'_>| {
        let result = Stream::over(Box::new(Cursor::new(bytes))).and_then(|mut stream| {
            match sniff::format(stream.head(), &input.path, options.charset) {
                Some(Format::Html) => {
                    let known = html::Known { url: Some(url.to_string()), captured_at: None };
                    document(&mut stream, Format::Html, origin.clone(), (known, Beside::default()), out)
                }
                format => input.cut(&mut stream, format, options, out),
            }
        });
        if let Err(error) = result {
            // The run ends here in any case.
            let _ = out(Piece::refused(origin.clone(), error));
        }
    };
    pipeline::run(options, cut, prepare, take);
}

fn cut_source(source: &Source, options: &Options, out: Out<'_>) -> Cut {
    let opened = archive::open(source, options)?;
    let format =
        options.as_format.or_else(|| sniff::format(opened.stream.head(), &source.path, options.charset));
    let (path, below) = (source.path.clone(), source.below.clone());
    let beside = if source.is_stdin() { Beside::default() } else { Beside::file(&path, &below) };
    let input = Input {
        path,
        below,
        is_file: !source.is_stdin(),
        named: source.named,
        site: source.site.clone(),
        beside,
    };
    let Some(format @ (Format::Tar | Format::Warc)) = format else {
        return input.cut(&mut opened.once(), format, options, out);
    };
    let (mut stream, trove) = opened.twice(format, source, options)?;
    if let Some(error) = trove.as_ref().and_then(|trove| trove.shortage())
        && out(Piece::refused(Origin::of(input.path.clone()), error)).is_break()
    {
        return Ok(ControlFlow::Break(()));
    }
    match format {
        Format::Tar => archive::entries(&mut stream, &input, trove.as_ref(), options, out),
        _ => warc::cut(&mut stream, &Origin::of(input.path), trove.as_ref(), out),
    }
}

/// An opened input with what its name tells.
struct Input {
    path: PathBuf,
    /// Path below the folder or archive that was named.
    below: PathBuf,
    is_file: bool,
    /// Named by the user, rather than found.
    named: bool,
    /// The site that the folder which was named is a mirror of, as far as its name tells.
    site: Option<Url>,
    /// Where its pictures lie.
    beside: Beside,
}

impl Input {
    fn cut(&self, stream: &mut Stream, format: Option<Format>, options: &Options, out: Out<'_>) -> Cut {
        let origin = Origin::of(self.path.clone());
        if matches!(format, Some(Format::Jsonl | Format::Csv | Format::Feed | Format::Wxr)) {
            stream.narrow(options.charset)?;
        }
        // Who says of nothing what it is does not ask for anything else.
        let is_of_records =
            matches!(format, Some(Format::Jsonl | Format::Csv | Format::Feed | Format::Wxr | Format::Warc));
        if options.as_format.is_some() && is_of_records && stream.is_blank() {
            return Ok(ControlFlow::Continue(()));
        }
        if options.as_format.is_none() && sniff::is_sql(stream.head()) {
            return Err(Reason::SqlDump.into());
        }
        match format {
            None => Err(self.no_text(stream.head()).into()),
            Some(Format::Jsonl) => jsonl::cut(stream, &origin, out),
            Some(Format::Csv) => csv::cut(stream, &origin, options, out),
            Some(Format::Feed | Format::Wxr) => feed::cut(stream, &origin, options, out),
            Some(Format::Warc) => warc::cut(stream, &origin, None, out),
            Some(Format::Zblog) if self.is_file => zblog::cut(&self.path, &origin, options, out),
            Some(Format::Zblog) => {
                Err(ImportError::new(Reason::UnknownFormat, "a database must be a file of its own"))
            }
            Some(Format::Mht) => mht::cut(stream, &origin, out),
            Some(Format::Tar) => Err(ImportError::new(Reason::UnknownFormat, "an archive within an archive")),
            Some(Format::Opml) => Err(Reason::FeedList.into()),
            Some(format @ (Format::Text | Format::Html | Format::Md)) => {
                let url = address::of_file(&self.below, options.base_url.as_ref().or(self.site.as_ref()));
                let known = html::Known { url, captured_at: None };
                document(stream, format, origin, (known, self.beside.clone()), out)
            }
        }
    }
}

impl Input {
    /// Why an input that is no text is not read.
    fn no_text(&self, head: &[u8]) -> Reason {
        match sniff::is_packed(head) {
            true if self.named => Reason::PackedArchive,
            true => Reason::PackedBeside,
            false => Reason::NotText,
        }
    }
}

/// An input that is one document, with what its name says of its address and where its pictures lie. One that was cut off
/// comes in as far as it goes and is said to be cut; one that is known to be damaged stays out, because nobody can tell
/// where.
fn document(
    stream: &mut Stream,
    format: Format,
    origin: Origin,
    (known, beside): (html::Known, Beside),
    out: Out<'_>,
) -> Cut {
    let Document { bytes, fault } = stream.document()?;
    if let Some(fault) = &fault
        && !matches!(fault.reasons.as_slice(), [Reason::Truncated | Reason::Trailing])
    {
        return Err(fault.clone());
    }
    Ok(out(Piece {
        origin: origin.clone(),
        weight: bytes.len(),
        read: Box::new(move |options| {
            let result = page(&bytes, format, (&known, &beside), options);
            let mut read = Incoming::illustrated(&origin, result, None);
            read.iter_mut()
                .take(1)
                .for_each(|first| first.note_document(media_type(format), &bytes, options));
            if let Some(fault) = fault {
                // What is wrong with half a page comes of that.
                read.retain(|incoming| incoming.result.is_ok());
                read.push(Incoming::new(origin, Err(fault)));
            }
            read
        }),
    }))
}

/// Reads one article again from the original that was kept of it; `url` is the address it was known by.
pub fn read_again(
    media_type: &str,
    bytes: &[u8],
    url: Option<String>,
    options: &Options,
) -> Result<Article, ImportError> {
    let known = html::Known { url: url.clone(), captured_at: options.captured_at };
    let format = match media_type {
        jsonl::MEDIA_TYPE => return jsonl::line_article(bytes, options),
        feed::MEDIA_TYPE => return feed::read_again(bytes, options),
        feed::JSON_MEDIA_TYPE => return feed::read_json_again(bytes, options),
        zblog::MEDIA_TYPE => return zblog::read_again(bytes, options),
        "text/html" => Format::Html,
        "text/markdown" => Format::Md,
        _ => Format::Text,
    };
    let (article, _) = page(bytes, format, (&known, &Beside::default()), options)?;
    Ok(Article { url: article.url.or(url), ..article })
}

/// One page of a format that holds one article.
fn page(
    bytes: &[u8],
    format: Format,
    (known, beside): (&html::Known, &Beside),
    options: &Options,
) -> Result<(Article, Gathered), ImportError> {
    let text = decode(bytes, None, options.charset).text;
    let (article, pictures) = match format {
        Format::Html => {
            let page = worker::read(&text, known, options)?;
            (page.article, page.pictures)
        }
        Format::Md => markdown::page(&text, options)?,
        _ => (dump::article(&text, options)?, Vec::new()),
    };
    Ok((article, picture::gather(&pictures, &text, beside, options)))
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Html => "text/html",
        Format::Md => "text/markdown",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests;
