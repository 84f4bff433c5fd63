//! An order that will not be shipped gives back what it had reserved.

use db::TenantTx;
use kernel::Result;
use kernel::id::Uuid;

use super::movement::{Cause, Change, apply, lock_outstanding};
use crate::model::MovementKind;

/// Gives back what is still reserved for it; the second time, nothing is.
pub async fn release(tx: &mut TenantTx, order: Uuid) -> Result<()> {
    let outstanding = lock_outstanding(tx, order).await?;
    let changes: Vec<Change> = outstanding
        .pieces
        .into_iter()
        .map(|(variant, n)| Change {
            variant,
            on_hand: 0,
            reserved: -n,
        })
        .collect();
    apply(
        tx,
        &changes,
        Cause {
            kind: MovementKind::Release,
            order: Some(outstanding.order),
            reason: None,
        },
    )
    .await
}
