//! A customer says how something is, and may say it otherwise later.

use catalog::ProductId;
use db::TenantTx;
use http::App;
use kernel::{Line, Prose, Result};
use sales::model::{Order, OrderId};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::lock::lock_product;
use super::{Buyer, find_purchase};
use crate::model::{ReviewId, ReviewStatus, shown_name};
use crate::notices::tell_written;
use crate::queries::own::{Author, OwnReview, find_own};
use crate::queries::settings::review_settings;

/// What they say.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewRequest {
    /// 1 to 5.
    #[validate(range(min = 1, max = 5))]
    pub stars: i16,
    /// In a few words.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub title: Option<Line<120>>,
    /// In more.
    pub text: Prose<2000>,
    /// The order in which they bought it; without it the last one of who is signed in.
    #[serde(default)]
    pub order_id: Option<OrderId>,
    /// The key of the link to that order, of who has no account.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub order_key: Option<Line<100>>,
}

/// Writes it, or writes it anew: there is one a customer and product, however many write at once.
pub async fn write_review(
    tx: &mut TenantTx,
    app: &App,
    product: ProductId,
    buyer: Buyer,
    wanted: &ReviewRequest,
) -> Result<OwnReview> {
    let name = lock_product(tx, product).await?;
    let order = find_purchase(tx, product, buyer).await?;
    let before = find_own(tx, product, Author::of(&order)).await?;
    if let Some(before) = before.as_ref().filter(|before| says_the_same(before, wanted)) {
        return Ok(before.clone());
    }
    let stood = before.as_ref().map(|before| before.status);
    let settings = review_settings(tx).await?;
    let status = ReviewStatus::when_written(stood, settings.shown_at_once);
    match before {
        Some(before) => rewrite(tx, before.id, wanted, status).await?,
        None => insert(tx, product, &order, wanted, status).await?,
    }
    if stood != Some(status) {
        tell_written(tx, app, &name, wanted.stars).await?;
    }
    let written = find_own(tx, product, Author::of(&order)).await?;
    written.ok_or_else(|| kernel::Error::fault("a review is not there after it was written"))
}

fn says_the_same(before: &OwnReview, wanted: &ReviewRequest) -> bool {
    before.stars == wanted.stars
        && before.title.as_deref() == wanted.title.as_deref()
        && before.text == *wanted.text
}

async fn insert(
    tx: &mut TenantTx,
    product: ProductId,
    order: &Order,
    wanted: &ReviewRequest,
    status: ReviewStatus,
) -> Result<()> {
    sqlx::query(
        "insert into review (tenant_id, review_id, product_id, order_id, order_created_at, person_id, email, author, stars,
                             title, body, status, published_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $12::text = 'published' then $13::timestamptz end, $13, $13)",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<ReviewId>())
    .bind(product)
    .bind(order.order_id)
    .bind(order.created_at)
    .bind(order.person_id)
    .bind(&order.email)
    .bind(shown_name(&order.customer_name))
    .bind(wanted.stars)
    .bind(&wanted.title)
    .bind(&wanted.text)
    .bind(status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn rewrite(
    tx: &mut TenantTx,
    id: ReviewId,
    wanted: &ReviewRequest,
    status: ReviewStatus,
) -> Result<()> {
    sqlx::query(
        "update review
            set stars = $3, title = $4, body = $5, status = $6, reject_reason = null,
                published_at = case when $6 = 'published' then coalesce(published_at, $7) else published_at end,
                updated_at = $7, version = version + 1
          where tenant_id = $1 and review_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(wanted.stars)
    .bind(&wanted.title)
    .bind(&wanted.text)
    .bind(status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
