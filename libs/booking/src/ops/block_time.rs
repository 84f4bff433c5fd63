//! Time off and blocked time, of a resource or of the whole shop.

use db::TenantTx;
use kernel::{Error, Instant, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::claim::require_near;
use crate::model::{BlockId, ResourceId};
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

/// Blocks it. Appointments in it stay; the shop moves them.
pub async fn block_time(tx: &mut TenantTx, request: &BlockRequest) -> Result<BlockId> {
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
    Ok(id)
}

async fn require_resource(tx: &mut TenantTx, id: ResourceId) -> Result<()> {
    match get_resource(tx, id).await {
        Err(Error::Refused(_)) => Err(Error::invalid("resource_id", "not_a_choice")),
        other => other.map(drop),
    }
}

/// Opens it again.
pub async fn unblock_time(tx: &mut TenantTx, id: BlockId) -> Result<()> {
    let gone = sqlx::query("delete from blocked_time where tenant_id = $1 and block_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?
        .rows_affected();
    if gone != 1 {
        return Err(Error::not_found());
    }
    Ok(())
}
