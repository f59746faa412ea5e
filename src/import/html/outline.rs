//! A page as lines before, in and behind its text, so that the rules for rendered pages read its byline and its tail.
//!
//! Every line remembers the block it came from.

use crate::import::dump::Line;
use crate::news::Block;

/// Most lines of one side that are kept.
const LINES: usize = 400;

/// Lines of blocks; the block number of a line is the index of its block. Pictures and players have none: their
/// words repeat titles.
pub fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if matches!(block, Block::Image { .. } | Block::Media { .. }) {
            continue;
        }
        let listed = matches!(block, Block::Bullets { .. } | Block::Numbered { .. });
        for text in block.plain().lines() {
            // What stands in a paragraph of some length is text, as an indent says in a rendered page.
            let prose = matches!(block, Block::Paragraph(_)) && text.chars().count() > 60;
            lines.extend(Line::of_block(text, at, if prose { 2 } else { 0 }, listed));
        }
    }
    lines
}

/// The last lines above the text.
pub fn above(blocks: &[Block]) -> Vec<Line> {
    let mut lines = lines(blocks);
    let from = lines.len().saturating_sub(LINES);
    lines.drain(..from);
    lines
}

/// The first lines behind the text.
pub fn below(blocks: &[Block]) -> Vec<Line> {
    let mut lines = lines(blocks);
    lines.truncate(LINES);
    lines
}
