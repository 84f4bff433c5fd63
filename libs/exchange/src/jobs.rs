//! A file is applied, and its pictures are fetched.

use std::time::Duration;

use catalog::ProductId;
use http::AppData;
use jobs::{Job, JobCtx, JobError, Registry};
use kernel::{Error, Result};
use outbound::Outbound;
use serde::{Deserialize, Serialize};

use crate::model::ImportId;
use crate::ops::apply_import::{Application, apply_import};
use crate::ops::fetch_pictures::fetch_pictures;
use crate::queries::imports::{ImportProblem, ImportStatus, find_import};

/// Apply a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplyImport {
    /// Which.
    pub import: ImportId,
    /// What stands at the counts of stock.
    pub reason: String,
}

impl Job for ApplyImport {
    const KIND: &'static str = "exchange.apply_import";
    const MAX_ATTEMPTS: u16 = 3;
    const TIME_LIMIT: Duration = Duration::from_mins(10);
}

/// Fetch the pictures that a product still waits for.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchPictures {
    /// Whose.
    pub product: ProductId,
}

impl Job for FetchPictures {
    const KIND: &'static str = "exchange.fetch_pictures";
    const MAX_ATTEMPTS: u16 = 4;
    // Twenty pictures at their longest.
    const TIME_LIMIT: Duration = Duration::from_mins(10);
}

/// What fetches pictures. Without it none is fetched.
#[derive(Debug, Clone, Default)]
pub struct PictureFetcher(pub Option<Outbound>);

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: &AppData) {
    let of_import = app.clone();
    registry.handle::<ApplyImport, _, _>(move |ctx, job| apply(ctx, job, of_import.clone()));
    let app = app.clone();
    registry.handle::<FetchPictures, _, _>(move |ctx, job| fetch(ctx, job, app.clone()));
}

async fn apply(ctx: JobCtx, job: ApplyImport, app: AppData) -> Result<(), JobError> {
    let currency = app.shops.by_id(ctx.tenant).await?.currency;
    let application = Application {
        import: job.import,
        currency,
        reason: &job.reason,
    };
    match whole(&ctx, application).await {
        Ok(()) => Ok(()),
        Err(error) => given_up(&ctx, job.import, error).await,
    }
}

/// A second attempt may find everything done.
async fn whole(ctx: &JobCtx, application: Application<'_>) -> Result<()> {
    let mut tx = ctx.begin().await?;
    if find_import(&mut tx, application.import).await?.status != ImportStatus::Applying {
        return Ok(());
    }
    apply_import(ctx, &mut tx, application).await?;
    tx.commit().await
}

/// What is refused stays refused: somebody changed what the file is about. What may pass is tried again.
async fn given_up(ctx: &JobCtx, import: ImportId, error: Error) -> Result<(), JobError> {
    let is_refused = matches!(error, Error::Refused(_));
    match JobError::from(error) {
        JobError::Retry(cause) if !ctx.is_last => return Err(JobError::Retry(cause)),
        JobError::Fail(_) if is_refused => fail(ctx, import, ImportProblem::Stale).await?,
        other => {
            fail(ctx, import, ImportProblem::Fault).await?;
            return Err(other);
        }
    }
    Ok(())
}

async fn fail(ctx: &JobCtx, import: ImportId, problem: ImportProblem) -> Result<()> {
    let mut tx = ctx.begin().await?;
    sqlx::query(
        "update product_import set status = 'failed', done = 0, problem = $3, updated_at = $4
          where tenant_id = $1 and import_id = $2",
    )
    .bind(tx.tenant())
    .bind(import)
    .bind(problem)
    .bind(tx.now())
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

async fn fetch(ctx: JobCtx, job: FetchPictures, app: AppData) -> Result<(), JobError> {
    let PictureFetcher(Some(outbound)) = app.slices.get::<PictureFetcher>() else {
        return Ok(());
    };
    fetch_pictures(&ctx, &app, &outbound, job.product)
        .await
        .map_err(JobError::from)
}
