//! What the form of a promotion lets choose from.

use catalog::ProductId;
use db::TenantTx;
use kernel::Result;
use sqlx::FromRow;

/// A product to choose.
#[derive(Debug, Clone, FromRow)]
pub struct ProductChoice {
    /// Which.
    pub product_id: ProductId,
    /// Its name.
    pub name: String,
}

/// Products that can be chosen: those for sale and these, by name; the first so many.
pub async fn list_products(tx: &mut TenantTx, chosen: &[ProductId], most: i64) -> Result<Vec<ProductChoice>> {
    Ok(sqlx::query_as(
        "select product_id, name
           from product
          where tenant_id = $1 and (status = 'active' or product_id = any ($2))
          order by product_id = any ($2) desc, plain_text(name), product_id
          limit $3",
    )
    .bind(tx.tenant())
    .bind(chosen)
    .bind(most)
    .fetch_all(&mut **tx)
    .await?)
}
