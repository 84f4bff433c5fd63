//! Levels of stock and what may be done to them.

use std::collections::BTreeMap;

use catalog::VariantId;
use kernel::{Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

kernel::define_id!(
    /// A line of the stock's ledger.
    MovementId
);

kernel::define_id!(
    /// Somebody's wish to be told when something is there again.
    NoticeId
);

/// Most pieces of one variant.
pub const MOST: i32 = 10_000_000;

/// At so many pieces or fewer, stock is low.
pub const LOW: i32 = 5;

/// What there is of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Level {
    /// On the shelf.
    pub on_hand: i32,
    /// Of it, promised to orders.
    pub reserved: i32,
}

impl Level {
    /// What can still be sold.
    pub const fn available(self) -> i32 {
        self.on_hand - self.reserved
    }
}

/// Why stock changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MovementKind {
    /// First count.
    Initial,
    /// Counted anew.
    Adjust,
    /// Goods came in.
    Receive,
    /// Promised to an order.
    Reserve,
    /// The promise ended.
    Release,
    /// Left with an order.
    Ship,
    /// Came back from a customer.
    Return,
}

impl MovementKind {
    /// As stored and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Adjust => "adjust",
            Self::Receive => "receive",
            Self::Reserve => "reserve",
            Self::Release => "release",
            Self::Ship => "ship",
            Self::Return => "return",
        }
    }
}

/// Pieces of each variant, each variant once, in the order in which rows are locked.
pub(crate) fn gathered(items: &[(VariantId, i32)]) -> Result<BTreeMap<VariantId, i32>> {
    let mut wanted: BTreeMap<VariantId, i32> = BTreeMap::new();
    for (variant, quantity) in items {
        if !(1..=MOST).contains(quantity) {
            return Err(Error::invalid("quantity", "out_of_range"));
        }
        let sum = wanted.entry(*variant).or_default();
        *sum = sum.saturating_add(*quantity);
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::gathered;
    use catalog::VariantId;
    use kernel::id::Uuid;

    #[test]
    fn lines_of_one_variant_are_one_and_come_in_the_order_of_locking() {
        let id = |n| VariantId(Uuid::from_u128(n));
        let items = gathered(&[(id(2), 1), (id(1), 2), (id(2), 3)]).unwrap();
        assert_eq!(items.into_iter().collect::<Vec<_>>(), [(id(1), 2), (id(2), 4)]);
        assert!(gathered(&[(id(1), 0)]).is_err());
        assert!(gathered(&[(id(1), -1)]).is_err());
    }
}
