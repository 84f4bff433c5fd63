//! Reads a calendar: asks, writes down, sees to its channel.

use db::TenantTx;
use jobs::JobCtx;
use kernel::Result;

use super::apply::apply;
use super::channels::keep_open;
use super::fetch::fetch;
use super::tokens::access;
use crate::clerk::Clerk;
use crate::model::{CalendarId, Source};
use crate::trouble::Trouble;

/// The calendar, as long as it is read and its account lets us in.
pub async fn find_source(tx: &mut TenantTx, id: CalendarId) -> Result<Option<Source>> {
    Ok(sqlx::query_as(
        "select c.calendar_id, c.account_id, a.resource_id, a.provider, c.remote_id, c.zone, r.time_zone as resource_zone,
                c.sync_token, c.synced_at
           from external_calendar c
           join calendar_account a on a.tenant_id = $1 and a.account_id = c.account_id
           join resource r on r.tenant_id = $1 and r.resource_id = a.resource_id
          where c.tenant_id = $1 and c.calendar_id = $2 and (c.reads or c.writes) and a.status = 'connected'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Reads it; with another access token than last time when `anew`.
pub async fn read_calendar(
    ctx: &JobCtx,
    clerk: &Clerk,
    source: &Source,
    anew: bool,
) -> std::result::Result<(), Trouble> {
    let access = access(ctx, clerk, source.account_id, anew).await?;
    let google = clerk.need_google()?;
    let batch = fetch(google, &access, source, ctx.now()).await?;
    apply(ctx, source, batch).await?;
    let provider = source.provider.as_str();
    metrics::counter!("calendar_sync_total", "provider" => provider, "status" => "ok").increment(1);
    keep_open(ctx, clerk, source, &access).await
}
