//! Forgetting carts that nobody will come back for.

use db::TenantTx;
use kernel::{Instant, Result};

/// Deletes anonymous carts that nobody touched since, and closed ones of that age. Gives how many.
pub async fn purge_carts(tx: &mut TenantTx, before: Instant) -> Result<u64> {
    let deleted = sqlx::query(
        "delete from cart where tenant_id = $1 and updated_at < $2 and (person_id is null or status <> 'open')",
    )
    .bind(tx.tenant())
    .bind(before)
    .execute(&mut **tx)
    .await?;
    Ok(deleted.rows_affected())
}
