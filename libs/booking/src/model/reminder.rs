//! Reminders of appointments: who is told, how long before, and until when that is of any use.

use kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// Longest that a reminder may be late, in seconds: six hours.
const PATIENCE: i64 = 6 * 3600;

/// Whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Audience {
    /// Who comes.
    Customer,
    /// Who serves.
    Professional,
}

impl Audience {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Professional => "professional",
        }
    }
}

/// Until when a reminder is worth sending: half of its lead later, six hours at most. After that, whoever was to be reminded
/// a day before gets none rather than one that comes at some other time.
pub fn worth_until(due_at: Instant, lead: i16) -> Instant {
    due_at.plus_seconds((i64::from(lead) * 30).min(PATIENCE))
}

/// Whether a customer comes, as they said themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Attendance {
    /// They come.
    Coming,
    /// They do not, and it was too late to call it off.
    NotComing,
}

impl Attendance {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::NotComing => "not_coming",
        }
    }

    /// Key of its words for the shop.
    pub const fn name_key(self) -> &'static str {
        match self {
            Self::Coming => "booking-attendance-coming",
            Self::NotComing => "booking-attendance-not-coming",
        }
    }
}

/// How long before an appointment a shop reminds each side, in minutes; nothing in a list means not at all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReminderLeads)]
pub struct Leads {
    /// Who comes; from 15 to 10,080.
    #[validate(length(max = 2))]
    pub customer: Vec<i16>,
    /// Who serves.
    #[validate(length(max = 2))]
    pub professional: Vec<i16>,
    /// Whether who comes is reminded by text message, too, where they gave a number and the program can send one.
    #[serde(default)]
    pub customer_by_text: bool,
}

#[cfg(test)]
mod tests {
    use kernel::Instant;

    use super::worth_until;

    fn late_by(lead: i16) -> i64 {
        let due = Instant("2026-11-22T15:00:00Z".parse().unwrap());
        worth_until(due, lead).seconds_since(due) / 60
    }

    #[test]
    fn what_is_late_by_half_its_lead_or_six_hours_is_worth_nothing() {
        assert_eq!([15, 60, 1440, 10_080].map(late_by), [7, 30, 360, 360]);
    }
}
