//! How the database looks from this process: how long transactions take, how full the pools are, how often no connection
//! could be had.

use std::time::Instant;

use sqlx::PgPool;

use crate::pools::Pools;

/// Records `db_query_duration_seconds` when it goes, and with it the transaction, however that ends.
#[derive(Debug)]
pub(crate) struct Stopwatch {
    role: &'static str,
    begun: Instant,
}

impl Stopwatch {
    pub(crate) fn start(role: &'static str) -> Self {
        let begun = Instant::now();
        Self { role, begun }
    }
}

impl Drop for Stopwatch {
    fn drop(&mut self) {
        let seconds = self.begun.elapsed().as_secs_f64();
        metrics::histogram!("db_query_duration_seconds", "role" => self.role).record(seconds);
    }
}

/// Counts what kept a transaction from a connection; an answer of PostgreSQL's is none of that.
pub(crate) fn count_refusal(role: &'static str, error: &sqlx::Error) {
    if error.as_database_error().is_none() {
        errors(role).increment(1);
    }
}

fn errors(role: &'static str) -> metrics::Counter {
    metrics::counter!("database_connection_errors_total", "role" => role)
}

/// Connections of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// At work.
    pub used: u32,
    /// Open and waiting for work.
    pub idle: u32,
    /// The most that it may open.
    pub max: u32,
}

impl PoolUse {
    /// As the pool is now; asks the database nothing.
    pub fn of(pool: &PgPool) -> Self {
        let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
        Self {
            used: pool.size().saturating_sub(idle),
            idle,
            max: pool.options().get_max_connections(),
        }
    }

    /// Of 100.
    pub fn percent(&self) -> f64 {
        100.0 * f64::from(self.used) / f64::from(self.max.max(1))
    }
}

impl Pools {
    /// Sets `db_pool_connections`, and lets the count of errors begin at 0: what has no first value has no rate.
    pub fn report(&self) {
        for (role, pool) in [
            ("app", self.app.sessions()),
            ("worker", &self.worker),
            ("platform", self.platform.sessions()),
        ] {
            let PoolUse { used, idle, max } = PoolUse::of(pool);
            for (state, count) in [("used", used), ("idle", idle), ("max", max)] {
                metrics::gauge!("db_pool_connections", "role" => role, "state" => state)
                    .set(f64::from(count));
            }
            errors(role).increment(0);
        }
    }
}
