//! `[sales]`

use std::time::Duration;

use super::reader::Section;

/// Carts and orders.
#[derive(Debug, Clone)]
pub struct Sales {
    /// An order that is not paid by then is cancelled and its stock released.
    pub unpaid_order: Duration,
    /// A cart that nobody touched for so long is thrown away.
    pub cart: Duration,
    /// Most lines in a cart.
    pub cart_lines: u32,
    /// Most pieces in one line.
    pub line_quantity: u32,
}

impl Sales {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            unpaid_order: section.minutes("unpaid_order_minutes", 5..=10_080),
            cart: section.days("cart_days", 1..=365),
            cart_lines: section.number("cart_lines", 1..=1_000),
            line_quantity: section.number("line_quantity", 1..=1_000_000),
        }
    }
}
