//! The history of an appointment: written beside each change, never changed itself.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Actor, Result};

use crate::model::Booking;

/// What happened.
pub(super) struct Happening<'a> {
    /// `status`, `moved`, `price`, `notes`, `attendance` or `deposit`.
    pub kind: &'static str,
    /// What it was before.
    pub from: Option<&'a str>,
    /// What it became.
    pub to: &'a str,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Writes it down, with who and when, and counts appointments by the states they reach.
pub(super) async fn note(tx: &mut TenantTx, booking: &Booking, what: &Happening<'_>) -> Result<()> {
    note_of(tx, booking, what, tx.actor()).await
}

/// The same where it was not whoever calls that did it.
pub(super) async fn note_of(
    tx: &mut TenantTx,
    booking: &Booking,
    what: &Happening<'_>,
    actor: Actor,
) -> Result<()> {
    sqlx::query(
        "insert into booking_event
           (tenant_id, event_id, booking_id, kind, from_state, to_state, actor, actor_id, reason, version, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<Uuid>())
    .bind(booking.booking_id)
    .bind(what.kind)
    .bind(what.from)
    .bind(what.to)
    .bind(actor_label(actor))
    .bind(actor.person())
    .bind(what.reason)
    .bind(booking.version)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if what.kind == "status" {
        metrics::counter!("bookings_total", "status" => booking.status.as_str()).increment(1);
    }
    Ok(())
}

/// Whoever is not signed in acts on an appointment by its link, so it is the customer.
fn actor_label(actor: Actor) -> &'static str {
    match actor {
        Actor::Anonymous => "customer",
        other => other.label(),
    }
}
