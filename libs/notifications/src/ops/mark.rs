//! What became of a message, as the sending job writes it down.

use db::TenantTx;
use kernel::Result;

use crate::model::MessageId;

/// It was handed over, to be known there by this name. With `forget`, what it said is not kept: it may hold links that let
/// somebody in.
pub(crate) async fn mark_sent(
    tx: &mut TenantTx,
    id: MessageId,
    provider_id: Option<&str>,
    forget: bool,
) -> Result<()> {
    sqlx::query(
        "update message
         set status = 'sent', sent_at = $3, error = null, attempts = attempts + 1, provider_id = left($5, 500),
           text_body = case when $4 then '' else text_body end,
           html_body = case when $4 then '' else html_body end,
           path = case when $4 and topic is null then null else path end,
           choices_url = case when $4 then null else choices_url end,
           calendar_method = case when $4 then null else calendar_method end,
           calendar_body = case when $4 then null else calendar_body end
         where tenant_id = $1 and message_id = $2 and sent_at is null",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .bind(forget)
    .bind(provider_id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// It could not be handed over and will not be tried again by itself. What was taken back meanwhile stays so.
pub(crate) async fn mark_failed(tx: &mut TenantTx, id: MessageId, error: &str) -> Result<()> {
    sqlx::query(
        "update message set status = 'failed', error = left($3, 1000), attempts = attempts + 1
         where tenant_id = $1 and message_id = $2 and status in ('queued', 'failed')",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(error)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// It could not be handed over now, and is tried again; how often it was tried. None when it was taken back meanwhile.
pub(crate) async fn mark_delayed(tx: &mut TenantTx, id: MessageId, error: &str) -> Result<Option<i16>> {
    Ok(sqlx::query_scalar(
        "update message set error = left($3, 1000), attempts = attempts + 1
         where tenant_id = $1 and message_id = $2 and status in ('queued', 'failed')
         returning attempts",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(error)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Its receiver said no since it was written, or the address takes nothing any more.
pub(crate) async fn withhold(tx: &mut TenantTx, id: MessageId, why: &str) -> Result<()> {
    sqlx::query(
        "update message
         set status = 'withheld', error = $3, text_body = '', html_body = '', choices_url = null, calendar_method = null,
           calendar_body = null
         where tenant_id = $1 and message_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(why)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Of what comes too late nothing is kept but that it was there.
pub(crate) async fn withdraw_late(tx: &mut TenantTx, id: MessageId) -> Result<()> {
    sqlx::query(
        "update message
         set status = 'withdrawn', error = 'too_late', text_body = '', html_body = '',
           path = case when topic is null then null else path end
         where tenant_id = $1 and message_id = $2 and status in ('queued', 'failed') and send_by <= $3",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
