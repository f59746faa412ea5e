//! Builds typed blocks from a run of events: words, styles, breaks, lists, quotes. Markdown and HTML both feed it.
//!
//! It knows no markup. Lists are flat with depths, quotations hold paragraphs, and what is neither interrupts them.

use crate::news::{Block, Item, Span, SpanStyle, Text};

/// Deepest list item, from 0.
const DEEPEST: usize = 5;

/// Collects blocks in reading order.
#[derive(Debug, Default)]
pub struct Builder {
    blocks: Vec<Block>,
    words: Text,
    styles: Vec<(usize, SpanStyle)>,
    heading: Option<u8>,
    lists: Vec<List>,
    items: Vec<Item>,
    item_is_new: bool,
    quotes: usize,
    quoted: Vec<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Bulleted,
    Numbered(u32),
}

impl Builder {
    /// Adds words to the open paragraph.
    pub fn words(&mut self, words: &str) {
        self.words.text.push_str(words);
    }

    /// The words of the open paragraph so far.
    pub fn open_words(&self) -> &str {
        &self.words.text
    }

    /// Ends a line within the paragraph.
    pub fn line_break(&mut self) {
        self.words.text.push('\n');
    }

    /// Ends a line of the source within the paragraph: nothing between wide characters, else one blank.
    pub fn soft_break(&mut self, next: Option<char>) {
        let wide = |c: Option<char>| c.is_none_or(|c| c >= '\u{1100}' || matches!(c, '“' | '”' | '—' | '…'));
        if !(wide(self.words.text.chars().next_back()) && wide(next)) {
            self.words.text.push(' ');
        }
    }

    /// Begins a style.
    pub fn open(&mut self, style: SpanStyle) {
        self.styles.push((self.words.text.len(), style));
    }

    /// Ends the style that was opened last.
    pub fn close(&mut self) {
        if let Some((start, style)) = self.styles.pop() {
            self.span(start, style);
        }
    }

    fn span(&mut self, start: usize, style: SpanStyle) {
        let end = self.words.text.len();
        if start < end {
            self.words.spans.push(Span { start: start as u32, end: end as u32, style });
        }
    }

    /// Begins a heading of a level; [`Builder::flush`] ends it.
    pub fn heading(&mut self, level: u8) {
        self.flush();
        self.heading = Some(level);
    }

    /// Ends the open paragraph, heading or item text; open styles go on in the next.
    pub fn flush(&mut self) {
        let open: Vec<_> = self.styles.drain(..).collect();
        for (start, style) in &open {
            self.span(*start, style.clone());
        }
        self.styles = open.into_iter().map(|(_, style)| (0, style)).collect();
        let mut words = std::mem::take(&mut self.words);
        words.spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let heading = self.heading.take();
        if words.text.trim().is_empty() {
            return;
        }
        if !self.lists.is_empty() && self.quotes == 0 {
            self.item(words);
        } else if self.quotes > 0 {
            self.quoted.push(words);
        } else {
            self.blocks.push(match heading {
                Some(level) => Block::Heading { level, text: words },
                None => Block::Paragraph(words),
            });
        }
    }

    fn item(&mut self, words: Text) {
        let depth = (self.lists.len() - 1).min(DEEPEST) as u8;
        match self.items.last_mut() {
            Some(item) if !self.item_is_new => append(&mut item.text, &words),
            _ => self.items.push(Item { depth, text: words }),
        }
        self.item_is_new = false;
    }

    /// Begins a list, numbered from `start` or with bullets.
    pub fn begin_list(&mut self, start: Option<u32>) {
        self.flush();
        if self.lists.is_empty() && self.quotes == 0 {
            self.items.clear();
        }
        self.lists.push(start.map_or(List::Bulleted, List::Numbered));
        self.item_is_new = true;
    }

    /// Begins an item of the innermost list.
    pub fn begin_item(&mut self) {
        self.flush();
        self.item_is_new = true;
    }

