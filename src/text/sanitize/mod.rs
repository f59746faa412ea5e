//! Makes text from outside harmless: no byte of it can steer a terminal or reorder a line.
//!
//! One table (`fate`) for import and for display: controls, bidirectional and other format
//! characters, selectors and tags go; line ends, tabs and blanks become one kind each; NFC, never
//! NFKC, which would turn ，：（） into ASCII; at most two marks on a base and none without one; what
//! no terminal can show (private use, unassigned) is 〓. Every function is idempotent, and returns a
//! clean text as it is. The setter goes through the same `clusters`, which remember their source.

use std::borrow::Cow;

mod clusters;
mod fate;

#[cfg(test)]
mod tests;

pub(crate) use clusters::{Cluster, Clusters, Flavour};
pub use fate::MISSING;

/// One line (a title, a name, a file name, an error text): a run of line ends becomes one space.
pub fn line(text: &str) -> Cow<'_, str> {
    sanitized(text, Flavour::Line)
}

/// Running text: every kind of line end becomes `\n`, a tab one space.
pub fn text(text: &str) -> Cow<'_, str> {
    sanitized(text, Flavour::Text)
}

/// Preformatted text: every kind of line end becomes `\n`; tabs are kept, the setter expands them.
pub fn code(text: &str) -> Cow<'_, str> {
    sanitized(text, Flavour::Code)
}

fn sanitized(text: &str, flavour: Flavour) -> Cow<'_, str> {
    let clean = |c| fate::is_plain(c) || (flavour != Flavour::Line && c == '\n');
    if text.chars().all(clean) {
        return Cow::Borrowed(text);
    }
    let mut harmless = String::with_capacity(text.len());
    for cluster in Clusters::new(text, flavour) {
        harmless.push_str(&cluster.symbol);
    }
    if harmless == text { Cow::Borrowed(text) } else { Cow::Owned(harmless) }
}
