//! What comes to an end, and what its owners are told of it.

use jiff::tz::TimeZone;
use kernel::Instant;

/// Owners are told so many days before.
const EARLY: i64 = 3;

/// What owners are told. Stored by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Ending {
    /// The trial ends in a few days.
    TrialSoon,
    /// The trial ends today, or has just ended.
    TrialToday,
    /// A payment failed: the shop works on, for now.
    PaymentFailed,
    /// A shop that owes works on for a few days only.
    GraceSoon,
    /// From now on it reads only.
    ReadOnly,
}

impl Ending {
    /// The end of a trial, as seen at this moment.
    pub fn of_trial(end: Instant, now: Instant, zone: &TimeZone) -> Option<Self> {
        match days_until(end, now, zone) {
            ..=0 => Some(Self::TrialToday),
            1..=EARLY => Some(Self::TrialSoon),
            _ => None,
        }
    }

    /// The end of grace, as seen at this moment.
    pub fn of_grace(end: Instant, now: Instant, zone: &TimeZone) -> Self {
        match days_until(end, now, zone) {
            _ if end <= now => Self::ReadOnly,
            ..=EARLY => Self::GraceSoon,
            _ => Self::PaymentFailed,
        }
    }

    /// Whether it comes after what was told last: nobody is told the same twice, nor yesterday's news.
    pub fn is_news(self, told: Option<Self>) -> bool {
        told.is_none_or(|told| self.place() > told.place())
    }

    /// Each comes once, in this order.
    const fn place(self) -> u8 {
        match self {
            Self::TrialSoon => 0,
            Self::TrialToday => 1,
            Self::PaymentFailed => 2,
            Self::GraceSoon => 3,
            Self::ReadOnly => 4,
        }
    }

    /// The words of its mail: `billing-letter-<key>-…`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TrialSoon => "trial_soon",
            Self::TrialToday => "trial_today",
            Self::PaymentFailed => "payment_failed",
            Self::GraceSoon => "grace_soon",
            Self::ReadOnly => "read_only",
        }
    }

    /// Why its mail is sent.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::TrialSoon => "billing.trial_soon",
            Self::TrialToday => "billing.trial_today",
            Self::PaymentFailed => "billing.payment_failed",
            Self::GraceSoon => "billing.grace_soon",
            Self::ReadOnly => "billing.read_only",
        }
    }
}

/// Whole days of the shop's calendar.
fn days_until(end: Instant, now: Instant, zone: &TimeZone) -> i64 {
    let day = |instant: Instant| instant.0.to_zoned(zone.clone()).date();
    let span = day(now).until(day(end));
    span.map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use kernel::Instant;

    use super::Ending;

    fn at(text: &str) -> Instant {
        Instant(text.parse().unwrap())
    }

    #[test]
    fn a_trial_is_told_of_three_days_before_and_on_the_day_of_the_shops_own_calendar() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        // Late on the fifth in Bogotá.
        let end = at("2026-12-06T03:00:00Z");
        let told = |now: &str| Ending::of_trial(end, at(now), &zone);
        assert_eq!(told("2026-12-01T13:00:00Z"), None);
        assert_eq!(told("2026-12-02T13:00:00Z"), Some(Ending::TrialSoon));
        assert_eq!(told("2026-12-04T13:00:00Z"), Some(Ending::TrialSoon));
        assert_eq!(told("2026-12-05T13:00:00Z"), Some(Ending::TrialToday));
        assert_eq!(told("2026-12-09T13:00:00Z"), Some(Ending::TrialToday));
    }

    #[test]
    fn who_owes_is_told_at_once_then_before_the_end_then_at_the_end() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        let end = at("2026-12-08T15:00:00Z");
        let told = |now: &str| Ending::of_grace(end, at(now), &zone);
        assert_eq!(told("2026-12-01T15:00:00Z"), Ending::PaymentFailed);
        assert_eq!(told("2026-12-04T15:00:00Z"), Ending::PaymentFailed);
        assert_eq!(told("2026-12-05T15:00:00Z"), Ending::GraceSoon);
        assert_eq!(told("2026-12-08T15:00:00Z"), Ending::ReadOnly);
    }

    #[test]
    fn nobody_is_told_twice_or_of_what_is_past() {
        assert!(Ending::TrialSoon.is_news(None));
        assert!(!Ending::TrialSoon.is_news(Some(Ending::TrialSoon)));
        assert!(Ending::TrialToday.is_news(Some(Ending::TrialSoon)));
        assert!(!Ending::TrialSoon.is_news(Some(Ending::TrialToday)));
        assert!(Ending::GraceSoon.is_news(Some(Ending::TrialToday)));
        assert!(Ending::PaymentFailed.is_news(Some(Ending::TrialToday)));
        assert!(!Ending::PaymentFailed.is_news(Some(Ending::GraceSoon)));
    }
}
