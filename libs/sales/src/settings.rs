//! Numbers that this slice obeys. The executable reads them from the settings.

use http::App;

use crate::model::cart::CartLimits;

const DAY: i64 = 24 * 3600;

/// Carts and orders. Handlers and jobs reach it by [`SalesRules::of`].
#[derive(Debug, Clone, Copy)]
pub struct SalesRules {
    /// An order that is paid in advance waits so many seconds for the money, where the shop itself says nothing.
    pub unpaid_seconds: i64,
    /// The same for one that is paid over a provider, from the checkout on.
    pub online_seconds: i64,
    /// An anonymous cart that nobody touched for so long is forgotten.
    pub cart_seconds: i64,
    /// How much a cart may hold.
    pub cart: CartLimits,
}

impl Default for SalesRules {
    fn default() -> Self {
        Self {
            unpaid_seconds: 2 * DAY,
            online_seconds: 3600,
            cart_seconds: 30 * DAY,
            cart: CartLimits::default(),
        }
    }
}

impl SalesRules {
    /// Those that the program was started with.
    pub fn of(app: &App) -> Self {
        app.slices.get()
    }

    /// Whole hours, as shops say it; a begun hour counts.
    pub fn unpaid_hours(&self) -> i32 {
        let hours = (self.unpaid_seconds + 3599) / 3600;
        i32::try_from(hours).unwrap_or(i32::MAX)
    }
}
