//! The unit of work: a piece of an input, cut by the reading thread, made into articles on a worker.
//!
//! Format files produce pieces; `pipeline` carries them. A piece may be one page, a run of JSON lines, one row.

use super::error::ImportError;
use super::options::Options;
use super::picture::Gathered;
use crate::news::{Article, Thumbnail, identity};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Where an article came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file; `-` is standard input.
    pub path: Arc<PathBuf>,
    /// Byte of the (uncompressed) stream at which it begins.
    pub offset: u64,
    /// Line of the stream at which it begins, from 1, in formats of lines.
    pub line: Option<u64>,
    /// Its number among the articles of a site in databases, and in a list that has no lines.
    pub number: Option<u64>,
}

/// One article that came in, or why it did not.
#[derive(Debug)]
pub struct Incoming {
    /// Where it came from.
    pub origin: Origin,
    /// The article, cleaned and within all caps.
    pub result: Result<Box<Article>, ImportError>,
    /// The bytes it was read from, when the run was told to keep them.
    pub original: Option<Original>,
    /// Small copies of its pictures, when the run was told to make them.
    pub thumbnails: Vec<Thumbnail>,
    /// Hash of the bytes it was read from: the same item again, whatever is said about it. Not where the bytes themselves
    /// name it.
    pub fingerprint: Option<u64>,
    /// Its address is that of other articles too, and names none of them.
    pub address_is_shared: bool,
}

/// Bytes that a later extractor can read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// `text/html`, `text/plain` and so on.
    pub media_type: &'static str,
    /// As they were found, uncompressed.
    pub bytes: Vec<u8>,
}

/// What reading a piece gives.
pub type Articles = Vec<Incoming>;

/// Work for one worker.
pub(super) struct Piece {
    /// Where it begins, said when its reading fails as a whole.
    pub origin: Origin,
    /// Roughly the bytes it holds on to.
    pub weight: usize,
    /// Makes the articles.
    pub read: Box<dyn FnOnce(&Options) -> Articles + Send>,
}

/// Takes pieces in their order; breaks when the run is stopped.
pub(super) type Out<'a> = &'a mut dyn FnMut(Piece) -> ControlFlow<()>;

/// How cutting an input ended: stopped by the run, or at its end.
pub(super) type Cut = Result<ControlFlow<()>, ImportError>;

impl Origin {
    /// The beginning of an input.
    pub fn of(path: PathBuf) -> Self {
        Self { path: Arc::new(path), offset: 0, line: None, number: None }
    }

    /// The same input at another byte.
    #[must_use]
    pub fn at(&self, offset: u64) -> Self {
        Self { path: Arc::clone(&self.path), offset, line: None, number: None }
    }

    /// An article of a database, by its number there; it stands for its place, too.
    #[must_use]
    pub fn numbered(&self, number: u64) -> Self {
        Self { number: Some(number), ..self.at(number) }
    }

    /// An item of a list by its index there.
    #[must_use]
    pub fn nth(&self, index: usize) -> Self {
        Self { number: Some(index as u64 + 1), ..self.clone() }
    }

    /// The same input at another byte, where a line of it begins, from 1.
    #[must_use]
    pub fn at_line(&self, offset: u64, line: u64) -> Self {
        Self { line: Some(line), ..self.at(offset) }
    }
}

impl Incoming {
    /// Notes the bytes it was read from, and keeps them where the run is told to.
    pub(super) fn note_bytes(&mut self, media_type: &'static str, bytes: &[u8], options: &Options) {
        let Ok(article) = &self.result else { return };
        self.fingerprint = (self.address_is_shared || !is_named_in(article, bytes)).then(|| xxh3_64(bytes));
        self.original = options.keep_original.then(|| Original { media_type, bytes: bytes.to_vec() });
    }

    /// The same of a file that is one document: its address may be that of its place, though it stands in it as well.
    pub(super) fn note_document(&mut self, media_type: &'static str, bytes: &[u8], options: &Options) {
        self.note_bytes(media_type, bytes, options);
        self.fingerprint = self.result.is_ok().then(|| xxh3_64(bytes));
    }

    /// An article, or why not, without its original.
    pub fn new(origin: Origin, result: Result<Article, ImportError>) -> Self {
        Self {
            origin,
            result: result.map(Box::new),
            original: None,
            thumbnails: Vec::new(),
            fingerprint: None,
            address_is_shared: false,
        }
    }
}

impl Incoming {
    /// An article with its pictures, or why not; behind it the pictures that cannot be shown.
    pub(super) fn illustrated(
        origin: &Origin,
        result: Result<(Article, Gathered), ImportError>,
        original: Option<Original>,
    ) -> Articles {
        let (article, gathered) = match result {
            Ok(read) => read,
            Err(error) => return vec![Self::new(origin.clone(), Err(error))],
        };
        let first = Self {
            origin: origin.clone(),
            result: Ok(Box::new(article)),
            original,
            thumbnails: gathered.thumbnails,
            fingerprint: None,
            address_is_shared: false,
        };
        let refused = gathered.refused.into_iter().map(|(path, error)| {
            let at = path.map_or_else(|| origin.clone(), Origin::of);
            Self::new(at, Err(error))
        });
        std::iter::once(first).chain(refused).collect()
    }
}

/// Whether the bytes say by themselves which article they are: then they do so whatever the run is told.
fn is_named_in(article: &Article, bytes: &[u8]) -> bool {
    let stands = |url: &str| std::str::from_utf8(bytes).is_ok_and(|text| text.contains(url));
    let url = article.url.as_deref().filter(|url| identity::address_hash(url).is_some());
    !article.external_ids.is_empty() || url.is_some_and(stands)
}

impl Piece {
    /// A piece whose reading gives one article.
    pub fn single(
        origin: Origin,
        weight: usize,
        read: impl FnOnce(&Options) -> Result<Article, ImportError> + Send + 'static,
    ) -> Self {
        let at = origin.clone();
        Self { origin, weight, read: Box::new(move |options| vec![Incoming::new(at, read(options))]) }
    }

    /// A piece that says why something was not even cut.
    pub fn refused(origin: Origin, error: ImportError) -> Self {
        Self::single(origin, 0, move |_| Err(error))
    }
}
