//! The space between hanzi and Latin letters or digits (clreq 3.2.2), where a reader wants one.

use super::atom::Atom;
use super::{Gap, han};

/// Adds one blank between a hanzi and a letter or digit that touch; never beside a mark.
/// At a line end it vanishes as every blank does, so a line neither begins nor ends with one.
pub(super) fn open(atoms: &mut Vec<Atom>, gap: Gap) {
    if gap == Gap::None {
        return;
    }
    let mut spaced: Vec<Atom> = Vec::with_capacity(atoms.len() + atoms.len() / 8);
    for atom in atoms.drain(..) {
        if let Some(before) = spaced.last().filter(|before| wants_gap(before.base, atom.base)) {
            let place = before.glyph.source.end;
            spaced.push(Atom::added(' ', place));
        }
        spaced.push(atom);
    }
    *atoms = spaced;
}

fn wants_gap(before: char, after: char) -> bool {
    (han::is_ideograph(before) && is_western(after)) || (is_western(before) && han::is_ideograph(after))
}

/// Letters, digits and the signs that belong to a number.
fn is_western(c: char) -> bool {
    matches!(c, '%' | '‰' | '℃' | '°' | '$' | '+') || (c.is_alphanumeric() && !han::is_eastern(c))
}
