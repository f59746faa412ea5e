//! A selection in a column of rows: the arithmetic that every list shares.

/// Which row is selected and which is at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListState {
    /// Selected row from 0.
    pub selected: usize,
    /// Row at the top of the pane.
    pub top: usize,
}

impl ListState {
    /// Moves the selection by rows within `count` rows.
    pub fn step(&mut self, by: isize, count: usize) {
        let last = count.saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Keeps the selection in view: `room` rows are visible, one of context where there is space.
    pub fn follow(&mut self, count: usize, room: usize) {
        let room = room.max(1);
        self.selected = self.selected.min(count.saturating_sub(1));
        let context = usize::from(room > 4);
        self.top = self.top.min(self.selected.saturating_sub(context));
        let bottom = (self.selected + context + 1).min(count);
        self.top = self.top.max(bottom.saturating_sub(room));
        self.top = self.top.min(count.saturating_sub(room));
    }

    /// Scrolls without moving the selection out of view.
    pub fn scroll(&mut self, by: isize, count: usize, room: usize) {
        self.top = self.top.saturating_add_signed(by).min(count.saturating_sub(room.max(1)));
        let lowest = self.top + room.max(1) - 1;
        self.selected = self.selected.clamp(self.top, lowest.max(self.top)).min(count.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_view() {
        for count in 0..30 {
            for room in 0..12 {
                let mut list = ListState::default();
                for by in [3, 9, -2, 40, -1, -100, 5] {
                    list.step(by, count);
                    list.follow(count, room);
                    assert!(count == 0 || list.selected < count);
                    assert!(
                        list.top <= list.selected && list.selected < list.top + room.max(1),
                        "{count} {room} {list:?}"
                    );
                    list.scroll(by / 2, count, room);
                    assert!(
                        count == 0 || list.top <= list.selected && list.selected < list.top + room.max(1)
                    );
                }
            }
        }
    }
}
