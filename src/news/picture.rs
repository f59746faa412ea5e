//! Pictures of an article: the small copy that a library keeps, and the grid of colours that a screen can show.
//!
//! It decodes nothing: copies are made by `import`, and opened by `runtime`.

/// A small copy of a picture, as a library keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The block of the text that it belongs to.
    pub block: u32,
    /// Pixels.
    pub width: u16,
    /// Pixels.
    pub height: u16,
    /// The copy itself.
    pub jpeg: Vec<u8>,
}

/// Red, green, blue.
pub type Colour = [u8; 3];

/// A picture as cells: each has a colour above and one below.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Raster {
    /// Cells of a row.
    pub columns: u16,
    /// Rows of cells from the top, each as long as `columns`.
    pub rows: Vec<Vec<(Colour, Colour)>>,
    /// The same in pixels, for a terminal that draws them.
    pub pixels: Option<Pixels>,
    /// By what the terminal knows the pixels, among the pictures that are shown; 0 where it has none.
    pub number: u8,
}

/// How pictures reach the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Drawing {
    /// As half blocks, two colours to a cell.
    #[default]
    Blocks,
    /// As pixels that the terminal keeps and draws where cells say so (kitty's protocol, Unicode placeholders).
    Kitty,
    /// As pixels that are drawn over cells (sixel).
    Sixel,
}

/// A picture in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pixels {
    /// A PNG, of any size: the terminal fits it into the cells.
    Png(Vec<u8>),
    /// Of the size of the cells.
    Dots(Dots),
}

/// A picture of few colours that covers its cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dots {
    /// Width and height of a cell in pixels.
    pub cell: (u16, u16),
    /// Pixels of a row.
    pub width: usize,
    /// Colours, at most 255.
    pub palette: Vec<Colour>,
    /// The colour of each pixel; [`Dots::NONE`] where nothing is drawn.
    pub points: Vec<u8>,
}

impl Dots {
    /// Of no colour.
    pub const NONE: u8 = 255;
}

/// The room for a picture, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Frame {
    /// Columns at most.
    pub columns: u16,
    /// Rows at most.
    pub rows: u16,
    /// How it will be drawn.
    pub drawing: Drawing,
    /// Width and height of a cell in pixels; zeros where the terminal does not say.
    pub cell: (u16, u16),
}

impl Frame {
    /// Columns and rows of a picture of so many pixels within the frame, its proportions kept; a cell is twice as high as
    /// it is wide. It is never made larger than a pixel to half a cell.
    #[must_use]
    pub fn fit(self, width: u32, height: u32) -> Self {
        let (width, height) = (width.max(1), height.max(1));
        let halves = u32::from(self.rows) * 2;
        let columns = width.min(u32::from(self.columns)).min((halves * width / height).max(1));
        let tall = (columns * height).div_ceil(width).clamp(1, halves.max(1));
        Self { columns: columns as u16, rows: tall.div_ceil(2) as u16, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(frame: (u16, u16), picture: (u32, u32), expected: (u16, u16)) {
        let fitted = Frame { columns: frame.0, rows: frame.1, ..Frame::default() }.fit(picture.0, picture.1);
        assert_eq!((fitted.columns, fitted.rows), expected, "{picture:?} in {frame:?}");
    }

    #[test]
    fn a_picture_keeps_its_proportions_within_the_frame() {
        check((80, 10), (480, 320), (30, 10));
        check((20, 10), (480, 320), (20, 7));
        check((80, 10), (480, 10), (80, 1));
        check((80, 10), (10, 480), (1, 10));
        check((80, 10), (8, 8), (8, 4));
        check((1, 1), (480, 480), (1, 1));
    }
}
