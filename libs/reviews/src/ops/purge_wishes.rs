//! Lists of nobody that nobody touches any more.

use db::TenantTx;
use kernel::{Instant, Result};

/// Forgets those that were touched last before then; gives how many.
pub async fn purge_wishes(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let gone =
        sqlx::query("delete from wish_list where tenant_id = $1 and person_id is null and updated_at < $2")
            .bind(tx.tenant())
            .bind(before)
            .execute(&mut **tx)
            .await?;
    Ok(gone.rows_affected())
}
