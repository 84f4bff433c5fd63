//! Addresses that are told events.

use db::TenantTx;
use kernel::{Error, Instant, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{EndpointId, StopReason};

/// An address; what it is in full, and its secret, are not told again.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
#[schema(as = EventWebhook)]
pub struct EndpointView {
    /// Which.
    #[sqlx(rename = "endpoint_id")]
    pub id: EndpointId,
    /// Where.
    pub host: String,
    /// What it is told.
    pub events: Vec<String>,
    /// Since when nothing is told there.
    pub stopped_at: Option<Instant>,
    /// And why.
    pub stopped_reason: Option<StopReason>,
    /// Since when every try failed.
    pub failing_since: Option<Instant>,
    /// Until when the secret before signs, too.
    pub previous_until: Option<Instant>,
    /// Deliveries on their way.
    pub waiting: i64,
    /// Deliveries that were given up.
    pub failed: i64,
    /// When it was made.
    pub created_at: Instant,
    /// Grows with each change.
    pub version: i64,
}

/// All of them, the oldest first.
pub async fn list_endpoints(tx: &mut TenantTx) -> Result<Vec<EndpointView>> {
    read(tx, None).await
}

/// One of them.
pub async fn get_endpoint(tx: &mut TenantTx, id: EndpointId) -> Result<EndpointView> {
    read(tx, Some(id)).await?.pop().ok_or_else(Error::not_found)
}

async fn read(tx: &mut TenantTx, only: Option<EndpointId>) -> Result<Vec<EndpointView>> {
    Ok(sqlx::query_as(
        "select e.endpoint_id, e.host, e.kinds as events, e.stopped_at, e.stopped_reason, e.failing_since,
                case when e.previous_until > $3 then e.previous_until end as previous_until,
                (select count(*) from event_delivery d
                  where d.tenant_id = $1 and d.endpoint_id = e.endpoint_id and d.status = 'waiting') as waiting,
                (select count(*) from event_delivery d
                  where d.tenant_id = $1 and d.endpoint_id = e.endpoint_id and d.status = 'failed') as failed,
                e.created_at, e.version
           from event_endpoint e
          where e.tenant_id = $1 and ($2::uuid is null or e.endpoint_id = $2)
          order by e.created_at, e.endpoint_id",
    )
    .bind(tx.tenant())
    .bind(only)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?)
}
