//! Schedules: which tick a moment belongs to, and taking that tick once for all replicas.

use chrono::{DateTime, Utc};
use croner::Cron;
use croner::parser::{CronParser, Seconds};
use db::{Pools, TenantTx};
use jiff::Timestamp;
use kernel::{Actor, Env, Instant, Result, TenantId};

use crate::enqueue::insert;
use crate::job::RawJob;

/// Oldest tick that is still made up for, in seconds. Shorter than ticks are kept.
const OLDEST: i64 = 86_400;

/// A job that the clock enqueues for the platform.
#[derive(Debug, Clone)]
pub(crate) struct Schedule {
    pub name: &'static str,
    /// Six fields, seconds first, in UTC.
    pub pattern: &'static str,
    pub job: RawJob,
    cron: Cron,
}

impl Schedule {
    pub fn parse(name: &'static str, pattern: &'static str, job: RawJob) -> Result<Self, String> {
        // The same reading as tokio-cron-scheduler's, which does the ticking.
        let parser = CronParser::builder()
            .seconds(Seconds::Required)
            .dom_and_dow(true)
            .build();
        let cron = parser.parse(pattern).map_err(|e| e.to_string())?;
        Ok(Self {
            name,
            pattern,
            job,
            cron,
        })
    }

    /// The newest tick not after `now`, unless it is too old to matter. Every replica computes the same one.
    pub fn latest_tick(&self, now: Instant) -> Option<Instant> {
        let now_utc: DateTime<Utc> = DateTime::from_timestamp(now.unix_seconds(), 0)?;
        let tick = self.cron.find_previous_occurrence(&now_utc, true).ok()?;
        let tick = Instant(Timestamp::from_second(tick.timestamp()).ok()?);
        (now.seconds_since(tick) <= OLDEST).then_some(tick)
    }
}

/// Takes a tick: enqueues the schedule's job if no replica has done so. Tells whether it was this one.
pub(crate) async fn take(schedule: &Schedule, tick: Instant, pools: &Pools, env: &Env) -> Result<bool> {
    let mut tx = TenantTx::begin(&pools.app, TenantId::PLATFORM, Actor::System, env.clone()).await?;
    let first = insert_tick(&mut tx, schedule.name, tick).await?;
    if first {
        let now = tx.now();
        insert(&mut tx, &schedule.job, now, None).await?;
    }
    tx.commit().await?;
    Ok(first)
}

async fn insert_tick(tx: &mut TenantTx, schedule: &str, tick: Instant) -> Result<bool> {
    let done = sqlx::query(
        "insert into schedule_tick (schedule, tick) values ($1, $2) on conflict (schedule, tick) do nothing",
    )
    .bind(schedule)
    .bind(tick)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use kernel::Instant;
    use serde_json::Value;

    use super::Schedule;
    use crate::job::RawJob;

    fn latest(pattern: &'static str, now: &str) -> Option<String> {
        let job = RawJob {
            kind: "test".into(),
            payload: Value::Null,
            max_attempts: 1,
        };
        let schedule = Schedule::parse("test", pattern, job).unwrap();
        schedule
            .latest_tick(Instant(now.parse().unwrap()))
            .map(|tick| tick.to_string())
    }

    #[test]
    fn a_moment_belongs_to_the_newest_tick_before_it() {
        let five = "0 */5 * * * *";
        assert_eq!(
            latest(five, "2026-11-22T10:04:59.9Z").as_deref(),
            Some("2026-11-22T10:00:00Z")
        );
        assert_eq!(
            latest(five, "2026-11-22T10:05:00Z").as_deref(),
            Some("2026-11-22T10:05:00Z")
        );
        assert_eq!(
            latest(five, "2026-11-22T10:05:00.9Z").as_deref(),
            Some("2026-11-22T10:05:00Z")
        );
    }

    #[test]
    fn a_tick_of_long_ago_is_not_made_up_for() {
        let mondays = "0 0 3 * * MON";
        assert_eq!(
            latest(mondays, "2026-11-23T09:00:00Z").as_deref(),
            Some("2026-11-23T03:00:00Z")
        );
        assert_eq!(latest(mondays, "2026-11-25T09:00:00Z"), None);
    }
}
