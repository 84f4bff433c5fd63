//! Promotions as they meet a cart.

use db::TenantTx;
use kernel::{Currency, Result};
use promotions::model::{Aside, Basket, BasketLine, Offer, Pricing, PromotionId, price};
use promotions::queries::{Buyer, list_offers};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::CartId;

/// Promotions as they meet a cart, to be priced with and without what sending costs.
#[derive(Debug, Clone, Default)]
pub struct Deal {
    offers: Vec<Offer>,
    lines: Vec<BasketLine>,
    step: i64,
}

/// A coupon in a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CartCoupon {
    /// As it is written.
    pub code: String,
    /// What it gives, as customers read it.
    pub name: String,
    /// Whether it gives something now.
    pub applied: bool,
    /// Why not.
    pub reason: Option<Aside>,
}

/// What a promotion gives to a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CartDiscount {
    /// Which.
    pub promotion_id: PromotionId,
    /// Why, as customers read it: `20 % en Cabello`.
    pub name: String,
    /// What was typed to have it.
    pub code: Option<String>,
    /// Off the goods, in minor units.
    pub amount: i64,
    /// Whether sending will cost nothing.
    pub ships_free: bool,
}

/// What a promotion gives to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineDiscount {
    /// Why, as customers read it.
    pub name: String,
    /// Off the line, in minor units.
    pub amount: i64,
}

impl Deal {
    /// What promotions take off; `shipping` is what sending costs, once that is known.
    pub fn price(&self, shipping: Option<i64>) -> Pricing {
        let basket = Basket {
            lines: &self.lines,
            shipping,
            step: self.step,
        };
        price(&basket, &self.offers)
    }

    /// The cart's coupons, and what became of them.
    pub fn coupons(&self, pricing: &Pricing) -> Vec<CartCoupon> {
        let coupon = |offer: &Offer| {
            let code = offer.code.clone()?;
            let reason = pricing.why_not(offer.promotion_id);
            Some(CartCoupon {
                code,
                name: offer.name.clone(),
                applied: reason.is_none(),
                reason,
            })
        };
        self.offers.iter().filter_map(coupon).collect()
    }
}

/// What is given, as a cart tells it.
pub fn discounts(pricing: &Pricing) -> Vec<CartDiscount> {
    let told = |given: &promotions::model::Given| CartDiscount {
        promotion_id: given.promotion_id,
        name: given.name.clone(),
        code: given.code.clone(),
        amount: given.amount(),
        ships_free: given.ships_free,
    };
    pricing.given.iter().map(told).collect()
}

/// What is given to one line.
pub fn line_discounts(pricing: &Pricing, at: usize) -> Vec<LineDiscount> {
    let of_line = pricing.given.iter().filter_map(|given| {
        let amount = given.lines.get(at).copied().filter(|amount| *amount > 0)?;
        Some(LineDiscount {
            name: given.name.clone(),
            amount,
        })
    });
    of_line.collect()
}

/// The promotions that meet these lines of a cart.
pub async fn find_deal(
    tx: &mut TenantTx,
    cart: Option<CartId>,
    lines: Vec<BasketLine>,
    buyer: Buyer<'_>,
    currency: Currency,
) -> Result<Deal> {
    let mut products: Vec<_> = lines.iter().map(|line| line.product_id).collect();
    products.sort_unstable();
    products.dedup();
    Ok(Deal {
        offers: list_offers(tx, &products, cart.map(|cart| cart.0), buyer).await?,
        lines,
        step: currency.step(),
    })
}
