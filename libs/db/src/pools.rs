//! One pool a role. Requests hold one connection at most, and never while a body is being read.

use std::time::Duration;

use anyhow::Context as _;
use sqlx::PgPool;

use crate::pool::{Pool, Pooler, Size, worker_sessions};

/// Connection strings, one a role that the running program uses.
#[derive(Debug, Clone)]
pub struct Urls {
    /// Schema owner: migrations only.
    pub owner: String,
    /// Requests and jobs; may lead through a pooler.
    pub app: String,
    /// Claiming and finishing jobs, and listening.
    pub worker: String,
    /// The provider's panel and sign-up; may lead through a pooler.
    pub platform: String,
    /// Backups.
    pub backup: String,
}

/// The pools of a running program.
#[derive(Debug, Clone)]
pub struct Pools {
    /// Requests and jobs, as the app role.
    pub app: Pool,
    /// Claims and finishes jobs, and listens: sessions, never through a pooler.
    pub worker: PgPool,
    /// The provider's panel.
    pub platform: Pool,
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
    #[expect(clippy::disallowed_methods, reason = "only to see that they connect")]
    pub async fn connect(urls: &Urls, size: PoolSize, pooler: Pooler) -> anyhow::Result<Self> {
        let pools = Self::prepare(urls, size, pooler)?;
        for (sessions, role) in [
            (pools.app.sessions(), "app"),
            (&pools.worker, "worker"),
            (pools.platform.sessions(), "platform"),
        ] {
            let first = sessions.acquire().await;
            first.with_context(|| format!("connecting as the {role} role"))?;
        }
        Ok(pools)
    }

    /// Connects when somebody asks for a connection; fails only when a connection string cannot be read.
    pub fn prepare(urls: &Urls, size: PoolSize, pooler: Pooler) -> anyhow::Result<Self> {
        let of = |most| Size {
            most,
            acquire: size.acquire,
        };
        Ok(Self {
            app: Pool::prepare(&urls.app, of(size.app), pooler).context("the app role")?,
            worker: worker_sessions(&urls.worker, of(size.worker)).context("the worker role")?,
            platform: Pool::prepare(&urls.platform, of(size.platform), pooler)
                .context("the platform role")?,
        })
    }

    /// Closes all connections after their work.
    pub async fn close(&self) {
        self.app.sessions().close().await;
        self.worker.close().await;
        self.platform.sessions().close().await;
    }
}
