//! The lines of a sheet: how wide its columns are, and how it is scrolled.
//!
//! A row takes as many lines as its value needs, so where a sheet begins is a row and a line in it. Only the rows that are
//! looked at, and a screen before and after them, are set.

use super::App;
use super::action::Action;
use super::overlay::{Overlay, OverlayKind};
use crate::text::{Measure, SetLine, Typesetter};

/// Columns of a sheet's words at most.
const WIDEST: u16 = 100;
/// Columns of the mark of the chosen row.
const MARK: u16 = 1;
/// Columns of the number of a choice, and of the white space behind it.
const NUMBER: u16 = 3;

/// Where a sheet's columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// Before the first: room for the mark, on a sheet to choose from.
    pub mark: u16,
    /// Before the numbers of choices.
    pub number: u16,
    /// Before the values.
    pub value: u16,
    /// Where numbers at the right of the values end.
    pub end: u16,
}

impl Overlay {
    /// Columns of a sheet's words on a screen of so many.
    pub fn columns(screen: u16) -> u16 {
        screen.saturating_sub(4).min(WIDEST)
    }

    /// Where its columns stand, in a sheet of so many.
    pub fn places(&self, columns: u16, setter: &Typesetter<'_>) -> Columns {
        let verbatim = setter.verbatim();
        let widest = |words: &mut dyn Iterator<Item = &str>| {
            words.map(|words| verbatim.columns(words)).max().unwrap_or(0) as u16
        };
        let mark = if self.chosen.is_some() { MARK } else { 0 };
        let key = widest(&mut self.rows.iter().map(|(key, _)| key.as_str()));
        let number = mark + key.min(columns / 3) + 2;
        let value = number + if self.choices.is_empty() { 0 } else { NUMBER };
        let name = widest(&mut self.rows.iter().map(|(_, value)| value.as_str()));
        let count = widest(&mut self.choices.iter().map(|choice| choice.count.as_str()));
        let end = if count == 0 { columns } else { (value + name + 2 + count).min(columns) };
        Columns { mark, number, value, end }
    }

    /// The lines beside and below the key of a row. A key that needs more room than its column has is a line of its own.
    pub fn lines(&self, row: usize, places: Columns, setter: &Typesetter<'_>) -> Vec<SetLine> {
        let (key, value) = self.rows.get(row).map_or(("", ""), |(key, value)| (key, value));
        let count = self.choices.get(row).map_or(0, |choice| setter.columns(&choice.count) as u16 + 2);
        let columns = places.end.saturating_sub(places.value + count).max(1);
        let measure = Measure { columns, ..Measure::default() };
        let mut lines = match self.kind {
            OverlayKind::Output => setter.verbatim().preformatted(value, columns),
            OverlayKind::Help => setter.verbatim().paragraph(value, measure),
            _ => setter.paragraph(value, measure),
        };
        if self.key_stands_alone(key, places, setter) {
            lines.insert(0, SetLine::default());
        }
        lines
    }

    /// Whether a key is too long to have its value beside it: only help, where half a key is no key.
    pub fn key_stands_alone(&self, key: &str, places: Columns, setter: &Typesetter<'_>) -> bool {
        let room = usize::from(places.number.saturating_sub(places.mark));
        self.kind == OverlayKind::Help && setter.verbatim().columns(key) + 2 > room
    }
}

/// A sheet as it is set on a screen.
struct Set<'a> {
    sheet: &'a Overlay,
    places: Columns,
    setter: &'a Typesetter<'a>,
}

impl<'a> Set<'a> {
    fn of(sheet: &'a Overlay, screen: u16, setter: &'a Typesetter<'a>) -> Self {
        Self { sheet, places: sheet.places(Overlay::columns(screen), setter), setter }
    }

    fn height(&self, row: usize) -> usize {
        self.sheet.lines(row, self.places, self.setter).len().max(1)
    }

    fn last(&self) -> usize {
        self.sheet.rows.len().saturating_sub(1)
    }

    /// The line so many below another.
    fn down(&self, (mut row, line): (usize, usize), by: usize) -> (usize, usize) {
        let mut line = line.saturating_add(by);
        while row < self.last() {
            let height = self.height(row);
            if line < height {
                return (row, line);
            }
            line -= height;
            row += 1;
        }
        (row, line.min(self.height(row) - 1))
    }

    /// The line so many above another.
    fn up(&self, (mut row, line): (usize, usize), by: usize) -> (usize, usize) {
        let mut by = by;
        let mut line = line;
        while by > line {
            if row == 0 {
                return (0, 0);
            }
            by -= line;
            row -= 1;
            line = self.height(row);
        }
        (row, line - by)
    }

