//! What is owed.

use kernel::{Currency, id::Uuid};

kernel::define_id!(
    /// What one order or booking owes.
    IntentId
);

/// What sort of thing is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PayableKind {
    /// An order of the shop.
    Order,
    /// An appointment: what is paid of it in advance.
    Booking,
}

/// Something owed.
#[derive(Debug, Clone)]
pub struct Payable {
    /// What sort of thing.
    pub kind: PayableKind,
    /// Which one.
    pub id: Uuid,
    /// Minor units.
    pub amount: i64,
    /// Of what.
    pub currency: Currency,
    /// How payer and shop name it: the order's number.
    pub reference: String,
}

/// Whether somebody waits for the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum IntentStatus {
    /// Yes.
    Open,
    /// It came.
    Paid,
    /// Not any more.
    Closed,
}

/// What is owed, as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Intent {
    /// Which.
    pub intent_id: IntentId,
    /// What sort of thing is paid.
    pub payable_kind: PayableKind,
    /// Which one.
    pub payable_id: Uuid,
    /// How payer and shop name it.
    pub reference: String,
    /// Minor units.
    pub amount: i64,
    /// Of what.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// Whether somebody waits for it.
    pub status: IntentStatus,
}
