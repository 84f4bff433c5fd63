//! Counting how much each shop uses.

use std::ops::Range;

use http::AppData;
use http::app::App;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use jobs::{Job, JobCtx, JobError, Missed, Registry, Timing};
use kernel::{Error, Instant, Result};
use serde::{Deserialize, Serialize};

use crate::ops::count_usage;

/// Count what one shop uses.
#[derive(Debug, Serialize, Deserialize)]
pub struct CountUsage {}

impl Job for CountUsage {
    const KIND: &'static str = "panel.count_usage";
}

/// Says who handles this slice's jobs, and when the clock asks for them.
pub fn jobs(registry: &mut Registry, app: &AppData) {
    let app = app.clone();
    registry.handle::<CountUsage, _, _>(move |ctx, _| {
        let app = app.clone();
        async move { Ok::<_, JobError>(count(&ctx, &app).await?) }
    });
    // What an hour missed the next one does as well.
    let hourly = Timing::pattern("0 20 * * * *").missed(Missed::Skipped);
    registry.for_each_tenant("panel.count_usage", hourly, &CountUsage {});
}

async fn count(ctx: &JobCtx, app: &App) -> Result<()> {
    let zone = app.shops.by_id(ctx.tenant).await?.zone();
    let bytes = app.storage.used(ctx.tenant).await?;
    let month = month_of(ctx.now(), zone)?;
    let mut tx = ctx.begin().await?;
    count_usage(&mut tx, month, i64::try_from(bytes).unwrap_or(i64::MAX)).await?;
    tx.commit().await
}

/// From its first day on, until the first day of the next.
fn month_of(now: Instant, zone: TimeZone) -> Result<Range<Instant>> {
    let first = now.0.to_zoned(zone.clone()).date().first_of_month();
    let next = first.checked_add(1.month()).map_err(|e| Error::Fault(e.into()))?;
    let begin = |day: jiff::civil::Date| {
        let zoned = day.to_zoned(zone.clone()).map_err(|e| Error::Fault(e.into()));
        zoned.map(|zoned| Instant::from_timestamp(zoned.timestamp()))
    };
    Ok(begin(first)?..begin(next)?)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::month_of;

    #[test]
    fn a_month_is_the_shops_own() {
        let bogota = TimeZone::get("America/Bogota").unwrap();
        let month = month_of(
            "2026-12-01T03:00:00Z"
                .parse::<jiff::Timestamp>()
                .map(kernel::Instant)
                .unwrap(),
            bogota,
        );
        let month = month.unwrap();
        assert_eq!(month.start.to_string(), "2026-11-01T05:00:00Z");
        assert_eq!(month.end.to_string(), "2026-12-01T05:00:00Z");
    }
}
