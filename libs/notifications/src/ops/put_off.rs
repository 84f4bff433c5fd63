//! Before a message goes it is asked again whether it would disturb somebody: it may have been tried all evening.

use db::TenantTx;
use kernel::{Instant, Result};

use crate::jobs::SendMessage;
use crate::model::contact::Sort;
use crate::model::{Channel, MessageId};
use crate::queries::templates::get_wording;

/// What tells when a message may go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Going {
    pub id: MessageId,
    pub channel: Channel,
    /// What its receiver may say no to.
    pub sort: Option<Sort>,
    /// From when on it is worth nothing.
    pub until: Option<Instant>,
}

/// Whether it waits for another hour: then a job is there for that.
pub(crate) async fn put_off(tx: &mut TenantTx, going: Going) -> Result<bool> {
    // A mail that reminds disturbs nobody, and neither does what its receiver waits for.
    let disturbs = match (going.sort, going.channel) {
        (Some(Sort::Reminder), channel) => matches!(channel, Channel::Sms | Channel::Push),
        (Some(Sort::Marketing), _) => true,
        (None, _) => false,
    };
    if !disturbs {
        return Ok(false);
    }
    let wording = get_wording(tx, &[]).await?;
    let Some(later) = wording.held_until(going.channel, going.sort, tx.now(), going.until) else {
        return Ok(false);
    };
    hold(tx, going.id, later).await?;
    let message_id = going.id;
    jobs::enqueue_at(tx, &SendMessage { message_id }, later).await?;
    Ok(true)
}

/// It is worth it for longer then, as what was held at once. What comes too late even so is found by who sends it then.
async fn hold(tx: &mut TenantTx, id: MessageId, later: Instant) -> Result<()> {
    sqlx::query(
        "update message
            set not_before = $3, send_by = coalesce(begins_at, send_by)
          where tenant_id = $1 and message_id = $2 and status in ('queued', 'failed')
            and (coalesce(begins_at, send_by) > $3) is not false",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(later)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
