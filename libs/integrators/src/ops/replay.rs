//! What was told, or given up, is told again: the same words under the same id.

use db::TenantTx;
use kernel::{Error, Instant, Result};

use crate::error::IntegratorsError;
use crate::jobs::enqueue_delivery;
use crate::model::{DeliveryId, EndpointId};

/// Most deliveries that are replayed at once.
const MOST: i64 = 10_000;

/// Tells one again. What is on its way already is not told twice.
pub async fn replay_one(tx: &mut TenantTx, endpoint: EndpointId, delivery: DeliveryId) -> Result<()> {
    need_running(tx, endpoint).await?;
    let before: Option<String> = sqlx::query_scalar(
        "select status from event_delivery
          where tenant_id = $1 and endpoint_id = $2 and delivery_id = $3 for update",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .bind(delivery)
    .fetch_optional(&mut **tx)
    .await?;
    match before.as_deref() {
        None => return Err(Error::not_found()),
        Some("waiting") => return Err(IntegratorsError::DeliveryWaits.into()),
        Some(_) => {}
    }
    sqlx::query(
        "update event_delivery set status = 'waiting', attempts = 0, next_at = $3
          where tenant_id = $1 and delivery_id = $2",
    )
    .bind(tx.tenant())
    .bind(delivery)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    set_off(tx, endpoint).await
}

/// Tells again all that was given up of what happened since then, the oldest first; gives how many they are.
pub async fn replay_failed(tx: &mut TenantTx, endpoint: EndpointId, since: Instant) -> Result<u64> {
    need_running(tx, endpoint).await?;
    let done = sqlx::query(
        "update event_delivery d set status = 'waiting', attempts = 0, next_at = $4
           from (select delivery_id from event_delivery
                  where tenant_id = $1 and endpoint_id = $2 and status = 'failed' and created_at >= $3
                  order by created_at, delivery_id
                  limit $5
                    for update) again
          where d.tenant_id = $1 and d.delivery_id = again.delivery_id",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .bind(since)
    .bind(tx.now())
    .bind(MOST)
    .execute(&mut **tx)
    .await?;
    set_off(tx, endpoint).await?;
    Ok(done.rows_affected())
}

/// Holds the address until the commit, if anything is told there.
pub(super) async fn need_running(tx: &mut TenantTx, endpoint: EndpointId) -> Result<()> {
    let stopped: Option<bool> = sqlx::query_scalar(
        "select stopped_at is not null from event_endpoint
          where tenant_id = $1 and endpoint_id = $2 for no key update",
    )
    .bind(tx.tenant())
    .bind(endpoint)
    .fetch_optional(&mut **tx)
    .await?;
    match stopped {
        None => Err(Error::not_found()),
        Some(true) => Err(IntegratorsError::WebhookStopped.into()),
        Some(false) => Ok(()),
    }
}

/// Somebody believes that the address is well again: it is tried at once.
async fn set_off(tx: &mut TenantTx, endpoint: EndpointId) -> Result<()> {
    sqlx::query("update event_endpoint set retry_at = null where tenant_id = $1 and endpoint_id = $2")
        .bind(tx.tenant())
        .bind(endpoint)
        .execute(&mut **tx)
        .await?;
    let now = tx.now();
    enqueue_delivery(tx, endpoint, now).await
}
