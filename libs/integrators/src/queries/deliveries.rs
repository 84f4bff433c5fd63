//! What was told at an address, and what was answered.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, PageQuery, Paged, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{DeliveryId, DeliveryStatus, EndpointId, EventId};

/// An event on its way to an address, or told there.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
pub struct DeliveryView {
    /// Which.
    #[sqlx(rename = "delivery_id")]
    pub id: DeliveryId,
    /// What is told; in `webhook-id` it is `evt_` and the same digits.
    pub event_id: EventId,
    /// What happened.
    pub event: String,
    /// To what.
    pub subject_id: Uuid,
    /// How it stands.
    pub status: DeliveryStatus,
    /// Tries so far.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: Option<Instant>,
    /// When it happened.
    pub created_at: Instant,
    /// When it was tried last.
    pub tried_at: Option<Instant>,
    /// Status of the last answer.
    pub answer_status: Option<i16>,
    /// Milliseconds that it took.
    pub answer_ms: Option<i32>,
    /// Its first letters.
    pub answer: Option<String>,
    /// Why there was none, or none that is a yes.
    pub problem: Option<String>,
    #[serde(skip)]
    fitting: i64,
}

/// What was told, or is to be told, the newest first; only what stands so, if that is said.
pub async fn list_deliveries(
    tx: &mut TenantTx,
    endpoint: EndpointId,
    status: Option<DeliveryStatus>,
    at: PageQuery,
) -> Result<Paged<DeliveryView>> {
    let rows: Vec<DeliveryView> = sqlx::query_as(
        "select d.delivery_id, d.event_id, e.kind as event, e.subject_id, d.status, d.attempts, d.next_at, d.created_at,
                d.tried_at, d.answer_status, d.answer_ms, d.answer, d.problem, count(*) over () as fitting
           from event_delivery d
           join shop_event e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
          where d.tenant_id = $1 and d.endpoint_id = $2
            and ($3::text is null or d.status = $3)
          order by d.created_at desc, d.delivery_id
          limit $4 offset $5",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .bind(status)
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    Ok(Paged::new(rows, at, total))
}
