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
    /// So long a time is kept for what is paid of it in advance.
    pub deposit: Duration,
    /// So many minutes before an appointment people are reminded, where the shop says nothing else; 0 means not.
    pub first_reminder: i16,
    /// And once more.
    pub second_reminder: i16,
    /// So often its customer moves an appointment by themselves.
    pub most_moves: u32,
}

impl Booking {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            hold: section.minutes("hold_minutes", 1..=60),
            offer: section.minutes("offer_minutes", 5..=2_880),
            deposit: section.minutes("deposit_minutes", 15..=2_880),
            first_reminder: reminder(section, "first_reminder_minutes"),
            second_reminder: reminder(section, "second_reminder_minutes"),
            most_moves: section.number("most_moves", 1..=100),
        }
    }
}

fn reminder(section: &mut Section<'_>, key: &str) -> i16 {
    let lead = section.number(key, 0..=10_080);
    section.rule(
        &[key],
        lead == 0 || lead >= 15,
        "nobody could act on it any more",
        "write 0 for none, or 15 at least",
    );
    lead
}
