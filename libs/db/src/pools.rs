//! One pool a role. Requests hold one connection at most, and never while a body is being read.

use std::time::Duration;

use anyhow::Context as _;
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

/// Connection strings, one a role that the running program uses.
#[derive(Debug, Clone)]
pub struct Urls {
    /// Schema owner: migrations only.
    pub owner: String,
    /// Requests and jobs.
    pub app: String,
    /// Claiming and finishing jobs.
    pub worker: String,
    /// The provider's panel and sign-up.
    pub platform: String,
    /// Backups.
    pub backup: String,
}

/// The pools of a running program.
#[derive(Debug, Clone)]
pub struct Pools {
    /// Requests and jobs, as the app role.
    pub app: PgPool,
    /// Claims and finishes jobs.
    pub worker: PgPool,
    /// The provider's panel.
    pub platform: PgPool,
}

/// How many connections, and how long to wait for one.
#[derive(Debug, Clone, Copy)]
pub struct PoolSize {
    /// Most connections of the app role.
    pub app: u32,
    /// Most of the worker role.
    pub worker: u32,
    /// Most of the platform role.
    pub platform: u32,
    /// Longest wait for a free connection before a request is answered 503.
    pub acquire: Duration,
}

impl Default for PoolSize {
    fn default() -> Self {
        Self {
            app: 16,
            worker: 3,
            platform: 3,
            acquire: Duration::from_secs(5),
        }
    }
}

impl Pools {
    /// Connects; fails when the server cannot be reached or refuses.
    pub async fn connect(urls: &Urls, size: PoolSize) -> anyhow::Result<Self> {
        Ok(Self {
            app: pool(&urls.app, size.app, size.acquire)
                .await
                .context("connecting as the app role")?,
            worker: pool(&urls.worker, size.worker, size.acquire)
                .await
                .context("connecting as the worker role")?,
            platform: pool(&urls.platform, size.platform, size.acquire)
                .await
                .context("connecting as the platform role")?,
        })
    }

    /// Closes all connections after their work.
    pub async fn close(&self) {
        self.app.close().await;
        self.worker.close().await;
        self.platform.close().await;
    }
}

async fn pool(url: &str, max: u32, acquire: Duration) -> anyhow::Result<PgPool> {
    let options: PgConnectOptions = url.parse().context("the connection string cannot be read")?;
    // A statement that runs longer than this is a fault, and one that waits so long for a lock had better fail.
    let options = options.options([
        ("statement_timeout", "15s"),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "20s"),
        ("timezone", "UTC"),
    ]);
    Ok(PgPoolOptions::new()
        .max_connections(max)
        .min_connections(1)
        .acquire_timeout(acquire)
        // A dead server is noticed by the statement itself; pinging before each use would cost a round trip.
        .test_before_acquire(false)
        .connect_with(options)
        .await?)
}
