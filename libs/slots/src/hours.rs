//! Opening hours of one day, by the wall clock.

use std::str::FromStr;

use jiff::civil::{Date, DateTime};

use crate::zone::days_after;

const DAY: u16 = 24 * 60;

/// From when until when, in minutes after midnight. What closes at or before it opens closes the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    opens: u16,
    closes: u16,
}

/// Hours that no clock shows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongHours {
    /// Not `HH:MM`.
    #[error("{0:?} is not a time of day, 00:00 to 24:00")]
    NoTime(String),
    /// As the words say.
    #[error(
        "a day opens before 24:00 and closes at 24:00 at the latest; later hours are those of the next day"
    )]
    OutsideDay,
}

impl Hours {
    /// From minutes after midnight: opens before 24:00, closes at 24:00 at the latest.
    pub fn new(opens: u16, closes: u16) -> Result<Self, WrongHours> {
        if opens >= DAY || closes > DAY {
            return Err(WrongHours::OutsideDay);
        }
        let closes = if closes <= opens { closes + DAY } else { closes };
        Ok(Self { opens, closes })
    }

    /// From `HH:MM` and `HH:MM`; `24:00` is the end of the day.
    pub fn read(opens: &str, closes: &str) -> Result<Self, WrongHours> {
        Self::new(minute(opens)?, minute(closes)?)
    }

    /// Whether they end on the day after, later than at its midnight.
    pub fn pass_midnight(self) -> bool {
        self.closes > DAY
    }

    pub(crate) fn opening(self, date: Date) -> DateTime {
        at(date, self.opens)
    }

    pub(crate) fn closing(self, date: Date) -> DateTime {
        at(date, self.closes)
    }
}

fn at(date: Date, minute: u16) -> DateTime {
    let date = if minute >= DAY { days_after(date, 1) } else { date };
    let [hour, minute] = [minute % DAY / 60, minute % 60].map(|part| i8::try_from(part).unwrap_or_default());
    date.at(hour, minute, 0, 0)
}

fn minute(text: &str) -> Result<u16, WrongHours> {
    let wrong = || WrongHours::NoTime(text.to_owned());
    let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
    let (hour, minute) = (two_digits(hour), two_digits(minute));
    match (hour, minute) {
        (Some(24), Some(0)) => Ok(DAY),
        (Some(hour @ 0..24), Some(minute @ 0..60)) => Ok(hour * 60 + minute),
        _ => Err(wrong()),
    }
}

fn two_digits(text: &str) -> Option<u16> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| u16::from_str(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_from_00_00_to_24_00() {
        for wrong in ["25:00", "24:01", "9:00", "+9:00", "09:60", "0900", "", "09:00:00"] {
            assert!(Hours::read(wrong, "10:00").is_err(), "{wrong}");
            assert!(Hours::read("08:00", wrong).is_err(), "{wrong}");
        }
        assert!(Hours::read("24:00", "24:00").is_err());
        assert!(Hours::read("00:00", "24:00").is_ok());
    }

    #[test]
    fn what_closes_before_it_opens_closes_the_next_day() {
        assert!(Hours::read("22:00", "02:00").unwrap().pass_midnight());
        assert!(Hours::read("09:00", "09:00").unwrap().pass_midnight());
        assert!(!Hours::read("22:00", "24:00").unwrap().pass_midnight());
        assert!(!Hours::read("22:00", "00:00").unwrap().pass_midnight());
    }
}
