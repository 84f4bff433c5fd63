//! A product like another, to change what differs.

use billing::admit;
use db::TenantTx;
use kernel::{Currency, Error, Limit, Result};

use super::create_product::create_product;
use super::lock_product::lock_product;
use super::refresh_products::refresh_products;
use crate::model::ProductInput;
use crate::queries::product::{product_input, variant_set};
use crate::{PictureId, ProductId, ProductStatus};

/// A draft with the same texts, options, prices and pictures, and with codes and an address of its own.
pub async fn duplicate_product(tx: &mut TenantTx, currency: Currency, id: ProductId) -> Result<ProductId> {
    // Before the product is held: whoever is admitted first is first everywhere.
    admit(tx, Limit::Products).await?;
    // Whoever takes a picture away meanwhile waits, and then finds the copy that still shows its files.
    lock_product(tx, id, None).await?;
    let input = product_input(tx, id).await?.ok_or_else(Error::not_found)?;
    let mut set = variant_set(tx, id).await?;
    for variant in &mut set.variants {
        (variant.id, variant.sku, variant.barcode) = (None, None, None);
    }
    let copy = ProductInput {
        slug: None,
        status: Some(ProductStatus::Draft),
        featured: false,
        options: Some(set.options),
        variants: Some(set.variants),
        ..input.without_price()
    };
    let copy_id = create_product(tx, currency, &copy).await?;
    copy_pictures(tx, id, copy_id).await?;
    refresh_products(tx, &[copy_id]).await?;
    Ok(copy_id)
}

/// Both show the same files; those are deleted only when nobody shows them.
async fn copy_pictures(tx: &mut TenantTx, from: ProductId, to: ProductId) -> Result<()> {
    let pictures: Vec<PictureId> =
        sqlx::query_scalar("select picture_id from picture where tenant_id = $1 and product_id = $2")
            .bind(tx.tenant())
            .bind(from)
            .fetch_all(&mut **tx)
            .await?;
    let copies: Vec<PictureId> = pictures.iter().map(|_| tx.new_id()).collect();
    sqlx::query(
        "insert into picture (tenant_id, picture_id, product_id, position, key, alt, width, height, bytes, created_at)
         select $1, ids.copy, $4, p.position, p.key, p.alt, p.width, p.height, p.bytes, $5
           from unnest($2::uuid[], $3::uuid[]) as ids (original, copy)
           join picture p on p.tenant_id = $1 and p.picture_id = ids.original",
    )
    .bind(tx.tenant())
    .bind(pictures)
    .bind(copies)
    .bind(to)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
