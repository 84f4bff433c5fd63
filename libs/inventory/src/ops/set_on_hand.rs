//! Counting: there are so many.

use catalog::VariantId;
use db::TenantTx;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::movement::{Cause, Change, apply, lock_or_begin};
use crate::model::MOST;

/// A count as people type it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Pieces on the shelf.
    #[validate(range(min = 0, max = MOST))]
    pub on_hand: i32,
    /// Why it differs.
    #[serde(default)]
    pub reason: Option<Line<300>>,
}

/// Sets what is on the shelf. It cannot be less than what is promised.
pub async fn set_on_hand(
    tx: &mut TenantTx,
    variant: VariantId,
    on_hand: i32,
    reason: Option<&str>,
) -> Result<()> {
    if !(0..=MOST).contains(&on_hand) {
        return Err(Error::invalid("on_hand", "out_of_range"));
    }
    let (level, kind) = lock_or_begin(tx, variant).await?;
    if on_hand < level.reserved {
        return Err(Error::invalid("on_hand", "below_reserved"));
    }
    let difference = on_hand - level.on_hand;
    if difference == 0 {
        return Ok(());
    }
    let change = Change {
        variant,
        on_hand: difference,
        reserved: 0,
    };
    apply(
        tx,
        &[change],
        Cause {
            kind,
            order: None,
            reason,
        },
    )
    .await
}
