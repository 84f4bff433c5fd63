//! What a file is, by its bytes, and whether something else hides in it.

use image::ImageFormat;
use kernel::{Error, Result};

/// The field that uploads arrive in.
pub(crate) const FIELD: &str = "file";

/// The format, when it is one that we take and the file is nothing else besides.
pub(crate) fn format_of(bytes: &[u8]) -> Result<ImageFormat> {
    let format = by_magic(bytes).ok_or_else(|| Error::invalid(FIELD, "not_a_picture"))?;
    let tail = tail(bytes, format).ok_or_else(|| Error::invalid(FIELD, "broken_picture"))?;
    if has_active_content(bytes) || has_stowaway(tail) {
        return Err(Error::invalid(FIELD, "suspicious_picture"));
    }
    Ok(format)
}

fn by_magic(bytes: &[u8]) -> Option<ImageFormat> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(ImageFormat::Png),
        _ if is_webp => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Long enough not to occur by chance in ten megabytes of compressed picture.
const ANYWHERE: [&[u8]; 5] = [
    b"<script",
    b"<!doctype",
    b"<iframe",
    b"<foreignobject",
    b"javascript:",
];

/// What may not follow a picture: pages, programs, archives, documents.
const BEHIND: [&[u8]; 10] = [
    b"<svg",
    b"<html",
    b"<?php",
    b"<?xml",
    b"<body",
    b"pk\x03\x04",
    b"%pdf-",
    b"\x7felf",
    b"rar!",
    b"gif8",
];

fn has_active_content(bytes: &[u8]) -> bool {
    ANYWHERE.iter().any(|needle| contains(bytes, needle))
}

/// Phones append previews and short films to a JPEG; those are dropped, not refused.
fn has_stowaway(tail: &[u8]) -> bool {
    BEHIND.iter().any(|needle| contains(tail, needle))
}

/// Whether `needle` (lower case) occurs, in whatever case.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes
        .windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle))
}

/// What follows the end of the picture; none when it has no end, since it was cut short.
fn tail(bytes: &[u8], format: ImageFormat) -> Option<&[u8]> {
    let end = match format {
        ImageFormat::Png => end_of_png(bytes),
        ImageFormat::WebP => end_of_webp(bytes),
        _ => end_of_jpeg(bytes),
    };
    bytes.get(end?..)
}

/// Behind the chunk `IEND` and its checksum (PNG, third edition, §11.2.5).
fn end_of_png(bytes: &[u8]) -> Option<usize> {
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let kind = bytes.get(at + 4..at + 8)?;
        at = at.checked_add(usize::try_from(length).ok()?)?.checked_add(12)?;
        if kind == b"IEND" {
            return Some(at);
        }
    }
}

/// The RIFF header says how long it is (RFC 9649 §2.4).
fn end_of_webp(bytes: &[u8]) -> Option<usize> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?);
    usize::try_from(length).ok()?.checked_add(8)
}

/// Behind the first end-of-image marker outside the segments (ITU T.81 annex B).
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else {
            return end_of_scan(bytes, at);
        };
        match marker {
            0xD9 => return Some(at + 2),
            0xFF => at += 1,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
                at += 2 + length;
                if marker == 0xDA {
                    at = next_marker(bytes, at)?;
                }
            }
        }
    }
}

/// Damaged between two segments: the next end-of-image will do.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(2)
        .position(|pair| pair == [0xFF, 0xD9])
        .map(|i| from + i + 2)
}

/// In a scan, `FF 00` is data and `FF D0…D7` restarts it; any other marker ends it.
fn next_marker(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF);
    rest.windows(2).position(is_marker).map(|i| from + i)
}

#[cfg(test)]
mod tests {
    use super::{format_of, tail};
    use image::ImageFormat;

    fn code(bytes: &[u8]) -> &'static str {
        match format_of(bytes) {
            Err(kernel::Error::Refused(r)) => r.fields.first().map_or("", |f| f.code),
            _ => "",
        }
    }

    fn sample(format: ImageFormat) -> Vec<u8> {
        let mut out = std::io::Cursor::new(vec![]);
        image::DynamicImage::new_rgb8(8, 8)
            .write_to(&mut out, format)
            .unwrap();
        out.into_inner()
    }

    #[test]
    fn only_three_formats_pass_whatever_the_file_is_called() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            assert_eq!(format_of(&sample(format)).unwrap(), format);
        }
        for other in [
            &b"GIF89a\x01\0\x01\0"[..],
            b"<svg xmlns='x'/>",
            b"",
            b"\xFF\xD8",
            b"BM1234",
            b"%PDF-1.7",
        ] {
            assert_eq!(code(other), "not_a_picture", "{other:?}");
        }
    }

    #[test]
    fn a_picture_that_is_something_else_besides_is_refused() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            for stowaway in [
                &b"<SVG onload=x>"[..],
                b"PK\x03\x04zip",
                b"<?php x",
                b"<script>alert(1)</script>",
                b"%PDF-1.7",
            ] {
                let both = [sample(format), stowaway.to_vec()].concat();
                assert_eq!(code(&both), "suspicious_picture", "{format:?} {stowaway:?}");
            }
        }
    }

    #[test]
    fn what_follows_a_picture_is_found() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let both = [sample(format), b"more".to_vec()].concat();
            assert_eq!(tail(&both, format), Some(&b"more"[..]), "{format:?}");
            assert_eq!(tail(&both[..both.len() / 2], format), None, "{format:?}");
        }
    }
}
