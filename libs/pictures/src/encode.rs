//! From bytes to WebP in all sizes. Runs on a blocking thread.

use std::io::Cursor;

use bytes::Bytes;
use fast_image_resize::{ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use kernel::{Error, Result};

use crate::sniff::{FIELD, format_of};
use crate::{MAX_SIDE, WIDTHS};

/// Of libwebp: files a third the size of a JPEG without visible loss.
const QUALITY: f32 = 80.0;

/// One size of a picture.
pub(crate) struct Size {
    pub width: u32,
    pub height: u32,
    pub webp: Bytes,
}

/// One for each of [`WIDTHS`], in that order.
pub(crate) fn in_all_sizes(bytes: &[u8], max_pixels: u64) -> Result<Vec<Size>> {
    let picture = decode(bytes, max_pixels)?;
    WIDTHS.iter().map(|width| shrink(&picture, *width)).collect()
}

fn decode(bytes: &[u8], max_pixels: u64) -> Result<DynamicImage> {
    let broken = |_| Error::invalid(FIELD, "broken_picture");
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format_of(bytes)?);
    let mut limits = Limits::default();
    // Sides are checked by hand below, with a better sentence. Four bytes a pixel, and as much again to work with.
    limits.max_alloc = Some(max_pixels.saturating_mul(8));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > max_pixels {
        return Err(Error::invalid(FIELD, "picture_too_large"));
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    Ok(plain(picture))
}

/// Eight bits a channel, with alpha only where there was some: what the encoder takes.
fn plain(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    }
}

fn shrink(picture: &DynamicImage, wanted: u32) -> Result<Size> {
    let (width, height) = fitted(picture.width(), picture.height(), wanted);
    if width == picture.width() {
        return encode(picture);
    }
    let mut small = DynamicImage::new(width, height, picture.color());
    let fault = |e: fast_image_resize::ResizeError| Error::Fault(e.into());
    Resizer::new()
        .resize(picture, &mut small, &ResizeOptions::new())
        .map_err(fault)?;
    encode(&small)
}

/// As wide as wanted or as it is, whichever is less, in the same proportion.
fn fitted(width: u32, height: u32, wanted: u32) -> (u32, u32) {
    if width <= wanted {
        return (width, height);
    }
    let scaled = u64::from(height) * u64::from(wanted) / u64::from(width);
    (wanted, u32::try_from(scaled).unwrap_or(u32::MAX).max(1))
}

fn encode(picture: &DynamicImage) -> Result<Size> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgba8(p) => webp::Encoder::from_rgba(p.as_raw(), width, height),
        DynamicImage::ImageRgb8(p) => webp::Encoder::from_rgb(p.as_raw(), width, height),
        _ => return Err(Error::fault("a picture was not made plain before it was encoded")),
    };
    let webp = encoder
        .encode_simple(false, QUALITY)
        .map_err(|e| Error::fault(format!("WebP encoder: {e:?}")))?;
    Ok(Size {
        width,
        height,
        webp: Bytes::copy_from_slice(&webp),
    })
}

#[cfg(test)]
mod tests {
    use super::{fitted, in_all_sizes};
    use image::{DynamicImage, ImageFormat};

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = std::io::Cursor::new(vec![]);
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut out, format)
            .unwrap();
        out.into_inner()
    }

    fn refusal(bytes: &[u8], max_pixels: u64) -> &'static str {
        match in_all_sizes(bytes, max_pixels) {
            Err(kernel::Error::Refused(r)) => r.fields.first().map_or("", |f| f.code),
            Err(e) => panic!("{e}"),
            Ok(_) => "",
        }
    }

    #[test]
    fn a_picture_comes_in_three_sizes_and_is_never_enlarged() {
        let sizes = in_all_sizes(&file(1000, 500, ImageFormat::Png), 1_000_000).unwrap();
        let widths: Vec<_> = sizes.iter().map(|s| (s.width, s.height)).collect();
        assert_eq!(widths, [(320, 160), (640, 320), (1000, 500)]);
        assert!(sizes.iter().all(|s| &s.webp[8..12] == b"WEBP"));
        assert_eq!(fitted(10_000, 3, 320), (320, 1));
    }

    #[test]
    fn what_would_fill_the_memory_is_refused_before_it_is_unfolded() {
        assert_eq!(
            refusal(&file(1001, 1000, ImageFormat::Png), 1_000_000),
            "picture_too_large"
        );
        let mut bomb = file(8, 8, ImageFormat::Png);
        // The header of a PNG says 60,000 by 60,000, with a checksum to match.
        bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        let crc = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(refusal(&bomb, 50_000_000), "picture_too_large");
    }

    #[test]
    fn a_file_cut_short_is_broken() {
        let whole = file(64, 64, ImageFormat::Png);
        assert_eq!(refusal(&whole[..whole.len() / 2], 1_000_000), "broken_picture");
    }

    #[test]
    fn a_picture_is_turned_as_its_exif_says_and_the_exif_is_dropped() {
        let plain = file(40, 20, ImageFormat::Jpeg);
        // APP1 with one entry: orientation 6, which means turned to the left.
        let exif = b"\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&plain[..2], exif, &plain[2..]].concat();
        let sizes = in_all_sizes(&turned, 1_000_000).unwrap();
        assert_eq!((sizes[2].width, sizes[2].height), (20, 40));
        assert!(
            sizes
                .iter()
                .all(|s| !s.webp.windows(4).any(|w| w == b"Exif" || w == b"EXIF"))
        );
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |mut crc, byte| {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    (crc >> 1) ^ 0xEDB8_8320
                } else {
                    crc >> 1
                };
            }
            crc
        })
    }
}
