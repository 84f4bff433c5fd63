//! A promotion as it is kept.

use kernel::{Error, Instant, Result};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use utoipa::ToSchema;

use super::{Benefit, PriceTier, PromotionId, PromotionKind};

/// What the shop decided about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PromotionStatus {
    /// Given in its time.
    Active,
    /// Stopped for a while.
    Paused,
    /// Put away.
    Archived,
}

/// How it stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromotionState {
    /// Given now.
    Active,
    /// Begins later.
    Scheduled,
    /// Its time is over, or its uses are.
    Ended,
    /// Stopped for a while.
    Paused,
    /// Put away.
    Archived,
}

impl PromotionState {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 5] = [
        Self::Active,
        Self::Scheduled,
        Self::Paused,
        Self::Ended,
        Self::Archived,
    ];

    /// The name as in the API and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Scheduled => "scheduled",
            Self::Ended => "ended",
            Self::Paused => "paused",
            Self::Archived => "archived",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// The key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "promotions-state-active",
            Self::Scheduled => "promotions-state-scheduled",
            Self::Ended => "promotions-state-ended",
            Self::Paused => "promotions-state-paused",
            Self::Archived => "promotions-state-archived",
        }
    }

    /// Of its badge.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Scheduled => "info",
            Self::Paused => "wait",
            Self::Ended | Self::Archived => "calm",
        }
    }
}

/// A promotion as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Promotion {
    /// Which.
    pub promotion_id: PromotionId,
    /// As customers read it.
    pub name: String,
    /// What customers type; none when it is given by itself.
    pub code: Option<String>,
    /// What sort it is.
    pub kind: PromotionKind,
    /// Percent off, where the sort has one.
    pub percent: Option<i16>,
    /// Minor units off, where the sort has them.
    pub amount: Option<i64>,
    /// Pieces to pay for.
    pub buy_quantity: Option<i16>,
    /// Pieces to get.
    pub get_quantity: Option<i16>,
    /// By quantity, lowest first.
    pub tiers: Option<Json<Vec<PriceTier>>>,
    /// From which amount of the goods that it covers on.
    pub minimum: Option<i64>,
    /// Whether it goes together with others that do.
    pub combines: bool,
    /// From when on.
    pub starts_at: Instant,
    /// Until when; without, until the shop stops it.
    pub ends_at: Option<Instant>,
    /// How often in all.
    pub max_uses: Option<i32>,
    /// How often by each customer.
    pub max_per_customer: Option<i32>,
    /// What the shop decided.
    pub status: PromotionStatus,
    /// How often it was used; uses of orders that were called off are given back.
    pub used: i32,
    /// When it was made.
    pub created_at: Instant,
    /// Grows with each change.
    pub version: i64,
}

impl Promotion {
    /// What it gives.
    pub fn benefit(&self) -> Result<Benefit> {
        benefit_of(self.kind, &self.parts())
            .ok_or_else(|| Error::fault("a promotion lacks what its kind needs"))
    }

    fn parts(&self) -> Parts {
        Parts {
            percent: self.percent,
            amount: self.amount,
            buy: self.buy_quantity,
            get: self.get_quantity,
            tiers: self.tiers.as_ref().map(|tiers| tiers.0.clone()),
        }
    }

    /// How it stands at a moment.
    pub fn state(&self, now: Instant) -> PromotionState {
        match self.status {
            PromotionStatus::Archived => PromotionState::Archived,
            PromotionStatus::Paused => PromotionState::Paused,
            PromotionStatus::Active if self.ends_at.is_some_and(|end| end <= now) => PromotionState::Ended,
            PromotionStatus::Active if self.max_uses.is_some_and(|most| self.used >= most) => {
                PromotionState::Ended
            }
            PromotionStatus::Active if self.starts_at > now => PromotionState::Scheduled,
            PromotionStatus::Active => PromotionState::Active,
        }
    }
}

/// The columns that a sort needs some of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub percent: Option<i16>,
    pub amount: Option<i64>,
    pub buy: Option<i16>,
    pub get: Option<i16>,
    pub tiers: Option<Vec<PriceTier>>,
}

/// What they are together; none when one is missing.
pub(crate) fn benefit_of(kind: PromotionKind, parts: &Parts) -> Option<Benefit> {
    Some(match kind {
        PromotionKind::Percent => Benefit::Percent(parts.percent?),
        PromotionKind::Amount => Benefit::Amount(parts.amount?),
        PromotionKind::FreeShipping => Benefit::FreeShipping,
        PromotionKind::BuyGet => Benefit::BuyGet {
            buy: parts.buy?,
            get: parts.get?,
            percent: parts.percent?,
        },
        PromotionKind::Tiers => Benefit::Tiers(parts.tiers.clone()?),
    })
}

#[cfg(test)]
mod tests {
    use super::{Promotion, PromotionState, PromotionStatus};
    use crate::model::{PromotionId, PromotionKind};
    use kernel::{Instant, id::Uuid};

    fn at(text: &str) -> Instant {
        Instant(text.parse().unwrap())
    }

    #[test]
    fn how_it_stands_follows_the_clock_the_uses_and_the_shop() {
        let june = Promotion {
            promotion_id: PromotionId(Uuid::nil()),
            name: "Junio".into(),
            code: None,
            kind: PromotionKind::Percent,
            percent: Some(10),
            amount: None,
            buy_quantity: None,
            get_quantity: None,
            tiers: None,
            minimum: None,
            combines: true,
            starts_at: at("2026-06-01T05:00:00Z"),
            ends_at: Some(at("2026-07-01T05:00:00Z")),
            max_uses: Some(2),
            max_per_customer: None,
            status: PromotionStatus::Active,
            used: 0,
            created_at: at("2026-05-01T05:00:00Z"),
            version: 1,
        };
        assert_eq!(june.state(at("2026-06-01T04:59:59Z")), PromotionState::Scheduled);
        assert_eq!(june.state(at("2026-06-01T05:00:00Z")), PromotionState::Active);
        assert_eq!(june.state(at("2026-07-01T05:00:00Z")), PromotionState::Ended);
        let used_up = Promotion {
            used: 2,
            ..june.clone()
        };
        assert_eq!(used_up.state(at("2026-06-02T05:00:00Z")), PromotionState::Ended);
        let paused = Promotion {
            status: PromotionStatus::Paused,
            ..june
        };
        assert_eq!(paused.state(at("2026-06-02T05:00:00Z")), PromotionState::Paused);
    }
}
