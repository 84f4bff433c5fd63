//! A promotion as it meets one cart.

use catalog::ProductId;

use super::{Aside, Benefit, PromotionId};

/// Which products of the cart are part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covers {
    /// All.
    All,
    /// These.
    Only(Vec<ProductId>),
}

impl Covers {
    /// Whether this one is.
    pub fn holds(&self, product: ProductId) -> bool {
        match self {
            Self::All => true,
            Self::Only(products) => products.contains(&product),
        }
    }
}

/// A promotion as it meets one cart: who looks, when, and what was used so far is decided already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub promotion_id: PromotionId,
    /// As customers read it.
    pub name: String,
    /// What the customer typed to have it; none when it is given by itself.
    pub code: Option<String>,
    /// What it gives.
    pub benefit: Benefit,
    /// To which goods; in [`Benefit::BuyGet`], those to pay for.
    pub covers: Covers,
    /// In [`Benefit::BuyGet`], those to get.
    pub gives: Covers,
    /// From which amount of the goods that it covers on, in minor units before discounts.
    pub minimum: Option<i64>,
    /// Whether it goes together with others that do.
    pub combines: bool,
    /// Why it cannot be had whatever is in the cart.
    pub obstacle: Option<Aside>,
}
