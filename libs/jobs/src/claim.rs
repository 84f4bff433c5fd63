//! Claiming, as the worker role, over all tenants: one statement each, no transaction held while a job runs.

use kernel::id::Uuid;
use kernel::{Instant, JobId, Result, TenantId};
use serde_json::Value;
use sqlx::{FromRow, PgPool};

/// A job that this worker holds until its lease ends.
#[derive(Debug, FromRow)]
pub(crate) struct Claimed {
    pub tenant_id: TenantId,
    pub job_id: JobId,
    pub kind: String,
    pub payload: Value,
    /// This attempt's number, from 1. Together with the worker's id it proves that the job is still held.
    pub attempts: i32,
    pub max_attempts: i32,
    pub trace_id: Option<String>,
}

impl Claimed {
    pub fn attempt(&self) -> u16 {
        u16::try_from(self.attempts).unwrap_or(u16::MAX)
    }

    pub fn is_last(&self) -> bool {
        self.attempts >= self.max_attempts
    }
}

/// Who claims, and until when the claim holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lease {
    pub worker: Uuid,
    pub now: Instant,
    pub until: Instant,
}

/// Claims up to `limit` due jobs of the given kinds; a kind that only newer replicas know stays for them.
///
/// Fairness: of the oldest due jobs, of the newest (so that a tenant who has just come is seen behind another's long
/// backlog) and of the first of each of the tenants in `turns` (who may be in its middle), each tenant's first comes before
/// any tenant's second. What a tenant has running already counts as turns taken. Among equals chance decides: were it the
/// age, some tenants with old backlogs could keep one out who has just come.
pub(crate) async fn claim(
    worker: &PgPool,
    lease: Lease,
    kinds: &[String],
    limit: usize,
    turns: &[TenantId],
) -> Result<Vec<Claimed>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(sqlx::query_as(CLAIM)
        .bind(lease.now)
        .bind(kinds)
        .bind(limit)
        .bind(lease.worker)
        .bind(lease.until)
        .bind(turns)
        .fetch_all(worker)
        .await?)
}

/// How many tenants are given a turn at a time.
pub(crate) const TURNS: usize = 64;

/// The next [`TURNS`] tenants after `last` with jobs that are not done, by their ids; fewer at the end of the round.
pub(crate) async fn next_turns(worker: &PgPool, last: TenantId) -> Result<Vec<TenantId>> {
    Ok(sqlx::query_scalar(NEXT_TURNS)
        .bind(last)
        .bind(i64::try_from(TURNS).unwrap_or(i64::MAX))
        .fetch_all(worker)
        .await?)
}

// Steps from tenant to tenant along `job_open`, so that it costs as much with ten thousand jobs as with one.
const NEXT_TURNS: &str = "
    with recursive turn (tenant_id, n) as (
      (select tenant_id, 1::bigint from job where finished_at is null and tenant_id > $1 order by tenant_id limit 1)
      union all
      select (select tenant_id from job where finished_at is null and tenant_id > turn.tenant_id order by tenant_id limit 1),
        turn.n + 1
      from turn where turn.tenant_id is not null and turn.n < $2
    )
    select tenant_id from turn where tenant_id is not null";

// The condition is repeated in `free`: it is what PostgreSQL checks again once it holds the row's lock. It is a `case`,
// and in a lateral query, so that each candidate is looked up by its key and only until there are enough: a queue is
// mostly empty, so what the planner believes of its partial indexes is wrong just when there is a backlog.
/// The statement, for who asks PostgreSQL how it goes about it.
pub const CLAIM: &str = "
    with oldest as (
      select tenant_id, job_id, run_at from job
      where status = 'waiting' and run_at <= $1 and kind = any ($2)
      order by run_at limit 200
    ), newest as (
      select tenant_id, job_id, run_at from job
      where status = 'waiting' and run_at <= $1 and kind = any ($2)
      order by run_at desc limit 50
    ), abandoned as (
      select tenant_id, job_id, run_at from job
      where status = 'running' and lease_until < $1 and attempts < max_attempts and kind = any ($2)
      order by lease_until limit 50
    ), in_turn as (
      select first.tenant_id, first.job_id, first.run_at
      from unnest($6::uuid[]) as turn (tenant_id) cross join lateral (
        select tenant_id, job_id, run_at from job
        where tenant_id = turn.tenant_id and finished_at is null and run_at <= $1 and kind = any ($2)
          and case status when 'waiting' then true else false end
        order by run_at limit 1
      ) first
    ), busy as (
      select tenant_id, count(*) as taken from job
      where status = 'running' and lease_until >= $1
      group by tenant_id
    ), due as (
      table oldest union table newest union table in_turn union table abandoned
    ), ranked as (
      select tenant_id, job_id
      from due left join busy using (tenant_id)
      order by
        row_number() over (partition by tenant_id order by run_at, job_id) + coalesce(busy.taken, 0),
        random()
    ), picked as (
      select free.tenant_id, free.job_id
      from ranked cross join lateral (
        select tenant_id, job_id from job
        where tenant_id = ranked.tenant_id and job_id = ranked.job_id
          and case status when 'waiting' then run_at <= $1 when 'running' then lease_until < $1 else false end
        for update skip locked
      ) free
      limit $3
    )
    update job set status = 'running', worker_id = $4, lease_until = $5, attempts = job.attempts + 1, started_at = $1
    from picked
    where job.tenant_id = picked.tenant_id and job.job_id = picked.job_id
    returning job.tenant_id, job.job_id, job.kind, job.payload, job.attempts, job.max_attempts, job.trace_id";

/// Makes dead letters of jobs whose worker died at their last attempt: perhaps it was they that killed it.
pub(crate) async fn bury_abandoned(worker: &PgPool, now: Instant) -> Result<u64> {
    let done = sqlx::query(
        "update job
         set status = 'dead', finished_at = $1, worker_id = null, lease_until = null,
           last_error = 'the worker was lost during the last attempt'
         where status = 'running' and lease_until < $1 and attempts >= max_attempts",
    )
    .bind(now)
    .execute(worker)
    .await?;
    Ok(done.rows_affected())
}

/// Renews the leases of the jobs that this worker is running; tells how many it still holds.
pub(crate) async fn renew(worker: &PgPool, lease: Lease, held: &[(TenantId, JobId)]) -> Result<u64> {
    let tenants: Vec<Uuid> = held.iter().map(|(tenant, _)| tenant.0).collect();
    let jobs: Vec<Uuid> = held.iter().map(|(_, job)| job.0).collect();
    let done = sqlx::query(
        "update job set lease_until = $1
         from unnest($2::uuid[], $3::uuid[]) as held (tenant_id, job_id)
         where job.tenant_id = held.tenant_id and job.job_id = held.job_id
           and job.worker_id = $4 and job.status = 'running'",
    )
    .bind(lease.until)
    .bind(tenants)
    .bind(jobs)
    .bind(lease.worker)
    .execute(worker)
    .await?;
    Ok(done.rows_affected())
}
