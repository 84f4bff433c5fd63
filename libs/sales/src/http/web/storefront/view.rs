//! Amounts, lines and links as the templates show them.

use http::Page;
use promotions::model::{Given, Pricing};

use crate::model::{OrderLine, OrderPromotion, Totals};
use crate::queries::carts::{CartLine, image_url};
use crate::queries::deals::CartCoupon;

/// A line to read.
pub struct LineView {
    pub name: String,
    pub options: String,
    pub picture: Option<String>,
    pub quantity: i32,
    /// What is paid for it.
    pub total: i64,
    /// What it costs without discounts, where that is more.
    pub before: Option<i64>,
}

impl LineView {
    /// A line of a cart at the prices of a checkout.
    pub fn reduced(line: &CartLine, discount: i64) -> Self {
        Self {
            total: line.total - discount,
            before: Some(line.total).filter(|_| discount > 0),
            ..Self::from(line)
        }
    }
}

/// What a promotion takes off.
pub struct Off {
    pub name: String,
    /// Minor units, less than nothing; none where that is not known yet.
    pub amount: Option<i64>,
    /// Said instead.
    pub text: String,
}

impl Off {
    /// Of an order.
    pub fn of_order(promotions: &[OrderPromotion]) -> Vec<Self> {
        let off = |promotion: &OrderPromotion| Self {
            name: promotion.name.clone(),
            amount: Some(-promotion.total()),
            text: String::new(),
        };
        promotions.iter().map(off).collect()
    }

    /// Of a cart; `unknown` is said of shipping that will be free.
    pub fn of_pricing(pricing: &Pricing, unknown: &str) -> Vec<Self> {
        let off = |given: &Given| {
            let amount = given.amount() + given.shipping;
            Self {
                name: given.name.clone(),
                amount: (amount > 0).then_some(-amount),
                text: unknown.to_owned(),
            }
        };
        pricing.given.iter().map(off).collect()
    }
}

impl From<&CartLine> for LineView {
    fn from(line: &CartLine) -> Self {
        Self {
            name: line.name.clone(),
            options: line.options.clone(),
            picture: line.image_url.clone(),
            quantity: line.quantity,
            total: line.total,
            before: None,
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
            total: line.total - line.discount,
            before: Some(line.total).filter(|_| line.discount > 0),
        }
    }
}

/// What the macro `parts::sums` takes.
pub struct Sums {
    pub subtotal: i64,
    /// What promotions take off, one by one.
    pub offs: Vec<Off>,
    /// None while it is not known.
    pub shipping: Option<i64>,
    /// Said instead.
    pub shipping_text: String,
    pub tax: i64,
    pub total: i64,
}

impl Sums {
    /// With everything known.
    pub fn of(totals: Totals, offs: Vec<Off>) -> Self {
        Self {
            subtotal: totals.subtotal,
            offs,
            shipping: Some(totals.shipping),
            shipping_text: String::new(),
            tax: totals.tax,
            total: totals.total,
        }
    }
}

/// A coupon in a cart, to read and to take out.
pub struct CouponRow {
    pub code: String,
    pub name: String,
    /// Why it gives nothing, or nothing.
    pub problem: String,
}

impl CouponRow {
    /// In the reader's language.
    pub fn of(page: &Page, coupon: CartCoupon) -> Self {
        Self {
            problem: coupon.reason.map(|why| page.t(why.key())).unwrap_or_default(),
            code: coupon.code,
            name: coupon.name,
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
