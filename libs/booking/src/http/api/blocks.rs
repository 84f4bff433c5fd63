//! Time off and blocked time.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, Json, Query, permit};
use kernel::{Error, Instant, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::desk::Desk;
use crate::http::caller::{bounds, scope_of};
use crate::model::BlockId;
use crate::ops::block_time::{BlockRequest, block_time, unblock_time};
use crate::queries::bookings::BookingSummary;
use crate::queries::resources::{BlockView, list_blocks, list_resources};

/// A stretch of time.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RangeQuery {
    /// From this date of the shop's zone, or instant.
    #[serde(default)]
    pub from: String,
    /// To this date, included, or until this instant.
    #[serde(default)]
    pub to: String,
}

/// All there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlockList {
    /// The first first.
    pub data: Vec<BlockView>,
}

/// Time that was blocked.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlockedView {
    /// It.
    #[serde(flatten)]
    pub block: BlockView,
    /// Appointments that are to take place in it: they stay until somebody moves them.
    pub overlaps: Vec<BookingSummary>,
}

impl RangeQuery {
    /// Its instants, so many days at most.
    pub(super) fn bounds(&self, zone: &str, most_days: i64) -> Result<(Instant, Instant)> {
        let (from, until) = bounds(&self.from, &self.to, zone)?;
        if until <= from {
            return Err(Error::invalid("to", "before_start"));
        }
        if until.seconds_since(from) > most_days * 24 * 3600 + 7200 {
            return Err(Error::invalid("to", "too_far"));
        }
        Ok((from, until))
    }
}

/// `GET /admin/time-off`.
pub async fn list(ctx: Can<permit::ViewBookings>, query: Query<RangeQuery>) -> Answer {
    let (from, until) = query.bounds(&ctx.shop.time_zone, 732)?;
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    let ids: Vec<_> = list_resources(&mut tx)
        .await?
        .into_iter()
        .map(|resource| resource.id)
        .filter(|id| scope.holds(*id))
        .collect();
    let data = list_blocks(&mut tx, &ids, from, until).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(BlockList { data }))
}

/// `POST /admin/time-off`.
pub async fn create(ctx: Can<permit::ManageBookings>, body: Json<BlockRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let blocked = block_time(&mut tx, &body).await?;
    tx.commit().await?;
    let block = BlockView {
        id: blocked.id,
        resource_id: body.resource_id,
        starts_at: body.starts_at,
        ends_at: body.ends_at,
        reason: body.reason.as_ref().map(ToString::to_string),
    };
    Ok(HttpResponse::Created().json(BlockedView {
        block,
        overlaps: blocked.overlaps,
    }))
}

/// `DELETE /admin/time-off/{id}`.
pub async fn delete(ctx: Can<permit::ManageBookings>, id: Id<BlockId>) -> Answer {
    let mut tx = ctx.begin().await?;
    unblock_time(&mut tx, &Desk::of(&ctx.app), &ctx.shop, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
