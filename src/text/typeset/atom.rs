//! The text on its way to the screen: clusters that are repaired, converted and given their columns.
//!
//! Every display change happens here, before lines are thought of; each atom keeps the bytes of the stored
//! text that it shows. The order of the steps matters: script, punctuation, then what this terminal needs.

use super::{Punctuation, Typesetter, avoid, gap, marks, punctuation, script};
use crate::text::Glyph;
use crate::text::sanitize::{Cluster, Clusters, Flavour, MISSING};
use compact_str::CompactString;
use std::ops::Range;

/// One glyph to be, with what line breaking needs to know of it.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// What is put into the cell.
    pub glyph: Glyph,
    /// The character it counts as for spacing and breaking.
    pub base: char,
    /// Whether it continues the atom before it (the rest of a substitute): never parted from it.
    pub joined: bool,
}

impl Atom {
    fn of(cluster: Cluster, offset: u32) -> Self {
        let Range { start, end } = cluster.source;
        Self {
            glyph: Glyph {
                symbol: cluster.symbol,
                width: 0,
                certain: false,
                source: offset.saturating_add(start as u32)..offset.saturating_add(end as u32),
            },
            base: cluster.base,
            joined: false,
        }
    }

    /// An atom that shows no byte of its own: it stands after `place` in the stored text.
    pub fn added(base: char, place: u32) -> Self {
        let mut symbol = CompactString::const_new("");
        symbol.push(base);
        Self { glyph: Glyph { symbol, width: 0, certain: false, source: place..place }, base, joined: false }
    }

    /// Shows another character instead.
    pub fn replace(&mut self, base: char) {
        self.base = base;
        self.glyph.symbol.clear();
        self.glyph.symbol.push(base);
    }

    /// Whether it shows its base without marks.
    pub fn is_bare(&self) -> bool {
        self.glyph.symbol.len() == self.base.len_utf8()
    }

    /// Whether it is a blank that vanishes at a line end.
    pub fn is_blank(&self) -> bool {
        matches!(self.base, ' ' | '\u{3000}') && self.is_bare()
    }
}

/// How much of the reader's typography applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Prose: everything.
    Prose(Flavour),
    /// Code: character forms only.
    Code,
}

/// The atoms of `text`, whose first byte is byte `offset` of the stored text.
pub(super) fn atoms(setter: &Typesetter<'_>, text: &str, treatment: Treatment, offset: u32) -> Vec<Atom> {
    let flavour = match treatment {
        Treatment::Prose(flavour) => flavour,
        Treatment::Code => Flavour::Code,
    };
    let mut atoms = Vec::with_capacity(text.len() / 3 + 8);
    atoms.extend(Clusters::new(text, flavour).map(|cluster| Atom::of(cluster, offset)));
    script::convert(&mut atoms, setter.typography.script);
    if treatment != Treatment::Code {
        if setter.typography.punctuation == Punctuation::Repaired {
            punctuation::repair(&mut atoms);
        }
        gap::open(&mut atoms, setter.typography.gap);
    }
    for atom in &mut atoms {
        if !setter.profile.shows(atom.base) {
            atom.replace(MISSING);
        }
    }
    if setter.profile.avoids() {
        atoms = avoid::substitute(atoms);
    }
    for atom in &mut atoms {
        let width = setter.profile.width_of(atom.base);
        atom.glyph.width = width;
        atom.glyph.certain = setter.profile.is_certain(&atom.glyph.symbol);
    }
    marks::widen(&mut atoms, setter.typography.marks);
    atoms
}
