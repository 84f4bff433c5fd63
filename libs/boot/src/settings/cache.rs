//! `[cache]`

use super::reader::Section;

/// What is kept in memory so that it need not be made again.
#[derive(Debug, Clone)]
pub struct Cache {
    /// Most bytes of public pages and answers; 0 keeps none.
    pub page_bytes: u64,
}

impl Cache {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            page_bytes: section.number("page_bytes", 0..=16 * 1_024 * 1_024 * 1_024),
        }
    }
}
