//! An event said whom to ask about: Stripe's present word is taken. Which event it was decides nothing about what the shop has.

use db::{PlatformView, TenantTx};
use http::AppData;
use jobs::{JobCtx, JobError};
use kernel::{Actor, Error, Result, TenantId};
use stripe::billing::InvoiceId;

use super::apply::Applied;
use super::look::{Seen, look};
use crate::letters::{Letter, tell_owners};
use crate::model::event::{EventId, EventNote, EventStatus, Pointer};
use crate::queries::subscription::shop_of;
use crate::till::Till;

/// Says that a card's bank wants to ask its owner.
const CHALLENGE: &str = "invoice.payment_action_required";

/// Acts on an event. Done twice it is done once.
pub(crate) async fn apply_event(ctx: &JobCtx, app: &AppData, id: EventId) -> Result<(), JobError> {
    let Some(told) = find(ctx, id)
        .await?
        .filter(|told| told.status == EventStatus::Received)
    else {
        return Ok(());
    };
    let Some(shop) = shop_of_event(ctx, &told).await? else {
        let note = EventNote::UnknownCustomer;
        return settle(ctx, &told, EventStatus::Waiting, Some(note)).await;
    };
    let invoice = told.invoice_id.as_deref().and_then(InvoiceId::parse);
    match look(&Till::of(app), app, shop, invoice.as_ref()).await {
        Ok(seen) => {
            if told.kind == CHALLENGE {
                tell_of_challenge(app, shop, &told).await?;
            }
            let (status, note) = outcome(seen);
            settle(ctx, &told, status, note).await
        }
        Err(error) if is_passing(&error) && !ctx.is_last => Err(error.into()),
        Err(error) => {
            tracing::error!(event = %id, %error, "what Stripe told could not be acted on");
            let note = if is_passing(&error) {
                EventNote::Unanswered
            } else {
                EventNote::Refused
            };
            settle(ctx, &told, EventStatus::Dead, Some(note)).await
        }
    }
}

/// Whether asking later may come to something else.
fn is_passing(error: &Error) -> bool {
    error.code() != Some("stripe_refuses")
}

const fn outcome(seen: Seen) -> (EventStatus, Option<EventNote>) {
    match seen {
        Seen::Nobody => (EventStatus::Waiting, Some(EventNote::UnknownCustomer)),
        Seen::Doubled => (EventStatus::Dead, Some(EventNote::TwoSubscriptions)),
        Seen::Taken(Applied::UnknownPrice) => (EventStatus::Dead, Some(EventNote::UnknownPrice)),
        Seen::Taken(Applied::Nothing | Applied::Late | Applied::Yes) => (EventStatus::Done, None),
    }
}

/// The job's own tenant, unless the event came before the shop had this customer.
async fn shop_of_event(ctx: &JobCtx, told: &Pointer) -> Result<Option<TenantId>> {
    if ctx.tenant != TenantId::PLATFORM {
        return Ok(Some(ctx.tenant));
    }
    let Some(customer) = &told.customer_id else {
        return Ok(None);
    };
    let mut view = PlatformView::begin(&ctx.pools.platform).await?;
    shop_of(&mut view, customer).await
}

async fn find(ctx: &JobCtx, id: EventId) -> Result<Option<Pointer>> {
    let mut tx = ctx.begin().await?;
    let found = sqlx::query_as(
        "select event_id, kind, customer_id, invoice_id, status, received_at from billing_event
          where tenant_id = $1 and event_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(found)
}

async fn settle(
    ctx: &JobCtx,
    told: &Pointer,
    status: EventStatus,
    note: Option<EventNote>,
) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    write(&mut tx, told.event_id, status, note).await?;
    tx.commit().await?;
    count(ctx, told, status);
    Ok(())
}

async fn write(tx: &mut TenantTx, id: EventId, status: EventStatus, note: Option<EventNote>) -> Result<()> {
    sqlx::query(
        "update billing_event set status = $3, note = $4, handled_at = $5 where tenant_id = $1 and event_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(status)
    .bind(note)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn count(ctx: &JobCtx, told: &Pointer, status: EventStatus) {
    let took = u32::try_from(ctx.now().seconds_since(told.received_at)).unwrap_or(0);
    let status = match status {
        EventStatus::Done => "done",
        EventStatus::Waiting => "waiting",
        EventStatus::Received | EventStatus::Ignored | EventStatus::Dead => "dead",
    };
    let labels = [
        ("source", "stripe_billing".to_owned()),
        ("type", told.kind.clone()),
        ("status", status.to_owned()),
    ];
    metrics::histogram!("webhook_processing_seconds", &labels).record(f64::from(took));
}

/// Once for each invoice, and only while it is still to be paid.
async fn tell_of_challenge(app: &AppData, shop: TenantId, told: &Pointer) -> Result<()> {
    let known = app.shops.by_id(shop).await?;
    let mut tx = app.begin(shop, Actor::System).await?;
    let marked = sqlx::query(
        "update billing_invoice set challenge_told_at = $3
          where tenant_id = $1 and outside_id = $2 and status = 'open' and challenge_told_at is null",
    )
    .bind(shop)
    .bind(&told.invoice_id)
    .bind(tx.now())
    .execute(&mut *tx)
    .await?;
    if marked.rows_affected() == 1 {
        let now = tx.now();
        tell_owners(&mut tx, app, &known, Letter::Challenge, now).await?;
    }
    tx.commit().await
}

/// Events of customers that no shop had: those whose customer a shop has by now are acted on again.
pub(crate) async fn hear_again(ctx: &JobCtx, app: &AppData) -> Result<(), JobError> {
    let mut tx = app.begin(TenantId::PLATFORM, Actor::System).await?;
    let waiting: Vec<(EventId, String)> = sqlx::query_as(
        "select event_id, customer_id from billing_event
          where tenant_id = $1 and status = 'waiting' and customer_id is not null
          order by received_at limit 500",
    )
    .bind(TenantId::PLATFORM)
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    for (event, customer) in waiting {
        let mut view = PlatformView::begin(&ctx.pools.platform).await?;
        let Some(shop) = shop_of(&mut view, &customer).await? else {
            continue;
        };
        drop(view);
        if let Err(error) = look(&Till::of(app), app, shop, None).await {
            tracing::warn!(%error, "a customer that a shop has by now could not be asked for");
            continue;
        }
        let mut tx = app.begin(TenantId::PLATFORM, Actor::System).await?;
        write(&mut tx, event, EventStatus::Done, None).await?;
        tx.commit().await?;
    }
    Ok(())
}
