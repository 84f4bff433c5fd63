//! A time of the day in a zone, whatever is done to its clocks.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use kernel::Instant;

/// A day of a zone, and the moment when its time came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LocalDay {
    pub date: Date,
    pub moment: Instant,
}

impl LocalDay {
    /// The newest day whose time `at` has come. Which one it is depends on nothing but its arguments, so whoever asks
    /// late finds the same day as who asked in time.
    pub fn newest(at: Time, now: Instant, zone: &TimeZone) -> Option<Self> {
        let today = now.0.to_zoned(zone.clone()).date();
        // Clocks that are put back over midnight make today of what was tomorrow; a zone can leave out a whole day.
        let before = std::iter::successors(today.tomorrow().ok(), |day| day.yesterday().ok());
        before
            .take(4)
            .filter_map(|day| Self::of(day, at, zone))
            .find(|day| day.moment <= now)
    }

    /// The first day whose time is still to come.
    pub fn next(at: Time, now: Instant, zone: &TimeZone) -> Option<Self> {
        let today = now.0.to_zoned(zone.clone()).date();
        let after = std::iter::successors(Some(today), |day| day.tomorrow().ok());
        after
            .take(3)
            .filter_map(|day| Self::of(day, at, zone))
            .find(|day| day.moment > now)
    }

    /// A time that the day does not have is as much later as the clocks were put forward; of one that it has twice, the first.
    fn of(date: Date, at: Time, zone: &TimeZone) -> Option<Self> {
        let moment = zone
            .to_ambiguous_timestamp(date.to_datetime(at))
            .compatible()
            .ok()?;
        Some(Self {
            date,
            moment: Instant(moment),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::{Date, date, time};
    use jiff::tz::TimeZone;
    use kernel::Instant;
    use proptest::prelude::*;

    use super::LocalDay;

    /// Half and quarter hours, changes of an hour and of half an hour, over midnight too, a day that was left out.
    const ZONES: [&str; 12] = [
        "America/Bogota",
        "America/Santiago",
        "America/Asuncion",
        "America/St_Johns",
        "America/Havana",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Africa/Cairo",
        "Europe/Madrid",
        "Pacific/Chatham",
        "Pacific/Apia",
        "UTC",
    ];
    const QUARTER: i64 = 900;
    const DAY: i64 = 86_400;

    fn at(text: &str) -> Instant {
        Instant(text.parse().unwrap())
    }

    #[test]
    fn a_time_that_a_day_lacks_comes_after_the_gap_and_one_that_it_has_twice_comes_once() {
        let santiago = TimeZone::get("America/Santiago").unwrap();
        // On 6 September 2026 midnight is followed by one o'clock.
        let gap = LocalDay::newest(time(0, 30, 0, 0), at("2026-09-06T12:00:00Z"), &santiago).unwrap();
        assert_eq!(
            (gap.date, gap.moment),
            (date(2026, 9, 6), at("2026-09-06T04:30:00Z"))
        );
        // On 4 April 2026 it is half past eleven at night twice.
        let twice = |now| LocalDay::newest(time(23, 30, 0, 0), at(now), &santiago).unwrap();
        let first = twice("2026-04-05T02:30:00Z");
        assert_eq!(
            (first.date, first.moment),
            (date(2026, 4, 4), at("2026-04-05T02:30:00Z"))
        );
        assert_eq!(twice("2026-04-05T03:30:00Z"), first);
    }

    #[test]
    fn a_day_that_a_zone_left_out_is_none() {
        let apia = TimeZone::get("Pacific/Apia").unwrap();
        let newest = |now| LocalDay::newest(time(3, 0, 0, 0), at(now), &apia).unwrap().date;
        assert_eq!(newest("2011-12-30T09:00:00Z"), date(2011, 12, 29));
        assert_eq!(newest("2011-12-30T15:00:00Z"), date(2011, 12, 31));
    }

    proptest! {
        /// Who keeps the days that were done, as `schedule_run` does, does each once, in its time, whichever looks are missed.
        #[test]
        fn each_day_is_done_exactly_once_whichever_looks_are_missed(
            zone in proptest::sample::select(ZONES.to_vec()),
            start in 1_262_304_000_i64 / QUARTER..1_924_992_000 / QUARTER,
            (hour, quarter) in (0_i8..24, 0_i8..4),
            missed in proptest::collection::vec(any::<bool>(), 4 * 96),
        ) {
            let zone = TimeZone::get(zone).unwrap();
            let at = time(hour, quarter * 15, 0, 0);
            let looks: Vec<Instant> = (0_i64..).zip(&missed)
                .filter(|(_, missed)| !**missed)
                .map(|(n, _)| Instant::from_timestamp(jiff::Timestamp::from_second((start + n) * QUARTER).unwrap()))
                .collect();
            let mut done: BTreeMap<Date, Instant> = BTreeMap::new();
            for look in &looks {
                let day = LocalDay::newest(at, *look, &zone).unwrap();
                prop_assert!(day.moment <= *look);
                done.entry(day.date).or_insert(*look);
            }
            // Each day that somebody looked in, after its time and before the next one's, was done at the first such look.
            for look in &looks {
                let day = LocalDay::newest(at, *look, &zone).unwrap();
                let next = LocalDay::next(at, *look, &zone).unwrap();
                prop_assert!(next.moment > *look && next.date > day.date);
                let first = looks.iter().find(|l| **l >= day.moment && **l < next.moment).unwrap();
                prop_assert_eq!(done.get(&day.date), Some(first));
            }
            // And no day comes back: the looks that did them are as many as the days, in their order.
            let order: Vec<&Instant> = done.values().collect();
            prop_assert!(order.is_sorted());
            let days = looks.last().zip(looks.first()).map_or(0, |(last, first)| last.seconds_since(*first) / DAY);
            prop_assert!(i64::try_from(done.len()).unwrap() <= days + 2);
        }
    }
}
