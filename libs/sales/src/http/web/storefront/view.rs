//! Amounts, lines and links as the templates show them.

use crate::model::{OrderLine, Totals};
use crate::queries::carts::{CartLine, image_url};

/// A line to read.
pub struct LineView {
    pub name: String,
    pub options: String,
    pub picture: Option<String>,
    pub quantity: i32,
    pub total: i64,
}

impl From<&CartLine> for LineView {
    fn from(line: &CartLine) -> Self {
        Self {
            name: line.name.clone(),
            options: line.options.clone(),
            picture: line.image_url.clone(),
            quantity: line.quantity,
            total: line.total,
        }
    }
}

impl From<OrderLine> for LineView {
    fn from(line: OrderLine) -> Self {
        Self {
            picture: line.image_key.as_deref().map(image_url),
            name: line.name,
            options: line.options,
            quantity: line.quantity,
            total: line.total,
        }
    }
}

/// What the macro `parts::sums` takes.
pub struct Sums {
    pub subtotal: i64,
    /// None while it is not known.
    pub shipping: Option<i64>,
    /// Said instead.
    pub shipping_text: String,
    pub tax: i64,
    pub total: i64,
}

impl Sums {
    /// With everything known.
    pub fn of(totals: Totals) -> Self {
        Self {
            subtotal: totals.subtotal,
            shipping: Some(totals.shipping),
            shipping_text: String::new(),
            tax: totals.tax,
            total: totals.total,
        }
    }
}

/// A link in a row.
pub struct Link {
    pub href: String,
    pub label: String,
}

/// A value and what people call it.
pub struct Choice {
    pub value: String,
    pub label: String,
}
