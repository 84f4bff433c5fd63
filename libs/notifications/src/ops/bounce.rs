//! A mail that was handed over came back. For good: nothing more goes to its address. Perhaps only now: three times within a week
//! is for good too.

use db::TenantTx;
use kernel::Result;
use mail::Bounce;

use super::block::{Reason, block_receiver};
use crate::model::MessageId;

/// So many messages to an address that came back or were late…
const OFTEN: i64 = 3;
/// … within these seconds: a week.
const WEEK: i64 = 7 * 86_400;

/// Notes it; whether it is about a message of this shop that was sent. The same report once more changes nothing.
pub(crate) async fn note_bounce(tx: &mut TenantTx, id: MessageId, bounce: &Bounce) -> Result<bool> {
    if !keep(tx, id, bounce).await? {
        return Ok(false);
    }
    if bounce.status.is_about_address() {
        block_receiver(tx, id, Reason::Bounced, &bounce.words).await?;
    } else if count_lately(tx, id).await? >= OFTEN {
        block_receiver(tx, id, Reason::OftenBounced, &bounce.words).await?;
    }
    if bounce.status.is_final() {
        mark_undelivered(tx, id, &bounce.words).await?;
    }
    Ok(true)
}

/// One row a message: three reports of one are no three mails.
async fn keep(tx: &mut TenantTx, id: MessageId, bounce: &Bounce) -> Result<bool> {
    let done = sqlx::query(
        "insert into message_bounce (tenant_id, message_id, channel, address, status, detail, bounced_at)
         select tenant_id, message_id, channel, to_address, $3, left($4, 500), $5
           from message
          where tenant_id = $1 and message_id = $2 and channel = 'email' and sent_at is not null
         on conflict (tenant_id, message_id) do update
         set status = excluded.status, detail = excluded.detail, bounced_at = excluded.bounced_at",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(bounce.status.to_string())
    .bind(&bounce.words)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn count_lately(tx: &mut TenantTx, id: MessageId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*)
           from message_bounce this
           join message_bounce b on b.tenant_id = this.tenant_id and b.channel = this.channel and b.address = this.address
          where this.tenant_id = $1 and this.message_id = $2 and b.bounced_at > $3",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now().plus_seconds(-WEEK))
    .fetch_one(&mut **tx)
    .await?)
}

async fn mark_undelivered(tx: &mut TenantTx, id: MessageId, words: &str) -> Result<()> {
    sqlx::query(
        "update message set status = 'undelivered', error = left($3, 1000)
          where tenant_id = $1 and message_id = $2 and status = 'sent'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(words)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
