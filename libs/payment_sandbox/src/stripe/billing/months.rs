//! Periods by the calendar.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use kernel::Instant;

/// So many months after a moment, on the same day, or on the month's last when it has no such day.
pub fn plus_months(anchor: Instant, months: i64) -> Instant {
    let zoned = anchor.0.to_zoned(TimeZone::UTC);
    let later = Span::new()
        .try_months(months)
        .and_then(|span| zoned.checked_add(span));
    later.map_or(anchor, |later| Instant(later.timestamp()))
}

/// So many seconds since 1970.
pub fn moment(seconds: i64) -> Instant {
    Instant(Timestamp::UNIX_EPOCH).plus_seconds(seconds)
}

/// As an invoice writes a day: `22 Nov 2026`.
pub fn day(at: Instant) -> String {
    at.0.to_zoned(TimeZone::UTC).strftime("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use kernel::Instant;

    use super::{day, plus_months};

    #[test]
    fn the_last_of_a_month_comes_back_to_the_last() {
        let anchor = Instant("2027-01-31T10:00:00Z".parse().unwrap());
        let after = |months| plus_months(anchor, months).to_string();
        assert_eq!(after(1), "2027-02-28T10:00:00Z");
        assert_eq!(after(2), "2027-03-31T10:00:00Z");
        assert_eq!(after(12), "2028-01-31T10:00:00Z");
        assert_eq!(after(13), "2028-02-29T10:00:00Z");
        assert_eq!(day(anchor), "31 Jan 2027");
    }
}
