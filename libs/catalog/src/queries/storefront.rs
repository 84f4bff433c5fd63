//! What only the shop's own pages read: the first page, and what search engines are told.

use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

/// A category as the first page shows it.
#[derive(Debug, Clone, FromRow)]
pub struct CategoryCard {
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its own picture, or one of its products'.
    pub picture_key: Option<String>,
    /// Products for sale in it and below.
    pub products: i64,
}

/// An address that search engines may visit.
#[derive(Debug, Clone, FromRow)]
pub struct SitemapRow {
    /// Part of the address.
    pub slug: String,
    /// When it changed last.
    pub updated_at: Instant,
}

/// Most addresses in one sitemap (the protocol allows 50,000).
const SITEMAP_LIMIT: i64 = 45_000;

/// Categories at the top of the tree that have something for sale.
pub async fn list_category_cards(tx: &mut TenantTx, limit: i64) -> Result<Vec<CategoryCard>> {
    Ok(sqlx::query_as(
        "with recursive tree as (
           select category_id as top, category_id from category where tenant_id = $1 and parent_id is null and active
            union all
           select t.top, c.category_id
             from tree t
             join category c on c.tenant_id = $1 and c.parent_id = t.category_id and c.active)
         select c.slug, c.name, count(*) as products,
                coalesce(c.picture_key, (array_agg(p.cover_key order by p.featured desc, p.created_at desc)
                                         filter (where p.cover_key is not null))[1]) as picture_key
           from tree t
           join category c on c.tenant_id = $1 and c.category_id = t.top
           join product p on p.tenant_id = $1 and p.category_id = t.category_id and p.status = 'active'
          group by c.category_id, c.slug, c.name, c.picture_key, c.position
          order by c.position, c.name
          limit $2",
    )
    .bind(tx.tenant())
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?)
}

/// Everything for sale, newest change first.
pub async fn sitemap_products(tx: &mut TenantTx) -> Result<Vec<SitemapRow>> {
    Ok(sqlx::query_as(
        "select slug, updated_at from product
          where tenant_id = $1 and status = 'active' order by updated_at desc limit $2",
    )
    .bind(tx.tenant())
    .bind(SITEMAP_LIMIT)
    .fetch_all(&mut **tx)
    .await?)
}

/// Categories that customers see.
pub async fn sitemap_categories(tx: &mut TenantTx) -> Result<Vec<SitemapRow>> {
    Ok(sqlx::query_as(
        "select slug, updated_at from category where tenant_id = $1 and active order by slug limit 1000",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
