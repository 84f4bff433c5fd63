//! Opening hours as people type them: `HH:MM` to `HH:MM`, a week and the dates that differ.

use kernel::{Error, FieldError, Result};
use serde::{Deserialize, Serialize};
use slots::Hours;
use utoipa::ToSchema;

use super::{Day, Zone};

const DAY: i32 = 24 * 60;
/// Most pieces of one day.
const PIECES: usize = 10;
/// Most dates that differ.
const DATES: usize = 400;

/// From when until when. What closes at or before it opens closes the next day; `24:00` is the end of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// `09:00`.
    pub opens: String,
    /// `18:00`.
    pub closes: String,
}

/// Hours of one day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekHours {
    /// 1 is Monday, 7 Sunday.
    pub weekday: i16,
    /// From when until when, several times if there are breaks.
    pub hours: Vec<Piece>,
}

/// A date that differs from its week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DateHours {
    /// Which.
    pub date: Day,
    /// From when until when; none: closed.
    pub hours: Vec<Piece>,
}

/// Dates on which hours are read from another zone's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// From this date…
    #[sqlx(rename = "from_date")]
    pub from: Day,
    /// …to this one, included.
    #[sqlx(rename = "to_date")]
    pub to: Day,
    /// IANA name of the zone there.
    pub time_zone: Zone,
}

/// Minutes after midnight, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Minutes {
    pub opens: i16,
    pub closes: i16,
}

impl Minutes {
    /// As the engine has them; what the database keeps was checked.
    pub fn for_engine(self) -> Result<Hours> {
        let minute = u16::try_from;
        let parts = (minute(self.opens), minute(self.closes));
        let (Ok(opens), Ok(closes)) = parts else {
            return Err(Error::fault("minutes of a day are not negative"));
        };
        Hours::new(opens, closes).map_err(|e| Error::Fault(e.into()))
    }

    /// As people write them.
    pub fn written(self) -> Piece {
        let clock = |minute: i16| format!("{:02}:{:02}", minute / 60, minute % 60);
        Piece {
            opens: clock(self.opens),
            closes: clock(self.closes),
        }
    }

    fn bounds(self) -> (i32, i32) {
        let (opens, closes) = (i32::from(self.opens), i32::from(self.closes));
        (opens, if closes <= opens { closes + DAY } else { closes })
    }
}

/// Reads the pieces of a day, in order of opening. Hours that last no time or share time with others are refused: they
/// are a slip, and a shop would find out too late.
pub(crate) fn read_pieces(path: &str, pieces: &[Piece]) -> Result<Vec<Minutes>> {
    if pieces.len() > PIECES {
        return Err(Error::invalid(path, "too_many"));
    }
    let mut read = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let opens = minute(&format!("{path}.{at}.opens"), &piece.opens)?;
        let closes = minute(&format!("{path}.{at}.closes"), &piece.closes)?;
        let minutes = Minutes { opens, closes };
        if i32::from(opens) == DAY || opens == closes {
            return Err(Error::invalid(format!("{path}.{at}.closes"), "no_time"));
        }
        read.push(minutes);
    }
    read.sort_by_key(|minutes| minutes.bounds());
    let overlap = read.windows(2).any(|two| match two {
        [one, next] => one.bounds().1 > next.bounds().0,
        _ => false,
    });
    if overlap {
        return Err(Error::invalid(path, "overlap"));
    }
    Ok(read)
}

fn minute(path: &str, text: &str) -> Result<i16> {
    let digits = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let parts = text
        .split_once(':')
        .map(|(hour, minute)| (digits(hour), digits(minute)));
    match parts {
        Some((Some(24), Some(0))) => Ok(24 * 60),
        Some((Some(hour @ 0..24), Some(minute @ 0..60))) => Ok(hour * 60 + minute),
        _ => Err(Error::invalid(path, "not_a_time")),
    }
}

/// Each day of the week once at most.
pub(crate) fn read_week(week: &[WeekHours]) -> Result<Vec<(i16, Minutes)>> {
    let mut read = Vec::new();
    for (at, day) in week.iter().enumerate() {
        let path = format!("week.{at}");
        if !(1..=7).contains(&day.weekday) {
            return Err(Error::invalid(format!("{path}.weekday"), "out_of_range"));
        }
        if week.iter().take(at).any(|other| other.weekday == day.weekday) {
            return Err(Error::invalid(format!("{path}.weekday"), "twice"));
        }
        let pieces = read_pieces(&format!("{path}.hours"), &day.hours)?;
        read.extend(pieces.into_iter().map(|minutes| (day.weekday, minutes)));
    }
    Ok(read)
}

/// Each date once at most; a closed one has no hours.
pub(crate) fn read_dates(dates: &[DateHours]) -> Result<Vec<(Day, Vec<Minutes>)>> {
    if dates.len() > DATES {
        return Err(Error::invalid("dates", "too_many"));
    }
    let mut read = Vec::with_capacity(dates.len());
    for (at, day) in dates.iter().enumerate() {
        if dates.iter().take(at).any(|other| other.date == day.date) {
            return Err(Error::invalid_fields(vec![FieldError {
                field: format!("dates.{at}.date"),
                code: "twice",
                args: vec![],
            }]));
        }
        read.push((day.date, read_pieces(&format!("dates.{at}.hours"), &day.hours)?));
    }
    Ok(read)
}

/// In order, each ends before the next begins.
pub(crate) fn read_travels(travels: &[Travel]) -> Result<Vec<Travel>> {
    if travels.len() > PIECES {
        return Err(Error::invalid("travels", "too_many"));
    }
    let backwards = travels.iter().position(|travel| travel.to < travel.from);
    if let Some(at) = backwards {
        return Err(Error::invalid(format!("travels.{at}.to"), "before_start"));
    }
    let mut read = travels.to_vec();
    read.sort_by_key(|travel| travel.from);
    let overlap = read
        .windows(2)
        .any(|two| matches!(two, [one, next] if one.to >= next.from));
    if overlap {
        Err(Error::invalid("travels", "overlap"))
    } else {
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(opens: &str, closes: &str) -> Piece {
        Piece {
            opens: opens.into(),
            closes: closes.into(),
        }
    }

    #[test]
    fn impossible_hours_are_refused() {
        for (opens, closes) in [
            ("25:00", "26:00"),
            ("9:00", "10:00"),
            ("09:00", "09:00"),
            ("24:00", "10:00"),
            ("", ""),
        ] {
            assert!(
                read_pieces("hours", &[piece(opens, closes)]).is_err(),
                "{opens} {closes}"
            );
        }
        let overlapping = [piece("09:00", "13:00"), piece("12:59", "18:00")];
        assert!(read_pieces("hours", &overlapping).is_err());
        let overnight = [piece("22:00", "02:00"), piece("23:00", "24:00")];
        assert!(read_pieces("hours", &overnight).is_err());
    }

    #[test]
    fn a_day_may_have_a_break_and_a_night() {
        let read = read_pieces(
            "hours",
            &[
                piece("14:00", "18:00"),
                piece("08:00", "12:00"),
                piece("20:00", "03:00"),
            ],
        )
        .unwrap();
        let written: Vec<_> = read.iter().map(|minutes| minutes.written()).collect();
        assert_eq!(
            written,
            [
                piece("08:00", "12:00"),
                piece("14:00", "18:00"),
                piece("20:00", "03:00")
            ]
        );
    }
}
