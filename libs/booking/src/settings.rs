//! Numbers that this slice obeys. The executable reads them from the settings.

use http::App;

const MINUTE: i64 = 60;

/// The appointment book. Handlers and jobs reach it by [`BookingRules::of`].
#[derive(Debug, Clone, Copy)]
pub struct BookingRules {
    /// So many seconds a time is kept for who types their name.
    pub hold_seconds: i64,
    /// So many seconds a freed time is kept for the next in line.
    pub offer_seconds: i64,
    /// So many seconds a time is kept for what is paid of it in advance.
    pub deposit_seconds: i64,
    /// So often its customer moves an appointment by themselves: each time writes mails.
    pub most_moves: u32,
}

impl Default for BookingRules {
    fn default() -> Self {
        Self {
            hold_seconds: 10 * MINUTE,
            offer_seconds: 60 * MINUTE,
            deposit_seconds: 60 * MINUTE,
            most_moves: 5,
        }
    }
}

impl BookingRules {
    /// Those that the program was started with.
    pub fn of(app: &App) -> Self {
        app.slices.get()
    }
}
