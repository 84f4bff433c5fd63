//! Reads of the shop's own pages.

use db::TenantTx;
use kernel::Result;
use sqlx::FromRow;

use crate::{ProductId, ProductStatus};

/// How many products have each status.
#[derive(Debug, Clone, Copy, Default, FromRow)]
pub struct StatusCounts {
    /// For sale.
    pub active: i64,
    /// Being prepared.
    pub draft: i64,
    /// No longer sold.
    pub archived: i64,
}

/// Counts them.
pub async fn status_counts(tx: &mut TenantTx) -> Result<StatusCounts> {
    Ok(sqlx::query_as(
        "select count(*) filter (where status = 'active') as active,
                count(*) filter (where status = 'draft') as draft,
                count(*) filter (where status = 'archived') as archived
           from product where tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}

/// A product in the shop's own list.
#[derive(Debug, Clone, FromRow)]
pub struct DeskProduct {
    /// Which.
    pub product_id: ProductId,
    /// Its name.
    pub name: String,
    /// Whether customers see it.
    pub status: ProductStatus,
    /// Shown on the first page.
    pub featured: bool,
    /// Stem of the cover's files.
    pub cover_key: Option<String>,
    /// Name of its category.
    pub category: Option<String>,
    /// Price of its cheapest variant, minor units.
    pub price_min: i64,
    /// Price of its dearest variant.
    pub price_max: i64,
    /// Pieces that can be sold.
    pub stock: i64,
    /// Variants for sale.
    pub variants: i64,
}

/// These products, in the order of their ids here.
pub async fn desk_products(tx: &mut TenantTx, ids: &[ProductId]) -> Result<Vec<DeskProduct>> {
    Ok(sqlx::query_as(
        "select p.product_id, p.name, p.status, p.featured, p.cover_key, c.name as category, p.price_min, p.price_max,
                sold.stock, sold.variants
           from product p
           left join category c on c.tenant_id = $1 and c.category_id = p.category_id
          cross join lateral (
                select count(*) as variants, coalesce(sum(s.on_hand - s.reserved), 0)::bigint as stock
                  from variant v
                  left join stock s on s.tenant_id = $1 and s.variant_id = v.variant_id
                 where v.tenant_id = $1 and v.product_id = p.product_id and v.active and v.removed_at is null) sold
          where p.tenant_id = $1 and p.product_id = any ($2)
          order by array_position($2, p.product_id)",
    )
    .bind(tx.tenant())
    .bind(ids)
    .fetch_all(&mut **tx)
    .await?)
}
