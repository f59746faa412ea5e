//! Repairs punctuation for display: what was typed or converted as ASCII beside hanzi is shown in its
//! Chinese form (GB/T 15834). The stored text is never changed, and every mark keeps its source.
//!
//! Addresses, times, numbers and Latin text stay as they are; `verbatim` finds the first.

use super::atom::Atom;
use super::{han, verbatim};

/// Shows ASCII marks that touch hanzi as Chinese ones.
pub(super) fn repair(atoms: &mut Vec<Atom>) {
    if !atoms.iter().any(|atom| han::is_hanlike(atom.base)) {
        return;
    }
    let mut line = Line {
        kept: verbatim::addresses(atoms),
        chinese: is_chinese(atoms),
        repaired: vec![false; atoms.len()],
        atoms,
    };
    line.pair_parentheses();
    line.pair_quotes('"', ['“', '”']);
    line.pair_quotes('\'', ['‘', '’']);
    line.set_marks();
    line.join_dots();
    line.join_dashes();
    line.absorb_blanks();
    atoms.retain(|atom| !atom.glyph.symbol.is_empty());
}

/// Whether hanzi carry the text, so that marks shared with other scripts count as Chinese.
fn is_chinese(atoms: &[Atom]) -> bool {
    let count = |wanted: fn(char) -> bool| atoms.iter().filter(|atom| wanted(atom.base)).count();
    count(han::is_hanlike) * 2 >= count(|c| c.is_ascii_alphabetic())
}

/// A text under repair.
struct Line<'a> {
    atoms: &'a mut Vec<Atom>,
    /// Atoms of addresses, in order of the atoms; empty if there is none.
    kept: Vec<bool>,
    chinese: bool,
    /// Atoms whose mark was replaced.
    repaired: Vec<bool>,
}

