//! Which products are only examples, so that they can be taken away together.

use db::TenantTx;
use kernel::Result;
use kernel::id::Uuid;

/// Remembers these besides those of before. Of two who add examples at once, the second waits here.
pub async fn remember_samples(tx: &mut TenantTx, products: &[Uuid]) -> Result<()> {
    sqlx::query(
        "update subscription set sample_products = sample_products || $2, updated_at = $3, version = version + 1
          where tenant_id = $1",
    )
    .bind(tx.tenant())
    .bind(products)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Those that are there, held still until the commit.
pub async fn lock_samples(tx: &mut TenantTx) -> Result<Vec<Uuid>> {
    let found: Option<Vec<Uuid>> =
        sqlx::query_scalar("select sample_products from subscription where tenant_id = $1 for no key update")
            .bind(tx.tenant())
            .fetch_optional(&mut **tx)
            .await?;
    Ok(found.unwrap_or_default())
}

/// Forgets all of them.
pub async fn forget_samples(tx: &mut TenantTx) -> Result<()> {
    sqlx::query(
        "update subscription set sample_products = '{}', updated_at = $2, version = version + 1
          where tenant_id = $1",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
