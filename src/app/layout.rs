//! Where everything stands: a pure function of the terminal's size and of what is open.
//!
//! Scrolling, wrapping, mouse hits and drawing all read this one value; nothing is learnt while drawing.

use ratatui::layout::{Rect, Size};

/// Columns of text that the article has at most unless told otherwise: 40 hanzi.
pub const DEFAULT_MEASURE: u16 = 80;

/// The shortest and the longest measure that can be chosen, in columns.
pub const MEASURES: std::ops::RangeInclusive<u16> = 20..=160;

/// A part of the screen that can be focused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The category list.
    Categories,
    /// The headlines of the selection.
    Headlines,
    /// The open article.
    Article,
    /// What belongs with it.
    Related,
}

/// What decides the layout beside the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The focused pane.
    pub focus: Pane,
    /// An article is open.
    pub reading: bool,
    /// Only the text.
    pub zen: bool,
    /// Columns of the article's lines at most.
    pub measure: u16,
    /// Paragraphs are selected: there must be a column for their mark beside the text.
    pub marked: bool,
}

/// The areas of one frame. An absent pane is `None`; no area is larger than the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Breadcrumb and position.
    pub header: Rect,
    /// Categories, heading row included.
    pub categories: Option<Rect>,
    /// Headlines, heading row included.
    pub headlines: Option<Rect>,
    /// The article's text, exactly its measure wide.
    pub article: Option<Rect>,
    /// Related articles, heading row included.
    pub related: Option<Rect>,
    /// Hints and the prompt.
    pub status: Rect,
}

/// White space between panes, columns.
const GUTTER: u16 = 2;

impl Layout {
    /// Divides the screen.
    pub fn of(size: Size, wanted: Wanted) -> Self {
        let (header, body, status) = rows(size);
        let mut layout = Self { header, status, ..Self::default() };
        let plan = Plan::of(size.width, wanted);
        let mut x = 0;
        for (pane, width) in plan.columns {
            let area = Rect { x, y: body.y, width, height: body.height };
            layout.place(pane, area, wanted);
            x += width + GUTTER;
        }
        layout
    }

    fn place(&mut self, pane: Pane, area: Rect, wanted: Wanted) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        match pane {
            Pane::Categories => self.categories = Some(area),
            Pane::Headlines => self.headlines = Some(area),
            Pane::Article => self.article = Some(beside_mark(area, wanted)),
            Pane::Related => self.related = Some(area),
        }
    }

    /// The pane under a cell.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        let panes = [
            (Pane::Categories, self.categories),
            (Pane::Headlines, self.headlines),
            (Pane::Article, self.article),
            (Pane::Related, self.related),
        ];
        let hit = |area: Option<Rect>| area.is_some_and(|area| area.contains((column, row).into()));
        panes.into_iter().find(|(_, area)| hit(*area)).map(|(pane, _)| pane)
    }

    /// Whether a pane is on the screen.
    pub fn shows(&self, pane: Pane) -> bool {
        match pane {
            Pane::Categories => self.categories.is_some(),
            Pane::Headlines => self.headlines.is_some(),
            Pane::Article => self.article.is_some(),
            Pane::Related => self.related.is_some(),
        }
    }
}

/// Header, body and status rows; white rows between them where there is room, the status given up last.
fn rows(size: Size) -> (Rect, Rect, Rect) {
    let row = |y, height| Rect { x: 0, y, width: size.width, height };
    match size.height {
        0 => (row(0, 0), row(0, 0), row(0, 0)),
        1 => (row(0, 0), row(0, 1), row(0, 0)),
        2 | 3 => (row(0, 0), row(0, size.height - 1), row(size.height - 1, 1)),
        height @ 4..=11 => (row(0, 1), row(1, height - 2), row(height - 1, 1)),
        height @ 12..=29 => (row(0, 1), row(2, height - 3), row(height - 1, 1)),
        height => (row(0, 1), row(2, height - 4), row(height - 1, 1)),
    }
}

/// Panes from left to right with their columns.
struct Plan {
    columns: Vec<(Pane, u16)>,
}

