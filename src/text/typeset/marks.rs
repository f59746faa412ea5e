//! Quotes and dashes on two columns where the terminal gives them one: a glyph with a blank beside it,
//! or two halves of an unbroken line, drawn in one cell of forced width.

use super::atom::Atom;
use super::{Marks, han};

/// Widens the quotes and dashes that touch hanzi or East Asian marks, if the reader wants it.
pub(super) fn widen(atoms: &mut [Atom], marks: Marks) {
    if marks == Marks::Native {
        return;
    }
    let mut before = false;
    let mut after: Vec<bool> = Vec::with_capacity(atoms.len());
    for atom in atoms.iter().rev() {
        after.push(before);
        before = counts(atom.base).unwrap_or(before);
    }
    before = false;
    for (atom, after) in atoms.iter_mut().zip(after.into_iter().rev()) {
        let full = match atom.base {
            '“' if after => " “",
            '‘' if after => " ‘",
            '”' if before => "” ",
            '’' if before => "’ ",
            '—' if before || after => "──",
            _ => "",
        };
        before = counts(atom.base).unwrap_or(before);
        if atom.glyph.width == 1 && !full.is_empty() {
            atom.glyph.symbol = full.into();
            atom.glyph.width = 2;
            atom.glyph.certain = false;
        }
    }
}

/// Whether a neighbour is Chinese; a mark shared with other scripts is what its own neighbour is.
fn counts(c: char) -> Option<bool> {
    (!han::is_shared_mark(c)).then(|| han::is_hanlike(c) || han::is_mark(c))
}
