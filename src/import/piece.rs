//! The unit of work: a piece of an input, cut by the reading thread, made into articles on a worker.
//!
//! Format files produce pieces; `pipeline` carries them. A piece may be one page, a run of JSON lines, one row.

use super::error::ImportError;
use super::options::Options;
use crate::news::Article;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// Where an article came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file; `-` is standard input.
    pub path: Arc<PathBuf>,
    /// Byte of the (uncompressed) stream at which it begins.
    pub offset: u64,
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
    /// The same input at another byte.
    #[must_use]
    pub fn at(&self, offset: u64) -> Self {
        Self { path: Arc::clone(&self.path), offset }
    }
}

impl Incoming {
    /// An article, or why not, without its original.
    pub fn new(origin: Origin, result: Result<Article, ImportError>) -> Self {
        Self { origin, result: result.map(Box::new), original: None }
    }
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