    /// The lowest line to begin with: from there the last one still stands at the bottom of `page` lines.
    fn lowest(&self, page: usize) -> (usize, usize) {
        let last = self.last();
        self.up((last, self.height(last)), page)
    }

    /// A screen further: what was not wholly seen comes to the top.
    fn page_down(&self, top: (usize, usize), page: usize) -> (usize, usize) {
        let next = self.down(top, page);
        if (next.0, 0) > top { (next.0, 0) } else { next }
    }

    /// A screen back: what ended above the top ends at the bottom now.
    fn page_up(&self, top: (usize, usize), page: usize) -> (usize, usize) {
        let before = self.up(top, page);
        if before.1 > 0 && (before.0 + 1, 0) < top { (before.0 + 1, 0) } else { before }
    }

    /// Where to begin so that a row is seen, as little as possible from `top`.
    fn with(&self, row: usize, top: (usize, usize), page: usize) -> (usize, usize) {
        let first = self.up((row, self.height(row)), page);
        top.max(first).min((row, 0))
    }
}

impl App {
    /// Rows of a sheet that are visible at least.
    pub(super) fn overlay_rows(&self) -> usize {
        usize::from(self.size.height.saturating_sub(if self.size.height > 8 { 4 } else { 3 })).max(1)
    }

    /// Moves the choice of the open sheet, or scrolls where there is nothing to choose; `false` for another action.
    pub(super) fn scroll_sheet(&mut self, action: Action, count: Option<usize>) -> bool {
        let page = self.overlay_rows();
        let times = count.unwrap_or(1);
        let half = (page / 2).max(1);
        let setter = Typesetter::new(&self.profile, self.settings.typography);
        let Some(sheet) = self.overlay.as_ref() else { return false };
        let set = Set::of(sheet, self.size.width, &setter);
        let repeat = |from: (usize, usize), step: &dyn Fn((usize, usize)) -> (usize, usize)| {
            // After as many screens as there are rows the end has been reached.
            (0..times.min(sheet.rows.len())).fold(from, |at, _| step(at))
        };
        if let Some(chosen) = sheet.chosen {
            let from = (chosen, 0);
            let row = match action {
                Action::Down => chosen.saturating_add(times),
                Action::Up => chosen.saturating_sub(times),
                Action::PageDown => repeat(from, &|at| (set.page_down(at, page).0.max(at.0 + 1), 0)).0,
                Action::HalfPageDown => repeat(from, &|at| (set.page_down(at, half).0.max(at.0 + 1), 0)).0,
                Action::PageUp => repeat(from, &|at| set.page_up(at, page)).0,
                Action::HalfPageUp => repeat(from, &|at| set.page_up(at, half)).0,
                Action::Top => 0,
                Action::Bottom => usize::MAX,
                _ => return false,
            };
            let last = set.last();
            self.choose(row.min(last));
            return true;
        }
        let from = sheet.top;
        let top = match action {
            Action::Down => set.down(from, times),
            Action::Up => set.up(from, times),
            Action::PageDown => repeat(from, &|at| set.page_down(at, page)),
            Action::HalfPageDown => set.down(from, half.saturating_mul(times)),
            Action::PageUp => repeat(from, &|at| set.page_up(at, page)),
            Action::HalfPageUp => set.up(from, half.saturating_mul(times)),
            Action::Top => (0, 0),
            Action::Bottom => (usize::MAX, 0),
            _ => return false,
        };
        if let Some(sheet) = self.overlay.as_mut() {
            sheet.top = top;
        }
        true
    }

    fn choose(&mut self, row: usize) {
        if let Some(sheet) = self.overlay.as_mut() {
            sheet.chosen = Some(row);
        }
    }

    /// Keeps the open sheet within its ends, and what is chosen on the screen.
    pub(super) fn fit_sheet(&mut self) {
        let page = self.overlay_rows();
        let setter = Typesetter::new(&self.profile, self.settings.typography);
        let Some(sheet) = self.overlay.as_ref() else { return };
        let set = Set::of(sheet, self.size.width, &setter);
        let lowest = set.lowest(page);
        let mut top = sheet.top.min(lowest);
        // A line that the row has no more at this width.
        top.1 = top.1.min(set.height(top.0) - 1);
        if let Some(chosen) = sheet.chosen {
            top = set.with(chosen, top, page);
        }
        if let Some(sheet) = self.overlay.as_mut() {
            sheet.top = top;
        }
    }
}
