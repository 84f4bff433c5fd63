//! Old events are forgotten, with what was told of them.

use db::TenantTx;
use kernel::{Instant, Result};

/// Forgets what happened before; tells how many events that were.
pub async fn purge(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let done = sqlx::query("delete from shop_event where tenant_id = $1 and created_at < $2")
        .bind(tx.tenant())
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
