//! Tells a table of data from one that only lays out a page, and reads its cells.
//!
//! Cells are plain lines; `normalize` makes what is too large for the page preformatted.

use super::element::is_any;
use crate::news::Block;
use dom_query::{NodeId, NodeRef};

/// Longest words of a cell of data.
const CELL: usize = 300;
/// Most cells, spans counted.
const CELLS: usize = 20_000;
/// Widest span that is believed.
const SPAN: usize = 64;

/// The table as a block; `None` when it lays out a page, to be walked as its content.
pub fn of(table: &NodeRef<'_>) -> Option<Block> {
    let rows = rows(table)?;
    let mut cells: Vec<Vec<String>> = Vec::new();
    let mut header = false;
    // Columns that a cell of an earlier row still covers.
    let mut covered: Vec<usize> = Vec::new();
    let mut count = 0;
    for (at, row) in rows.iter().enumerate() {
        let mut line = Vec::new();
        let mut heads = 0;
        for cell in row.children_it(false).filter(|cell| is_any(cell, &["td", "th"])) {
            fill(&mut line, &mut covered);
            let text = words(&cell);
            if text.chars().count() > CELL {
                return None;
            }
            heads += usize::from(is_any(&cell, &["th"]));
            let (columns, down) = (span(&cell, "colspan"), span(&cell, "rowspan"));
            count += columns;
            if count > CELLS {
                return None;
            }
            for column in 0..columns {
                cover(&mut covered, line.len(), down - 1);
                line.push(if column == 0 { text.clone() } else { String::new() });
            }
        }
        fill(&mut line, &mut covered);
        header |= at == 0 && heads > 0 && heads * 2 >= line.len();
        cells.push(line);
    }
    cells.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let columns = cells.iter().map(Vec::len).max()?;
    (cells.len() >= 2 && columns >= 2).then_some(Block::Table { rows: cells, header })
}

/// Its rows; `None` when another table, a picture or a list is inside.
fn rows<'a>(table: &NodeRef<'a>) -> Option<Vec<NodeRef<'a>>> {
    let mut rows = Vec::new();
    for node in table.descendants_it() {
        if is_any(&node, &["table", "img", "ul", "ol", "video", "iframe", "blockquote", "h1", "h2", "h3"]) {
            return None;
        }
        if is_any(&node, &["tr"]) {
            rows.push(node);
        }
    }
    Some(rows)
}

/// Leaves blank what a cell above still covers at the end of the line so far.
fn fill(line: &mut Vec<String>, covered: &mut [usize]) {
    while let Some(left) = covered.get_mut(line.len()).filter(|left| **left > 0) {
        *left -= 1;
        line.push(String::new());
    }
}

fn cover(covered: &mut Vec<usize>, column: usize, rows: usize) {
    if covered.len() <= column {
        covered.resize(column + 1, 0);
    }
    if let Some(left) = covered.get_mut(column) {
        *left = rows;
    }
}

fn span(cell: &NodeRef<'_>, name: &str) -> usize {
    cell.attr(name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, SPAN)
}

/// The words of a cell on one line; blanks between its paragraphs.
fn words(cell: &NodeRef<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut last: Option<NodeId> = None;
    for node in cell.descendants_it().filter(NodeRef::is_text) {
        let text = node.text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let parent = node.parent().map(|parent| parent.id);
        if text.is_empty() {
            continue;
        }
        match parts.last_mut() {
            Some(part) if !is_paragraph(&node) || last == parent => part.push_str(&text),
            _ => parts.push(text),
        }
        last = parent;
    }
    parts.join(" ")
}

fn is_paragraph(text: &NodeRef<'_>) -> bool {
    text.parent().is_some_and(|parent| is_any(&parent, &["p", "div", "li"]))
}
