//! Remembers from page to page what was told of short lines: menus, lists and footers are the same on all pages of a site.

use super::line::Line;
use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};

/// Lines that are remembered; a new one takes the place of an old one whose digest ends alike.
const PLACES: usize = 1 << 14;
/// Longest line that is, bytes.
const LONGEST: usize = 256;

/// What was told of one line: its digest, what was asked and what holds, as bits.
#[derive(Clone, Copy, Default)]
struct Place {
    digest: u64,
    asked: u8,
    holds: u8,
}

struct Memory {
    /// Keyed anew in every process, so that no page can be made to be taken for another.
    hasher: RandomState,
    places: Vec<Place>,
}

thread_local! {
    static MEMORY: RefCell<Memory> =
        RefCell::new(Memory { hasher: RandomState::new(), places: vec![Place::default(); PLACES] });
}

/// What holds of a line, which depends on nothing else: as it was told before, or as it is told now.
pub fn told(line: &Line, bit: u8, tell: impl FnOnce(&Line) -> bool) -> bool {
    if line.raw.len() > LONGEST {
        return tell(line);
    }
    let digest = MEMORY.with_borrow(|memory| memory.hasher.hash_one((&line.raw, line.indent, line.mark)));
    let at = usize::try_from(digest).unwrap_or_default() % PLACES;
    let place = MEMORY.with_borrow(|memory| memory.places.get(at).copied()).unwrap_or_default();
    if place.digest == digest && place.asked & bit != 0 {
        return place.holds & bit != 0;
    }
    let holds = tell(line);
    MEMORY.with_borrow_mut(|memory| {
        let Some(place) = memory.places.get_mut(at) else { return };
        if place.digest != digest {
            *place = Place { digest, ..Place::default() };
        }
        place.asked |= bit;
        place.holds |= if holds { bit } else { 0 };
    });
    holds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_remembered_by_all_that_is_told_by() {
        let line = |text: &str| Line::read(text, 0).unwrap();
        assert!(told(&line("版心"), 1, |_| true));
        assert!(told(&line("版心"), 1, |_| unreachable!()));
        assert!(!told(&line("版心"), 2, |_| false));
        assert!(!told(&line("版心"), 2, |_| unreachable!()));
        assert!(told(&line("版心"), 1, |_| unreachable!()));
        for other in ["  版心", "• 版心", "版 心"] {
            assert!(!told(&line(other), 1, |_| false), "{other}");
        }
        let long = "字".repeat(LONGEST);
        assert!(told(&line(&long), 1, |_| true) && !told(&line(&long), 1, |_| false));
    }
}
