//! How what the clock started went, and what waits: for screens and the command line.

use db::{PlatformView, TenantTx};
use kernel::{Instant, JobId, Result, TenantId};
use serde::Serialize;
use sqlx::FromRow;

/// How the work of a schedule's moment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody has begun it.
    Waiting,
    /// An attempt failed; another comes.
    Retrying,
    /// Under way.
    Running,
    /// Done.
    Done,
    /// Given up: a dead letter.
    Failed,
    /// Given up and then discarded by somebody, or from before outcomes were kept.
    Gone,
}

/// The newest run of a schedule.
#[derive(Debug, Clone, FromRow)]
pub struct Run {
    /// Which schedule.
    pub schedule: String,
    /// When it was taken: the moment itself, or later if that was missed.
    pub taken_at: Instant,
    /// Its job.
    pub job_id: Option<JobId>,
    status: Option<String>,
    /// Attempts made.
    pub attempts: Option<i32>,
    started_at: Option<Instant>,
    finished_at: Option<Instant>,
    /// Why the last attempt failed, if one did.
    pub last_error: Option<String>,
}

impl Run {
    /// How it stands.
    pub fn outcome(&self) -> Outcome {
        match (self.status.as_deref(), self.attempts) {
            (Some("waiting"), Some(0)) => Outcome::Waiting,
            (Some("waiting"), _) => Outcome::Retrying,
            (Some("running"), _) => Outcome::Running,
            (Some("done"), _) => Outcome::Done,
            (Some("dead"), _) => Outcome::Failed,
            _ => Outcome::Gone,
        }
    }

    /// When it ended, done or given up.
    pub fn ended_at(&self) -> Option<Instant> {
        self.finished_at
    }

    /// How long the last attempt took, in milliseconds, once it has ended.
    pub fn took(&self) -> Option<i64> {
        let (began, ended) = (self.started_at?, self.finished_at?);
        i64::try_from(ended.0.duration_since(began.0).as_millis())
            .ok()
            .filter(|took| *took >= 0)
    }
}

/// How many jobs of a schedule ended how.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Tally {
    /// Which schedule.
    pub schedule: String,
    /// Newest moment among them.
    pub newest: Option<Instant>,
    /// Done.
    pub done: i64,
    /// Given up.
    pub failed: i64,
    /// Waiting or under way.
    pub open: i64,
}

/// Work of one kind that is not done yet.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct OpenWork {
    /// `<slice>.<verb_noun>`.
    pub kind: String,
    /// Under way.
    pub running: i64,
    /// Due and not begun.
    pub waiting: i64,
    /// For later: its time has not come, or an attempt failed and the next one is some way off.
    pub later: i64,
    /// When the first of those that wait, or are for later, is due.
    pub next_at: Option<Instant>,
}

/// The newest run of each schedule for the transaction's tenant.
pub async fn list_runs(tx: &mut TenantTx) -> Result<Vec<Run>> {
    Ok(sqlx::query_as(
        "select distinct on (r.schedule) r.schedule, r.taken_at, r.job_id,
                j.status, j.attempts, j.started_at, j.finished_at, j.last_error
           from schedule_run r
           left join job j on j.tenant_id = r.tenant_id and j.job_id = r.job_id
          where r.tenant_id = $1
          order by r.schedule, r.taken_at desc, r.tick desc",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// How the tenant's own runs since `since` ended, as far as their jobs are kept. One job may have done several runs' work.
pub async fn tally_runs(tx: &mut TenantTx, since: Instant) -> Result<Vec<Tally>> {
    Ok(sqlx::query_as(
        "select r.schedule, max(r.taken_at) as newest,
                count(distinct j.job_id) filter (where j.status = 'done') as done,
                count(distinct j.job_id) filter (where j.status = 'dead') as failed,
                count(distinct j.job_id) filter (where j.status in ('waiting', 'running')) as open
           from schedule_run r
           left join job j on j.tenant_id = r.tenant_id and j.job_id = r.job_id
          where r.tenant_id = $1 and r.taken_at >= $2
          group by r.schedule",
    )
    .bind(tx.tenant())
    .bind(since)
    .fetch_all(&mut **tx)
    .await?)
}

/// How the newest run at each tenant went, counted over all of them but the platform.
pub async fn list_runs_of_all(view: &mut PlatformView) -> Result<Vec<Tally>> {
    Ok(sqlx::query_as(
        "with newest as (
           select distinct on (tenant_id, schedule) tenant_id, schedule, taken_at, job_id
             from schedule_run
            where tenant_id <> $1
            order by tenant_id, schedule, taken_at desc, tick desc)
         select n.schedule, max(n.taken_at) as newest,
                count(*) filter (where j.status = 'done') as done,
                count(*) filter (where j.status = 'dead') as failed,
                count(*) filter (where j.status in ('waiting', 'running')) as open
           from newest n
           left join job j on j.tenant_id = n.tenant_id and j.job_id = n.job_id
          group by n.schedule",
    )
    .bind(TenantId::PLATFORM)
    .fetch_all(&mut **view)
    .await?)
}

/// The tenant's work that is not done yet, by kind; what is under way or due comes first.
pub async fn list_open_work(tx: &mut TenantTx) -> Result<Vec<OpenWork>> {
    Ok(sqlx::query_as(
        "select kind, count(*) filter (where status = 'running') as running,
                count(*) filter (where status = 'waiting' and run_at <= $2) as waiting,
                count(*) filter (where status = 'waiting' and run_at > $2) as later,
                min(run_at) filter (where status = 'waiting') as next_at
           from job
          where tenant_id = $1 and finished_at is null and status in ('waiting', 'running')
          group by kind
          order by bool_or(status = 'running') desc, next_at, kind",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?)
}
