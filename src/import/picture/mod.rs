//! Thumbnails of a page's pictures: of those that lie beside the page, within it or within its archive, never the network's.
//!
//! `beside` finds a file below the folder that was imported, `trove` a picture of an archive, `embedded` undoes a `data:` address, `shrink` makes the small
//! copy, in a process of its own where the run has one (see `worker`): a picture that kills it is one failure.

mod beside;
mod embedded;
mod shrink;
mod trove;

pub use beside::Beside;
pub use shrink::{LARGEST, Small, shrink};
pub use trove::{Trove, is_picture, nameless, place_aside};

use super::error::{ImportError, Reason};
use super::html::{embedded as embedded_in, lean_markup, shared as shared_in};
use super::options::Options;
use super::worker;
use crate::news::Thumbnail;
pub use embedded::base64;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Thumbnails of one article at most.
const MOST: usize = 12;
/// What stands in the markup for the address of a picture that was within it; its number follows.
pub const EMBEDDED: &str = "embedded:";
/// Before the number of one that stood in the page's style sheet, for several places.
pub const SHARED: &str = "embedded:s";

/// Where a picture of an article is, as the source names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSource {
    /// The block of the text.
    pub block: u32,
    /// Address, path, or [`EMBEDDED`] and a number.
    pub address: String,
}

/// What became of an article's pictures.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Small copies.
    pub thumbnails: Vec<Thumbnail>,
    /// Pictures that are at hand and cannot be shown, by their file.
    pub refused: Vec<(Option<PathBuf>, ImportError)>,
}

/// Makes thumbnails of the pictures that are at hand.
pub fn gather(sources: &[PictureSource], markup: &str, beside: &Beside, options: &Options) -> Gathered {
    let mut gathered = Gathered::default();
    if !options.thumbnails || sources.is_empty() {
        return gathered;
    }
    let is_embedded = |source: &PictureSource| source.address.starts_with(EMBEDDED);
    let lean = sources.iter().any(is_embedded).then(|| lean_markup(markup));
    let embedded = lean.as_deref().map(embedded_in).unwrap_or_default();
    for source in sources {
        if gathered.thumbnails.len() >= MOST {
            break;
        }
        let (path, bytes) = match source.address.strip_prefix(EMBEDDED) {
            Some(number) => {
                let uri = match number.strip_prefix('s') {
                    Some(shared) => shared_in(markup, shared),
                    None => number.parse().ok().and_then(|number: usize| embedded.get(number).copied()),
                };
                (None, Ok(uri.and_then(embedded::decode)))
            }
            None => beside.read(&source.address),
        };
        let small = bytes.and_then(|bytes| bytes.map_or(Ok(None), |bytes| worker::shrink(&bytes, options)));
        match small {
            Ok(Some(small)) => gathered.thumbnails.push(small.of_block(source.block)),
            // Not at hand, of another format, or no picture but an icon: its caption stands for it.
            Ok(None) => {}
            Err(error) => gathered.refused.push((path, error)),
        }
    }
    gathered
}

/// A picture that is at hand and cannot be shown.
pub fn bad(detail: impl std::fmt::Display) -> ImportError {
    ImportError::new(Reason::BadPicture, detail)
}
