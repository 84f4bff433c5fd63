//! When people are not to be disturbed, and what becomes of a message that would go then. By the clock on the shop's wall, whatever
//! is done to it in spring and autumn.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use slots::holidays;

/// Minutes of a day.
pub const DAY: i16 = 24 * 60;

/// A shop's quiet hours, over midnight when they end before they begin; none when both are the same.
#[derive(Debug, Clone)]
pub struct Quiet {
    /// Minute of the day at which they begin.
    pub from: i16,
    /// Minute at which they are over.
    pub to: i16,
    /// The shop's zone.
    pub zone: TimeZone,
}

/// Who must be somewhere in an hour does not sleep.
const AWAKE: SignedDuration = SignedDuration::from_hours(1);

impl Quiet {
    /// When a reminder goes that would go now: not within the quiet hours but at their end. If that were too late, an hour before
    /// `worth_until`, from when on it is worth nothing, or at once if that is nearer.
    pub fn reminder_at(&self, now: Timestamp, worth_until: Option<Timestamp>) -> Timestamp {
        let Some(end) = self.end_of(now) else { return now };
        match worth_until.map(|until| until - AWAKE) {
            Some(last) if end > last => last.max(now),
            _ => end,
        }
    }

    /// When it is quiet no more, if it is at that moment.
    fn end_of(&self, now: Timestamp) -> Option<Timestamp> {
        let here = now.to_zoned(self.zone.clone());
        let minute = i16::from(here.hour()) * 60 + i16::from(here.minute());
        let is_quiet = if self.from <= self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        };
        if !is_quiet {
            return None;
        }
        let is_over_tomorrow = minute >= self.to;
        let date = if is_over_tomorrow {
            next(here.date())?
        } else {
            here.date()
        };
        at(&self.zone, date, self.to).filter(|end| *end > now)
    }
}

/// When news and offers go that would go now: in Colombia (Ley 2300 de 2023, art. 3) from Monday to Friday between 7 and 19, on
/// Saturdays between 8 and 15, never on Sundays and holidays; none when there is no such time within a year.
pub fn marketing_at(now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let mut date = now.to_zoned(zone.clone()).date();
    for _ in 0..366 {
        if let Some((opens, closes)) = permitted(date) {
            let (opens, closes) = (at(zone, date, opens)?, at(zone, date, closes)?);
            if now < closes {
                return Some(now.max(opens));
            }
        }
        date = next(date)?;
    }
    None
}

fn permitted(date: Date) -> Option<(i16, i16)> {
    if holidays::on(date).is_some() {
        return None;
    }
    match date.weekday() {
        Weekday::Sunday => None,
        Weekday::Saturday => Some((8 * 60, 15 * 60)),
        _ => Some((7 * 60, 19 * 60)),
    }
}

fn next(date: Date) -> Option<Date> {
    date.tomorrow().ok()
}

