//! Where an appointment stands.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum BookingStatus {
    /// Kept for a few minutes while the customer types.
    Held,
    /// The shop has yet to say yes.
    Pending,
    /// It will take place.
    Confirmed,
    /// It took place.
    Completed,
    /// The customer did not come.
    NoShow,
    /// Held, and the time ran out.
    Expired,
    /// Called off.
    Cancelled,
}

impl BookingStatus {
    /// All, in the order of an appointment's life.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Pending,
        Self::Confirmed,
        Self::Completed,
        Self::NoShow,
        Self::Expired,
        Self::Cancelled,
    ];

    /// As stored and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Completed => "completed",
            Self::NoShow => "no_show",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    /// Key of its name.
    pub fn name_key(self) -> String {
        format!("booking-status-{}", self.as_str().replace('_', "-"))
    }

    /// Whether nobody else can have its time.
    pub const fn takes_time(self) -> bool {
        !matches!(self, Self::Expired | Self::Cancelled)
    }

    /// Whether it is still to come and may be moved.
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Pending | Self::Confirmed)
    }

    /// Whether the shop may take this step. What was marked by mistake can be marked anew; what was called off can come
    /// back while its time is free.
    pub const fn may_become(self, to: Self) -> bool {
        use BookingStatus::{Cancelled, Completed, Confirmed, Held, NoShow, Pending};
        matches!(
            (self, to),
            (Held, Pending | Confirmed | Cancelled)
                | (Pending, Confirmed | Cancelled)
                | (Confirmed, Completed | NoShow | Cancelled)
                | (Completed, NoShow | Confirmed)
                | (NoShow, Completed | Confirmed)
                | (Cancelled, Confirmed)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::BookingStatus;

    #[test]
    fn what_expired_stays_so_and_nothing_becomes_held() {
        for status in BookingStatus::ALL {
            assert!(!BookingStatus::Expired.may_become(status));
            assert!(!status.may_become(BookingStatus::Held));
            assert!(!status.may_become(status));
        }
    }
}
