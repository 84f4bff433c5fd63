//! Forgetting carts that nobody will come back for.

use db::TenantTx;
use kernel::Result;

use crate::model::cart::CART_DAYS;

/// Deletes anonymous carts that nobody touched for a month, and closed ones of that age. Gives how many.
pub async fn purge_carts(tx: &mut TenantTx) -> Result<u64> {
    let deleted = sqlx::query(
        "delete from cart where tenant_id = $1 and updated_at < $2 and (person_id is null or status <> 'open')",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(-CART_DAYS * 24 * 3600))
    .execute(&mut **tx)
    .await?;
    Ok(deleted.rows_affected())
}