impl Plan {
    fn of(width: u16, wanted: Wanted) -> Self {
        let middle = if wanted.reading { Pane::Article } else { Pane::Headlines };
        let columns = match width {
            _ if wanted.zen && wanted.reading => vec![(Pane::Article, width)],
            0..60 => vec![(one_pane(wanted), width)],
            60..100 => two_panes(width, wanted, middle),
            100..160 => {
                let (left, right) = (20 + (width - 100) / 20, 34 + (width - 100) / 12);
                let centre = width - left - right - 2 * GUTTER;
                vec![(Pane::Categories, left), (middle, centre), (Pane::Related, right)]
            }
            _ if !wanted.reading => {
                let (left, right) = (24, (width / 4).min(60));
                let centre = width - left - right - 2 * GUTTER;
                vec![(Pane::Categories, left), (Pane::Headlines, centre), (Pane::Related, right)]
            }
            _ => {
                let (left, right) = (22, 36 + (width - 160) / 10);
                let list = 40 + (width - 160) / 8;
                let centre = width - left - right - list - 3 * GUTTER;
                vec![
                    (Pane::Categories, left),
                    (Pane::Headlines, list),
                    (Pane::Article, centre),
                    (Pane::Related, right),
                ]
            }
        };
        Self { columns }
    }
}

fn one_pane(wanted: Wanted) -> Pane {
    match wanted.focus {
        Pane::Headlines if wanted.reading => Pane::Article,
        Pane::Article if !wanted.reading => Pane::Headlines,
        pane => pane,
    }
}

fn two_panes(width: u16, wanted: Wanted, middle: Pane) -> Vec<(Pane, u16)> {
    if wanted.focus == Pane::Categories {
        let left = 20 + (width - 60) / 10;
        return vec![(Pane::Categories, left), (middle, width - left - GUTTER)];
    }
    let right = 22 + (width - 60) / 4;
    vec![(middle, width - right - GUTTER), (Pane::Related, right)]
}

/// The text within its pane; where it would begin at the edge of the screen, behind the column of a mark that is wanted.
fn beside_mark(area: Rect, wanted: Wanted) -> Rect {
    let text = centred(area, wanted.measure);
    if !wanted.marked || text.x > 0 || area.width < 10 {
        return text;
    }
    centred(Rect { x: 1, width: area.width - 1, ..area }, wanted.measure)
}

/// The measure within its pane: an even number of columns, so that lines of hanzi end flush, in the middle.
fn centred(area: Rect, measure: u16) -> Rect {
    let width = area.width.min(measure.max(2));
    let width = if width > 2 { width & !1 } else { width };
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(focus: Pane, reading: bool) -> Wanted {
        Wanted { focus, reading, zen: false, measure: DEFAULT_MEASURE, marked: false }
    }

    #[test]
    fn panes_come_and_go_by_width() {
        let shown = |width: u16, focus, reading| {
            let layout = Layout::of(Size { width, height: 24 }, wanted(focus, reading));
            [Pane::Categories, Pane::Headlines, Pane::Article, Pane::Related].map(|pane| layout.shows(pane))
        };
        assert_eq!(shown(40, Pane::Article, true), [false, false, true, false]);
        assert_eq!(shown(40, Pane::Related, true), [false, false, false, true]);
        assert_eq!(shown(80, Pane::Article, true), [false, false, true, true]);
        assert_eq!(shown(80, Pane::Categories, false), [true, true, false, false]);
        assert_eq!(shown(120, Pane::Headlines, false), [true, true, false, true]);
        assert_eq!(shown(160, Pane::Article, true), [true, true, true, true]);
    }

    #[test]
    fn areas_stay_within_the_screen_and_apart_at_every_size() {
        for width in 0..250 {
            for height in 0..40 {
                for (focus, reading) in [
                    (Pane::Categories, false),
                    (Pane::Headlines, false),
                    (Pane::Article, true),
                    (Pane::Related, true),
                ] {
                    let size = Size { width, height };
                    let layout = Layout::of(size, wanted(focus, reading));
                    let panes: Vec<Rect> =
                        [layout.categories, layout.headlines, layout.article, layout.related]
                            .into_iter()
                            .flatten()
                            .collect();
                    let screen = Rect { x: 0, y: 0, width, height };
                    for area in panes.iter().chain([&layout.header, &layout.status]) {
                        assert_eq!(area.intersection(screen), *area, "{size:?}");
                    }
                    for pair in panes.windows(2) {
                        assert!(pair[0].right() <= pair[1].x, "{size:?}");
                    }
                    assert!(
                        layout.article.is_none_or(|area| area.width % 2 == 0 || area.width < 2),
                        "{size:?}"
                    );
                }
            }
        }
    }
}
