//! Cuts a credit into its tokens: roles, deeds, persons, offices, places, days. Where glue allows more than one reading the
//! cheapest is taken, found character by character (dynamic programming); what no reading covers is no credit.

use super::pieces::Pieces;
use super::steps::step;
use super::words::{Job, Kind};

/// What stands between two tokens; of several marks the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing.
    Glue,
    /// A blank.
    Blank,
    /// `、`, `,`, `-`, or a bracket that closes.
    Comma,
    /// `/`
    Slash,
    /// A bracket that opens, or a sign before a name.
    Open,
    /// `:`, `|`, or `】` behind a role.
    Colon,
}

/// A piece of a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its characters.
    pub text: &'a str,
    /// What stands before it.
    pub mark: Mark,
}

/// The best way to read the text up to a character that ends in a kind of token.
#[derive(Debug, Clone, Copy)]
struct Cell {
    cost: u32,
    kind: Kind,
    mark: Mark,
    start: usize,
    /// Where the token before ends, and which of the cells there it is.
    back: Option<(usize, usize)>,
}

/// A text with every way to read its beginning.
pub struct Reading<'a> {
    pieces: Pieces<'a>,
    cells: Vec<Vec<Cell>>,
}

/// What a character between tokens is; `None` for one of a token.
pub fn mark_of(c: char) -> Option<Mark> {
    Some(match c {
        ' ' | '\t' => Mark::Blank,
        '/' | '\\' => Mark::Slash,
        ':' | '=' | '|' | '丨' | '】' | ']' => Mark::Colon,
        '(' | '[' | '【' | '〔' | '「' | '□' | '■' | '●' | '○' | '◎' | '▲' | '◆' | '◇' | '▌' | '▍' | '▎'
        | '☉' | '⊙' | '△' | '▢' | '▣' | '☆' | '▪' | '►' | '▷' | '❏' | '❑' | '◈' | '※' | '★' | '▶' | '»'
        | '◤' | '@' | '*' => Mark::Open,
        '、' | ',' | ';' | '·' | '‧' | '・' | '•' | '&' | '+' | '-' | '—' | '–' | '_' | '#' | ')' | '〕'
        | '」' => Mark::Comma,
        _ => return None,
    })
}

impl<'a> Reading<'a> {
    /// Reads a narrow, simplified text.
    pub fn of(text: &'a str) -> Self {
        let pieces = Pieces::of(text);
        let mut reading = Self { cells: vec![Vec::new(); pieces.chars.len() + 1], pieces };
        reading.fill();
        reading
    }

    fn fill(&mut self) {
        for from in 0..self.pieces.chars.len() {
            if from > 0 && self.cells.get(from).is_none_or(Vec::is_empty) {
                continue;
            }
            let mut mark = Mark::Glue;
            let mut at = from;
            while let Some(found) = self.pieces.chars.get(at).copied().and_then(mark_of) {
                mark = mark.max(found);
                at += 1;
            }
            let glued = at == from && from > 0;
            let before = self.cells.get(from).cloned().unwrap_or_default();
            let source = before.iter().any(|cell| wants_any(cell.kind));
            for (end, kind, own) in self.pieces.candidates(at, glued, source) {
                if from == 0 {
                    let start = match kind {
                        Kind::Name if own >= 50 => 30,
                        Kind::Other => 40,
                        _ => 0,
                    };
                    self.put(end, Cell { cost: own + start, kind, mark, start: at, back: None });
                }
                for (number, cell) in before.iter().enumerate() {
                    let single = glued && end - at == 1;
                    let short = glued && at - cell.start == 1;
                    if let Some(cost) = step(
                        cell.kind,
                        mark,
                        kind,
                        single && !self.pieces.lettered,
                        short && !self.pieces.lettered,
                    ) {
                        let back = Some((from, number));
                        self.put(end, Cell { cost: cell.cost + cost + own, kind, mark, start: at, back });
                    }
                }
            }
        }
    }

    /// Keeps the cheapest of each kind.
    fn put(&mut self, end: usize, cell: Cell) {
        let Some(cells) = self.cells.get_mut(end) else { return };
        match cells.iter_mut().find(|known| known.kind == cell.kind) {
            // What stands there may be pointed at: the kind is the same, and so is all that follows.
            Some(known) if known.cost > cell.cost => *known = cell,
            Some(_) => {}
            None => cells.push(cell),
        }
    }

    /// Characters of the text.
    pub fn len(&self) -> usize {
        self.pieces.chars.len()
    }

    /// The character behind a place.
    pub fn at(&self, at: usize) -> Option<char> {
        self.pieces.chars.get(at).copied()
    }

    /// The tokens of the whole text.
    pub fn whole(&self) -> Option<Vec<Token<'a>>> {
        let marks = self.pieces.chars.iter().rev().take_while(|c| mark_of(**c).is_some()).count();
        self.until(self.pieces.chars.len() - marks)
    }

    /// The tokens up to a character.
    pub fn until(&self, end: usize) -> Option<Vec<Token<'a>>> {
        let ends = |cell: &&Cell| !matches!(cell.kind, Kind::Sort | Kind::From);
        let mut cell = self.cells.get(end)?.iter().filter(ends).min_by_key(|cell| cell.cost)?;
        let mut end = end;
        let mut tokens = Vec::new();
        loop {
            tokens.push(Token { kind: cell.kind, text: self.pieces.slice(cell.start, end), mark: cell.mark });
            let Some((before, number)) = cell.back else { break };
            cell = self.cells.get(before)?.get(number)?;
            end = before;
        }
        tokens.reverse();
        Some(tokens)
    }
}

/// Whether anything may stand behind it.
fn wants_any(kind: Kind) -> bool {
    let pictures = matches!(kind, Kind::Title(Job::Pictures) | Kind::Deed(Job::Pictures | Job::Other));
    pictures || matches!(kind, Kind::From | Kind::Source)
}
