//! Thumbnails opened and brought to the size of cells; on the worker, for a picture takes a millisecond or two.
//!
//! A library comes from elsewhere: what is larger than a thumbnail is, or is no picture, is passed over.

use crate::news::{Frame, Raster, Thumbnail};
use image::imageops::thumbnail as reduced;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Widest and highest thumbnail that is opened, pixels.
const SIDE: u32 = 640;
/// Memory that opening one may take, bytes.
const MEMORY: u64 = 8 << 20;

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
    Raster { columns: fitted.columns, rows: (0..fitted.rows).map(row).collect() }
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
        let shown = shown(&thumbnails, Frame { columns: 60, rows: 8 });
        let [(1, raster)] = shown.as_slice() else { panic!("one picture: {shown:?}") };
        assert_eq!((raster.columns, raster.rows.len()), (24, 8));
        let (above, _) = raster.rows[0][3];
        let (_, below) = raster.rows[7][3];
        assert!(above[0] > 200 && above[2] < 60, "red above: {above:?}");
        assert!(below[2] > 200 && below[0] < 60, "blue below: {below:?}");
        assert!(raster.rows.iter().all(|row| row.len() == 24));
    }
}
