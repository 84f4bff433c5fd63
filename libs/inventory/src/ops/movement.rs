//! Locking levels and moving them, with a line in the ledger for every change.

use std::collections::{BTreeMap, HashSet};

use catalog::{VariantId, set_availability};
use db::TenantTx;
use kernel::Result;
use kernel::id::Uuid;

use crate::back::wake;
use crate::low::TellLow;
use crate::model::{LOW, Level, MovementId, MovementKind};

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
    pub order: Option<ForOrder>,
    pub reason: Option<&'a str>,
}

/// An order, and how often it has got its goods by now: again only when its money came after it had given them back.
#[derive(Debug, Clone, Copy)]
pub(super) struct ForOrder {
    pub id: Uuid,
    pub round: i16,
}

impl ForOrder {
    pub fn first(id: Uuid) -> Self {
        Self { id, round: 1 }
    }

    pub fn again(id: Uuid) -> Self {
        Self { id, round: 2 }
    }
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

/// The same, but a variant never counted begins at nothing; tells which did (`Initial`). Those that are no variants of a
/// product are left out.
pub(super) async fn lock_or_begin(
    tx: &mut TenantTx,
    variants: &[VariantId],
) -> Result<BTreeMap<VariantId, (Level, MovementKind)>> {
    let begun: HashSet<VariantId> = sqlx::query_scalar(
        "insert into stock (tenant_id, variant_id, updated_at)
         select tenant_id, variant_id, $3 from variant
          where tenant_id = $1 and variant_id = any ($2) and removed_at is null
          order by variant_id
             on conflict do nothing
         returning variant_id",
    )
    .bind(tx.tenant())
    .bind(variants)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?
    .into_iter()
    .collect();
    let kind = |variant: VariantId| {
        if begun.contains(&variant) {
            MovementKind::Initial
        } else {
            MovementKind::Adjust
        }
    };
    let levels = lock(tx, variants).await?.into_iter();
    Ok(levels
        .map(|(variant, level)| (variant, (level, kind(variant))))
        .collect())
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
    let turned = write(tx, changes, cause).await?;
    tell(tx, &turned).await
}

/// Writes the changes and their movements, and has the shop told of what became few by them; gives the variants that have run
/// out or are there again, for [`tell`].
pub(super) async fn write(tx: &mut TenantTx, changes: &[Change], cause: Cause<'_>) -> Result<Vec<VariantId>> {
    if changes.is_empty() {
        return Ok(vec![]);
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
                                       order_id, round, reason, actor, actor_id, created_at)
           select $1, movement_id, variant_id, $6, on_hand_change, reserved_change, $7, $12, $8, $9, $10, $11 from changed)
         select variant_id, available, available - on_hand_change + reserved_change as before from changed",
    )
    .bind(tx.tenant())
    .bind(changes.iter().map(|c| c.variant).collect::<Vec<_>>())
    .bind(changes.iter().map(|c| c.on_hand).collect::<Vec<_>>())
    .bind(changes.iter().map(|c| c.reserved).collect::<Vec<_>>())
    .bind(movements)
    .bind(cause.kind)
    .bind(cause.order.map(|order| order.id))
    .bind(cause.reason)
    .bind(tx.actor().label())
    .bind(tx.actor().person())
    .bind(tx.now())
    .bind(cause.order.map_or(1, |order| order.round))
    .fetch_all(&mut **tx)
    .await?;
    let sunk = moved.iter().filter(|m| m.before > LOW && m.available <= LOW);
    let variant_ids: Vec<VariantId> = sunk.map(|m| m.variant_id).collect();
    if !variant_ids.is_empty() {
        jobs::enqueue(tx, &TellLow { variant_ids }).await?;
    }
    let turned = |m: &&Moved| (m.before > 0) != (m.available > 0);
    Ok(moved.iter().filter(turned).map(|m| m.variant_id).collect())
}

/// Tells the catalog, whose products are locked by that: no level may be locked after it. And has those told who waited.
pub(super) async fn tell(tx: &mut TenantTx, turned: &[VariantId]) -> Result<()> {
    if turned.is_empty() {
        return Ok(());
    }
    set_availability(tx, turned).await?;
    wake(tx, turned).await
}

/// What is still reserved for an order.
#[derive(Debug)]
pub(super) struct Outstanding {
    pub order: ForOrder,
    pub pieces: Vec<(VariantId, i32)>,
}

/// The same, with the levels locked.
pub(super) async fn lock_outstanding(tx: &mut TenantTx, order: Uuid) -> Result<Outstanding> {
    let variants: Vec<VariantId> = sqlx::query_scalar(
        "select distinct variant_id from stock_movement where tenant_id = $1 and order_id = $2",
    )
    .bind(tx.tenant())
    .bind(order)
    .fetch_all(&mut **tx)
    .await?;
    lock(tx, &variants).await?;
    // Read after the lock, so that what another transaction just gave back is not given back twice.
    let rows: Vec<(VariantId, i32, i16)> = sqlx::query_as(
        "select variant_id, sum(reserved_change)::integer, max(round)
           from stock_movement
          where tenant_id = $1 and order_id = $2
          group by variant_id
         having sum(reserved_change) > 0
          order by variant_id",
    )
    .bind(tx.tenant())
    .bind(order)
    .fetch_all(&mut **tx)
    .await?;
    let round = rows.iter().map(|(_, _, round)| *round).max();
    Ok(Outstanding {
        order: ForOrder {
            id: order,
            round: round.unwrap_or(1),
        },
        pieces: rows.into_iter().map(|(variant, n, _)| (variant, n)).collect(),
    })
}
