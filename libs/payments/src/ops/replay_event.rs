//! Somebody of the shop has an event acted on again.

use db::TenantTx;
use kernel::{Error, Result};

use super::events::act_soon;
use crate::error::PaymentsError;
use crate::model::event::{EventId, EventStatus};

/// Sets it back and has the same job act on it: the provider is asked for its present word, so what was done already is not done
/// again. Of two replays that wait, one is done. What is about no payment refuses.
pub async fn replay_event(tx: &mut TenantTx, id: EventId) -> Result<()> {
    match lock(tx, id).await? {
        EventStatus::Ignored => return Err(PaymentsError::EventIgnored.into()),
        EventStatus::Received => {}
        EventStatus::Done | EventStatus::Waiting | EventStatus::Dead => set_back(tx, id).await?,
    }
    act_soon(tx, id).await
}

async fn lock(tx: &mut TenantTx, id: EventId) -> Result<EventStatus> {
    let status: Option<EventStatus> = sqlx::query_scalar(
        "select status from webhook_event where tenant_id = $1 and event_id = $2 for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    status.ok_or_else(Error::not_found)
}

async fn set_back(tx: &mut TenantTx, id: EventId) -> Result<()> {
    sqlx::query(
        "update webhook_event set status = 'received', note = null, handled_at = null
          where tenant_id = $1 and event_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
