//! What the grid shows and changes.

use std::collections::HashMap;

use catalog::{CategoryId, ProductId, ProductStatus, VariantId};
use db::TenantTx;
use kernel::Result;
use serde::Deserialize;
use sqlx::FromRow;
use sqlx::types::Json;

/// A product of the grid.
#[derive(Debug, Clone, FromRow)]
pub struct GridProduct {
    /// Which.
    pub product_id: ProductId,
    /// Counts its changes.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Whether customers see it.
    pub status: ProductStatus,
    /// Its category.
    pub category_id: Option<CategoryId>,
    /// What is sold of it.
    pub variants: Json<Vec<GridForm>>,
}

/// A variant of it.
#[derive(Debug, Clone, Deserialize)]
pub struct GridForm {
    /// Which.
    pub id: VariantId,
    /// One choice of each option.
    pub options: Vec<String>,
    /// Its code.
    pub sku: String,
    /// Its price, in minor units.
    pub price: i64,
    /// Pieces on the shelf.
    pub stock: i32,
    /// Of them, promised to orders.
    pub reserved: i32,
}

/// These products.
pub async fn grid_products(tx: &mut TenantTx, ids: &[ProductId]) -> Result<HashMap<ProductId, GridProduct>> {
    let rows: Vec<GridProduct> = sqlx::query_as(
        "select p.product_id, p.version, p.name, p.status, p.category_id,
                (select coalesce(jsonb_agg(jsonb_build_object('id', v.variant_id, 'options', v.option_values, 'sku', v.sku,
                          'price', v.price, 'stock', coalesce(s.on_hand, 0), 'reserved', coalesce(s.reserved, 0))
                          order by v.position, v.variant_id), '[]')
                   from variant v left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
                  where v.tenant_id = $1 and v.product_id = p.product_id and v.removed_at is null) as variants
           from product p
          where p.tenant_id = $1 and p.product_id = any ($2)",
    )
    .bind(tx.tenant())
    .bind(ids)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.product_id, row)).collect())
}
