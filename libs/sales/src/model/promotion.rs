//! What promotions gave to an order.

use promotions::model::{Given, PromotionId};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

/// What a promotion gave to an order, as it was named then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct OrderPromotion {
    /// Which.
    pub promotion_id: PromotionId,
    /// As customers read it: `20 % en Cabello`.
    pub name: String,
    /// What the customer typed to have it.
    pub code: Option<String>,
    /// Off the goods, in minor units.
    pub amount: i64,
    /// Off each line, in the lines' order; they add up to `amount`.
    pub line_amounts: Vec<i64>,
    /// Off the shipping, in minor units.
    pub shipping_amount: i64,
}

impl OrderPromotion {
    /// Off goods and shipping.
    pub fn total(&self) -> i64 {
        self.amount.saturating_add(self.shipping_amount)
    }
}

impl From<&Given> for OrderPromotion {
    fn from(given: &Given) -> Self {
        Self {
            promotion_id: given.promotion_id,
            name: given.name.clone(),
            code: given.code.clone(),
            amount: given.amount(),
            line_amounts: given.lines.clone(),
            shipping_amount: given.shipping,
        }
    }
}
