//! A small copy of a picture, within caps on bytes, pixels and memory. Pure; it may take long and much memory, and
//! therefore runs in a process that can be ended.

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;

use crate::news::Thumbnail;

/// Largest file of a picture, bytes.
pub const LARGEST: usize = 8 << 20;
/// Most pixels of a picture.
const PIXELS: u64 = 40_000_000;
/// Memory that decoding may take, bytes.
const MEMORY: u64 = 256 << 20;
/// Narrowest picture that is one, and not an icon or a counter, pixels.
const SMALLEST: u32 = 48;
/// Width and height of a copy at most, pixels; the second where the first takes too many bytes.
const SIDES: [u32; 2] = [480, 240];
/// Qualities that are tried one after the other.
const QUALITIES: [u8; 3] = [80, 60, 40];
/// Bytes of a copy at most.
const COPY: usize = 64 << 10;

/// A small copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Small {
    /// Pixels.
    pub width: u16,
    /// Pixels.
    pub height: u16,
    /// The copy.
    pub jpeg: Vec<u8>,
}

impl Small {
    /// The copy as the thumbnail of a block.
    pub fn of_block(self, block: u32) -> Thumbnail {
        Thumbnail { block, width: self.width, height: self.height, jpeg: self.jpeg }
    }
}

/// Makes a small copy; `None` where it is no picture of a known kind, or only an icon; else why it cannot be made.
pub fn shrink(bytes: &[u8]) -> Result<Option<Small>, String> {
    let format = image::guess_format(bytes).ok();
    let known = |format: &ImageFormat| {
        matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif | ImageFormat::WebP)
    };
    let Some(format) = format.filter(known) else { return Ok(None) };
    let Some(picture) = decoded(bytes, format)? else { return Ok(None) };
    for side in SIDES {
        let copy = on_white(&reduced(&picture, side));
        for quality in QUALITIES {
            let mut jpeg = Vec::new();
            JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&copy).map_err(said)?;
            if jpeg.len() <= COPY {
                let (width, height) = (copy.width() as u16, copy.height() as u16);
                return Ok(Some(Small { width, height, jpeg }));
            }
        }
    }
    Err("its copy would be too large".to_owned())
}

fn decoded(bytes: &[u8], format: ImageFormat) -> Result<Option<DynamicImage>, String> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(said)?;
    let (width, height) = decoder.dimensions();
    if width.min(height) < SMALLEST {
        return Ok(None);
    }
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(format!("{width}×{height} pixels"));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    decoder.set_limits(limits).map_err(said)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(said)?;
    // Turned when it is small.
    let mut picture = reduced(&picture, SIDES.into_iter().max().unwrap_or_default());
    picture.apply_orientation(orientation);
    Ok(Some(picture))
}

fn reduced(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        return picture.clone();
    }
    picture.thumbnail(side, side)
}

/// What is transparent lets a white page through.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let source = picture.to_rgba8();
    let mut copy = RgbImage::new(source.width(), source.height());
    for (from, to) in source.pixels().zip(copy.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        let over = |colour: u8| {
            let alpha = u32::from(alpha);
            ((u32::from(colour) * alpha + 255 * (255 - alpha)) / 255) as u8
        };
        to.0 = [over(red), over(green), over(blue)];
    }
    copy
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn said(error: image::ImageError) -> String {
    crate::text::sanitize::line(&error.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn each_kind_becomes_a_small_copy_of_the_same_shape() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let small = shrink(&made(960, 640, format)).unwrap().unwrap();
            assert_eq!((small.width, small.height), (480, 320), "{format:?}");
            assert!(small.jpeg.len() <= COPY);
            assert!(image::load_from_memory(&small.jpeg).is_ok());
        }
        let small = shrink(&made(100, 60, ImageFormat::Png)).unwrap().unwrap();
        assert_eq!((small.width, small.height), (100, 60), "none is made larger");
    }

    #[test]
    fn what_is_no_picture_is_left_and_what_is_broken_or_a_bomb_is_refused() {
        assert_eq!(shrink(&made(40, 600, ImageFormat::Png)), Ok(None), "an icon");
        assert_eq!(shrink(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Ok(None));
        assert_eq!(shrink(b""), Ok(None));
        let mut cut = made(960, 640, ImageFormat::Png);
        cut.truncate(cut.len() / 2);
        assert!(shrink(&cut).is_err());
        // The head of a PNG of 60,000 × 60,000 pixels, with nothing behind it.
        let mut bomb = made(64, 64, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(shrink(&bomb).is_err());
    }

    #[test]
    fn transparent_is_white() {
        let clear = image::RgbaImage::from_pixel(64, 64, image::Rgba([0, 0, 0, 0]));
        assert_eq!(on_white(&DynamicImage::ImageRgba8(clear)).get_pixel(3, 3).0, [255, 255, 255]);
    }
}
