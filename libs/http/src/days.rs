//! Days that a list is narrowed to.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Result};

/// Years that a list may be asked for. Beyond them a day may have no moment that the database can hold.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;

/// When `from` begins and when `to` has ended: whole days of the shop's zone, the last one included. A day out of all
/// bounds is refused by its name.
pub fn span(
    from: Option<Date>,
    to: Option<Date>,
    zone: &TimeZone,
) -> Result<(Option<Instant>, Option<Instant>)> {
    let from = from.map(|day| begins(day, "from", zone)).transpose()?;
    let until = to.map(|day| ends(day, "to", zone)).transpose()?;
    Ok((from, until))
}

fn ends(day: Date, field: &'static str, zone: &TimeZone) -> Result<Instant> {
    begins(day.saturating_add(1.day()), field, zone)
}

fn begins(day: Date, field: &'static str, zone: &TimeZone) -> Result<Instant> {
    let out_of_range = || Error::invalid(field, "out_of_range");
    if !YEARS.contains(&day.year()) {
        return Err(out_of_range());
    }
    let start = day.to_zoned(zone.clone()).map_err(|_| out_of_range())?;
    Ok(Instant::from_timestamp(start.timestamp()))
}