impl Line<'_> {
    /// The character at a place, unless it belongs to an address.
    fn at(&self, place: usize) -> Option<char> {
        let atom = self.atoms.get(place)?;
        (!self.kept.get(place).copied().unwrap_or(false)).then_some(atom.base)
    }

    fn before(&self, place: usize) -> Option<char> {
        self.atoms.get(place.checked_sub(1)?).map(|atom| atom.base)
    }

    fn after(&self, place: usize) -> Option<char> {
        self.atoms.get(place + 1).map(|atom| atom.base)
    }

    /// Whether a neighbour is a hanzi or a Chinese mark.
    fn is_eastern(&self, neighbour: Option<char>) -> bool {
        neighbour.is_some_and(|c| {
            han::is_hanlike(c) || han::is_mark(c) || (self.chinese && han::is_shared_mark(c))
        })
    }

    fn touches(&self, place: usize) -> bool {
        self.is_eastern(self.before(place)) || self.is_eastern(self.after(place))
    }

    /// Between two blanks the next visible characters count, and both must be Chinese.
    fn stands_between(&self, place: usize) -> bool {
        self.before(place) == Some(' ')
            && self.after(place) == Some(' ')
            && place.checked_sub(1).is_some_and(|blank| self.is_eastern(self.before(blank)))
            && self.is_eastern(self.after(place + 1))
    }

    fn replace(&mut self, place: usize, mark: char) {
        if let Some(atom) = self.atoms.get_mut(place).filter(|atom| atom.is_bare()) {
            atom.replace(mark);
            if let Some(repaired) = self.repaired.get_mut(place) {
                *repaired = true;
            }
        }
    }

    /// `,` `:` `;` `!` `?` beside hanzi; never between digits. A run takes the form of its first.
    fn set_marks(&mut self) {
        for place in 0..self.atoms.len() {
            let Some(mark) = self.at(place).and_then(full_mark) else { continue };
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let within_number = digit(self.before(place)) && digit(self.after(place));
            let after_unit = self.chinese && matches!(self.before(place), Some('%' | '‰' | '℃'));
            if (self.touches(place) && !within_number) || self.stands_between(place) || after_unit {
                self.replace(place, mark);
            }
        }
    }

    /// Pairs of parentheses that stand after a hanzi or hold one; single ones that touch one.
    fn pair_parentheses(&mut self) {
        let mut open = Vec::new();
        for place in 0..self.atoms.len() {
            match self.at(place) {
                Some('(') => open.push(place),
                Some(')') => match open.pop() {
                    Some(start) => {
                        let after_blank = self.chinese && start > 0 && self.is_blank_after_han(start - 1);
                        if self.touches(start) || self.is_eastern(self.before(place)) || after_blank {
                            self.replace(start, '（');
                            self.replace(place, '）');
                        }
                    }
                    None if self.touches(place) => self.replace(place, '）'),
                    None => {}
                },
                Some('\n') => open.clear(),
                _ => {}
            }
        }
        for start in open {
            if self.touches(start) {
                self.replace(start, '（');
            }
        }
    }

    /// Straight quotes in pairs, where one of the four neighbours is Chinese.
    fn pair_quotes(&mut self, straight: char, [left, right]: [char; 2]) {
        let mut open: Option<usize> = None;
        for place in 0..self.atoms.len() {
            match self.at(place) {
                Some('\n') => open = None,
                Some(c) if c == straight && !self.is_measure_or_apostrophe(place, open.is_some()) => {
                    match open.take() {
                        None => open = Some(place),
                        Some(start) if self.touches(start) || self.touches(place) => {
                            self.replace(start, left);
                            self.replace(place, right);
                        }
                        Some(_) => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// `27"` and `it's`: no quotation marks.
    fn is_measure_or_apostrophe(&self, place: usize, is_open: bool) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let within_word = letter(self.before(place)) && letter(self.after(place));
        let inches = !is_open && self.before(place).is_some_and(|c| c.is_ascii_digit());
        within_word || inches
    }

    /// The end of the run of `c` that begins at `start`.
    fn run_end(&self, start: usize, c: char) -> usize {
        let mut end = start;
        while self.at(end) == Some(c) {
            end += 1;
        }
        end
    }

    /// Three to six `.`, or three and more `。`, are the six dots of an ellipsis.
    fn join_dots(&mut self) {
        let mut place = 0;
        while place < self.atoms.len() {
            let Some(dot @ ('.' | '。')) = self.at(place) else {
                place += 1;
                continue;
            };
            let end = self.run_end(place, dot);
            let is_ellipsis = match end - place {
                3..=6 => {
                    dot == '。' || self.is_eastern(self.before(place)) || self.is_eastern(self.atom_base(end))
                }
                7.. => dot == '。',
                _ => false,
            };
            if is_ellipsis {
                self.join(place, end, '…');
            }
            place = end;
        }
    }

    /// Two or three hyphens between hanzi are the dash of two hanzi. A single — stays: between hanzi it
    /// joins (北京—上海) as often as it breaks off.
    fn join_dashes(&mut self) {
        let mut place = 0;
        while place < self.atoms.len() {
            if self.at(place) != Some('-') {
                place += 1;
                continue;
            }
            let end = self.run_end(place, '-');
            let between =
                self.is_eastern_or_edge(self.before(place)) && self.is_eastern_or_edge(self.atom_base(end));
            if between && (2..=3).contains(&(end - place)) {
                self.join(place, end, '—');
            }
            place = end;
        }
    }

    fn atom_base(&self, place: usize) -> Option<char> {
        self.atoms.get(place).map(|atom| atom.base)
    }

    fn is_eastern_or_edge(&self, neighbour: Option<char>) -> bool {
        neighbour.is_none_or(|c| c == '\n') || self.is_eastern(neighbour)
    }

    /// Shows the atoms from `start` to `end`, at least two, as two of `mark`; the second takes the rest of
    /// their bytes, and the emptied atoms are taken out at the end.
    fn join(&mut self, start: usize, end: usize, mark: char) {
        let last_byte = self.atoms.get(end - 1).map(|atom| atom.glyph.source.end);
        for place in start..end {
            match (place - start, self.atoms.get_mut(place)) {
                (0, Some(atom)) => atom.replace(mark),
                (1, Some(atom)) => {
                    atom.replace(mark);
                    atom.glyph.source.end = last_byte.unwrap_or(atom.glyph.source.end);
                }
                (_, Some(atom)) => atom.glyph.symbol.clear(),
                (_, None) => {}
            }
        }
    }

    /// A mark of full width brings its own blank: spaces typed beside the ASCII mark go with it.
    fn absorb_blanks(&mut self) {
        let mut last_shown: Option<usize> = None;
        for place in 0..self.atoms.len() {
            let Some(base) = self.atom_base(place).filter(|_| !self.is_emptied(place)) else { continue };
            let absorbs = last_shown.is_some_and(|mark| self.was_repaired(mark, "，：；！？）"));
            match last_shown {
                Some(mark) if base == ' ' && absorbs => self.absorb(mark, place),
                Some(blank) if self.is_blank_after_han(blank) && self.was_repaired(place, "（，：；！？") =>
                {
                    self.absorb(place, blank);
                    last_shown = Some(place);
                }
                _ => last_shown = Some(place),
            }
        }
    }

    fn is_emptied(&self, place: usize) -> bool {
        self.atoms.get(place).is_none_or(|atom| atom.glyph.symbol.is_empty())
    }

    /// Whether a mark among `marks` was set in place of an ASCII one.
    fn was_repaired(&self, place: usize, marks: &str) -> bool {
        self.repaired.get(place) == Some(&true)
            && self.atom_base(place).is_some_and(|mark| marks.contains(mark))
    }

    fn is_blank_after_han(&self, place: usize) -> bool {
        self.atom_base(place) == Some(' ') && self.is_eastern(self.before(place))
    }

    /// Empties a blank; its bytes go to the mark beside it.
    fn absorb(&mut self, mark: usize, blank: usize) {
        let Some(bytes) =
            self.atoms.get(blank).filter(|atom| atom.is_bare()).map(|atom| atom.glyph.source.clone())
        else {
            return;
        };
        if let Some(atom) = self.atoms.get_mut(mark) {
            let source = &mut atom.glyph.source;
            *source = source.start.min(bytes.start)..source.end.max(bytes.end);
        }
        if let Some(atom) = self.atoms.get_mut(blank) {
            atom.glyph.symbol.clear();
        }
    }
}

const fn full_mark(c: char) -> Option<char> {
    match c {
        ',' => Some('，'),
        ':' => Some('：'),
        ';' => Some('；'),
        '!' => Some('！'),
        '?' => Some('？'),
        _ => None,
    }
}
