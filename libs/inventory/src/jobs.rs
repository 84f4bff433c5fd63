//! How many things are running out, for the gauge; which, for the shop; and what came back, for who waited.

use http::AppData;
use jobs::{Job, JobCtx, JobError, Registry, Timing};
use serde::{Deserialize, Serialize};

use crate::back::{PurgeNotices, TellBack, purge, tell_back};
use crate::low::{TellLow, tell_low};
use crate::model::LOW;
use crate::queries::count_low;

/// Count what is low at all shops.
#[derive(Debug, Serialize, Deserialize)]
pub struct CountLowItems {}

impl Job for CountLowItems {
    const KIND: &'static str = "inventory.count_low_items";
    const MAX_ATTEMPTS: u16 = 1;
}

/// Says who handles this slice's jobs.
pub fn jobs(registry: &mut Registry, app: AppData) {
    let of_low = app.clone();
    registry.handle::<TellLow, _, _>(move |ctx, job| tell_low(ctx, job, of_low.clone()));
    let of_back = app.clone();
    registry.handle::<TellBack, _, _>(move |ctx, job| tell_back(ctx, job, of_back.clone()));
    registry.handle::<PurgeNotices, _, _>(move |ctx, _| purge(ctx, app.clone()));
    registry.for_each_tenant(
        "inventory.purge_notices",
        Timing::each_day(4, 30),
        &PurgeNotices {},
    );
    registry.handle::<CountLowItems, _, _>(count_low_items);
    registry.schedule("inventory.count_low_items", "0 */15 * * * *", &CountLowItems {});
}

/// Sets `inventory_low_items`. The replica that ran last knows best: take the maximum over replicas, not the sum.
async fn count_low_items(ctx: JobCtx, _: CountLowItems) -> Result<(), JobError> {
    let mut low = 0;
    for tenant in ctx.active_tenants().await? {
        let mut tx = ctx.of(tenant).begin().await?;
        low += count_low(&mut tx, LOW).await?;
        tx.commit().await?;
    }
    let low = u32::try_from(low).unwrap_or(u32::MAX);
    metrics::gauge!("inventory_low_items").set(f64::from(low));
    Ok(())
}
