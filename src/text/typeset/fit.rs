//! Chooses the line ends of a paragraph as a whole, so that its lines are as even as the rules allow.
//!
//! Dynamic programming over the places where a line may end (after Knuth and Plass 1981, without stretching):
//! the sum of the squares of what each line leaves empty, plus the prices of its ends. From every place only
//! the lines that are nearly full are tried, so the work is linear in the text at any measure.

use super::Measure;
use super::atom::Atom;
use super::breaks::{Break, breaks};
use super::kinsoku::is_body;
use std::ops::Range;

/// Line ends tried from one line start, the fullest line first.
const TRIED: usize = 64;
/// A last line of one character.
const ORPHAN: u64 = 100_000;

/// One line: its indent, and the atoms that it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FittedLine {
    /// Blank columns before the first atom.
    pub indent: u16,
    /// Blanks at the line's end are left out.
    pub atoms: Range<usize>,
}

/// A place where a line may end and the next begin.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The first atom of the line that begins here.
    atom: usize,
    /// Columns of all atoms before it.
    start: u32,
    /// One after the last atom that shows on a line that ends here.
    shown_end: usize,
    /// Columns of all atoms before `shown_end`.
    end: u32,
    /// Characters other than punctuation before this place.
    bodies: u32,
    /// Price of a line end here.
    price: u64,
    /// Whether the rules allow it.
    allowed: bool,
}

/// Breaks atoms without line ends, the first of them no blank, into lines that fit. No line for no atom.
pub(super) fn fit(atoms: &[Atom], measure: Measure) -> Vec<FittedLine> {
    let rest = measure.columns.saturating_sub(measure.hanging_indent).max(1);
    let nodes = nodes(atoms, u32::from(rest));
    // Rather a smaller indent than a first line without the word that begins it.
    let first_word = nodes.iter().find(|node| node.allowed);
    let first_indent = match first_word.and_then(|node| u16::try_from(node.end).ok()) {
        Some(columns) if columns <= rest => measure.first_indent.min(measure.columns.saturating_sub(columns)),
        _ => measure.first_indent,
    };
    let first = u32::from(measure.columns.saturating_sub(first_indent).max(1));
    let ends = optimal(&nodes, first, u32::from(rest));
    let mut indent = first_indent;
    let mut lines = Vec::with_capacity(ends.len());
    let mut from = 0;
    for end in ends {
        lines.push(FittedLine { indent, atoms: from..end.shown_end });
        from = end.atom;
        indent = measure.hanging_indent;
    }
    lines
}

/// The start, every allowed line end, and the end; within what is longer than a line, the forbidden ends too.
fn nodes(atoms: &[Atom], room: u32) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    let mut forbidden: Vec<Node> = Vec::new();
    let mut here = Node::default();
    let mut box_start = 0;
    let ends = breaks(atoms, room).into_iter().chain([Break::Allowed(0)]);
    for (place, end) in ends.enumerate() {
        here.atom = place;
        match end {
            Break::Allowed(price) if place > 0 => {
                let node = Node { price: u64::from(price), allowed: true, ..here };
                if here.end.saturating_sub(box_start) > room {
                    nodes.append(&mut forbidden);
                }
                forbidden.clear();
                nodes.push(node);
                box_start = here.start;
            }
            Break::Forbidden(price) => forbidden.push(Node { price: u64::from(price), ..here }),
            Break::Allowed(_) | Break::Never => {}
        }
        if let Some(atom) = atoms.get(place) {
            here.start += u32::from(atom.glyph.width);
            if !atom.is_blank() {
                here.shown_end = place + 1;
                here.end = here.start;
                here.bodies += u32::from(is_body(atom.base));
            }
        }
    }
    nodes
}

/// The cheapest way to a node.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: u64,
    from: usize,
}

/// The ends of the lines of the cheapest setting.
fn optimal(nodes: &[Node], first: u32, rest: u32) -> Vec<Node> {
    let Some((&last, last_place)) = nodes.last().zip(nodes.len().checked_sub(1)) else { return Vec::new() };
    let mut ways = vec![Way { cost: u64::MAX, from: 0 }; nodes.len()];
    if let Some(start) = ways.first_mut() {
        start.cost = 0;
    }
    let mut far = 0;
    for (place, node) in nodes.iter().enumerate().take(last_place) {
        let Some(cost) = ways.get(place).map(|way| way.cost).filter(|&cost| cost < u64::MAX) else {
            continue;
        };
        let room = if place == 0 { first } else { rest };
        let columns = |end: &Node| end.end.saturating_sub(node.start);
        far += nodes.iter().skip(far + 1).take_while(|end| columns(end) <= room).count();
        // Every atom fits a line, so there is a next place; one more than fits would still lose nothing.
        far = far.max(place + 1);
        let near = (far + 1).saturating_sub(TRIED).max(place + 1);
        let ends = nodes.get(near..=far).unwrap_or_default();
        for (end, way) in ends.iter().zip(ways.get_mut(near..=far).unwrap_or_default()) {
            let line = if end.atom == last.atom {
                if place > 0 && last.bodies - node.bodies <= 1 { ORPHAN } else { 0 }
            } else {
                let empty = u64::from(room.saturating_sub(columns(end)));
                empty * empty + end.price
            };
            if cost + line < way.cost {
                *way = Way { cost: cost + line, from: place };
            }
        }
    }
    let mut ends = Vec::new();
    let mut place = last_place;
    while place > 0 {
        ends.extend(nodes.get(place));
        place = ways.get(place).map_or(0, |way| way.from);
    }
    ends.reverse();
    ends
}
