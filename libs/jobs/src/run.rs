//! Taking a schedule's moment: once for all replicas, whoever comes first, with the job that it becomes.

use db::TenantTx;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use kernel::{Instant, JobId, Result};

use crate::enqueue::insert_as;
use crate::job::RawJob;
use crate::plan::Plan;

/// A moment that has come for the transaction's tenant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due<'a> {
    pub schedule: &'a str,
    pub tick: Instant,
    /// Of what is done once a day: which day of the tenant's zone.
    pub day: Option<Date>,
}

/// Takes the moment and enqueues its job; `false` when that was done before, by another replica or another attempt. A job
/// of the moment before that still waits does this one's work, too.
pub(crate) async fn take(tx: &mut TenantTx, due: Due<'_>, job: &RawJob) -> Result<bool> {
    let new: JobId = tx.new_id();
    if !insert_run(tx, due, new).await? {
        return Ok(false);
    }
    let now = tx.now();
    let enqueued = insert_as(tx, new, job, now, Some(&dedup_key(due.schedule))).await?;
    if enqueued != new {
        point_at(tx, due, enqueued).await?;
    }
    Ok(true)
}

/// Starts a schedule's work for the transaction's tenant out of turn; if it waits already, that is all: asking twice does
/// it once.
///
/// For the platform, what is each tenant's is handed out to all of them.
pub async fn run_now(tx: &mut TenantTx, plan: &Plan) -> Result<()> {
    let now = tx.now();
    let job = plan.job_of(tx.tenant(), now)?;
    let new: JobId = tx.new_id();
    let enqueued = insert_as(tx, new, &job, now, Some(&dedup_key(plan.name))).await?;
    if enqueued == new {
        let due = Due {
            schedule: plan.name,
            tick: now,
            day: None,
        };
        insert_run(tx, due, new).await?;
    }
    Ok(())
}

/// Of the jobs of one schedule only one waits at a time.
pub(crate) fn dedup_key(schedule: &str) -> String {
    format!("{PREFIX}{schedule}")
}

pub(crate) const PREFIX: &str = "schedule:";

async fn insert_run(tx: &mut TenantTx, due: Due<'_>, job: JobId) -> Result<bool> {
    // Either key says that it was done: the moment, or the tenant's day.
    let done = sqlx::query(
        "insert into schedule_run (tenant_id, schedule, tick, day, job_id, taken_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(due.schedule)
    .bind(due.tick)
    .bind(due.day.map(ToSqlx::to_sqlx))
    .bind(job)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn point_at(tx: &mut TenantTx, due: Due<'_>, job: JobId) -> Result<()> {
    sqlx::query("update schedule_run set job_id = $4 where tenant_id = $1 and schedule = $2 and tick = $3")
        .bind(tx.tenant())
        .bind(due.schedule)
        .bind(due.tick)
        .bind(job)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
