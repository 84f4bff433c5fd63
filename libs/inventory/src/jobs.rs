//! How many things are running out, for the gauge; and which, for the shop.

use http::AppData;
use jobs::{Job, JobCtx, JobError, Registry};
use serde::{Deserialize, Serialize};

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
    registry.handle::<TellLow, _, _>(move |ctx, job| tell_low(ctx, job, app.clone()));
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
