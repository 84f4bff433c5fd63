//! Locking levels and moving them, with a line in the ledger for every change.

use std::collections::BTreeMap;

use catalog::{VariantId, set_availability};
use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Result};

use crate::model::{Level, MovementId, MovementKind};

/// A change of one level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub variant: VariantId,
    pub on_hand: i32,
    pub reserved: i32,
}

/// Why levels change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cause<'a> {
    pub kind: MovementKind,
    pub order: Option<Uuid>,
    pub reason: Option<&'a str>,
}

/// Locks the levels of these variants until the transaction ends. A variant never counted has none.
pub(super) async fn lock(tx: &mut TenantTx, variants: &[VariantId]) -> Result<BTreeMap<VariantId, Level>> {
    let rows: Vec<(VariantId, i32, i32)> = sqlx::query_as(
        "select variant_id, on_hand, reserved from stock
          where tenant_id = $1 and variant_id = any ($2)
          order by variant_id
            for update",
    )
    .bind(tx.tenant())
    .bind(variants)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(id, on_hand, reserved)| (id, Level { on_hand, reserved }))
        .collect())
}

/// The same for one variant, whose level begins at nothing. 404 when it is no variant of a product.
pub(super) async fn lock_or_begin(tx: &mut TenantTx, variant: VariantId) -> Result<(Level, MovementKind)> {
    let begun = sqlx::query(
        "insert into stock (tenant_id, variant_id, updated_at)
         select tenant_id, variant_id, $3 from variant
          where tenant_id = $1 and variant_id = $2 and removed_at is null
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(variant)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    let kind = if begun == 1 {
        MovementKind::Initial
    } else {
        MovementKind::Adjust
    };
    let level = lock(tx, &[variant])
        .await?
        .remove(&variant)
        .ok_or_else(Error::not_found)?;
    Ok((level, kind))
}

#[derive(sqlx::FromRow)]
struct Moved {
    variant_id: VariantId,
    available: i32,
    before: i32,
}

/// Writes the changes and their movements, and tells the catalog when something has run out or is there again. The
/// levels are locked.
pub(super) async fn apply(tx: &mut TenantTx, changes: &[Change], cause: Cause<'_>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let movements: Vec<MovementId> = changes.iter().map(|_| tx.new_id()).collect();
    let moved: Vec<Moved> = sqlx::query_as(
        "with change as (
           select * from unnest($2::uuid[], $3::integer[], $4::integer[], $5::uuid[])
                      as c (variant_id, on_hand, reserved, movement_id)),
         changed as (
           update stock s
              set on_hand = s.on_hand + c.on_hand, reserved = s.reserved + c.reserved, updated_at = $11
             from change c
            where s.tenant_id = $1 and s.variant_id = c.variant_id
           returning s.variant_id, s.on_hand - s.reserved as available, c.movement_id,
                     c.on_hand as on_hand_change, c.reserved as reserved_change),
         written as (
           insert into stock_movement (tenant_id, movement_id, variant_id, kind, on_hand_change, reserved_change,
                                       order_id, reason, actor, actor_id, created_at)
           select $1, movement_id, variant_id, $6, on_hand_change, reserved_change, $7, $8, $9, $10, $11 from changed)
         select variant_id, available, available - on_hand_change + reserved_change as before from changed",
    )
    .bind(tx.tenant())
    .bind(changes.iter().map(|c| c.variant).collect::<Vec<_>>())
    .bind(changes.iter().map(|c| c.on_hand).collect::<Vec<_>>())
    .bind(changes.iter().map(|c| c.reserved).collect::<Vec<_>>())
    .bind(movements)
    .bind(cause.kind)
    .bind(cause.order)
    .bind(cause.reason)
    .bind(tx.actor().label())
    .bind(tx.actor().person())
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?;
    let turned = |m: &&Moved| (m.before > 0) != (m.available > 0);
    let turned: Vec<VariantId> = moved.iter().filter(turned).map(|m| m.variant_id).collect();
    if turned.is_empty() {
        Ok(())
    } else {
        set_availability(tx, &turned).await
    }
}

/// What is still reserved for an order, with the levels locked.
pub(super) async fn lock_outstanding(tx: &mut TenantTx, order: Uuid) -> Result<Vec<(VariantId, i32)>> {
    let variants: Vec<VariantId> = sqlx::query_scalar(
        "select distinct variant_id from stock_movement where tenant_id = $1 and order_id = $2",
    )
    .bind(tx.tenant())
    .bind(order)
    .fetch_all(&mut **tx)
    .await?;
    lock(tx, &variants).await?;
    // Read after the lock, so that what another transaction just gave back is not given back twice.
    Ok(sqlx::query_as(
        "select variant_id, sum(reserved_change)::integer
           from stock_movement
          where tenant_id = $1 and order_id = $2
          group by variant_id
         having sum(reserved_change) > 0
          order by variant_id",
    )
    .bind(tx.tenant())
    .bind(order)
    .fetch_all(&mut **tx)
    .await?)
}
