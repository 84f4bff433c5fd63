//! A time as a calendar writes it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::skipped::{Reason, shortened};

/// When something starts or ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// A whole day, wherever one is.
    Date(Date),
    /// The wall clock of a zone.
    Local {
        /// What it shows.
        at: DateTime,
        /// Where.
        zone: TimeZone,
    },
    /// An instant.
    Utc(Timestamp),
    /// The wall clock of whoever looks.
    Floating(DateTime),
}

impl Moment {
    /// The instant, for who is in `zone`: the start of a day, the first of two; the time after a gap that it falls in.
    /// `None` at the ends of the calendar.
    pub fn instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Self::Date(date) => at_wall(zone, date.at(0, 0, 0, 0)),
            Self::Local { at, zone } => at_wall(zone, *at),
            Self::Utc(instant) => Some(*instant),
            Self::Floating(at) => at_wall(zone, *at),
        }
    }

    /// The date that is written; of an instant, that of UTC.
    pub fn date(&self) -> Date {
        self.wall().date()
    }

    /// What the clock shows that is meant.
    pub(crate) fn wall(&self) -> DateTime {
        match self {
            Self::Date(date) => date.at(0, 0, 0, 0),
            Self::Local { at, .. } | Self::Floating(at) => *at,
            Self::Utc(instant) => TimeZone::UTC.to_datetime(*instant),
        }
    }

    /// The zone whose clock is meant.
    pub(crate) fn zone(&self, viewer: &TimeZone) -> TimeZone {
        match self {
            Self::Local { zone, .. } => zone.clone(),
            Self::Utc(_) => TimeZone::UTC,
            Self::Date(_) | Self::Floating(_) => viewer.clone(),
        }
    }

    /// The same kind of time at another reading of its clock.
    pub(crate) fn at(&self, wall: DateTime) -> Option<Self> {
        Some(match self {
            Self::Date(_) => Self::Date(wall.date()),
            Self::Local { zone, .. } => Self::Local {
                at: wall,
                zone: zone.clone(),
            },
            Self::Utc(_) => Self::Utc(TimeZone::UTC.to_timestamp(wall).ok()?),
            Self::Floating(_) => Self::Floating(wall),
        })
    }
}

/// RFC 5545's choice: of two the first, and in a gap the offset before it.
pub(crate) fn at_wall(zone: &TimeZone, wall: DateTime) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(wall).compatible().ok()
}

/// `20260308`, `20260308T090000` or `20260308T090000Z`; seconds may be missing. `zone` is that of the first two.
pub(crate) fn parse(text: &str, zone: Option<&TimeZone>) -> Result<Moment, Reason> {
    let wrong = || Reason::WrongTime(shortened(text));
    let text = text.trim();
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return Ok(Moment::Date(parse_date(text).ok_or_else(wrong)?));
    };
    let (time, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => (time, false),
    };
    let at = parse_date(date)
        .zip(parse_time(time))
        .map(|(date, time)| date.to_datetime(time))
        .ok_or_else(wrong)?;
    Ok(match zone {
        _ if utc => Moment::Utc(
            TimeZone::UTC
                .to_timestamp(at)
                .map_err(|_| Reason::OutOfCalendar)?,
        ),
        Some(zone) => Moment::Local {
            at,
            zone: zone.clone(),
        },
        None => Moment::Floating(at),
    })
}

fn parse_date(text: &str) -> Option<Date> {
    (text.len() == 8).then_some(())?;
    Date::new(
        number(text.get(..4)?)?,
        number(text.get(4..6)?)?.try_into().ok()?,
        number(text.get(6..)?)?.try_into().ok()?,
    )
    .ok()
}

fn parse_time(text: &str) -> Option<Time> {
    matches!(text.len(), 4 | 6).then_some(())?;
    let second = match text.get(4..6) {
        Some(second) => number(second)?.min(59),
        None => 0,
    };
    Time::new(
        number(text.get(..2)?)?.try_into().ok()?,
        number(text.get(2..4)?)?.try_into().ok()?,
        second.try_into().ok()?,
        0,
    )
    .ok()
}

fn number(digits: &str) -> Option<i16> {
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// `20260308T090000`.
pub(crate) fn written(at: DateTime) -> String {
    format!(
        "{}T{:02}{:02}{:02}",
        written_date(at.date()),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// `20260308T140000Z`.
pub(crate) fn written_utc(instant: Timestamp) -> String {
    format!("{}Z", written(TimeZone::UTC.to_datetime(instant)))
}

/// `20260308`.
pub(crate) fn written_date(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year().max(0), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn times_are_read_in_each_of_their_forms() {
        let bogota = slots::find_zone("America/Bogota").unwrap();
        let at = date(2026, 3, 8).at(9, 0, 0, 0);
        assert_eq!(parse("20260308", None), Ok(Moment::Date(at.date())));
        assert_eq!(parse("20260308T090000", None), Ok(Moment::Floating(at)));
        let local = Moment::Local {
            at,
            zone: bogota.clone(),
        };
        assert_eq!(parse("20260308T0900", Some(&bogota)), Ok(local));
        let utc = Moment::Utc("2026-03-08T09:00:00Z".parse().unwrap());
        assert_eq!(parse("20260308T090000Z", Some(&bogota)), Ok(utc));
    }

    #[test]
    fn what_no_clock_shows_is_refused() {
        for text in [
            "",
            "T",
            "2026030",
            "20260230",
            "20260308T250000",
            "２０２６0308",
            "20260308T09000",
            "-2260308",
        ] {
            assert!(parse(text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn a_gap_is_passed_by_and_of_two_the_first_is_taken() {
        let york = slots::find_zone("America/New_York").unwrap();
        let spring = at_wall(&york, date(2026, 3, 8).at(2, 30, 0, 0)).unwrap();
        assert_eq!(spring.to_string(), "2026-03-08T07:30:00Z");
        let autumn = at_wall(&york, date(2026, 11, 1).at(1, 30, 0, 0)).unwrap();
        assert_eq!(autumn.to_string(), "2026-11-01T05:30:00Z");
    }
}
