//! A key is taken back.

use db::TenantTx;
use kernel::{ApiKeyId, Error, Result};

/// From the commit on it opens nothing, at any replica: its row is read at every call. Its name stays, for the log of changes.
pub async fn revoke_key(tx: &mut TenantTx, id: ApiKeyId) -> Result<()> {
    let done = sqlx::query(
        "update api_key set revoked_at = coalesce(revoked_at, $3) where tenant_id = $1 and key_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    match done.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}
