//! What a promotion gives.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The sorts of promotions.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PromotionKind {
    /// So many of some goods, and others of them for less or for nothing.
    BuyGet,
    /// The more of one product, the less each costs.
    Tiers,
    /// A part of the price.
    Percent,
    /// An amount off, once an order.
    Amount,
    /// Sending costs nothing.
    FreeShipping,
}

impl PromotionKind {
    /// All of them, in the order in which people look for them.
    pub const ALL: [Self; 5] = [
        Self::Percent,
        Self::Amount,
        Self::FreeShipping,
        Self::BuyGet,
        Self::Tiers,
    ];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BuyGet => "buy_get",
            Self::Tiers => "tiers",
            Self::Percent => "percent",
            Self::Amount => "amount",
            Self::FreeShipping => "free_shipping",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What each costs from a quantity on: a part off, or a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceTier {
    /// From so many pieces of one product on, 2 to 999.
    pub from: i32,
    /// Percent off, 1 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<i16>,
    /// Price of each, in minor units; who pays less already goes on paying less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
}

/// What a promotion gives, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Benefit {
    /// Percent off, 1 to 100.
    Percent(i16),
    /// Minor units off, once an order.
    Amount(i64),
    /// Sending costs nothing.
    FreeShipping,
    /// For each `buy` pieces, `get` further ones at so many percent off; the cheapest ones.
    BuyGet {
        /// Pieces to pay for.
        buy: i16,
        /// Pieces to get.
        get: i16,
        /// Percent off those, 100 for a gift.
        percent: i16,
    },
    /// By quantity of one product, lowest first.
    Tiers(Vec<PriceTier>),
}

impl Benefit {
    /// Which sort it is.
    pub const fn kind(&self) -> PromotionKind {
        match self {
            Self::Percent(_) => PromotionKind::Percent,
            Self::Amount(_) => PromotionKind::Amount,
            Self::FreeShipping => PromotionKind::FreeShipping,
            Self::BuyGet { .. } => PromotionKind::BuyGet,
            Self::Tiers(_) => PromotionKind::Tiers,
        }
    }
}
