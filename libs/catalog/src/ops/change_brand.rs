//! Brands: made, renamed, deleted.

use db::TenantTx;
use kernel::{Error, Line, Result, Slug};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::free_names::{Of, free_slug};
use super::refresh_products::refresh_products_of;
use crate::{BrandId, CatalogError};

/// A brand as people type it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BrandInput {
    /// Its name.
    pub name: Line<120>,
    /// Part of its address; made from the name when left out, kept when a brand is changed.
    #[serde(default)]
    pub slug: Option<Slug>,
}

/// Makes it.
pub async fn create_brand(tx: &mut TenantTx, input: &BrandInput) -> Result<BrandId> {
    let slug = match &input.slug {
        Some(slug) => slug.clone(),
        None => free_slug(tx, Of::Brand, &input.name).await?,
    };
    let id: BrandId = tx.new_id();
    sqlx::query(
        "insert into brand (tenant_id, brand_id, slug, name, created_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&slug)
    .bind(&input.name)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Renames it, in what products are found by too.
pub async fn update_brand(tx: &mut TenantTx, id: BrandId, input: &BrandInput) -> Result<()> {
    let changed = sqlx::query(
        "update brand set name = $3, slug = coalesce($4, slug) where tenant_id = $1 and brand_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&input.name)
    .bind(&input.slug)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if changed == 0 {
        return Err(Error::not_found());
    }
    refresh_products_of(tx, None, Some(id)).await
}

/// Deletes it; refuses (`brand_in_use`) while products bear it, archived ones included.
pub async fn delete_brand(tx: &mut TenantTx, id: BrandId) -> Result<()> {
    let used: bool =
        sqlx::query_scalar("select exists (select from product where tenant_id = $1 and brand_id = $2)")
            .bind(tx.tenant())
            .bind(id)
            .fetch_one(&mut **tx)
            .await?;
    if used {
        return Err(CatalogError::BrandInUse.into());
    }
    let deleted = sqlx::query("delete from brand where tenant_id = $1 and brand_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?
        .rows_affected();
    if deleted == 0 {
        Err(Error::not_found())
    } else {
        Ok(())
    }
}
