//! The connections of one role, on which transactions are begun. Everything happens inside one, so that nothing is left
//! behind on a connection that a pooler gives to somebody else next.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Context as _;
use kernel::{Error, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Transaction};

/// What stands between the program and PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pooler {
    /// Nothing: a connection is a session.
    #[default]
    None,
    /// `PgBouncer` or its like, which gives each transaction any connection that is free.
    Transaction,
}

/// A statement that runs longer than this is a fault, and one that waits so long for a lock had better fail.
const LIMITS: [(&str, &str); 3] = [
    ("statement_timeout", "15s"),
    ("lock_timeout", "10s"),
    ("idle_in_transaction_session_timeout", "20s"),
];

/// How many connections, and how long to wait for one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub most: u32,
    pub acquire: Duration,
}

/// Connections of one role.
#[derive(Debug, Clone)]
pub struct Pool {
    sessions: PgPool,
    /// Follows every `BEGIN`, in the same round trip.
    preamble: String,
}

impl Pool {
    /// Connects when somebody begins; fails when the connection string cannot be read.
    pub(crate) fn prepare(url: &str, size: Size, pooler: Pooler) -> anyhow::Result<Self> {
        Ok(Self {
            sessions: pool(options(url, pooler)?, size),
            preamble: match pooler {
                Pooler::None => String::new(),
                Pooler::Transaction => preamble(),
            },
        })
    }

    /// The connections themselves, to measure, close and ask simple things (`sqlx::raw_sql`) that need no transaction. What
    /// sqlx prepares must not go over them: behind a pooler, preparing and running would be two transactions.
    pub fn sessions(&self) -> &PgPool {
        &self.sessions
    }

    /// Begins by `begin`, then what the pooler needs, then `locals`: one round trip.
    ///
    /// In a task of its own, which runs to its end even when whoever waits for it is dropped: a refused extractor, a
    /// caller who hangs up. sqlx rolls back a transaction that is dropped, but knows of none while `BEGIN` is under way; the
    /// connection would go back to the pool inside it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where sqlx begins transactions"
    )]
    pub(crate) async fn begin(
        &self,
        begin: &str,
        locals: &str,
    ) -> Result<sqlx::Result<Transaction<'static, Postgres>>> {
        // Safe: constants, and what the callers in `tx.rs` vouch for.
        let sql = format!("{begin}{}{locals}", self.preamble);
        let sessions = self.sessions.clone();
        let begun = tokio::spawn(async move {
            // After a restart of PostgreSQL every idle connection is dead, which shows only now. Nothing was done on it.
            for _ in 0..sessions.size() {
                match sessions.begin_with(AssertSqlSafe(sql.clone())).await {
                    Err(error) if was_lost(&error) => {}
                    begun => return begun,
                }
            }
            sessions.begin_with(AssertSqlSafe(sql)).await
        });
        begun.await.map_err(|error| Error::Fault(Box::new(error)))
    }
}

/// Whether the connection is gone: cut, or ended by PostgreSQL (`admin_shutdown`).
fn was_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(e) => e.code().is_some_and(|code| code == "57P01"),
        _ => false,
    }
}

/// Connections of the worker role: sessions, since it listens for announcements. Its few statements are the same over
/// and over, so each is planned once; claiming jobs takes half the time.
pub(crate) fn worker_sessions(url: &str, size: Size) -> anyhow::Result<PgPool> {
    let options = options(url, Pooler::None)?;
    Ok(pool(
        options.options([("plan_cache_mode", "force_generic_plan")]),
        size,
    ))
}

fn options(url: &str, pooler: Pooler) -> anyhow::Result<PgConnectOptions> {
    let options: PgConnectOptions = url.parse().context("the connection string cannot be read")?;
    Ok(match pooler {
        Pooler::None => options.options(LIMITS).options([("timezone", "UTC")]),
        // PgBouncer refuses at connect what it does not know to keep apart for each client, so the limits go into the
        // preamble. Statements are prepared anew for each use: the next transaction is on another connection.
        Pooler::Transaction => options.extra_float_digits(None).statement_cache_capacity(0),
    })
}

fn pool(options: PgConnectOptions, size: Size) -> PgPool {
    PgPoolOptions::new()
        .max_connections(size.most)
        .min_connections(1)
        .acquire_timeout(size.acquire)
        // A dead server is noticed by the statement itself; pinging before each use would cost a round trip.
        .test_before_acquire(false)
        .connect_lazy_with(options)
}

/// sqlx names the statements that it prepares by counting from one on each of its connections, and leaves them on
/// PostgreSQL's. Those that others have left on this one are cleared first, or the names would clash.
fn preamble() -> String {
    let mut sql = "; DEALLOCATE ALL".to_owned();
    for (name, value) in LIMITS {
        // Writing into a text cannot fail.
        let _ = write!(sql, "; SET LOCAL {name} = '{value}'");
    }
    sql
}
