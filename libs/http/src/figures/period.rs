//! Which days are looked at: whole days of the shop's zone, the last of them today, and as many before them to compare.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub enum Span {
    /// Seven days.
    #[serde(rename = "7")]
    Week,
    /// Thirty days.
    #[default]
    #[serde(rename = "30")]
    Month,
    /// Ninety days.
    #[serde(rename = "90")]
    Quarter,
}

impl Span {
    /// All of them, shortest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// How many days.
    pub const fn days(self) -> usize {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }
}

/// The days of a span and those before it.
#[derive(Debug, Clone)]
pub struct Period {
    /// The days looked at, oldest first, today last.
    pub days: Vec<Date>,
    /// When each day began, first those before the span, then its own, then when tomorrow begins.
    pub bounds: Vec<Instant>,
}

impl Period {
    /// Up to the day that `now` falls on in this zone.
    pub fn until(now: Instant, zone: &TimeZone, span: Span) -> Self {
        let today = now.0.to_zoned(zone.clone()).date();
        let back = |n: usize| today.saturating_sub(i64::try_from(n).unwrap_or(0).days());
        let begins = |day: Date| {
            day.to_zoned(zone.clone())
                .map_or(now, |start| Instant(start.timestamp()))
        };
        let count = span.days();
        let tomorrow = today.saturating_add(1.day());
        let compared = (0..count * 2).rev().map(back);
        Self {
            days: (0..count).rev().map(back).collect(),
            bounds: compared.chain([tomorrow]).map(begins).collect(),
        }
    }

    /// Yesterday alone, and the day before it to compare.
    pub fn yesterday(now: Instant, zone: &TimeZone) -> Self {
        let today = now.0.to_zoned(zone.clone()).date();
        let begins = |back: i64| {
            let day = today.saturating_sub(back.days());
            day.to_zoned(zone.clone())
                .map_or(now, |start| Instant(start.timestamp()))
        };
        Self {
            days: vec![today.saturating_sub(1.days())],
            bounds: [2, 1, 0].map(begins).to_vec(),
        }
    }

    /// When the first day of the span began.
    pub fn began(&self) -> Instant {
        self.bounds[self.days.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, Span};
    use jiff::tz::TimeZone;
    use kernel::Instant;

    #[test]
    fn days_are_the_shops_own() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        // Two in the morning of the 23rd in UTC is still the 22nd in Bogotá.
        let period = Period::until(
            Instant("2026-11-23T02:00:00Z".parse().unwrap()),
            &zone,
            Span::Week,
        );
        assert_eq!(period.days.len(), 7);
        assert_eq!(period.days[6].to_string(), "2026-11-22");
        assert_eq!(period.bounds.len(), 15);
        assert_eq!(period.bounds[14].to_string(), "2026-11-23T05:00:00Z");
    }

    #[test]
    fn yesterday_ends_when_today_begins() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        let period = Period::yesterday(Instant("2026-11-23T11:00:00Z".parse().unwrap()), &zone);
        assert_eq!(period.days[0].to_string(), "2026-11-22");
        assert_eq!(period.began().to_string(), "2026-11-22T05:00:00Z");
        assert_eq!(period.bounds[2].to_string(), "2026-11-23T05:00:00Z");
    }

    #[test]
    fn a_day_of_the_clocks_change_is_still_one_day() {
        let zone = TimeZone::get("America/Santiago").unwrap();
        let period = Period::until(
            Instant("2026-09-10T12:00:00Z".parse().unwrap()),
            &zone,
            Span::Week,
        );
        assert!(period.bounds.windows(2).all(|pair| pair[0] < pair[1]));
        let short = period
            .bounds
            .windows(2)
            .any(|pair| pair[1].seconds_since(pair[0]) == 23 * 3600);
        assert!(short, "the sixth of September 2026 has 23 hours in Santiago");
    }
}
