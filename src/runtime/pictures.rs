//! Thumbnails opened and brought to the size of cells, and of their pixels where the terminal draws those; on the worker,
//! for a picture takes a millisecond or two.
//!
//! A library comes from elsewhere: what is larger than a thumbnail is, or is no picture, is passed over.

use super::palette;
use crate::news::{Colour, Dots, Drawing, Frame, Pixels, Raster, Thumbnail};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::thumbnail as reduced;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Widest and highest thumbnail that is opened, pixels.
const SIDE: u32 = 640;
/// Memory that opening one may take, bytes.
const MEMORY: u64 = 8 << 20;
/// Bytes of a PNG at most: the terminal is sent it in one go, and the line to it may be slow.
const SENT: usize = 96 << 10;
/// Most pixels that are drawn over cells.
const DRAWN: u32 = 2_000_000;
/// How many times larger a picture is drawn over cells, at most.
const MAGNIFIED: u32 = 16;
/// A cell of a terminal that does not say how large it is, pixels.
const CELL: (u16, u16) = (10, 20);

/// The pictures that can be shown, by their block.
pub fn shown(thumbnails: &[Thumbnail], frame: Frame) -> Vec<(u32, Raster)> {
    let raster = |thumbnail: &Thumbnail| {
        // A fault of the decoder costs its picture and not the reader.
        let opened = catch_unwind(AssertUnwindSafe(|| opened(&thumbnail.jpeg))).ok()??;
        Some((thumbnail.block, raster(&opened, frame)))
    };
    thumbnails.iter().filter_map(raster).collect()
}

