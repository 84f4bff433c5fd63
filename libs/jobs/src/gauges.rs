//! What the queue looks like from outside: how much waits, how much is dead.

use kernel::{Instant, Result};
use sqlx::PgPool;

/// Sets `jobs_waiting` (due and not yet claimed), `jobs_dead`, and `jobs_lag_seconds` (how long the oldest due job
/// has been waiting), over all tenants. Every replica says the same, so take the maximum, not the sum.
pub(crate) async fn refresh(worker: &PgPool, now: Instant) -> Result<()> {
    let (waiting, oldest): (i64, Option<Instant>) =
        sqlx::query_as("select count(*), min(run_at) from job where status = 'waiting' and run_at <= $1")
            .bind(now)
            .fetch_one(worker)
            .await?;
    let dead: i64 = sqlx::query_scalar("select count(*) from job where status = 'dead'")
        .fetch_one(worker)
        .await?;
    metrics::gauge!("jobs_waiting").set(as_gauge(waiting));
    metrics::gauge!("jobs_dead").set(as_gauge(dead));
    metrics::gauge!("jobs_lag_seconds").set(as_gauge(oldest.map_or(0, |oldest| now.seconds_since(oldest))));
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a gauge is a float, and counts stay far below 2^52"
)]
fn as_gauge(count: i64) -> f64 {
    count as f64
}
