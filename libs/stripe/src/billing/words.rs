//! Words that several of the others share.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Number;

use crate::error::StripeError;
use crate::text::moment;

/// How often something is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Interval {
    /// Once a month, on the day that it began on, or the month's last.
    Month,
    /// Once a year.
    Year,
}

impl Interval {
    /// As Stripe writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// From one moment until before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first moment.
    pub start: Timestamp,
    /// The first one after it.
    pub end: Timestamp,
}

/// How often a price is due: `recurring` of a price.
#[derive(Debug, Deserialize)]
pub(super) struct RawRecurring {
    interval: String,
    interval_count: Option<i64>,
}

impl RawRecurring {
    /// None for a rhythm that we sell nothing by.
    pub(super) fn interval(&self) -> Option<Interval> {
        match (self.interval.as_str(), self.interval_count.unwrap_or(1)) {
            ("month", 1) => Some(Interval::Month),
            ("year", 1) => Some(Interval::Year),
            _ => None,
        }
    }
}

impl Period {
    pub(super) fn of(start: i64, end: i64) -> Result<Self, StripeError> {
        let (start, end) = (moment(start)?, moment(end)?);
        if start <= end {
            Ok(Self { start, end })
        } else {
            Err(StripeError::Unreadable)
        }
    }
}

/// An answer in one of our forms.
pub(super) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, StripeError> {
    serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)
}

/// For the builders, which keep pairs without an order.
pub(super) fn pairs(metadata: &BTreeMap<String, String>) -> HashMap<String, String> {
    metadata.clone().into_iter().collect()
}

/// A per cent of theirs in hundredths: 12.5 is 1250. None for what has more places, or is no per cent.
pub(super) fn basis_points(percent: &Number) -> Option<u32> {
    let text = percent.to_string();
    let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
    let places = format!("{places:0<2}");
    let (hundredths, rest) = places.split_at_checked(2)?;
    let fine = rest.bytes().all(|b| b == b'0');
    let whole = whole.parse::<u32>().ok().filter(|_| fine)?;
    whole.checked_mul(100)?.checked_add(hundredths.parse().ok()?)
}

/// The same the other way.
pub(super) fn percent(basis_points: u32) -> f64 {
    f64::from(basis_points) / 100.0
}

#[cfg(test)]
mod tests {
    use serde_json::Number;

    use super::{Interval, Period, RawRecurring, basis_points, percent};

    #[test]
    fn per_cents_are_whole_hundredths() {
        for (text, points) in [
            ("19.0", Some(1_900)),
            ("19", Some(1_900)),
            ("12.5", Some(1_250)),
            ("0.05", Some(5)),
            ("0.005", None),
            ("-1.0", None),
            ("1e30", None),
        ] {
            let number: Number = text.parse().unwrap();
            assert_eq!(basis_points(&number), points, "{text}");
        }
        for points in [0, 5, 800, 1_900, 1_250, 10_000] {
            let number = Number::from_f64(percent(points)).unwrap();
            assert_eq!(basis_points(&number), Some(points));
        }
    }

    #[test]
    fn a_rhythm_that_we_do_not_sell_is_none() {
        let read = |json: &str| serde_json::from_str::<RawRecurring>(json).unwrap().interval();
        assert_eq!(
            read(r#"{"interval":"month","interval_count":1}"#),
            Some(Interval::Month)
        );
        assert_eq!(read(r#"{"interval":"year"}"#), Some(Interval::Year));
        assert_eq!(read(r#"{"interval":"month","interval_count":3}"#), None);
        assert_eq!(read(r#"{"interval":"week","interval_count":1}"#), None);
    }

    #[test]
    fn a_period_does_not_end_before_it_begins() {
        assert!(Period::of(1, 1).is_ok() && Period::of(2, 1).is_err() && Period::of(0, i64::MAX).is_err());
    }
}
