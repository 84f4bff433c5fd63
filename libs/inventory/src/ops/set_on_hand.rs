//! Counting: there are so many.

use std::collections::BTreeMap;

use catalog::VariantId;
use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::movement::{Cause, Change, lock_or_begin, tell, write};
use crate::model::{Level, MOST, MovementKind};

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

/// Sets what is on the shelf. It cannot be less than what is promised. `expected` is the count that the caller had read, if they
/// say so: when it is another by now, theirs is refused.
pub async fn set_on_hand(
    tx: &mut TenantTx,
    variant: VariantId,
    on_hand: i32,
    reason: Option<&str>,
    expected: Option<i64>,
) -> Result<()> {
    count_over(tx, &BTreeMap::from([(variant, on_hand)]), reason, expected).await
}

/// Sets what is on the shelf of several things: all or none.
///
/// Not one after the other: a product locked for the first would come before the level of the second, and an order for
/// both takes them the other way around.
pub async fn count_all(
    tx: &mut TenantTx,
    counted: &BTreeMap<VariantId, i32>,
    reason: Option<&str>,
) -> Result<()> {
    count_over(tx, counted, reason, None).await
}

/// The same, refused where what was on the shelf is not what was expected.
async fn count_over(
    tx: &mut TenantTx,
    counted: &BTreeMap<VariantId, i32>,
    reason: Option<&str>,
    expected: Option<i64>,
) -> Result<()> {
    if counted.values().any(|n| !(0..=MOST).contains(n)) {
        return Err(Error::invalid("on_hand", "out_of_range"));
    }
    let variants: Vec<VariantId> = counted.keys().copied().collect();
    let levels = lock_or_begin(tx, &variants).await?;
    let is_other = |level: Level| expected.is_some_and(|expected| i64::from(level.on_hand) != expected);
    if levels.values().any(|(level, _)| is_other(*level)) {
        return Err(EdgeError::Stale.into());
    }
    let (mut begun, mut changed) = (vec![], vec![]);
    for (variant, on_hand) in counted {
        let (level, kind) = levels.get(variant).ok_or_else(Error::not_found)?;
        let list = if *kind == MovementKind::Initial {
            &mut begun
        } else {
            &mut changed
        };
        list.extend(difference(*variant, *level, *on_hand)?);
    }
    let cause = |kind| Cause {
        kind,
        order: None,
        reason,
    };
    let mut turned = write(tx, &begun, cause(MovementKind::Initial)).await?;
    turned.extend(write(tx, &changed, cause(MovementKind::Adjust)).await?);
    tell(tx, &turned).await
}

/// What has to change, if anything.
fn difference(variant: VariantId, level: Level, on_hand: i32) -> Result<Option<Change>> {
    if on_hand < level.reserved {
        return Err(Error::invalid("on_hand", "below_reserved"));
    }
    let difference = on_hand - level.on_hand;
    Ok((difference != 0).then_some(Change {
        variant,
        on_hand: difference,
        reserved: 0,
    }))
}
