//! Patterns of cron, read as tokio-cron-scheduler reads them, which does the ticking.

use chrono::{DateTime, Utc};
use croner::Cron;
use croner::parser::{CronParser, Seconds};
use jiff::Timestamp;
use kernel::Instant;

/// A pattern of six fields, seconds first, in UTC.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub text: &'static str,
    cron: Cron,
}

impl Pattern {
    pub fn parse(text: &'static str) -> Result<Self, String> {
        let parser = CronParser::builder()
            .seconds(Seconds::Required)
            .dom_and_dow(true)
            .build();
        let cron = parser.parse(text).map_err(|e| e.to_string())?;
        Ok(Self { text, cron })
    }

    /// The newest moment not after `now`. Every replica computes the same one.
    pub fn newest(&self, now: Instant) -> Option<Instant> {
        instant(&self.cron.find_previous_occurrence(&in_utc(now)?, true).ok()?)
    }

    /// The first moment after `now`.
    pub fn next(&self, now: Instant) -> Option<Instant> {
        instant(&self.cron.find_next_occurrence(&in_utc(now)?, false).ok()?)
    }
}

fn in_utc(moment: Instant) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(moment.unix_seconds(), 0)
}

fn instant(moment: &DateTime<Utc>) -> Option<Instant> {
    Timestamp::from_second(moment.timestamp()).ok().map(Instant)
}

#[cfg(test)]
mod tests {
    use kernel::Instant;

    use super::Pattern;

    fn newest(pattern: &'static str, now: &str) -> Option<String> {
        let pattern = Pattern::parse(pattern).unwrap();
        let moment = pattern.newest(Instant(now.parse().unwrap()));
        moment.map(|moment| moment.to_string())
    }

    #[test]
    fn a_moment_belongs_to_the_newest_tick_before_it() {
        let five = "0 */5 * * * *";
        for (now, tick) in [
            ("2026-11-22T10:04:59.9Z", "2026-11-22T10:00:00Z"),
            ("2026-11-22T10:05:00Z", "2026-11-22T10:05:00Z"),
            ("2026-11-22T10:05:00.9Z", "2026-11-22T10:05:00Z"),
        ] {
            assert_eq!(newest(five, now).as_deref(), Some(tick));
        }
    }

    #[test]
    fn the_next_tick_is_after_now() {
        let hourly = Pattern::parse("0 35 * * * *").unwrap();
        for (now, tick) in [
            ("2026-11-22T10:34:59.9Z", "2026-11-22T10:35:00Z"),
            ("2026-11-22T10:35:00Z", "2026-11-22T11:35:00Z"),
        ] {
            let next = hourly.next(Instant(now.parse().unwrap())).unwrap();
            assert_eq!(next.to_string(), tick);
        }
    }
}
