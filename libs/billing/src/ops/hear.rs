//! What Stripe tells is kept as it came, sealed, once; a job asks what is true.

use db::{PlatformView, TenantTx};
use http::{App, Place, SealedColumn};
use kernel::{Actor, Instant, Result, TenantId};
use stripe::{About, Notification};

use crate::jobs::ApplyEvent;
use crate::model::event::{EventId, EventNote, EventStatus};
use crate::queries::subscription::shop_of;
use crate::till::Till;

/// What a body is sealed for.
const EVENT: &str = "billing-event";

/// The columns that the vault seals.
pub const SEALED: &[SealedColumn] = &[SealedColumn {
    table: "billing_event",
    column: "sent_sealed",
    key: Some("event_id"),
    purpose: EVENT,
}];

/// A call, as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent<'a> {
    /// The header that signs it.
    pub signature: &'a str,
    /// Byte by byte.
    pub body: &'a [u8],
}

/// Keeps it with the shop that has this customer, and with the platform's own tenant where none has. Gives whether it is new.
pub(crate) async fn keep(app: &App, till: &Till, told: &Notification, sent: Sent<'_>) -> Result<bool> {
    let owner = owner_of(app, told).await?;
    let mut tx = app
        .begin(owner.unwrap_or(TenantId::PLATFORM), Actor::System)
        .await?;
    let new: EventId = tx.new_id();
    let (status, note) = first_status(till, told);
    let sealed = seal(&mut tx, app, new, sent).await?;
    let (id, deliveries): (EventId, i32) = sqlx::query_as(
        "insert into billing_event
           (tenant_id, event_id, outside_id, kind, object_id, customer_id, invoice_id, api_version, live, sent_sealed, status,
            note, told_at, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (tenant_id, outside_id) do update set deliveries = billing_event.deliveries + 1
         returning event_id, deliveries",
    )
    .bind(tx.tenant())
    .bind(new)
    .bind(&told.id)
    .bind(&told.kind)
    .bind(&told.object)
    .bind(told.customer.as_ref().map(ToString::to_string))
    .bind(told.invoice.as_ref().map(ToString::to_string))
    .bind(&told.api_version)
    .bind(told.live)
    .bind(sealed)
    .bind(status)
    .bind(note)
    .bind(Instant::from_timestamp(told.created_at))
    .bind(tx.now())
    .fetch_one(&mut *tx)
    .await?;
    let is_new = id == new && deliveries == 1;
    if is_new && status == EventStatus::Received {
        jobs::enqueue_once(&mut tx, &ApplyEvent { event_id: id }, &id.to_string()).await?;
    }
    tx.commit().await?;
    Ok(is_new)
}

async fn owner_of(app: &App, told: &Notification) -> Result<Option<TenantId>> {
    let Some(customer) = &told.customer else {
        return Ok(None);
    };
    let mut view = PlatformView::begin(&app.pools.platform).await?;
    shop_of(&mut view, customer.as_str()).await
}

/// What is about another kind of money waits for a person. Of what was paid Stripe tells twice; the second telling adds nothing.
fn first_status(till: &Till, told: &Notification) -> (EventStatus, Option<EventNote>) {
    if told.live != till.is_live() {
        return (EventStatus::Dead, Some(EventNote::WrongMode));
    }
    let is_ours = matches!(
        told.about,
        About::Subscription | About::Invoice | About::Checkout | About::Schedule
    );
    match (
        is_ours && told.kind != "invoice.payment_succeeded",
        &told.customer,
    ) {
        (false, _) => (EventStatus::Ignored, None),
        (true, None) => (EventStatus::Ignored, Some(EventNote::NoCustomer)),
        (true, Some(_)) => (EventStatus::Received, None),
    }
}

/// A line with the signature, then the body.
async fn seal(tx: &mut TenantTx, app: &App, id: EventId, sent: Sent<'_>) -> Result<Vec<u8>> {
    let place = Place {
        purpose: EVENT,
        row: id.0.as_bytes(),
    };
    let signature: String = sent.signature.chars().take(500).collect();
    let whole = [signature.as_bytes(), b"\n", sent.body].concat();
    app.vault.seal(tx, place, &whole).await
}

/// Lets go of what was sent longer ago than so many seconds. That it came stays known.
pub(crate) async fn forget_sent(tx: &mut TenantTx, keep: i64) -> Result<()> {
    sqlx::query(
        "update billing_event set sent_sealed = null
          where tenant_id = $1 and received_at < $2 and sent_sealed is not null",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(-keep))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
