//! Photos of one's own review.

use actix_web::{HttpResponse, web};
use http::{Answer, Id, Query, Upload, Visitor};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::buyer::{plain_key, writer};
use crate::http::photo::keep_photo;
use crate::model::ReviewId;
use crate::ops::photos::remove_photo;

/// What shows that the review is theirs who are not signed in.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct KeyQuery {
    /// The key of the link to the order in which they bought it.
    key: Option<String>,
}

/// A photo by its review and its place there.
#[derive(Debug, Deserialize)]
pub struct Place {
    id: ReviewId,
    position: i16,
}

/// `POST /reviews/{id}/pictures`.
pub async fn add(visitor: Visitor, id: Id<ReviewId>, query: Query<KeyQuery>, upload: Upload) -> Answer {
    let key = plain_key(query.0.key);
    let who = writer(&visitor, key.as_deref());
    keep_photo(&visitor, id.0, who, &upload).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /reviews/{id}/pictures/{position}`.
pub async fn remove(visitor: Visitor, at: web::Path<Place>, query: Query<KeyQuery>) -> Answer {
    let key = plain_key(query.0.key);
    let who = writer(&visitor, key.as_deref());
    let mut tx = visitor.begin().await?;
    remove_photo(&mut tx, at.id, who, at.position).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
