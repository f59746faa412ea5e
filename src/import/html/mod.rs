//! Web pages: the gate, the DOM, and typed blocks out of it.
//!
//! `gate` refuses what no parser survives, `dom` parses in small chunks, `blocks` walks without recursion, `page` puts
//! it all together. Fragments (bodies of feeds and exports) take the same way as pages.

mod adapter;
mod authorship;
mod bare;
mod base;
mod blocks;
mod class;
mod clutter;
mod container;
mod data_uri;
mod dom;
mod element;
mod gate;
mod heading;
mod joint;
mod judge;
mod lean;
mod linear;
mod listing;
mod metadata;
mod named;
mod names;
mod outline;
mod page;
mod refusal;
mod scripted;
mod single_file;
mod table;
mod title;

pub use data_uri::embedded;
pub use lean::lean_markup;
pub use page::{Known, read};
pub use single_file::shared;

use super::error::ImportError;
use super::options::Options;
use crate::news::Block;
use std::collections::HashSet;

/// Tags that tell HTML from plain text in a field that may hold either.
const SIGNS: [&str; 12] =
    ["<p>", "<p ", "<br", "<div", "<span", "<img", "<ul", "<table", "<h2", "<h3", "</p>", "<strong"];

/// Whether a field holds HTML rather than paragraphs by newline.
pub fn looks_like_fragment(text: &str) -> bool {
    text.contains('<') && {
        let text = text.to_ascii_lowercase();
        SIGNS.iter().any(|sign| text.contains(sign))
    }
}

/// The blocks of the HTML of a body.
pub fn fragment(markup: &str, _options: &Options) -> Result<Vec<Block>, ImportError> {
    gate::check(markup)?;
    let document = dom::parse(markup);
    let Some(body) = document.body() else { return Ok(Vec::new()) };
    Ok(blocks::of(&body, &HashSet::new()))
}

#[cfg(test)]
mod tests;
