//! Every morning of each shop: what comes to an end, and what has ended.

use ::http::{App, AppData};
use ::jobs::{Job, JobCtx, JobError, Registry, Timing};
use kernel::Result;
use serde::{Deserialize, Serialize};

use crate::ops::review::review;

/// Look at one shop's subscription.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReviewSubscription {}

impl Job for ReviewSubscription {
    const KIND: &'static str = "billing.review";
}

/// Says who handles this slice's jobs, and when the clock asks for them.
pub fn jobs(registry: &mut Registry, app: &AppData) {
    let app = app.clone();
    registry.handle::<ReviewSubscription, _, _>(move |ctx, _| {
        let app = app.clone();
        async move { Ok::<_, JobError>(review_shop(&ctx, &app).await?) }
    });
    registry.for_each_tenant("billing.review", Timing::each_day(8, 0), &ReviewSubscription {});
}

async fn review_shop(ctx: &JobCtx, app: &App) -> Result<()> {
    let shop = app.shops.by_id(ctx.tenant).await?;
    let mut tx = ctx.begin().await?;
    review(&mut tx, app, &shop).await?;
    tx.commit().await?;
    app.shops.forget(ctx.tenant);
    Ok(())
}
