//! Parts what is longer than one block may be into several: nothing of a text is lost.

use super::{EXCERPT, PARAGRAPH, TABLE, TITLE};
use crate::news::{Block, Item, Span, Text};

/// Items of one list at most.
const ITEMS: usize = 5_000;

/// A block as one or several that are within the caps.
pub fn parted(block: Block) -> Vec<Block> {
    match block {
        Block::Paragraph(words) => paragraphs(words).collect(),
        Block::Heading { text, .. } if text.text.chars().count() > TITLE => paragraphs(text).collect(),
        Block::Bullets { items } => lists(items, |items, _| Block::Bullets { items }),
        Block::Numbered { start, items } => {
            lists(items, |items, before| Block::Numbered { start: start.saturating_add(before), items })
        }
        Block::Quote { paragraphs } => {
            vec![Block::Quote { paragraphs: paragraphs.into_iter().flat_map(parts).collect() }]
        }
        Block::Preformatted { text } => preformatted(&text),
        Block::Table { rows, .. } if is_too_large(&rows) => {
            let cell = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
            let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
            preformatted(&rows.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        block => vec![block],
    }
}

/// A table of more rows, columns or words in a cell than can be set as one.
fn is_too_large(rows: &[Vec<String>]) -> bool {
    let long = |cell: &String| cell.len() > EXCERPT && cell.chars().count() > EXCERPT;
    rows.len() > TABLE.0 || rows.iter().any(|row| row.len() > TABLE.1 || row.iter().any(long))
}

fn paragraphs(words: Text) -> impl Iterator<Item = Block> {
    parts(words).into_iter().map(Block::Paragraph)
}

fn preformatted(text: &str) -> Vec<Block> {
    let whole = Text { text: text.to_owned(), spans: Vec::new() };
    parts(whole).into_iter().map(|part| Block::Preformatted { text: part.text }).collect()
}

/// Lists of so many items as one may have; what an item has too many is set as paragraphs behind it. `list` makes one of items
/// before which so many of the highest level stand.
fn lists(items: Vec<Item>, list: impl Fn(Vec<Item>, u32) -> Block) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<Item> = Vec::new();
    let (mut before, mut highest) = (0, 0);
    for Item { depth, text } in items {
        highest += u32::from(depth == 0);
        let mut parts = parts(text).into_iter();
        open.extend(parts.next().map(|text| Item { depth, text }));
        let rest: Vec<Block> = parts.map(Block::Paragraph).collect();
        if open.len() == ITEMS || !rest.is_empty() {
            blocks.push(list(std::mem::take(&mut open), std::mem::replace(&mut before, highest)));
            blocks.extend(rest);
        }
    }
    if !open.is_empty() {
        blocks.push(list(open, before));
    }
    blocks
}

/// Words in parts of a paragraph's length, each with its spans.
fn parts(words: Text) -> Vec<Text> {
    if words.text.len() <= PARAGRAPH {
        return vec![words];
    }
    let ends = ends(&words.text);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(from, to)| part(&words, from, *to)).collect()
}

/// Where the parts of a text end, each behind a sentence where there is one.
fn ends(text: &str) -> Vec<usize> {
    let (mut ends, mut from) = (Vec::new(), 0);
    while let Some(rest) = text.get(from..)
        && let Some((most, _)) = rest.char_indices().nth(PARAGRAPH)
    {
        let part = rest.get(..most).unwrap_or_default();
        let sentence = part.char_indices().rev().find(|(_, c)| matches!(c, '\n' | '。' | '！' | '？'));
        from += sentence.map_or(most, |(at, c)| at + c.len_utf8());
        ends.push(from);
    }
    ends.push(text.len());
    ends
}

fn part(words: &Text, from: usize, to: usize) -> Text {
    let moved = |at: u32| (at as usize).clamp(from, to) as u32 - from as u32;
    let spans = words.spans.iter().map(|span| Span {
        start: moved(span.start),
        end: moved(span.end),
        style: span.style.clone(),
    });
    let spans = spans.filter(|span| span.start < span.end).collect();
    Text { text: words.text.get(from..to).unwrap_or_default().to_owned(), spans }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: String) -> Text {
        Text { text: words, spans: Vec::new() }
    }

    /// All words of blocks, in order.
    fn said(blocks: &[Block]) -> String {
        blocks.iter().map(Block::plain).collect::<String>().replace(['\n', '\t'], "")
    }

    #[test]
    fn nothing_of_what_is_too_long_is_lost() {
        let long = "一二三四五六。".repeat(PARAGRAPH / 7 + 100);
        let item = |words: &str| Item { depth: 0, text: text(words.to_owned()) };
        let heading = Block::Heading { level: 2, text: text("题".repeat(TITLE + 1)) };
        assert_eq!(parted(heading), [Block::Paragraph(text("题".repeat(TITLE + 1)))]);

        let listed = parted(Block::Numbered { start: 3, items: vec![item("甲"), item(&long), item("乙")] });
        assert_eq!(said(&listed), format!("甲{long}乙"));
        assert!(matches!(
            &listed[..],
            [Block::Numbered { start: 3, items }, Block::Paragraph(_), Block::Numbered { start: 5, .. }]
                if items.len() == 2
        ));
        let many = parted(Block::Bullets { items: (0..=ITEMS).map(|_| item("项")).collect() });
        assert_eq!((many.len(), said(&many).chars().count()), (2, ITEMS + 1));

        let quoted = parted(Block::Quote { paragraphs: vec![text(long.clone()), text("完".to_owned())] });
        assert_eq!((quoted.len(), said(&quoted)), (1, format!("{long}完")));
        let code = parted(Block::Preformatted { text: "行\n".repeat(PARAGRAPH) });
        assert_eq!((code.len(), said(&code).chars().count()), (2, PARAGRAPH));

        let cell = "格".repeat(EXCERPT + 1);
        let table =
            parted(Block::Table { rows: vec![vec![cell.clone(), "乙\n丙".to_owned()]], header: true });
        assert_eq!(table, [Block::Preformatted { text: format!("{cell}\t乙 丙") }]);
        let small = Block::Table { rows: vec![vec!["甲".to_owned()]], header: false };
        assert_eq!(parted(small.clone()), [small]);
    }
}
