//! Changing a product, whole.

use db::TenantTx;
use kernel::{Currency, Error, Result};

use super::create_product::tags_of;
use super::lock_product::{lock_product, touch_product};
use super::put_variants::write_variants;
use super::refresh_products::refresh_products;
use crate::model::{ProductInput, ProductPatch, VariantSet};
use crate::queries::product::product_input;
use crate::{ProductId, VariantId};

/// Replaces every field; slug, status and variants stay when they are left out. Gives the new version. Refuses
/// (`changed_meanwhile`) when `expected` is no longer the version.
pub async fn update_product(
    tx: &mut TenantTx,
    currency: Currency,
    id: ProductId,
    expected: Option<i64>,
    input: &ProductInput,
) -> Result<i64> {
    let locked = lock_product(tx, id, expected).await?;
    let slug = input.slug.clone().unwrap_or(locked.slug.0);
    let set = VariantSet::of(input, only_variant(tx, id, input).await?)?;
    write_product(tx, id, input).await?;
    if let Some(set) = set {
        set.check(currency)?;
        write_variants(tx, id, &slug, &set).await?;
    }
    refresh_products(tx, &[id]).await?;
    touch_product(tx, id).await
}

/// Changes only what the patch names; what else it takes is as in [`update_product`].
///
/// The product is locked before its other fields are read: of two patches at once the second one keeps what the first
/// one wrote.
pub async fn patch_product(
    tx: &mut TenantTx,
    currency: Currency,
    id: ProductId,
    expected: Option<i64>,
    patch: ProductPatch,
) -> Result<i64> {
    lock_product(tx, id, expected).await?;
    let whole = product_input(tx, id).await?.ok_or_else(Error::not_found)?;
    update_product(tx, currency, id, expected, &patch.applied_to(whole)).await
}

/// The one that a price at the top is meant for.
async fn only_variant(tx: &mut TenantTx, id: ProductId, input: &ProductInput) -> Result<Option<VariantId>> {
    if !input.describes_only_variant() || input.variants.is_some() {
        return Ok(None);
    }
    let variants: Vec<(VariantId, bool)> = sqlx::query_as(
        "select variant_id, option_values = '{}' from variant
          where tenant_id = $1 and product_id = $2 and removed_at is null
          limit 2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?;
    match variants[..] {
        [] => Ok(None),
        [(only, true)] => Ok(Some(only)),
        _ => Err(Error::invalid("price", "set_per_variant")),
    }
}

async fn write_product(tx: &mut TenantTx, id: ProductId, input: &ProductInput) -> Result<()> {
    sqlx::query(
        "update product
            set slug = coalesce($3, slug), name = $4, short_description = $5, description = $6, category_id = $7,
                brand_id = $8, status = coalesce($9, status), featured = $10, tax_class = $11, tags = $12,
                length_mm = $13, width_mm = $14, height_mm = $15, seo_title = $16, seo_description = $17
          where tenant_id = $1 and product_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&input.slug)
    .bind(&input.name)
    .bind(&input.short_description)
    .bind(&input.description)
    .bind(input.category_id)
    .bind(input.brand_id)
    .bind(input.status)
    .bind(input.featured)
    .bind(input.tax_class)
    .bind(tags_of(input))
    .bind(input.length_mm)
    .bind(input.width_mm)
    .bind(input.height_mm)
    .bind(&input.seo_title)
    .bind(&input.seo_description)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
