//! A customer's own reviews, and what there is to review in an order of theirs.

use catalog::ProductId;
use db::TenantTx;
use kernel::{PersonId, Result};
use sales::model::Order;
use serde::Serialize;
use utoipa::ToSchema;

use super::row::{PhotoView, ReviewRow, review_columns};
use crate::model::{ReviewId, ReviewStatus};

/// A review as its author sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnReview {
    /// Which.
    pub id: ReviewId,
    /// 1 to 5.
    pub stars: i16,
    /// In a few words.
    pub title: Option<String>,
    /// In more.
    pub text: String,
    /// Where it stands.
    pub status: ReviewStatus,
    /// Why the shop does not show it.
    pub reject_reason: Option<String>,
    /// What the shop says to it.
    pub answer: Option<String>,
    /// Its photos.
    pub photos: Vec<PhotoView>,
}

impl From<ReviewRow> for OwnReview {
    fn from(row: ReviewRow) -> Self {
        Self {
            photos: row.photos(),
            id: row.review_id,
            stars: row.stars,
            title: row.title,
            text: row.body,
            status: row.status,
            reject_reason: row.reject_reason,
            answer: row.answer,
        }
    }
}

/// Whose a review is: a person's, or, of somebody without an account, an address's.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// Who, if the order is a person's.
    pub person: Option<PersonId>,
    /// The order's address.
    pub email: &'a str,
}

impl<'a> Author<'a> {
    /// Whoever bought this.
    pub fn of(order: &'a Order) -> Self {
        Self {
            person: order.person_id,
            email: order.email.as_str(),
        }
    }
}

/// What they said of this product.
pub async fn find_own(
    tx: &mut TenantTx,
    product: ProductId,
    author: Author<'_>,
) -> Result<Option<OwnReview>> {
    let row: Option<ReviewRow> = sqlx::query_as(concat!(
        "select ",
        review_columns!(),
        "  from review r
          where r.tenant_id = $1 and r.product_id = $2 and (r.email = $3 or r.person_id = $4)
          order by (r.person_id = $4) desc nulls last
          limit 1"
    ))
    .bind(tx.tenant())
    .bind(product)
    .bind(author.email)
    .bind(author.person)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(OwnReview::from))
}

/// A product of an order, and what its buyer said of it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Bought {
    /// The product.
    pub product_id: ProductId,
    /// As it was named then.
    pub name: String,
    /// Stem of its picture.
    pub image_key: Option<String>,
    /// The stars that they gave it.
    pub stars: Option<i16>,
    /// Where their review stands.
    pub status: Option<ReviewStatus>,
}

/// The products of an order, each once, in its order.
pub async fn list_bought(tx: &mut TenantTx, order: &Order) -> Result<Vec<Bought>> {
    let author = Author::of(order);
    Ok(sqlx::query_as(
        "select l.product_id, l.name, l.image_key, own.stars, own.status
           from (select product_id, min(position) as position, (array_agg(name order by position))[1] as name,
                        (array_agg(image_key order by position))[1] as image_key
                   from order_line
                  where tenant_id = $1 and order_id = $2
                  group by product_id) l
           left join lateral (
                 select r.stars, r.status
                   from review r
                  where r.tenant_id = $1 and r.product_id = l.product_id and (r.email = $3 or r.person_id = $4)
                  order by (r.person_id = $4) desc nulls last
                  limit 1) own on true
          order by l.position",
    )
    .bind(tx.tenant())
    .bind(order.order_id)
    .bind(author.email)
    .bind(author.person)
    .fetch_all(&mut **tx)
    .await?)
}
