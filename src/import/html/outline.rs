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
    blocks.iter().enumerate().flat_map(|(at, block)| lines_of(at, block)).collect()
}

fn lines_of(at: usize, block: &Block) -> Vec<Line> {
    if matches!(block, Block::Image { .. } | Block::Media { .. }) {
        return Vec::new();
    }
    let listed = matches!(block, Block::Bullets { .. } | Block::Numbered { .. });
    let line = |text: &str| {
        // What stands in a paragraph of some length is text, as an indent says in a rendered page.
        let prose = matches!(block, Block::Paragraph(_)) && text.chars().count() > 60;
        Line::of_block(text, at, if prose { 2 } else { 0 }, listed)
    };
    block.plain().lines().filter_map(line).collect()
}

/// The last lines above the text; nothing is read of the menus above those.
pub fn above(blocks: &[Block]) -> Vec<Line> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    let mut count = 0;
    for (at, block) in blocks.iter().enumerate().rev() {
        if count >= LINES {
            break;
        }
        let group = lines_of(at, block);
        count += group.len();
        groups.push(group);
    }
    groups.into_iter().rev().flatten().skip(count.saturating_sub(LINES)).collect()
}

/// The first lines behind the text.
pub fn below(blocks: &[Block]) -> Vec<Line> {
    blocks.iter().enumerate().flat_map(|(at, block)| lines_of(at, block)).take(LINES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::Text;

    #[test]
    fn the_lines_nearest_to_the_text_are_kept() {
        let block = |number: usize| Block::Paragraph(Text::from(format!("栏目{number}")));
        let blocks: Vec<Block> = (0..LINES + 7).map(block).collect();
        let all = lines(&blocks);
        assert_eq!(above(&blocks), all[7..]);
        assert_eq!(below(&blocks), all[..LINES]);
        assert_eq!(above(&blocks[..3]), lines(&blocks[..3]));
    }
}
