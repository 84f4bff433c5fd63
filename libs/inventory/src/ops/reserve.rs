//! Promising stock to an order: all of it or nothing.

use std::collections::BTreeMap;

use catalog::{VariantId, sellable_variants};
use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, FieldError, Result};

use super::movement::{Cause, Change, ForOrder, apply, lock};
use crate::InventoryError;
use crate::model::{Level, MovementKind, gathered};

/// Reserves these pieces for the order. Asked twice for the same order, it does so once.
///
/// Refuses (`out_of_stock`) when there is too little of anything: each field of the refusal is a variant's id, and the
/// sentence names the first one and how many are left.
pub async fn reserve(tx: &mut TenantTx, order: Uuid, items: &[(VariantId, i32)]) -> Result<()> {
    let wanted = gathered(items)?;
    let variants: Vec<VariantId> = wanted.keys().copied().collect();
    let levels = lock(tx, &variants).await?;
    if is_done(tx, order).await? {
        return Ok(());
    }
    let short = shortages(&wanted, &levels);
    if !short.is_empty() {
        return Err(out_of_stock(tx, &short).await?);
    }
    promise(tx, wanted, ForOrder::first(order)).await
}

/// Reserves once more for an order that had given its goods back. Gives whether all of it was still there; else nothing is
/// reserved. Whoever asks holds the order and knows that it has no goods.
pub async fn reserve_again(tx: &mut TenantTx, order: Uuid, items: &[(VariantId, i32)]) -> Result<bool> {
    let wanted = gathered(items)?;
    let variants: Vec<VariantId> = wanted.keys().copied().collect();
    let levels = lock(tx, &variants).await?;
    if !shortages(&wanted, &levels).is_empty() {
        return Ok(false);
    }
    promise(tx, wanted, ForOrder::again(order)).await?;
    Ok(true)
}

async fn promise(tx: &mut TenantTx, wanted: BTreeMap<VariantId, i32>, order: ForOrder) -> Result<()> {
    let changes: Vec<Change> = wanted
        .into_iter()
        .map(|(variant, n)| Change {
            variant,
            on_hand: 0,
            reserved: n,
        })
        .collect();
    let cause = Cause {
        kind: MovementKind::Reserve,
        order: Some(order),
        reason: None,
    };
    apply(tx, &changes, cause).await
}

async fn is_done(tx: &mut TenantTx, order: Uuid) -> Result<bool> {
    // The kinds are those of the index that finds an order's movements.
    let (reserved, released): (bool, bool) = sqlx::query_as(
        "select count(*) filter (where kind = 'reserve') > 0, count(*) filter (where kind = 'release') > 0
           from stock_movement
          where tenant_id = $1 and order_id = $2 and kind in ('reserve', 'release', 'ship')",
    )
    .bind(tx.tenant())
    .bind(order)
    .fetch_one(&mut **tx)
    .await?;
    if released {
        Err(InventoryError::AlreadyReleased.into())
    } else {
        Ok(reserved)
    }
}

/// Variants of which there is too little, with what is left.
fn shortages(
    wanted: &BTreeMap<VariantId, i32>,
    levels: &BTreeMap<VariantId, Level>,
) -> Vec<(VariantId, i32)> {
    let left = |variant: &VariantId| levels.get(variant).copied().unwrap_or_default().available();
    wanted
        .iter()
        .map(|(v, n)| (*v, *n, left(v)))
        .filter(|(_, n, left)| n > left)
        .map(|(v, _, left)| (v, left))
        .collect()
}

async fn out_of_stock(tx: &mut TenantTx, short: &[(VariantId, i32)]) -> Result<Error> {
    let ids: Vec<VariantId> = short.iter().map(|(id, _)| *id).collect();
    let names = sellable_variants(tx, &ids).await?;
    let first = names.iter().find(|v| ids.first() == Some(&v.variant_id));
    let name = first.map_or_else(String::new, |v| match v.option_text().as_str() {
        "" => v.product_name.clone(),
        options => format!("{} ({options})", v.product_name),
    });
    let left = short.first().map_or(0, |(_, left)| *left);
    let mut error = Error::from(InventoryError::OutOfStock)
        .with("name", name)
        .with("left", left);
    if let Error::Refused(refusal) = &mut error {
        let field = |(id, left): &(VariantId, i32)| FieldError {
            field: id.to_string(),
            code: "out_of_stock",
            args: vec![("left", left.to_string())],
        };
        refusal.fields = short.iter().map(field).collect();
    }
    Ok(error)
}
