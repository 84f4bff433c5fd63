//! Brands and tags.

use db::TenantTx;
use kernel::Result;
use serde::Serialize;
use utoipa::ToSchema;

use crate::BrandId;

/// A brand.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Brand {
    /// Which.
    #[sqlx(rename = "brand_id")]
    pub id: BrandId,
    /// What filters take.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Active products that bear it.
    pub products_count: i64,
}

/// A tag.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Tag {
    /// The word.
    pub tag: String,
    /// Products that bear it.
    pub products_count: i64,
}

/// All brands by name.
pub async fn list_brands(tx: &mut TenantTx) -> Result<Vec<Brand>> {
    Ok(sqlx::query_as(
        "select b.brand_id, b.slug, b.name,
                (select count(*) from product p
                  where p.tenant_id = $1 and p.brand_id = b.brand_id and p.status = 'active') as products_count
           from brand b
          where b.tenant_id = $1
          order by plain_text(b.name)
          limit 1000",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// The commonest tags.
pub async fn list_tags(tx: &mut TenantTx) -> Result<Vec<Tag>> {
    Ok(sqlx::query_as(
        "select t.tag, count(*) as products_count
           from product p
          cross join lateral unnest(p.tags) as t (tag)
          where p.tenant_id = $1 and p.status <> 'archived'
          group by t.tag
          order by count(*) desc, t.tag
          limit 200",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
