//! Appointments as they are kept.

use kernel::{Currency, Email, Instant, Line, Locale, PersonId, Phone};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;
use validator::Validate;

use super::calendar::Zone;
use super::{Attendance, BookingId, BookingSessionId, BookingStatus, SeriesId, ServiceId};

/// An appointment.
#[derive(Debug, Clone, FromRow)]
pub struct Booking {
    /// Which.
    pub booking_id: BookingId,
    /// As people say it.
    pub code: String,
    /// Of what.
    pub service_id: ServiceId,
    /// As it was called then.
    pub service_name: String,
    /// The session it is part of.
    pub session_id: Option<BookingSessionId>,
    /// With which others it was booked.
    pub series_id: Option<SeriesId>,
    /// For how many.
    pub seats: i16,
    /// Where it stands.
    pub status: BookingStatus,
    /// When it begins, without buffers.
    pub starts_at: Instant,
    /// And ends.
    pub ends_at: Instant,
    /// The shop's zone.
    pub time_zone: String,
    /// The customer's.
    pub customer_zone: Option<String>,
    /// Until when it is kept for who types.
    pub hold_expires_at: Option<Instant>,
    /// Whose, if signed in.
    pub person_id: Option<PersonId>,
    /// Where mails go; missing while it is only held, and of who booked at the desk without one.
    pub email: Option<Email>,
    /// For whom.
    pub customer_name: Option<String>,
    /// How to reach them.
    pub phone: Option<String>,
    /// Language of its mails.
    pub locale: Locale,
    /// Minor units.
    pub price: i64,
    /// Of it, paid in advance.
    pub deposit: i64,
    /// Of that, what came and did not go back.
    pub deposit_paid: i64,
    /// Until when its time is kept for that; none when nobody waits for it.
    pub deposit_until: Option<Instant>,
    /// Of both.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// Answers to the service's questions, sealed.
    pub answers_sealed: Option<Vec<u8>>,
    /// What the customer wished.
    pub notes: Option<String>,
    /// What the shop notes for itself.
    pub staff_notes: Option<String>,
    /// Rules that somebody of the shop set aside.
    pub overridden: Vec<String>,
    /// Whether its customer said that they come.
    pub attendance: Option<Attendance>,
    /// The key of its link, sealed.
    pub access_sealed: Vec<u8>,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// When.
    pub cancelled_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// Grows with each change.
    pub version: i64,
    /// Grows with each change that calendars must hear of.
    pub sequence: i32,
}

/// The columns of [`Booking`].
macro_rules! booking_columns {
    () => {
        "booking_id, code, service_id, service_name, session_id, series_id, seats, status, starts_at, ends_at, time_zone,
         customer_zone, hold_expires_at, person_id, email, customer_name, phone, locale, price, deposit, deposit_paid, deposit_until,
         currency,
         answers_sealed, notes, staff_notes, overridden, attendance, access_sealed, cancel_reason, cancelled_at, created_at,
         version, sequence"
    };
}
pub(crate) use booking_columns;

impl Booking {
    /// Whether it waits for its deposit and the time for that is over.
    pub fn is_unpaid_in_time(&self, now: Instant) -> bool {
        self.status == BookingStatus::Pending && self.deposit_until.is_some_and(|until| until <= now)
    }

    /// What is left to pay at the shop; nothing is known of what was paid there.
    pub fn remaining(&self) -> i64 {
        (self.price - self.deposit_paid).max(0)
    }

    /// Whether it is held and the time to say more is over.
    pub fn has_lapsed(&self, now: Instant) -> bool {
        self.hold_expires_at.is_some_and(|until| until <= now)
    }
}

/// For whom, as people type it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerRequest {
    /// Their name.
    pub name: Line<120>,
    /// Where mails go.
    pub email: Email,
    /// How to reach them.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// IANA name of the zone on their telephone.
    #[serde(default)]
    pub time_zone: Option<Zone>,
    /// Whether they agree to be reminded by text message at that phone; who does not gets none.
    #[serde(default)]
    pub reminders_by_text: bool,
}

/// Whom somebody of the shop books for, as they type it: of who calls or comes in, a name is enough.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WalkInRequest {
    /// Their name.
    pub name: Line<120>,
    /// Where mails go; without it there are none.
    #[serde(default)]
    pub email: Option<Email>,
    /// How to reach them.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// IANA name of the zone on their telephone.
    #[serde(default)]
    pub time_zone: Option<Zone>,
}

/// Whom an appointment is for.
#[derive(Debug, Clone)]
pub struct Guest {
    /// What is known of them.
    pub contact: WalkInRequest,
    /// Their account, if signed in as a customer.
    pub person: Option<PersonId>,
    /// Language of their mails.
    pub locale: Locale,
    /// Whether they agree to text messages; none of who was not asked.
    pub reminders_by_text: Option<bool>,
}

impl From<&Customer> for Guest {
    fn from(customer: &Customer) -> Self {
        let CustomerRequest {
            name,
            email,
            phone,
            time_zone,
            reminders_by_text,
        } = customer.contact.clone();
        Self {
            contact: WalkInRequest {
                name,
                email: Some(email),
                phone,
                time_zone,
            },
            person: customer.person,
            locale: customer.locale,
            reminders_by_text: Some(reminders_by_text),
        }
    }
}

/// For whom, with what the edge knows of them.
#[derive(Debug, Clone)]
pub struct Customer {
    /// What they typed.
    pub contact: CustomerRequest,
    /// Their account, if signed in as a customer.
    pub person: Option<PersonId>,
    /// Language of their mails.
    pub locale: Locale,
}

/// What happened to an appointment.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct BookingEvent {
    /// `status`, `moved`, `price`, `notes`, `attendance` or `deposit`.
    pub kind: String,
    /// What it was before.
    pub from_state: Option<String>,
    /// What it became.
    pub to_state: String,
    /// As what somebody acted: `customer`, `owner`, `system`, …
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub created_at: Instant,
}
