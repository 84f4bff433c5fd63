//! A product's pictures described, put in order, taken away.

use db::TenantTx;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::lock_product::{lock_product, touch_product};
use super::refresh_products::refresh_products;
use crate::jobs::delete_files;
use crate::{PictureId, ProductId};

/// What a picture shows, for those who do not see it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureText {
    /// In words.
    #[serde(default)]
    pub alt: Option<Line<200>>,
}

/// All pictures of a product in their new order.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureOrder {
    /// The first one becomes the cover.
    #[validate(length(min = 1, max = 20))]
    pub ids: Vec<PictureId>,
}

/// Says what a picture shows.
pub async fn describe_picture(
    tx: &mut TenantTx,
    product: ProductId,
    id: PictureId,
    text: &PictureText,
) -> Result<()> {
    lock_product(tx, product, None).await?;
    let changed = sqlx::query(
        "update picture set alt = $4 where tenant_id = $1 and product_id = $2 and picture_id = $3",
    )
    .bind(tx.tenant())
    .bind(product)
    .bind(id)
    .bind(&text.alt)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if changed == 0 {
        return Err(Error::not_found());
    }
    touch_product(tx, product).await.map(drop)
}

/// Puts them in this order; those left out keep their place.
pub async fn reorder_pictures(tx: &mut TenantTx, product: ProductId, order: &PictureOrder) -> Result<()> {
    lock_product(tx, product, None).await?;
    let moved = sqlx::query(
        "update picture p set position = o.n - 1
           from unnest($3::uuid[]) with ordinality as o (picture_id, n)
          where p.tenant_id = $1 and p.product_id = $2 and p.picture_id = o.picture_id",
    )
    .bind(tx.tenant())
    .bind(product)
    .bind(&order.ids)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if usize::try_from(moved).is_ok_and(|n| n != order.ids.len()) {
        return Err(Error::invalid("ids", "unknown"));
    }
    refresh_products(tx, &[product]).await?;
    touch_product(tx, product).await.map(drop)
}

/// Takes it away; its files go after the commit.
pub async fn delete_picture(tx: &mut TenantTx, product: ProductId, id: PictureId) -> Result<()> {
    lock_product(tx, product, None).await?;
    let key: Option<String> = sqlx::query_scalar(
        "delete from picture where tenant_id = $1 and product_id = $2 and picture_id = $3 returning key",
    )
    .bind(tx.tenant())
    .bind(product)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    delete_files(tx, Some(key.ok_or_else(Error::not_found)?)).await?;
    refresh_products(tx, &[product]).await?;
    touch_product(tx, product).await.map(drop)
}
