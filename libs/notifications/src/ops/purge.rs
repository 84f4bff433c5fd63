//! Forgetting old mails.

use db::TenantTx;
use kernel::Result;

/// Seconds that a mail is kept, whatever became of it: ninety days.
const KEEP: i64 = 90 * 86_400;

/// Deletes the tenant's mails older than ninety days; tells how many.
pub(crate) async fn purge(tx: &mut TenantTx) -> Result<u64> {
    let done = sqlx::query("delete from mail_message where tenant_id = $1 and created_at < $2")
        .bind(tx.tenant())
        .bind(tx.now().plus_seconds(-KEEP))
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