    /// Ends the innermost list.
    pub fn end_list(&mut self) {
        self.flush();
        if self.lists.len() == 1 {
            self.emit_items();
        }
        self.lists.pop();
        self.item_is_new = true;
    }

    fn emit_items(&mut self) {
        let items = std::mem::take(&mut self.items);
        let top = items.iter().filter(|item| item.depth == 0).count() as u32;
        match self.lists.first_mut() {
            Some(List::Numbered(start)) if !items.is_empty() => {
                self.blocks.push(Block::Numbered { start: *start, items });
                *start += top;
            }
            _ if !items.is_empty() => self.blocks.push(Block::Bullets { items }),
            _ => {}
        }
    }

    /// Begins a quotation.
    pub fn begin_quote(&mut self) {
        self.flush();
        self.quotes += 1;
    }

    /// Ends the innermost quotation.
    pub fn end_quote(&mut self) {
        self.flush();
        self.quotes = self.quotes.saturating_sub(1);
        if self.quotes == 0 {
            self.emit_quote();
        }
    }

    fn emit_quote(&mut self) {
        let paragraphs = std::mem::take(&mut self.quoted);
        if paragraphs.is_empty() {
        } else if self.lists.is_empty() {
            self.blocks.push(Block::Quote { paragraphs });
        } else {
            for words in paragraphs {
                self.item(words);
            }
        }
    }

    /// Adds a block that is no running text: a picture, a table, code, a rule. An open list is parted by it.
    pub fn block(&mut self, block: Block) {
        self.flush();
        self.emit_quote();
        self.emit_items();
        self.item_is_new = true;
        self.blocks.push(block);
    }

    /// Throws the open words away.
    pub fn discard(&mut self) {
        self.words = Text::default();
        self.styles.iter_mut().for_each(|(start, _)| *start = 0);
    }

    /// Whether the block before the open paragraph is a picture.
    pub fn follows_image(&self) -> bool {
        matches!(self.blocks.last(), Some(Block::Image { .. }))
    }

    /// The last block that was ended, to be completed (a caption).
    pub fn last_mut(&mut self) -> Option<&mut Block> {
        self.blocks.last_mut()
    }

    /// The blocks.
    pub fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.quotes = 0;
        self.emit_quote();
        self.emit_items();
        self.blocks
    }
}

/// Adds words as a further line.
fn append(to: &mut Text, words: &Text) {
    to.text.push('\n');
    let by = to.text.len() as u32;
    to.text.push_str(&words.text);
    to.spans.extend(words.spans.iter().map(|span| Span {
        start: span.start + by,
        end: span.end + by,
        style: span.style.clone(),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_parts_a_numbered_list_and_counting_goes_on() {
        let mut builder = Builder::default();
        builder.begin_list(Some(3));
        for words in ["三", "四"] {
            builder.begin_item();
            builder.words(words);
        }
        builder.block(Block::Rule);
        builder.begin_item();
        builder.words("五");
        builder.begin_list(None);
        builder.begin_item();
        builder.words("五之一");
        builder.end_list();
        builder.end_list();
        builder.words("完");
        let blocks = builder.finish();
        let kinds: Vec<&str> = blocks.iter().map(Block::kind).collect();
        assert_eq!(kinds, ["ol", "hr", "ol", "p"]);
        let Block::Numbered { start, items } = &blocks[2] else { panic!("a numbered list") };
        assert_eq!((*start, items.len(), items[1].depth), (5, 2, 1));
    }

    #[test]
    fn a_style_goes_on_over_a_paragraph() {
        let mut builder = Builder::default();
        builder.open(SpanStyle::Strong);
        builder.words("一");
        builder.flush();
        builder.words("二");
        builder.close();
        builder.words("三");
        let blocks = builder.finish();
        for block in &blocks {
            let Block::Paragraph(text) = block else { panic!("a paragraph") };
            assert_eq!(text.spans, [Span { start: 0, end: 3, style: SpanStyle::Strong }]);
        }
        assert_eq!(blocks.len(), 2);
    }
}
