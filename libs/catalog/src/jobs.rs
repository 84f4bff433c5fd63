//! Files of pictures that nobody shows any more.

use db::TenantTx;
use http::AppData;
use jobs::{Job, JobCtx, JobError, Registry, enqueue};
use kernel::Result;
use serde::{Deserialize, Serialize};

/// Delete the files of these pictures, unless something still shows them.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeleteFiles {
    /// Stems of their names.
    pub keys: Vec<String>,
}

impl Job for DeleteFiles {
    const KIND: &'static str = "catalog.delete_files";
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: AppData) {
    registry.handle::<DeleteFiles, _, _>(move |ctx, job| run(ctx, job, app.clone()));
}

/// After the commit: a picture whose deletion is rolled back keeps its files.
pub(crate) async fn delete_files(tx: &mut TenantTx, key: Option<String>) -> Result<()> {
    match key {
        Some(key) => enqueue(tx, &DeleteFiles { keys: vec![key] }).await.map(drop),
        None => Ok(()),
    }
}

async fn run(ctx: JobCtx, job: DeleteFiles, app: AppData) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let shown = still_shown(&mut tx, &job.keys).await?;
    tx.commit().await?;
    for key in job.keys.iter().filter(|key| !shown.contains(key)) {
        pictures::remove(&app.storage, ctx.tenant, key).await?;
    }
    Ok(())
}

async fn still_shown(tx: &mut TenantTx, keys: &[String]) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "select key from picture where tenant_id = $1 and key = any ($2)
         union
         select picture_key from category where tenant_id = $1 and picture_key = any ($2)
         union
         select logo_key from tenant where tenant_id = $1 and logo_key = any ($2)",
    )
    .bind(tx.tenant())
    .bind(keys)
    .fetch_all(&mut **tx)
    .await?)
}
