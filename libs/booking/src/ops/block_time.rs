//! Time off and blocked time, of a resource or of the whole shop.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Error, Instant, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::claim::require_near;
use super::offer_opened::{Opened, offer_opened};
use crate::desk::Desk;
use crate::model::{BlockId, ResourceId};
use crate::queries::bookings::{BookingSummary, list_meeting};
use crate::queries::resources::get_resource;

const LONGEST: i64 = 366 * 24 * 3600;

/// What is off.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockRequest {
    /// Whose; the whole shop's when left out.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// Why.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub reason: Option<Line<120>>,
}

/// Time that was blocked.
#[derive(Debug)]
pub struct Blocked {
    /// Which.
    pub id: BlockId,
    /// Appointments that are to take place in it.
    pub overlaps: Vec<BookingSummary>,
}

/// Blocks it. Appointments in it stay; the shop moves them.
pub async fn block_time(tx: &mut TenantTx, request: &BlockRequest) -> Result<Blocked> {
    let lasts = request.ends_at.seconds_since(request.starts_at);
    if lasts <= 0 || lasts > LONGEST {
        return Err(Error::invalid(
            "ends_at",
            if lasts <= 0 { "before_start" } else { "too_far" },
        ));
    }
    require_near("starts_at", request.starts_at, tx.now())?;
    require_near("ends_at", request.ends_at, tx.now())?;
    if let Some(resource) = request.resource_id {
        require_resource(tx, resource).await?;
    }
    let id: BlockId = tx.new_id();
    sqlx::query(
        "insert into blocked_time (tenant_id, block_id, resource_id, starts_at, ends_at, reason, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(request.resource_id)
    .bind(Instant::from_timestamp(request.starts_at.0))
    .bind(Instant::from_timestamp(request.ends_at.0))
    .bind(&request.reason)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    let stretch = (request.starts_at, request.ends_at);
    let overlaps = list_meeting(tx, request.resource_id, stretch).await?;
    Ok(Blocked { id, overlaps })
}

async fn require_resource(tx: &mut TenantTx, id: ResourceId) -> Result<()> {
    match get_resource(tx, id).await {
        Err(Error::Refused(_)) => Err(Error::invalid("resource_id", "not_a_choice")),
        other => other.map(drop),
    }
}

/// Opens it again, and offers it to who waits for such a time.
pub async fn unblock_time(tx: &mut TenantTx, desk: &Desk, shop: &Shop, id: BlockId) -> Result<()> {
    let opened: Option<Opened> = sqlx::query_as(
        "delete from blocked_time where tenant_id = $1 and block_id = $2 returning resource_id, starts_at, ends_at",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let opened = opened.ok_or_else(Error::not_found)?;
    offer_opened(tx, desk, shop, &opened).await
}
