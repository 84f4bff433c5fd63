//! One linear, reversible history, embedded in the program, run by the owner role.

use anyhow::Context as _;
use sqlx::migrate::Migrator;
use sqlx::{Connection as _, PgConnection};

/// All migrations.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// A migration and whether it has run.
#[derive(Debug, Clone)]
pub struct Step {
    /// `20261122000100`.
    pub version: i64,
    /// `catalog_create`.
    pub name: String,
    /// Whether it has run.
    pub applied: bool,
}

/// Applies what is missing. Several programs may call it at once: PostgreSQL's advisory lock orders them.
pub async fn up(owner_url: &str) -> anyhow::Result<()> {
    let mut conn = connect(owner_url).await?;
    MIGRATOR
        .run(&mut conn)
        .await
        .context("a migration failed; nothing of it was kept")?;
    conn.close().await?;
    Ok(())
}

/// Reverts everything above `target` (0 reverts all).
pub async fn down(owner_url: &str, target: i64) -> anyhow::Result<()> {
    let mut conn = connect(owner_url).await?;
    MIGRATOR
        .undo(&mut conn, target)
        .await
        .context("a migration could not be reverted")?;
    conn.close().await?;
    Ok(())
}

/// Every migration, oldest first.
pub async fn status(owner_url: &str) -> anyhow::Result<Vec<Step>> {
    let mut conn = connect(owner_url).await?;
    let table: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&mut conn)
        .await?;
    let applied: Vec<i64> = if table {
        sqlx::query_scalar("select version from _sqlx_migrations where success")
            .fetch_all(&mut conn)
            .await?
    } else {
        vec![]
    };
    Ok(MIGRATOR
        .iter()
        .filter(|m| !m.migration_type.is_down_migration())
        .map(|m| Step {
            version: m.version,
            name: m.description.to_string(),
            applied: applied.contains(&m.version),
        })
        .collect())
}

async fn connect(url: &str) -> anyhow::Result<PgConnection> {
    PgConnection::connect(url)
        .await
        .context("connecting as the owner role")
}
