//! Reviews as customers read and write them.

use actix_web::{HttpRequest, HttpResponse};
use catalog::ProductId;
use http::{Answer, Id, Json, Query, Visitor};
use kernel::paging::Pagination;
use kernel::{Error, PageQuery};
use sales::model::OrderId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::buyer::{buyer, plain_key, reporter};
use crate::model::ReviewId;
use crate::ops::find_purchase;
use crate::ops::report::{self, ReportRequest};
use crate::ops::write_review::{ReviewRequest, write_review};
use crate::queries::own::{Author, find_own};
use crate::queries::shown::{RatingView, ShownReview, list_shown, reviewed};

/// Which of a product's reviews.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReviewsQuery {
    /// From 1.
    page: Option<u32>,
    /// Rows a page, at most 100.
    limit: Option<u32>,
    /// Only those that gave so many stars.
    stars: Option<i16>,
}

/// A product's reviews.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewList {
    /// All of them together.
    pub rating: RatingView,
    /// A page of them, newest first.
    pub data: Vec<ShownReview>,
    /// Where this page is.
    pub pagination: Pagination,
}

/// Stars are one to five.
pub fn checked_stars(stars: Option<i16>) -> kernel::Result<Option<i16>> {
    if stars.is_some_and(|stars| !(1..=5).contains(&stars)) {
        return Err(Error::invalid("stars", "out_of_range"));
    }
    Ok(stars)
}

/// `GET /products/{id}/reviews`.
pub async fn list(visitor: Visitor, id: Id<ProductId>, query: Query<ReviewsQuery>) -> Answer {
    let page = PageQuery::of(query.page, query.limit)?;
    let stars = checked_stars(query.stars)?;
    let mut tx = visitor.begin_generic().await?;
    let product = reviewed(&mut tx, &id.0.to_string()).await?;
    let found = list_shown(&mut tx, &product, stars, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(ReviewList {
        rating: product.rating.into(),
        data: found.data,
        pagination: found.pagination,
    }))
}

/// By which order somebody without an account shows what they bought.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OwnQuery {
    /// The order; without it the last one of who is signed in.
    order_id: Option<OrderId>,
    /// The key of its link.
    key: Option<String>,
}

/// `GET /products/{id}/review`.
pub async fn own(visitor: Visitor, id: Id<ProductId>, query: Query<OwnQuery>) -> Answer {
    let key = plain_key(query.0.key);
    let who = buyer(&visitor, query.0.order_id, key.as_deref());
    let mut tx = visitor.begin().await?;
    reviewed(&mut tx, &id.0.to_string()).await?;
    let order = find_purchase(&mut tx, id.0, who).await?;
    let review = find_own(&mut tx, id.0, Author::of(&order)).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(review.ok_or_else(Error::not_found)?))
}

/// `PUT /products/{id}/review`.
pub async fn write(visitor: Visitor, id: Id<ProductId>, body: Json<ReviewRequest>) -> Answer {
    let who = buyer(&visitor, body.order_id, body.order_key.as_deref());
    let mut tx = visitor.begin().await?;
    let review = write_review(&mut tx, &visitor.app, id.0, who, &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(review))
}

/// `POST /reviews/{id}/reports`.
pub async fn report(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<ReviewId>,
    body: Json<ReportRequest>,
) -> Answer {
    let who = reporter(&visitor, &req);
    let mut tx = visitor.begin().await?;
    report::report(&mut tx, &visitor.app, id.0, who, &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}
