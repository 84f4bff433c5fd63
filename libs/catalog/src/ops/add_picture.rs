//! A picture more for a product. Its files are stored already; see `pictures`.

use billing::admit;
use db::TenantTx;
use kernel::{Error, Limit, Line, Result};
use pictures::Prepared;

use super::lock_product::{lock_product, touch_product};
use super::refresh_products::refresh_products;
use crate::{CatalogError, PictureId, ProductId};

/// Pictures that a product may have.
const MOST: i64 = 20;

/// Shows it after the others; the first one is the product's cover.
pub async fn add_picture(
    tx: &mut TenantTx,
    product: ProductId,
    picture: &Prepared,
    alt: Option<&Line<200>>,
) -> Result<PictureId> {
    admit(tx, Limit::Storage).await?;
    lock_product(tx, product, None).await?;
    let id = insert(tx, product, picture, alt).await?;
    refresh_products(tx, &[product]).await?;
    touch_product(tx, product).await?;
    Ok(id)
}

async fn insert(
    tx: &mut TenantTx,
    product: ProductId,
    picture: &Prepared,
    alt: Option<&Line<200>>,
) -> Result<PictureId> {
    let pixels = |n: u32| i32::try_from(n).map_err(|e| Error::Fault(e.into()));
    let made: Option<PictureId> = sqlx::query_scalar(
        "insert into picture (tenant_id, picture_id, product_id, position, key, alt, width, height, bytes, created_at)
         select $1, $2, $3, coalesce(max(position), -1) + 1, $4, $5, $6, $7, $8, $9
           from picture where tenant_id = $1 and product_id = $3
         having count(*) < $10
         returning picture_id",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<PictureId>())
    .bind(product)
    .bind(&picture.key)
    .bind(alt)
    .bind(pixels(picture.width)?)
    .bind(pixels(picture.height)?)
    .bind(picture.bytes())
    .bind(tx.now())
    .bind(MOST)
    .fetch_optional(&mut **tx)
    .await?;
    made.ok_or_else(|| Error::from(CatalogError::TooManyPictures).with("most", MOST))
}
