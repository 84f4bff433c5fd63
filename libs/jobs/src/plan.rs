//! What the clock starts: one schedule, and all of them together.

use std::sync::Arc;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use kernel::{Instant, Result, TenantId};

use crate::cron::Pattern;
use crate::fan_out::FanOut;
use crate::job::RawJob;
use crate::local_day::LocalDay;
use crate::timing::{Missed, QUARTER, Rhythm, Timing, When};

/// For whom a schedule's work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Once, for the platform.
    Platform,
    /// For each active tenant but the platform.
    EachTenant,
}

/// A schedule: which job the clock starts, for whom and when.
#[derive(Debug, Clone)]
pub struct Plan {
    /// `<slice>.<name>`.
    pub name: &'static str,
    /// For whom.
    pub whose: Whose,
    /// What becomes of moments that were missed.
    pub missed: Missed,
    pub(crate) job: RawJob,
    pub(crate) moments: Moments,
}

#[derive(Debug, Clone)]
pub(crate) enum Moments {
    Pattern(Box<Pattern>),
    EachDay(Time),
}

impl Plan {
    pub(crate) fn new(name: &'static str, whose: Whose, timing: Timing, job: RawJob) -> Result<Self, String> {
        if !timing.missed.is_in_range() || name.len() > 80 {
            return Err("the name or the time that is made up for is too long".into());
        }
        let moments = match timing.when {
            When::Pattern(text) => Moments::Pattern(Box::new(Pattern::parse(text)?)),
            When::EachDay { hour, minute } if minute % QUARTER == 0 => {
                Moments::EachDay(Time::new(hour, minute, 0, 0).map_err(|e| e.to_string())?)
            }
            When::EachDay { .. } => return Err(format!("the clock looks every {QUARTER} minutes only")),
        };
        Ok(Self {
            name,
            whose,
            missed: timing.missed,
            job,
            moments,
        })
    }

    /// Kind of the job.
    pub fn kind(&self) -> &str {
        &self.job.kind
    }

    /// Its moments as people say them.
    pub fn rhythm(&self) -> Rhythm {
        match &self.moments {
            Moments::Pattern(pattern) => Rhythm::of_pattern(pattern.text),
            Moments::EachDay(at) => Rhythm::Day(*at),
        }
    }

    /// The first moment after `now`, for somebody in this zone.
    pub fn next(&self, now: Instant, zone: &TimeZone) -> Option<Instant> {
        match &self.moments {
            Moments::Pattern(pattern) => pattern.next(now),
            Moments::EachDay(at) => LocalDay::next(*at, now, zone).map(|day| day.moment),
        }
    }

    /// The pattern's newest moment, unless it is too old to be taken.
    pub(crate) fn tick(&self, now: Instant) -> Option<Instant> {
        let Moments::Pattern(pattern) = &self.moments else {
            return None;
        };
        let tick = pattern.newest(now)?;
        self.missed.takes(now.seconds_since(tick)).then_some(tick)
    }

    /// The newest day of a zone whose time has come, unless that is too long ago. A quarter of an hour is nobody's
    /// lateness: the clock looks no more often.
    pub(crate) fn day(&self, now: Instant, zone: &TimeZone) -> Option<LocalDay> {
        let Moments::EachDay(at) = &self.moments else {
            return None;
        };
        let day = LocalDay::newest(*at, now, zone)?;
        let late = now.seconds_since(day.moment) - i64::from(QUARTER) * 60;
        self.missed.takes(late).then_some(day)
    }

    /// What is enqueued at a moment for this tenant: for the platform, of what is each tenant's, the order to hand it out.
    pub(crate) fn job_of(&self, tenant: TenantId, tick: Instant) -> Result<RawJob> {
        if self.whose == Whose::EachTenant && tenant == TenantId::PLATFORM {
            RawJob::of(&FanOut::of(&self.job, self.name, tick))
        } else {
            Ok(self.job.clone())
        }
    }
}

/// Everything that the clock starts, for who looks at it or starts it by hand.
#[derive(Debug, Clone, Default)]
pub struct Timetable(Arc<[Plan]>);

impl Timetable {
    pub(crate) fn of(plans: &[Plan]) -> Self {
        Self(plans.into())
    }

    /// What concerns this tenant: a shop, what is done for each; the platform, everything.
    pub fn plans_of(&self, tenant: TenantId) -> impl Iterator<Item = &Plan> {
        self.0
            .iter()
            .filter(move |plan| tenant == TenantId::PLATFORM || plan.whose == Whose::EachTenant)
    }

    /// The one of this name, if it concerns the tenant.
    pub fn find(&self, tenant: TenantId, name: &str) -> Option<&Plan> {
        self.plans_of(tenant).find(|plan| plan.name == name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use kernel::Instant;
    use serde_json::Value;

    use super::{Plan, Whose};
    use crate::job::RawJob;
    use crate::timing::{Missed, Timing};

    fn plan(timing: Timing) -> Result<Plan, String> {
        let job = RawJob {
            kind: "test".into(),
            payload: Value::Null,
            max_attempts: 1,
        };
        Plan::new("test", Whose::Platform, timing, job)
    }

    fn at(text: &str) -> Instant {
        Instant(text.parse().unwrap())
    }

    #[test]
    fn a_tick_of_long_ago_is_not_made_up_for() {
        let mondays = plan(Timing::pattern("0 0 3 * * MON")).unwrap();
        assert_eq!(
            mondays.tick(at("2026-11-23T09:00:00Z")),
            Some(at("2026-11-23T03:00:00Z"))
        );
        assert_eq!(mondays.tick(at("2026-11-25T09:00:00Z")), None);
    }

    #[test]
    fn a_skipped_tick_is_taken_in_time_or_not_at_all() {
        let timing = Timing::pattern("0 0 * * * *").missed(Missed::Skipped);
        let hourly = plan(timing).unwrap();
        let tick = at("2026-11-23T09:00:00Z");
        assert_eq!(hourly.tick(at("2026-11-23T09:00:20Z")), Some(tick));
        assert_eq!(hourly.tick(at("2026-11-23T09:10:00Z")), None);
    }

    #[test]
    fn a_skipped_day_is_begun_within_the_quarter_hour_or_not_at_all() {
        let bogota = TimeZone::get("America/Bogota").unwrap();
        let skipped = plan(Timing::each_day(6, 0).missed(Missed::Skipped)).unwrap();
        let caught_up = plan(Timing::each_day(6, 0)).unwrap();
        for (now, skips, catches) in [
            ("2026-11-23T11:00:10Z", true, true),
            ("2026-11-23T11:15:10Z", true, true),
            ("2026-11-23T11:30:00Z", false, true),
            ("2026-11-24T10:59:59Z", false, true),
        ] {
            assert_eq!(skipped.day(at(now), &bogota).is_some(), skips, "{now}");
            assert_eq!(caught_up.day(at(now), &bogota).is_some(), catches, "{now}");
        }
    }

    #[test]
    fn a_time_between_two_looks_of_the_clock_is_refused() {
        assert!(plan(Timing::each_day(3, 20)).is_err());
        assert!(plan(Timing::each_day(24, 0)).is_err());
        assert!(plan(Timing::each_day(3, 45)).is_ok());
    }
}
