//! How long something lasts: `P1DT2H30M`.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::moment::Moment;
use crate::skipped::{Reason, shortened};

/// When what starts then and lasts so long is over: days by the calendar, hours by elapsed time.
pub(crate) fn end_of(starts: &Moment, lasts: &str) -> Result<Moment, Reason> {
    let wrong = || Reason::WrongTime(shortened(lasts));
    let text = lasts.trim();
    if text.starts_with('-') {
        return Err(Reason::EndsBeforeStart);
    }
    let span: jiff::Span = text.parse().map_err(|_| wrong())?;
    let wall = later(starts, span).ok_or(Reason::OutOfCalendar)?;
    starts.at(wall).ok_or(Reason::OutOfCalendar)
}

fn later(starts: &Moment, span: jiff::Span) -> Option<DateTime> {
    let zone = match starts {
        Moment::Local { zone, .. } => zone.clone(),
        _ => TimeZone::UTC,
    };
    let zoned = starts.wall().to_zoned(zone).ok()?;
    Some(zoned.checked_add(span).ok()?.datetime())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_follow_the_calendar_and_hours_the_clock() {
        let york = slots::find_zone("America/New_York").unwrap();
        let starts = Moment::Local {
            at: date(2026, 3, 7).at(9, 0, 0, 0),
            zone: york,
        };
        let ends = |lasts| end_of(&starts, lasts).map(|ends| ends.wall());
        assert_eq!(ends("P1D"), Ok(date(2026, 3, 8).at(9, 0, 0, 0)));
        assert_eq!(ends("PT24H"), Ok(date(2026, 3, 8).at(10, 0, 0, 0)));
        assert_eq!(ends("P1W"), Ok(date(2026, 3, 14).at(9, 0, 0, 0)));
        assert_eq!(ends("-PT1H"), Err(Reason::EndsBeforeStart));
        assert!(ends("an hour").is_err());
        assert_eq!(ends("P9999999W"), Err(Reason::WrongTime("P9999999W".into())));
    }
}
