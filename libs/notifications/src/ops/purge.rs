//! Forgetting old mails, and who followed what is long over.

use db::TenantTx;
use kernel::Result;

use super::follow::forget_idle;

/// Seconds that a mail is kept, whatever became of it: ninety days.
const KEEP: i64 = 90 * 86_400;

/// Seconds that somebody follows something: appointments are booked a year ahead at most.
const FOLLOWED: i64 = 400 * 86_400;

/// Deletes what was followed that long ago, and browsers that follow nothing else.
pub(crate) async fn purge_follows(tx: &mut TenantTx) -> Result<()> {
    sqlx::query("delete from push_follow where tenant_id = $1 and followed_at < $2")
        .bind(tx.tenant())
        .bind(tx.now().plus_seconds(-FOLLOWED))
        .execute(&mut **tx)
        .await?;
    forget_idle(tx).await
}

/// Deletes the tenant's mails older than ninety days; tells how many.
pub(crate) async fn purge(tx: &mut TenantTx) -> Result<u64> {
    let done = sqlx::query("delete from message where tenant_id = $1 and created_at < $2")
        .bind(tx.tenant())
        .bind(tx.now().plus_seconds(-KEEP))
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
