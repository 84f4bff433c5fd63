//! `[booking]`

use std::time::Duration;

use super::reader::Section;

/// The appointment book.
#[derive(Debug, Clone)]
pub struct Booking {
    /// So long a time is kept for who types their name.
    pub hold: Duration,
    /// So long a freed time is kept for the next in line.
    pub offer: Duration,
}

impl Booking {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            hold: section.minutes("hold_minutes", 1..=60),
            offer: section.minutes("offer_minutes", 5..=2_880),
        }
    }
}
