//! What nobody needs any longer.

use db::TenantTx;
use kernel::Result;

/// Lines of the log are kept so long (seconds), and appointments' entries that are gone.
const KEEP: i64 = 30 * 24 * 3600;

/// Deletes old lines of the log, attempts to connect that are over, and channels that have ended.
pub async fn purge(tx: &mut TenantTx) -> Result<()> {
    let now = tx.now();
    for (sql, before) in [
        (
            "delete from sync_note where tenant_id = $1 and created_at < $2",
            now.plus_seconds(-KEEP),
        ),
        (
            "delete from calendar_attempt where tenant_id = $1 and expires_at < $2",
            now,
        ),
        (
            "delete from calendar_channel where tenant_id = $1 and expires_at < $2",
            now,
        ),
        (
            "delete from calendar_copy where tenant_id = $1 and state = 'gone' and changed_at < $2",
            now.plus_seconds(-KEEP),
        ),
    ] {
        sqlx::query(sql)
            .bind(tx.tenant())
            .bind(before)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