/// A wall clock's minute; one that is skipped is the one after the gap.
fn at(zone: &TimeZone, date: Date, minute: i16) -> Option<Timestamp> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let time = Time::new(hour, minute, 0, 0).ok()?;
    let zoned = zone.to_zoned(date.to_datetime(time)).ok()?;
    Some(zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::{AWAKE, DAY, Quiet, marketing_at};

    fn quiet(from: i16, to: i16, zone: &str) -> Quiet {
        let zone = TimeZone::get(zone).unwrap();
        Quiet { from, to, zone }
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// Nine in the evening to eight in the morning, in Bogotá (UTC-5).
    #[test]
    fn a_reminder_waits_for_the_morning_but_not_too_long() {
        let night = quiet(21 * 60, 8 * 60, "America/Bogota");
        for (now, until, goes) in [
            (
                "2026-11-24T01:59:00Z",
                "2026-11-25T15:00:00Z",
                "2026-11-24T01:59:00Z",
            ),
            (
                "2026-11-24T02:00:00Z",
                "2026-11-25T15:00:00Z",
                "2026-11-24T13:00:00Z",
            ),
            (
                "2026-11-24T12:59:00Z",
                "2026-11-25T15:00:00Z",
                "2026-11-24T13:00:00Z",
            ),
            (
                "2026-11-24T13:00:00Z",
                "2026-11-25T15:00:00Z",
                "2026-11-24T13:00:00Z",
            ),
            // At seven, by who was to be told at three.
            (
                "2026-11-24T08:00:00Z",
                "2026-11-24T12:00:00Z",
                "2026-11-24T11:00:00Z",
            ),
            // In a quarter of an hour.
            (
                "2026-11-24T02:15:00Z",
                "2026-11-24T02:30:00Z",
                "2026-11-24T02:15:00Z",
            ),
        ] {
            assert_eq!(
                night.reminder_at(moment(now), Some(moment(until))),
                moment(goes),
                "{now}"
            );
        }
        let never = quiet(600, 600, "America/Bogota");
        let now = moment("2026-11-24T15:00:00Z");
        assert_eq!(never.reminder_at(now, None), now);
    }

    /// In Santiago clocks go from midnight to one on 2026-09-06, and from midnight back to eleven on 2026-04-05.
    #[test]
    fn the_end_is_what_the_wall_clock_says() {
        let night = quiet(22 * 60, 7 * 60, "America/Santiago");
        let goes = |now: &str| night.reminder_at(moment(now), None).to_string();
        assert_eq!(goes("2026-09-06T03:00:00Z"), "2026-09-06T10:00:00Z");
        assert_eq!(goes("2026-04-05T02:30:00Z"), "2026-04-05T11:00:00Z");
        let to_the_gap = quiet(22 * 60, 30, "America/Santiago");
        assert_eq!(
            to_the_gap
                .reminder_at(moment("2026-09-06T03:59:00Z"), None)
                .to_string(),
            "2026-09-06T04:30:00Z"
        );
    }

    #[test]
    fn offers_keep_to_the_law() {
        let bogota = TimeZone::get("America/Bogota").unwrap();
        for (now, goes) in [
            ("2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z"),
            ("2026-11-23T11:59:00Z", "2026-11-23T12:00:00Z"),
            ("2026-11-24T00:00:00Z", "2026-11-24T12:00:00Z"),
            // Friday evening to Saturday at eight; Saturday at three to Monday at seven.
            ("2026-11-28T00:00:00Z", "2026-11-28T13:00:00Z"),
            ("2026-11-28T20:00:00Z", "2026-11-30T12:00:00Z"),
            // The eve of the Immaculate Conception, a Tuesday.
            ("2026-12-08T00:00:00Z", "2026-12-09T12:00:00Z"),
        ] {
            assert_eq!(marketing_at(moment(now), &bogota), Some(moment(goes)), "{now}");
        }
    }

    const ZONES: [&str; 4] = [
        "America/Bogota",
        "America/Santiago",
        "America/New_York",
        "Europe/Lisbon",
    ];

    proptest! {
        #[test]
        fn a_reminder_is_never_late_and_disturbs_only_who_is_awake(
            seconds in 1_760_000_000_i64..1_860_000_000,
            lead in 1_i64..200_000,
            from in 0..DAY,
            to in 0..DAY,
            zone in 0..ZONES.len(),
        ) {
            let quiet = quiet(from, to, ZONES[zone]);
            let now = Timestamp::from_second(seconds).unwrap();
            let until = Timestamp::from_second(seconds + lead).unwrap();
            let goes = quiet.reminder_at(now, Some(until));
            prop_assert!(now <= goes && goes < until);
            let disturbs = quiet.end_of(goes).is_some();
            prop_assert!(!disturbs || goes >= until - AWAKE, "{goes}");
        }

        #[test]
        fn offers_go_at_once_once_they_may(seconds in 1_760_000_000_i64..1_860_000_000, zone in 0..ZONES.len()) {
            let zone = TimeZone::get(ZONES[zone]).unwrap();
            let goes = marketing_at(Timestamp::from_second(seconds).unwrap(), &zone).unwrap();
            prop_assert_eq!(marketing_at(goes, &zone), Some(goes));
        }
    }
}
