//! What providers told us: kept as it came, believed only as far as it says where to look.

use db::TenantTx;
use kernel::{Instant, Result};

use crate::jobs::ApplyEvent;
use crate::meters;
use crate::model::event::{EventId, EventNote, EventStatus};
use crate::model::{Account, AccountId, ProviderCode};
use crate::provider::{Delivery, Heard};
use crate::treasury::{EVENT, Treasury, place};

/// Longest body that is kept, bytes.
pub(crate) const MOST: usize = 256 * 1024;

/// Headers worth keeping: what was signed, and what tells one delivery from another.
const KEPT: [&str; 5] = [
    "x-signature",
    "x-request-id",
    "x-retry",
    "stripe-signature",
    "user-agent",
];

/// Keeps an event, once however often it is delivered, with the job that acts on it. Gives whether it is new.
pub(crate) async fn keep(
    tx: &mut TenantTx,
    treasury: &Treasury,
    account: &Account,
    heard: &Heard,
    delivery: &Delivery<'_>,
) -> Result<bool> {
    let new: EventId = tx.new_id();
    let (status, note) = first_status(account, heard);
    let sent = seal(tx, treasury, new, delivery).await?;
    let (id, deliveries): (EventId, i32) = sqlx::query_as(
        "insert into webhook_event
           (tenant_id, event_id, provider, account_id, outside_key, kind, object_id, live, sent_sealed, status, note,
            received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (tenant_id, account_id, outside_key) do update set deliveries = webhook_event.deliveries + 1
         returning event_id, deliveries",
    )
    .bind(tx.tenant())
    .bind(new)
    .bind(account.provider)
    .bind(account.account_id)
    .bind(&heard.key)
    .bind(heard.kind.chars().take(80).collect::<String>())
    .bind(&heard.object)
    .bind(heard.live)
    .bind(sent)
    .bind(status)
    .bind(note)
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?;
    let is_new = id == new && deliveries == 1;
    if is_new && status == EventStatus::Received {
        act_soon(tx, id).await?;
    }
    Ok(is_new)
}

/// Has a job act on it; one that waits already is enough.
pub(crate) async fn act_soon(tx: &mut TenantTx, id: EventId) -> Result<()> {
    jobs::enqueue_once(tx, &ApplyEvent { event_id: id }, &id.to_string()).await?;
    Ok(())
}

/// What is for another account or another kind of money waits for a person; what is about no payment is only kept.
fn first_status(account: &Account, heard: &Heard) -> (EventStatus, Option<EventNote>) {
    if heard.live != account.live {
        return (EventStatus::Dead, Some(EventNote::WrongMode));
    }
    if heard
        .account
        .as_ref()
        .is_some_and(|said| *said != account.outside_id)
    {
        return (EventStatus::Dead, Some(EventNote::WrongAccount));
    }
    if heard.is_payment {
        (EventStatus::Received, None)
    } else {
        (EventStatus::Ignored, Some(EventNote::NoPayment))
    }
}

/// What was sent, as it is kept: a line of headers, then the body.
async fn seal(
    tx: &mut TenantTx,
    treasury: &Treasury,
    id: EventId,
    delivery: &Delivery<'_>,
) -> Result<Vec<u8>> {
    let headers = kept_headers(delivery).to_string();
    let sent = [headers.as_bytes(), b"\n", delivery.body].concat();
    treasury.vault().seal(tx, place(EVENT, &id.0), &sent).await
}

fn kept_headers(delivery: &Delivery<'_>) -> serde_json::Value {
    let kept = delivery
        .headers
        .iter()
        .filter(|(name, _)| KEPT.contains(&name.as_str()));
    kept.map(|(name, value)| (name.clone(), value.chars().take(500).collect::<String>().into()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// What an event says of where to look.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Pointer {
    pub event_id: EventId,
    pub provider: ProviderCode,
    pub account_id: AccountId,
    pub kind: String,
    pub object_id: String,
    pub status: EventStatus,
    pub received_at: Instant,
}

pub(crate) async fn find(tx: &mut TenantTx, id: EventId) -> Result<Option<Pointer>> {
    Ok(sqlx::query_as(
        "select event_id, provider, account_id, kind, object_id, status, received_at
           from webhook_event where tenant_id = $1 and event_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Says what became of it.
pub(crate) async fn settle(
    tx: &mut TenantTx,
    told: &Pointer,
    status: EventStatus,
    note: Option<EventNote>,
) -> Result<()> {
    let now: Instant = tx.now();
    sqlx::query(
        "update webhook_event set status = $3, note = $4, handled_at = $5 where tenant_id = $1 and event_id = $2",
    )
    .bind(tx.tenant())
    .bind(told.event_id)
    .bind(status)
    .bind(note)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    meters::handled(tx, told, status);
    Ok(())
}

/// Events about a payment that we knew nothing of have found it.
pub(crate) async fn wake(tx: &mut TenantTx, account: AccountId, object: &str) -> Result<()> {
    sqlx::query(
        "update webhook_event set status = 'done', handled_at = $4
          where tenant_id = $1 and account_id = $2 and object_id = $3 and status = 'waiting'",
    )
    .bind(tx.tenant())
    .bind(account)
    .bind(object)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Lets go of what was sent longer ago than so many seconds. That it came stays known.
pub(crate) async fn forget_sent(tx: &mut TenantTx, keep: i64) -> Result<()> {
    sqlx::query(
        "update webhook_event set sent_sealed = null
          where tenant_id = $1 and received_at < $2 and sent_sealed is not null",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(-keep))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
