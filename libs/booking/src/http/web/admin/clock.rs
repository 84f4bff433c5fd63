//! Days and hours as the forms have them, in the shop's zone.

use http::page::{Page, relative_day};
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Result};

use crate::model::Day;

/// Minutes after midnight of `HH:MM`, as a field for the time sends it (seconds are let go).
pub(super) fn minutes_of(text: &str) -> Option<i16> {
    let mut parts = text.trim().split(':');
    let hour: i16 = parts.next()?.parse().ok()?;
    let minute: i16 = parts.next()?.parse().ok()?;
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
    fits.then_some(hour * 60 + minute)
}

/// The moment at which the wall clock of the zone shows so many minutes after the midnight of that day. Minutes beyond
/// the day are of the next one.
pub(super) fn moment_of(day: Day, minutes: i32, zone: &TimeZone) -> Option<Instant> {
    let day = day.plus(minutes.div_euclid(1440));
    let minute = minutes.rem_euclid(1440);
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let local = day.date().at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
    Some(Instant::from_timestamp(local.timestamp()))
}

/// The day that a field of a form names, or what is wrong with it.
pub(super) fn read_day((name, text): (&str, &str)) -> Result<Day> {
    match text.trim() {
        "" => Err(Error::invalid(name, "required")),
        text => text.parse().map_err(|_| Error::invalid(name, "not_a_date")),
    }
}

/// The moment that two fields of a form name, or which of them is wrong.
pub(super) fn read_moment(
    (date_name, date): (&str, &str),
    (time_name, time): (&str, &str),
    zone: &TimeZone,
) -> Result<Instant> {
    let day = read_day((date_name, date))?;
    if time.trim().is_empty() {
        return Err(Error::invalid(time_name, "required"));
    }
    let minutes = minutes_of(time).ok_or_else(|| Error::invalid(time_name, "not_a_time"))?;
    moment_of(day, i32::from(minutes), zone).ok_or_else(|| Error::invalid(date_name, "not_a_date"))
}

/// As the two fields show it: `2026-11-26` and `09:30`.
pub(super) fn written(moment: Instant, zone: &TimeZone) -> (String, String) {
    let local = moment.0.to_zoned(zone.clone());
    (local.date().to_string(), local.strftime("%H:%M").to_string())
}

/// `jueves 26 nov`.
pub(super) fn day_name(page: &Page, day: Day) -> String {
    let weekday = weekday_name(page, day.date().weekday().to_monday_one_offset());
    format!("{weekday} {}", relative_day(day.date(), page.locale()))
}

/// 1 is Monday.
pub(super) fn weekday_name(page: &Page, weekday: i8) -> String {
    page.t(&format!("agenda-weekday-{weekday}"))
}

/// `9:00 a. m.`
pub(super) fn hour(page: &Page, moment: Instant) -> String {
    http::page::hour(moment, &page.tenant().zone(), page.locale())
}

/// `9:00 a. m. – 10:30 a. m.`
pub(super) fn hours(page: &Page, from: Instant, until: Instant) -> String {
    format!("{} – {}", hour(page, from), hour(page, until))
}

/// `jueves 26 nov, 9:00 a. m. – 10:30 a. m.`; both days when it ends on another.
pub(super) fn range(page: &Page, from: Instant, until: Instant) -> String {
    let zone = page.tenant().zone();
    let is_same_day = Day::at(from, &zone) == Day::at(until, &zone);
    let end = if is_same_day {
        hour(page, until)
    } else {
        day_and_hour(page, until)
    };
    format!("{} – {end}", day_and_hour(page, from))
}

/// As a heading begins.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    first + letters.as_str()
}

/// `jueves 26 nov, 9:00 a. m.`
pub(super) fn day_and_hour(page: &Page, moment: Instant) -> String {
    let day = Day::at(moment, &page.tenant().zone());
    format!("{}, {}", day_name(page, day), hour(page, moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_an_hour_go_there_and_back() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        let moment = read_moment(("date", "2026-11-26"), ("time", "09:30"), &zone).unwrap();
        assert_eq!(moment.to_string(), "2026-11-26T14:30:00Z");
        assert_eq!(
            written(moment, &zone),
            ("2026-11-26".to_owned(), "09:30".to_owned())
        );
        assert!(read_moment(("date", "2026-13-26"), ("time", "09:30"), &zone).is_err());
        assert!(read_moment(("date", "2026-11-26"), ("time", "24:30"), &zone).is_err());
    }
}
