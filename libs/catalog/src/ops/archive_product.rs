//! A product that is sold no longer. Its row stays: orders mention it.

use db::TenantTx;
use kernel::Result;

use super::lock_product::{lock_product, touch_product};
use crate::{ProductId, ProductStatus};

/// Archives it; twice is as good as once.
pub async fn archive_product(tx: &mut TenantTx, id: ProductId, expected: Option<i64>) -> Result<()> {
    lock_product(tx, id, expected).await?;
    sqlx::query("update product set status = $3, featured = false where tenant_id = $1 and product_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .bind(ProductStatus::Archived)
        .execute(&mut **tx)
        .await?;
    touch_product(tx, id).await?;
    Ok(())
}
