//! The queue itself, with handlers of the tests' own. A worker is another runner on the same database and clock.

mod claim;
mod cron;
mod days;
pub mod dead;
mod drain;
mod fairness;
mod recovery;
mod runs;
mod schedules;

use ::jobs::{Job, JobId, Registry, Runner, RunnerConfig};
use kernel::{Instant, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use testkit::TestApp;

/// Work that does what the test's handler says.
#[derive(Debug, Serialize, Deserialize)]
struct Work {}

impl Job for Work {
    const KIND: &'static str = "test.work";
    const MAX_ATTEMPTS: u16 = 3;
}

/// A job as the table has it.
#[derive(Debug, FromRow)]
struct Row {
    status: String,
    attempts: i32,
    run_at: Instant,
    last_error: Option<String>,
}

fn worker(app: &TestApp, registry: &Registry) -> Runner {
    worker_with(app, registry, RunnerConfig::default())
}

fn worker_with(app: &TestApp, registry: &Registry, config: RunnerConfig) -> Runner {
    let (pools, bus) = (app.pools.clone(), app.app.bus.clone());
    Runner::new(registry.clone(), pools, app.env.clone(), bus, config).unwrap()
}

async fn enqueue(app: &TestApp, tenant: TenantId, job: &impl Job) -> JobId {
    enqueue_many(app, tenant, job, 1).await[0]
}

async fn enqueue_many(app: &TestApp, tenant: TenantId, job: &impl Job, many: usize) -> Vec<JobId> {
    let mut tx = app.begin(tenant).await;
    let mut ids = vec![];
    for _ in 0..many {
        ids.push(::jobs::enqueue(&mut tx, job).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

async fn row(app: &TestApp, id: JobId) -> Row {
    sqlx::query_as("select status, attempts, run_at, last_error from job where job_id = $1")
        .bind(id)
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap()
}

async fn count(app: &TestApp, kind: &str) -> i64 {
    sqlx::query_scalar("select count(*) from job where kind = $1")
        .bind(kind)
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap()
}
