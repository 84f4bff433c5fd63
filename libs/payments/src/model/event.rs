//! What a provider told, and what became of it.

use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::attempt::AttemptId;
use super::provider::ProviderCode;

kernel::define_id!(
    /// Something that a provider told us.
    EventId
);

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = PaymentEventStatus)]
pub enum EventStatus {
    /// Kept; a job is to act on it.
    Received,
    /// The provider was asked, and its word taken.
    Done,
    /// We know no such payment (yet).
    Waiting,
    /// Nothing can be done of its own: it is a person's.
    Dead,
    /// It is about no payment.
    Ignored,
}

impl EventStatus {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Received,
        Self::Done,
        Self::Waiting,
        Self::Dead,
        Self::Ignored,
    ];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Dead => "dead",
            Self::Ignored => "ignored",
        }
    }

    /// Key of its name for people.
    pub fn name_key(self) -> String {
        format!("payments-event-{}", self.as_str())
    }
}

/// Why an event was not acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum EventNote {
    /// It is about rehearsed money, and the account takes real money, or the other way round.
    WrongMode,
    /// It is another account's.
    WrongAccount,
    /// It is about no payment.
    NoPayment,
    /// We know no such payment (yet).
    UnknownPayment,
    /// The payment is another's, whatever the event says.
    NotOurs,
    /// The provider did not answer, however often it was asked.
    Unanswered,
    /// The provider takes our credential no more.
    Unauthorized,
    /// The provider knows no such payment.
    NotFound,
    /// The provider will not say.
    Refused,
}

impl EventNote {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::WrongMode,
        Self::WrongAccount,
        Self::NoPayment,
        Self::UnknownPayment,
        Self::NotOurs,
        Self::Unanswered,
        Self::Unauthorized,
        Self::NotFound,
        Self::Refused,
    ];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongMode => "wrong_mode",
            Self::WrongAccount => "wrong_account",
            Self::NoPayment => "no_payment",
            Self::UnknownPayment => "unknown_payment",
            Self::NotOurs => "not_ours",
            Self::Unanswered => "unanswered",
            Self::Unauthorized => "unauthorized",
            Self::NotFound => "not_found",
            Self::Refused => "refused",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|note| note.as_str() == name)
    }

    /// Key of the sentence for people.
    pub fn text_key(self) -> String {
        format!("payments-event-why-{}", self.as_str())
    }
}

/// An event as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Event {
    /// Which.
    pub event_id: EventId,
    /// Who told it.
    pub provider: ProviderCode,
    /// The provider's word for what happened.
    pub kind: String,
    /// What it is about, at the provider.
    pub object_id: String,
    /// The payment that this is here, if there is one.
    pub attempt_id: Option<AttemptId>,
    /// About real money.
    pub live: bool,
    /// What became of it.
    pub status: EventStatus,
    /// Why it was not acted on.
    pub note: Option<String>,
    /// How often it came.
    pub deliveries: i32,
    /// When it came first.
    pub received_at: Instant,
    /// When it was acted on.
    pub handled_at: Option<Instant>,
}

impl Event {
    /// Whether acting on it again can come to anything.
    pub fn is_replayable(&self) -> bool {
        self.status != EventStatus::Ignored
    }
}

/// The columns of [`Event`].
macro_rules! event_columns {
    () => {
        "event_id, provider, kind, object_id,
         (select a.attempt_id from payment_attempt a
           where a.tenant_id = webhook_event.tenant_id and a.provider = webhook_event.provider
             and a.outside_id = webhook_event.object_id) as attempt_id,
         live, status, note, deliveries, received_at, handled_at "
    };
}
pub(crate) use event_columns;

#[cfg(test)]
mod tests {
    use super::EventNote;

    #[test]
    fn notes_are_read_as_they_are_written() {
        for note in EventNote::ALL {
            assert_eq!(EventNote::named(note.as_str()), Some(note));
        }
        assert_eq!(EventNote::named("busy"), None);
    }
}
