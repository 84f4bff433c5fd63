//! `[sales]`

use std::time::Duration;

use super::reader::Section;

/// Carts and orders.
#[derive(Debug, Clone)]
pub struct Sales {
    /// An order to be paid in advance that is not paid by then is cancelled and its stock released, where the shop itself
    /// says nothing.
    pub unpaid_order: Duration,
    /// The same for one that is paid over a provider.
    pub online_payment: Duration,
    /// A cart that nobody touched for so long is thrown away.
    pub cart: Duration,
    /// Most lines in a cart.
    pub cart_lines: u32,
    /// Most pieces in one line; the table takes no more than 999.
    pub line_quantity: u32,
}

impl Sales {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            unpaid_order: section.minutes("unpaid_order_minutes", 5..=43_200),
            online_payment: section.minutes("online_payment_minutes", 20..=1_440),
            cart: section.days("cart_days", 1..=365),
            cart_lines: section.number("cart_lines", 1..=1_000),
            line_quantity: section.number("line_quantity", 1..=999),
        }
    }
}
