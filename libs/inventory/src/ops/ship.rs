//! An order leaves: what was promised to it is no longer on the shelf.

use db::TenantTx;
use kernel::Result;
use kernel::id::Uuid;

use super::movement::{Cause, Change, apply, lock_outstanding};
use crate::model::MovementKind;

/// Takes what is reserved for it off the shelf; the second time, nothing is.
pub async fn ship(tx: &mut TenantTx, order: Uuid) -> Result<()> {
    let outstanding = lock_outstanding(tx, order).await?;
    let changes: Vec<Change> = outstanding
        .pieces
        .into_iter()
        .map(|(variant, n)| Change {
            variant,
            on_hand: -n,
            reserved: -n,
        })
        .collect();
    apply(
        tx,
        &changes,
        Cause {
            kind: MovementKind::Ship,
            order: Some(outstanding.order),
            reason: None,
        },
    )
    .await
}
