//! Pictures that are drawn over cells: which there are, and which of their parts a frame has to draw.

use super::sixel::{self, Part};
use crate::news::{Pixels, Raster};
use crate::ui::named_part;
use ratatui::buffer::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The pictures by what cells name them by, and the parts that are due.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pictures: BTreeMap<u32, Rc<Raster>>,
    due: Vec<Part>,
}

impl Drawn {
    pub(super) fn keep(&mut self, id: u32, picture: Rc<Raster>) {
        self.pictures.insert(id, picture);
    }

    pub(super) fn forget(&mut self, id: u32) {
        self.pictures.remove(&id);
    }

    /// Whether a cell is a part of a picture that is drawn, which is then due.
    pub(super) fn takes(&mut self, x: u16, y: u16, cell: &Cell) -> bool {
        if self.pictures.is_empty() {
            return false;
        }
        let Some((id, row, column)) = named_part(cell) else { return false };
        let known = self.pictures.contains_key(&id);
        if known {
            self.due.push(Part { id, x, y, column, row, columns: 1, rows: 1 });
        }
        known
    }

    /// What is due, as the largest parts: where each begins, and its drawing.
    pub(super) fn due(&mut self) -> Vec<((u16, u16), Vec<u8>)> {
        let drawing = |part: &Part| {
            let picture = self.pictures.get(&part.id)?;
            let Some(Pixels::Dots(dots)) = &picture.pixels else { return None };
            let mut bytes = Vec::new();
            sixel::draw(dots, part, &mut bytes);
            Some(((part.x, part.y), bytes))
        };
        let drawings = sixel::joined(&self.due).iter().filter_map(drawing).collect();
        self.due.clear();
        drawings
    }
}
