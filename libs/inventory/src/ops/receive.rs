//! Goods came in.

use catalog::VariantId;
use db::TenantTx;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::movement::{Cause, Change, apply, lock_or_begin};
use crate::model::{MOST, MovementKind};

/// A delivery as people type it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Pieces that came.
    #[validate(range(min = 1, max = MOST))]
    pub quantity: i32,
    /// From whom, with which paper.
    #[serde(default)]
    pub reason: Option<Line<300>>,
}

/// Adds them to the shelf.
pub async fn receive(
    tx: &mut TenantTx,
    variant: VariantId,
    quantity: i32,
    reason: Option<&str>,
) -> Result<()> {
    let levels = lock_or_begin(tx, &[variant]).await?;
    let (level, _) = levels.get(&variant).ok_or_else(Error::not_found)?;
    if quantity < 1 || quantity > MOST - level.on_hand {
        return Err(Error::invalid("quantity", "out_of_range"));
    }
    let change = Change {
        variant,
        on_hand: quantity,
        reserved: 0,
    };
    apply(
        tx,
        &[change],
        Cause {
            kind: MovementKind::Receive,
            order: None,
            reason,
        },
    )
    .await
}
