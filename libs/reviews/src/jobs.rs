//! Work that nobody waits for: asking customers, files of photos, wish lists of nobody.

use db::TenantTx;
use http::AppData;
use jobs::{Job, JobCtx, JobError, Registry, Timing, enqueue};
use kernel::Result;
use serde::{Deserialize, Serialize};

use crate::ops::invite::invite_some;
use crate::ops::purge_wishes::purge_wishes;

const DAY: i64 = 24 * 3600;
/// A list of nobody is kept so long after it was touched last; so is its cookie.
pub(crate) const WISHES_KEPT: i64 = 180 * DAY;

/// Ask the tenant's customers what they think of what arrived.
#[derive(Debug, Serialize, Deserialize)]
pub struct Invite {}

impl Job for Invite {
    const KIND: &'static str = "reviews.invite";
}

/// Delete the files of a photo that was taken away.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeletePhotos {
    /// Stems of their names.
    pub keys: Vec<String>,
}

impl Job for DeletePhotos {
    const KIND: &'static str = "reviews.delete_photos";
}

/// Forget the tenant's old wish lists of nobody.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeWishes {}

impl Job for PurgeWishes {
    const KIND: &'static str = "reviews.purge_wishes";
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: &AppData) {
    let of_invitations = app.clone();
    registry.handle::<Invite, _, _>(move |ctx, _| invite(ctx, of_invitations.clone()));
    let of_photos = app.clone();
    registry.handle::<DeletePhotos, _, _>(move |ctx, job| delete_files(ctx, job, of_photos.clone()));
    registry.handle::<PurgeWishes, _, _>(move |ctx, _| purge(ctx));
    registry.for_each_tenant("reviews.invite", Timing::each_day(10, 0), &Invite {});
    registry.for_each_tenant("reviews.purge_wishes", Timing::each_day(4, 15), &PurgeWishes {});
}

/// After the commit: a photo whose removal is rolled back keeps its files.
pub(crate) async fn delete_photo(tx: &mut TenantTx, key: String) -> Result<()> {
    enqueue(tx, &DeletePhotos { keys: vec![key] }).await.map(drop)
}

/// A batch a commit, so that one letter that fails holds up no more than its own.
async fn invite(ctx: JobCtx, app: AppData) -> Result<(), JobError> {
    loop {
        let mut tx = ctx.begin().await?;
        let goes_on = invite_some(&mut tx, &app).await?;
        tx.commit().await?;
        if !goes_on {
            return Ok(());
        }
    }
}

async fn delete_files(ctx: JobCtx, job: DeletePhotos, app: AppData) -> Result<(), JobError> {
    for key in &job.keys {
        pictures::remove(&app.storage, ctx.tenant, key).await?;
    }
    Ok(())
}

async fn purge(ctx: JobCtx) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let lists = purge_wishes(&mut tx, ctx.now().plus_seconds(-WISHES_KEPT)).await?;
    tx.commit().await?;
    tracing::debug!(lists, "old wish lists forgotten");
    Ok(())
}
