//! Days, hours and stretches of time as a shop assistant says them.

use http::Page;
use http::page::{date, hour};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use kernel::{Instant, Locale};

use crate::model::Day;

const DAYS_ES: [&str; 7] = [
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];
const DAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// `jueves`, `Thursday`.
pub fn weekday(day: Weekday, locale: Locale) -> &'static str {
    let names = if locale == Locale::Es { DAYS_ES } else { DAYS_EN };
    let at = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
    names.get(at).copied().unwrap_or_default()
}

/// `jue`, `Thu`.
pub fn short_weekday(day: Weekday, locale: Locale) -> String {
    weekday(day, locale).chars().take(3).collect()
}

/// `jueves 26 de noviembre de 2026`, `Thursday, November 26, 2026`.
pub fn long_day(day: Date, locale: Locale) -> String {
    let at_noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    let written = at_noon.map(|noon| date(Instant::from_timestamp(noon.timestamp()), &TimeZone::UTC, locale));
    let written = written.unwrap_or_default();
    let name = weekday(day.weekday(), locale);
    match locale {
        Locale::Es => format!("{name} {written}"),
        Locale::En => format!("{name}, {written}"),
    }
}

/// `noviembre de 2026`, `November 2026`.
pub fn month(day: Date, locale: Locale) -> String {
    let whole = long_day(day, locale);
    match locale {
        Locale::Es => whole.splitn(4, ' ').nth(3).unwrap_or_default().to_owned(),
        Locale::En => day.strftime("%B %Y").to_string(),
    }
}

/// `nov`, `Nov`.
pub fn short_month(day: Date, locale: Locale) -> String {
    match locale {
        Locale::Es => month(day, locale).chars().take(3).collect(),
        Locale::En => day.strftime("%b").to_string(),
    }
}

/// `jueves 26 de noviembre de 2026, 10:00 a. m.`
pub fn day_and_hour(instant: Instant, zone: &TimeZone, locale: Locale) -> String {
    let day = Day::at(instant, zone).date();
    format!("{}, {}", long_day(day, locale), clock(instant, zone, locale))
}

/// `jueves 26 de noviembre de 2026, 10:00 a. m. – 10:45 a. m.`
pub fn stretch((from, until): (Instant, Instant), zone: &TimeZone, locale: Locale) -> String {
    let end = clock(until, zone, locale);
    format!("{} – {end}", day_and_hour(from, zone, locale))
}

/// `10:00 a. m.`, which stays on one line.
pub fn clock(instant: Instant, zone: &TimeZone, locale: Locale) -> String {
    hour(instant, zone, locale).replace(' ', "\u{a0}")
}

/// `45 min`, `1 h 15 min`, `2 h`.
pub fn duration(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// How long before: `4 horas`, `2 días`, `30 minutos`.
pub fn lead(page: &Page, minutes: i32) -> String {
    match minutes {
        minutes if minutes >= 2880 && minutes % 1440 == 0 => {
            page.tn("book-lead-days", "count", minutes / 1440)
        }
        minutes if minutes >= 60 && minutes % 60 == 0 => page.tn("book-lead-hours", "count", minutes / 60),
        minutes => page.tn("book-lead-minutes", "count", minutes),
    }
}

/// What people call the place whose clock it is: `Bogotá` of `America/Bogota`.
pub fn city(zone: &str) -> String {
    let last = zone.rsplit('/').next().unwrap_or(zone);
    match last {
        "Bogota" => "Bogotá".to_owned(),
        "Sao_Paulo" => "São Paulo".to_owned(),
        "Asuncion" => "Asunción".to_owned(),
        other => other.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Locale;

    use super::{city, duration, long_day, month, short_month, short_weekday};

    #[test]
    fn days_are_said_in_both_languages() {
        let day = date(2026, 11, 26);
        assert_eq!(long_day(day, Locale::Es), "jueves 26 de noviembre de 2026");
        assert_eq!(long_day(day, Locale::En), "Thursday, November 26, 2026");
        assert_eq!(month(day, Locale::Es), "noviembre de 2026");
        assert_eq!(month(day, Locale::En), "November 2026");
        assert_eq!(short_month(day, Locale::Es), "nov");
        assert_eq!(short_weekday(date(2026, 11, 25).weekday(), Locale::Es), "mié");
    }

    #[test]
    fn lengths_and_places_are_short() {
        assert_eq!(
            (
                duration(45).as_str(),
                duration(120).as_str(),
                duration(75).as_str()
            ),
            ("45 min", "2 h", "1 h 15 min")
        );
        assert_eq!(
            (city("America/Bogota").as_str(), city("America/New_York").as_str()),
            ("Bogotá", "New York")
        );
    }
}
