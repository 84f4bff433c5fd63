//! A new product with its variants.

use billing::admit;
use db::TenantTx;
use kernel::{Currency, Error, Limit, Result, Slug};

use super::free_names::{Of, free_slug};
use super::put_variants::write_variants;
use super::refresh_products::refresh_products;
use crate::ProductId;
use crate::model::{ProductInput, VariantSet};

/// Makes it, as a draft unless said otherwise, where the shop's plan has room for one more.
pub async fn create_product(
    tx: &mut TenantTx,
    currency: Currency,
    input: &ProductInput,
) -> Result<ProductId> {
    admit(tx, Limit::Products).await?;
    let set = VariantSet::of(input, None)?.ok_or_else(|| Error::invalid("price", "required"))?;
    set.check(currency)?;
    let slug = match &input.slug {
        Some(slug) => slug.clone(),
        None => free_slug(tx, Of::Product, &input.name).await?,
    };
    let id = insert_product(tx, &slug, input).await?;
    write_variants(tx, id, &slug, &set).await?;
    refresh_products(tx, &[id]).await?;
    Ok(id)
}

async fn insert_product(tx: &mut TenantTx, slug: &Slug, input: &ProductInput) -> Result<ProductId> {
    let id: ProductId = tx.new_id();
    sqlx::query(
        "insert into product (tenant_id, product_id, slug, name, short_description, description, category_id, brand_id,
                              status, featured, tax_class, tags, length_mm, width_mm, height_mm, seo_title,
                              seo_description, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(slug)
    .bind(&input.name)
    .bind(&input.short_description)
    .bind(&input.description)
    .bind(input.category_id)
    .bind(input.brand_id)
    .bind(input.status.unwrap_or_default())
    .bind(input.featured)
    .bind(input.tax_class)
    .bind(tags_of(input))
    .bind(input.length_mm)
    .bind(input.width_mm)
    .bind(input.height_mm)
    .bind(&input.seo_title)
    .bind(&input.seo_description)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Each once, in the order given.
pub(super) fn tags_of(input: &ProductInput) -> Vec<&str> {
    let mut tags: Vec<&str> = vec![];
    for tag in &input.tags {
        if !tags.contains(&tag.as_str()) {
            tags.push(tag);
        }
    }
    tags
}
