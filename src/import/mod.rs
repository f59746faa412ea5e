//! Articles coming in: every real source of them, read into [`Article`]s, in order, in bounded memory.
//!
//! [`read`] walks paths, finds out what each input is ([`Format`]), and cuts it into pieces that workers make articles of.
//! A source format is one file here; `fields` and `builder` are shared by those that name fields or nest blocks.
//! It writes nothing: what becomes of an article is the caller's business (`store`).

mod builder;
mod charset;
mod csv;
mod dump;
mod error;
mod fields;
mod front_matter;
mod html;
mod jsonl;
pub mod markdown;
mod normalize;
mod options;
mod piece;
mod pipeline;
mod record;
pub mod sample;
mod sniff;
mod source;
mod stream;

pub use charset::label as charset_label;
pub use error::{ImportError, Reason};
pub use options::{Format, Options, Progress};
pub use piece::{Incoming, Origin, Original};
pub use record::record;

use crate::news::Article;
use piece::{Cut, Out, Piece};
use source::{Source, Walk};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use stream::{Counted, Stream};

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
                let origin = Origin { path: Arc::new(source.path), offset: 0 };
                out(Piece::refused(origin, error))
            });
            if flow.is_break() {
                return;
            }
        }
    };
    pipeline::run(options, cut, prepare, take);
}

fn cut_source(source: &Source, options: &Options, out: Out<'_>) -> Cut {
    let (raw, length) = source.open()?;
    options.progress.expect(length);
    let raw: Box<dyn Read> = Box::new(Counted::new(raw, Arc::clone(&options.progress)));
    let mut stream = Stream::over(raw)?;
    let format = options.as_format.or_else(|| sniff::format(stream.head(), &source.path));
    let origin = Origin { path: Arc::new(source.path.clone()), offset: 0 };
    match format {
        None => Err(Reason::NotText.into()),
        Some(Format::Jsonl) => jsonl::cut(&mut stream, &origin, out),
        Some(Format::Csv) => csv::cut(&mut stream, &origin, out),
        Some(format) => document(&mut stream, format, origin, out),
    }
}

/// An input that is one document.
fn document(stream: &mut Stream, format: Format, origin: Origin, out: Out<'_>) -> Cut {
    let bytes = stream.document()?;
    Ok(out(Piece {
        origin: origin.clone(),
        weight: bytes.len(),
        read: Box::new(move |options| {
            let result = page(&bytes, format, options);
            let mut incoming = Incoming::new(origin, result);
            if options.keep_original && incoming.result.is_ok() {
                incoming.original = Some(Original { media_type: media_type(format), bytes });
            }
            vec![incoming]
        }),
    }))
}

/// One page of a format that holds one article.
fn page(bytes: &[u8], format: Format, options: &Options) -> Result<Article, ImportError> {
    let text = charset::decode(bytes, None, options.charset).text;
    match format {
        Format::Text => dump::article(&text, options),
        Format::Md => markdown::article(&text, options),
        format => Err(ImportError::new(Reason::UnknownFormat, format)),
    }
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Html => "text/html",
        Format::Md => "text/markdown",
        Format::Text => "text/plain",
        _ => "application/octet-stream",
    }
}
