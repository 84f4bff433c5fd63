//! What Stripe told, and what became of it.

use kernel::Instant;
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

kernel::define_id!(
    /// Something that Stripe told us.
    EventId
);

/// What became of it. Stored by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = BillingEventStatus)]
pub enum EventStatus {
    /// Kept; a job is to act on it.
    Received,
    /// Stripe was asked, and its word taken.
    Done,
    /// It is about nothing of ours.
    Ignored,
    /// No shop has this customer (yet).
    Waiting,
    /// Nothing can be done of its own: it is a person's.
    Dead,
}

/// Why it was not simply acted on. Stored by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum EventNote {
    /// It is about rehearsed money and we take real money, or the other way round.
    WrongMode,
    /// It says of no customer.
    NoCustomer,
    /// No shop has this customer.
    UnknownCustomer,
    /// It is about a price that no plan of ours has.
    UnknownPrice,
    /// The shop has two subscriptions there that both cost something.
    TwoSubscriptions,
    /// Stripe did not answer, however often it was asked.
    Unanswered,
    /// Stripe takes our secret key no more.
    Unauthorized,
    /// Stripe will not say.
    Refused,
}

/// An event that is to be acted on.
#[derive(Debug, Clone, FromRow)]
pub struct Pointer {
    /// Which.
    pub event_id: EventId,
    /// Stripe's word for what happened.
    pub kind: String,
    /// Whom it is about, at Stripe.
    pub customer_id: Option<String>,
    /// The invoice that it is about.
    pub invoice_id: Option<String>,
    /// How far it has come.
    pub status: EventStatus,
    /// When it came.
    pub received_at: Instant,
}
