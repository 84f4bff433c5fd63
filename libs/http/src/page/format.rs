//! Dates as people say them, in the shop's zone.

use jiff::tz::TimeZone;
use kernel::{Instant, Locale};

const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// `22 de noviembre de 2026`, `November 22, 2026`.
pub fn date(instant: Instant, zone: &TimeZone, locale: Locale) -> String {
    let local = instant.0.to_zoned(zone.clone());
    match locale {
        Locale::Es => format!(
            "{} de {} de {}",
            local.day(),
            month_es(local.month()),
            local.year()
        ),
        Locale::En => local.strftime("%B %-d, %Y").to_string(),
    }
}

/// `22 nov 2026, 9:41 a. m.`, `Nov 22, 2026, 9:41 AM`.
pub fn date_time(instant: Instant, zone: &TimeZone, locale: Locale) -> String {
    let local = instant.0.to_zoned(zone.clone());
    match locale {
        Locale::Es => {
            let month = month_es(local.month()).get(..3).unwrap_or_default();
            let half = if local.hour() < 12 { "a. m." } else { "p. m." };
            let hour = (local.hour() + 11) % 12 + 1;
            format!(
                "{} {month} {}, {hour}:{:02} {half}",
                local.day(),
                local.year(),
                local.minute()
            )
        }
        Locale::En => local.strftime("%b %-d, %Y, %-I:%M %p").to_string(),
    }
}

/// Only the hour: `9:41 a. m.`, `9:41 AM`.
pub fn hour(instant: Instant, zone: &TimeZone, locale: Locale) -> String {
    let text = date_time(instant, zone, locale);
    text.rsplit_once(", ")
        .map_or(text.clone(), |(_, hour)| hour.to_owned())
}

/// `22 nov` / `Nov 22`: for charts and narrow columns.
pub fn relative_day(day: jiff::civil::Date, locale: Locale) -> String {
    match locale {
        Locale::Es => format!(
            "{} {}",
            day.day(),
            month_es(day.month()).get(..3).unwrap_or_default()
        ),
        Locale::En => day.strftime("%b %-d").to_string(),
    }
}

fn month_es(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|m| MONTHS_ES.get(m))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{date, date_time, hour};
    use jiff::tz::TimeZone;
    use kernel::{Instant, Locale};

    #[test]
    fn the_shops_own_day_counts() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        // Three in the morning UTC is still the evening before in Bogotá.
        let instant = Instant("2026-11-23T03:05:00Z".parse().unwrap());
        assert_eq!(date(instant, &zone, Locale::Es), "22 de noviembre de 2026");
        assert_eq!(date_time(instant, &zone, Locale::Es), "22 nov 2026, 10:05 p. m.");
        assert_eq!(date_time(instant, &zone, Locale::En), "Nov 22, 2026, 10:05 PM");
        assert_eq!(hour(instant, &zone, Locale::Es), "10:05 p. m.");
    }
}
