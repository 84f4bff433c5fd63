//! What is done once a day at a time of the tenant's own zone: every quarter of an hour the platform looks for whom that
//! time has come since.
//!
//! Whether a day was done is remembered with the tenant (`schedule_run`), not with the clock: so a look that comes late
//! finds what those before it would have, and clocks that are put forward or back change nothing.

use std::collections::BTreeMap;

use db::{PlatformView, TenantTx};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::id::Uuid;
use kernel::{Actor, Instant, Result, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use sqlx::types::Json;

use crate::context::JobCtx;
use crate::error::JobError;
use crate::job::Job;
use crate::local_day::LocalDay;
use crate::plan::{Moments, Plan, Timetable, Whose};
use crate::registry::Registry;
use crate::run::{Due, take};

/// Tenants read at a time.
const PAGE: i64 = 500;

/// Begin the day's work of every tenant whose time has come.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BeginDaily {}

impl Job for BeginDaily {
    const KIND: &'static str = "jobs.begin_daily";
}

/// A tenant with the newest day that each schedule was begun there.
#[derive(Debug, FromRow)]
struct Tenant {
    #[sqlx(rename = "tenant_id")]
    id: TenantId,
    time_zone: String,
    created_at: Instant,
    begun: Json<BTreeMap<String, Date>>,
}

/// Once everything is known that is done daily.
pub(crate) fn register(registry: &mut Registry) {
    let plans = registry.plans.iter();
    let daily: Vec<Plan> = plans
        .filter(|plan| matches!(plan.moments, Moments::EachDay(_)))
        .cloned()
        .collect();
    let daily = Timetable::of(&daily);
    registry.handle::<BeginDaily, _, _>(move |ctx, _| begin_daily(ctx, daily.clone()));
    registry.schedule("jobs.begin_daily", "0 */15 * * * *", &BeginDaily {});
}

async fn begin_daily(ctx: JobCtx, daily: Timetable) -> Result<(), JobError> {
    let mut last = TenantId(Uuid::nil());
    let mut outcome = Ok(());
    loop {
        let page = read_tenants(&ctx, last).await?;
        let Some(end) = page.last() else { break };
        last = end.id;
        for tenant in &page {
            // One that cannot be written holds up no other; the next attempt finds whom it left out.
            if let Err(error) = begin_for(&ctx, &daily, tenant).await {
                outcome = Err(error.into());
            }
        }
    }
    outcome
}

/// One transaction for all that is due at one tenant; none when nothing is.
async fn begin_for(ctx: &JobCtx, daily: &Timetable, tenant: &Tenant) -> Result<()> {
    let zone = TimeZone::get(&tenant.time_zone).unwrap_or(TimeZone::UTC);
    let due: Vec<(&Plan, LocalDay)> = daily
        .plans_of(tenant.id)
        .filter(|plan| tenant.id != TenantId::PLATFORM || plan.whose == Whose::Platform)
        .filter_map(|plan| Some((plan, plan.day(ctx.now(), &zone)?)))
        .filter(|(plan, day)| tenant.wants(plan.name, *day))
        .collect();
    if due.is_empty() {
        return Ok(());
    }
    let (pool, env) = (&ctx.pools.app, ctx.env.clone());
    let mut tx = TenantTx::begin(pool, tenant.id, Actor::System, env).await?;
    for (plan, day) in due {
        let due = Due {
            schedule: plan.name,
            tick: day.moment,
            day: Some(day.date),
        };
        take(&mut tx, due, &plan.job).await?;
    }
    tx.commit().await
}

impl Tenant {
    /// A day that came before a shop was there is nothing that it missed; nor is one before the newest begun, which comes
    /// up when it moves to a zone further west.
    fn wants(&self, schedule: &str, day: LocalDay) -> bool {
        let was_there = self.id == TenantId::PLATFORM || day.moment >= self.created_at;
        let begun = self.begun.0.get(schedule);
        was_there && begun.is_none_or(|begun| *begun < day.date)
    }
}

async fn read_tenants(ctx: &JobCtx, after: TenantId) -> Result<Vec<Tenant>> {
    let mut view = PlatformView::begin(&ctx.pools.platform).await?;
    Ok(sqlx::query_as(
        "select t.tenant_id, t.time_zone, t.created_at, r.begun
           from tenant t
          cross join lateral (
            select coalesce(jsonb_object_agg(newest.schedule, newest.day), '{}') as begun
              from (select schedule, max(day) as day from schedule_run
                     where tenant_id = t.tenant_id and day is not null
                     group by schedule) newest) r
          where t.status = 'active' and t.tenant_id > $1
          order by t.tenant_id
          limit $2",
    )
    .bind(after)
    .bind(PAGE)
    .fetch_all(&mut *view)
    .await?)
}
