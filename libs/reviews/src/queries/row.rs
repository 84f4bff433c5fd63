//! A review as the database gives it, with its photos.

use kernel::Instant;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use utoipa::ToSchema;

use crate::model::{ReviewId, ReviewStatus};

/// The columns of [`ReviewRow`]; `r` is `review`, `$1` the tenant.
macro_rules! review_columns {
    () => {
        "r.review_id, r.stars, r.title, r.body, r.author, r.status, r.reject_reason, r.answer, r.published_at,
         r.created_at, r.version,
         (select coalesce(jsonb_agg(jsonb_build_object('position', i.position, 'key', i.key, 'width', i.width,
                                                       'height', i.height) order by i.position), '[]')
            from review_picture i
           where i.tenant_id = $1 and i.review_id = r.review_id) as photos"
    };
}
pub(super) use review_columns;

/// A review with its photos, from columns or from an object of JSON.
#[derive(Debug, Clone, sqlx::FromRow, Deserialize)]
pub(super) struct ReviewRow {
    pub review_id: ReviewId,
    pub stars: i16,
    pub title: Option<String>,
    pub body: String,
    pub author: String,
    pub status: ReviewStatus,
    pub reject_reason: Option<String>,
    pub answer: Option<String>,
    pub published_at: Option<Instant>,
    pub created_at: Instant,
    pub version: i64,
    pub photos: Json<Vec<PhotoRow>>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct PhotoRow {
    position: i16,
    key: String,
    width: i32,
    height: i32,
}

/// A photo of a review, in all sizes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ReviewPhoto)]
pub struct PhotoView {
    /// Its place, from 0; by it its author takes it away.
    pub position: i16,
    /// Width of the largest size.
    pub width: i32,
    /// Height of the largest size.
    pub height: i32,
    /// Its address, 1280 pixels wide.
    pub url: String,
    /// 320 pixels wide.
    pub small: String,
}

impl ReviewRow {
    pub(super) fn photos(&self) -> Vec<PhotoView> {
        let view = |photo: &PhotoRow| PhotoView {
            position: photo.position,
            width: photo.width,
            height: photo.height,
            url: pictures::url(&photo.key, 1280),
            small: pictures::url(&photo.key, 320),
        };
        self.photos.iter().map(view).collect()
    }
}
