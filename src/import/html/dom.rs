//! Parses markup into a DOM, fed in small chunks: some of html5ever's loops are quadratic in the size of a chunk.

use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// Bytes fed at once.
const CHUNK: usize = 8 * 1024;

/// The document of markup that has passed the gate.
pub fn parse(markup: &str) -> Document {
    let options = ParseOpts {
        tokenizer: TokenizerOpts::default(),
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
    };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = markup;
    while !rest.is_empty() {
        let end = rest.floor_char_boundary(CHUNK);
        let (chunk, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        parser.process(StrTendril::from(chunk));
        rest = tail;
    }
    parser.finish()
}
