//! Where an order stands, and which step may follow.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed; nobody of the shop has looked yet.
    Pending,
    /// The shop will do it.
    Confirmed,
    /// Being prepared.
    Processing,
    /// On its way, or ready to be picked up.
    Shipped,
    /// With the customer.
    Delivered,
    /// Called off; its goods went back to the shelf.
    Cancelled,
}

impl OrderStatus {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Confirmed,
        Self::Processing,
        Self::Shipped,
        Self::Delivered,
        Self::Cancelled,
    ];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// The steps that may follow.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Confirmed, Self::Cancelled],
            Self::Confirmed => &[Self::Processing, Self::Cancelled],
            Self::Processing => &[Self::Shipped, Self::Cancelled],
            Self::Shipped => &[Self::Delivered],
            Self::Delivered | Self::Cancelled => &[],
        }
    }

    /// Whether `next` may follow.
    pub fn may_become(self, next: Self) -> bool {
        self.next().contains(&next)
    }

    /// Whether nothing follows.
    pub const fn is_final(self) -> bool {
        self.next().is_empty()
    }
}

/// How far an order is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Not yet.
    Pending,
    /// The money is there.
    Paid,
    /// Some of it was given back.
    PartiallyRefunded,
    /// All of it was given back.
    Refunded,
    /// It will not come.
    Failed,
}

impl PaymentStatus {
    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Refunded => "refunded",
            Self::Failed => "failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OrderStatus as S;

    #[test]
    fn an_order_goes_forward_one_step_at_a_time() {
        let path = [S::Pending, S::Confirmed, S::Processing, S::Shipped, S::Delivered];
        for (i, from) in path.iter().enumerate() {
            for (j, to) in path.iter().enumerate() {
                assert_eq!(from.may_become(*to), j == i + 1, "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn what_has_left_the_shop_cannot_be_called_off() {
        let cancellable: Vec<S> = S::ALL
            .into_iter()
            .filter(|s| s.may_become(S::Cancelled))
            .collect();
        assert_eq!(cancellable, [S::Pending, S::Confirmed, S::Processing]);
    }

    #[test]
    fn delivered_and_cancelled_are_the_ends() {
        let ends: Vec<S> = S::ALL.into_iter().filter(|s| s.is_final()).collect();
        assert_eq!(ends, [S::Delivered, S::Cancelled]);
    }
}