fn opened(jpeg: &[u8]) -> Option<RgbImage> {
    let mut decoder = ImageReader::with_format(Cursor::new(jpeg), ImageFormat::Jpeg).into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > SIDE || width.min(height) == 0 {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    decoder.set_limits(limits).ok()?;
    Some(DynamicImage::from_decoder(decoder).ok()?.into_rgb8())
}

fn raster(picture: &RgbImage, frame: Frame) -> Raster {
    let fitted = frame.fit(picture.width(), picture.height());
    let small = reduced(picture, u32::from(fitted.columns), u32::from(fitted.rows) * 2);
    let colour = |x: u16, y: u32| small.get_pixel_checked(u32::from(x), y).map_or([0; 3], |pixel| pixel.0);
    let row = |row: u16| {
        let y = u32::from(row) * 2;
        (0..fitted.columns).map(|x| (colour(x, y), colour(x, y + 1))).collect()
    };
    let pixels = match frame.drawing {
        Drawing::Blocks => None,
        Drawing::Kitty => png(picture, fitted).map(Pixels::Png),
        Drawing::Sixel => dots(picture, fitted).map(Pixels::Dots),
    };
    let rows = (0..fitted.rows).map(row).collect();
    Raster { columns: fitted.columns, rows, pixels, number: 0 }
}

/// A PNG of no more pixels than the cells have, and of fewer where it would take too many bytes.
fn png(picture: &RgbImage, fitted: Frame) -> Option<Vec<u8>> {
    let (across, down) = if fitted.cell.0.min(fitted.cell.1) == 0 { CELL } else { fitted.cell };
    let room = (u32::from(fitted.columns) * u32::from(across), u32::from(fitted.rows) * u32::from(down));
    let (mut width, mut height) = within(room, picture.dimensions());
    loop {
        let small = if (width, height) == picture.dimensions() {
            std::borrow::Cow::Borrowed(picture)
        } else {
            std::borrow::Cow::Owned(reduced(picture, width, height))
        };
        let mut bytes = Vec::new();
        let encoder =
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
        small.write_with_encoder(encoder).ok()?;
        if bytes.len() <= SENT {
            return Some(bytes);
        }
        if width.min(height) < 2 {
            return None;
        }
        (width, height) = (width * 4 / 5, height * 4 / 5);
    }
}

/// Dots of the size of the cells, in the middle of them; none where the terminal does not say how large a cell is.
fn dots(picture: &RgbImage, fitted: Frame) -> Option<Dots> {
    let (across, down) = fitted.cell;
    let room = (u32::from(fitted.columns) * u32::from(across), u32::from(fitted.rows) * u32::from(down));
    if room.0 * room.1 == 0 || room.0 * room.1 > DRAWN {
        return None;
    }
    // Nothing at the terminal magnifies it.
    let whole = picture.dimensions();
    let (width, height) = within(room, (whole.0 * MAGNIFIED, whole.1 * MAGNIFIED));
    let fitting = if width < whole.0 {
        reduced(picture, width, height)
    } else {
        image::imageops::resize(picture, width, height, image::imageops::FilterType::Triangle)
    };
    let pixels: Vec<Colour> = fitting.pixels().map(|pixel| pixel.0).collect();
    let (palette, chosen) = palette::reduce(&pixels);
    let mut points = vec![Dots::NONE; (room.0 * room.1) as usize];
    let (left, top) = ((room.0 - width) / 2, (room.1 - height) / 2);
    for (row, from) in chosen.chunks(width as usize).enumerate() {
        let start = (top as usize + row) * room.0 as usize + left as usize;
        if let Some(to) = points.get_mut(start..start + from.len()) {
            to.copy_from_slice(from);
        }
    }
    Some(Dots { cell: fitted.cell, width: room.0 as usize, palette, points })
}

/// The largest size within a room that keeps the proportions of a picture and does not magnify it.
fn within(room: (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    if width <= room.0 && height <= room.1 {
        return (width, height);
    }
    // The side that is cut more decides.
    let (part, whole) = if u64::from(room.0) * u64::from(height) <= u64::from(room.1) * u64::from(width) {
        (room.0, width)
    } else {
        (room.1, height)
    };
    let scaled = |side: u32| (u64::from(side) * u64::from(part) / u64::from(whole)).max(1) as u32;
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let half = |_, y| image::Rgb(if y < height / 2 { [250, 10, 10] } else { [10, 10, 250] });
        let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, half));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    fn thumbnail(block: u32, jpeg: Vec<u8>) -> Thumbnail {
        Thumbnail { block, width: 0, height: 0, jpeg }
    }

    #[test]
    fn a_thumbnail_becomes_cells_and_what_is_none_is_passed_over() {
        let thumbnails = [
            thumbnail(1, jpeg(480, 320)),
            thumbnail(2, b"no picture".to_vec()),
            thumbnail(3, jpeg(700, 20)),
            thumbnail(4, Vec::new()),
        ];
        let shown = shown(&thumbnails, Frame { columns: 60, rows: 8, ..Frame::default() });
        let [(1, raster)] = shown.as_slice() else { panic!("one picture: {shown:?}") };
        assert_eq!((raster.columns, raster.rows.len()), (24, 8));
        let (above, _) = raster.rows[0][3];
        let (_, below) = raster.rows[7][3];
        assert!(above[0] > 200 && above[2] < 60, "red above: {above:?}");
        assert!(below[2] > 200 && below[0] < 60, "blue below: {below:?}");
        assert!(raster.rows.iter().all(|row| row.len() == 24));
        assert_eq!(raster.pixels, None, "cells only, where nothing else is asked for");
    }

    #[test]
    fn a_png_has_no_more_pixels_than_its_cells_and_few_bytes() {
        let shown = |picture: Vec<u8>, cell| {
            let frame = Frame { columns: 60, rows: 8, drawing: Drawing::Kitty, cell };
            let shown = shown(&[thumbnail(1, picture)], frame);
            let Some(Pixels::Png(png)) = shown[0].1.pixels.clone() else { panic!("a PNG") };
            assert!(png.len() <= SENT);
            image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().into_rgb8()
        };
        let small = shown(jpeg(480, 320), (0, 0));
        assert_eq!(small.dimensions(), (240, 160), "eight rows of twenty pixels");
        assert!(small.get_pixel(9, 9).0[0] > 200 && small.get_pixel(9, 150).0[2] > 200);
        assert_eq!(shown(jpeg(480, 320), (9, 18)).dimensions(), (216, 144));
        assert_eq!(shown(jpeg(480, 320), (40, 80)).dimensions(), (480, 320), "never magnified");
        // What cannot be compressed gets smaller.
        let mut state = 7_u32;
        let noise = RgbImage::from_fn(640, 426, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgb([(state >> 24) as u8, (state >> 16) as u8, (state >> 8) as u8])
        });
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(noise).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        let reduced = shown(bytes.into_inner(), (40, 80));
        assert!((100..640).contains(&reduced.width()), "{}", reduced.width());
    }
}
