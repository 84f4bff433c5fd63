//! Sending again what could not be sent.

use db::TenantTx;
use jobs::Job as _;
use kernel::{Error, Result};

use crate::error::NotificationsError;
use crate::jobs::SendMessage;
use crate::model::{MessageId, Status};

/// Puts it back into the queue. Whoever else takes it up (its job may be a dead letter, which can be replayed) is passed over,
/// so that it is sent by one job only.
pub async fn send_again(tx: &mut TenantTx, id: MessageId) -> Result<()> {
    let status: Option<Status> =
        sqlx::query_scalar("select status from message where tenant_id = $1 and message_id = $2 for update")
            .bind(tx.tenant())
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?;
    match status {
        Some(Status::Failed) => {}
        Some(_) => return Err(NotificationsError::NotFailed.into()),
        None => return Err(Error::not_found()),
    }
    if take_over(tx, id).await? {
        return Err(NotificationsError::StillWaiting.into());
    }
    sqlx::query(
        "update message set status = 'queued', error = null, attempts = 0 where tenant_id = $1 and message_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .execute(&mut **tx)
    .await?;
    jobs::enqueue(tx, &SendMessage { message_id: id }).await.map(drop)
}

/// Discards the job that gave up; whether another one is about to send it. In this order: a replay that was first is seen.
async fn take_over(tx: &mut TenantTx, id: MessageId) -> Result<bool> {
    sqlx::query(
        "delete from job
          where tenant_id = $1 and kind = $2 and status = 'dead' and payload ->> 'message_id' = $3::text",
    )
    .bind(tx.tenant())
    .bind(SendMessage::KIND)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(sqlx::query_scalar(
        "select exists (
           select from job
            where tenant_id = $1 and status in ('waiting', 'running') and kind like 'notifications.%'
              and (payload ->> 'message_id' = $2::text or payload -> 'message_ids' ? $2::text))",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?)
}
