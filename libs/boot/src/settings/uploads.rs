//! `[uploads]`

use super::reader::Section;

/// Pictures that people send.
#[derive(Debug, Clone)]
pub struct Uploads {
    /// Largest file, in bytes.
    pub max_bytes: usize,
    /// Largest picture, in pixels: a small file can unfold to gigabytes.
    pub max_pixels: u64,
}

impl Uploads {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            max_bytes: section.number("max_bytes", 1_024..=100 * 1_024 * 1_024),
            max_pixels: section.number("max_pixels", 1_000..=400_000_000),
        }
    }
}
