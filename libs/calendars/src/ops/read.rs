//! Reads a calendar: asks, writes down, and where the provider tells of changes sees to its channel.

use db::TenantTx;
use jobs::JobCtx;
use kernel::Result;
use outbound::Url;

use super::apply::apply;
use super::caldav::known::list_objects;
use super::caldav::login::Login;
use super::channels::keep_open;
use super::sealed::open;
use super::tokens::access;
use super::{caldav, feed, google};
use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::{Batch, CalendarId, Provider, Source};
use crate::trouble::Trouble;

/// The calendar, as long as it is read or written and its account lets us in.
pub async fn find_source(tx: &mut TenantTx, id: CalendarId) -> Result<Option<Source>> {
    Ok(sqlx::query_as(
        "select c.calendar_id, c.account_id, a.resource_id, a.provider, c.remote_id, c.zone, r.time_zone as resource_zone,
                c.sync_token, c.synced_at, case when c.trouble = 'rate_limited' then c.not_before end as waits
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
    let now = ctx.now();
    let (batch, access) = match source.provider {
        Provider::Google => {
            let access = access(ctx, clerk, source.account_id, anew).await?;
            let batch = google::fetch::fetch(clerk.need_google()?, &access, source, now).await?;
            (batch, Some(access))
        }
        Provider::Caldav => (changes(ctx, clerk, source).await?, None),
        Provider::Feed => (file(ctx, clerk, source).await?, None),
    };
    let batch = Batch {
        asked_at: Some(now),
        ..batch
    };
    apply(ctx, source, batch).await?;
    let provider = source.provider.as_str();
    metrics::counter!("calendar_sync_total", "provider" => provider, "status" => "ok").increment(1);
    match access {
        Some(access) => keep_open(ctx, clerk, source, &access).await,
        None => Ok(()),
    }
}

async fn changes(ctx: &JobCtx, clerk: &Clerk, source: &Source) -> std::result::Result<Batch, Trouble> {
    let login = Login::of_bytes(&open(ctx, clerk, source.account_id).await?)?;
    let client = login.client(clerk.outbound()?)?;
    let mut tx = ctx.begin().await?;
    let known = list_objects(&mut tx, source.calendar_id).await?;
    tx.commit().await?;
    caldav::fetch::fetch(&client, source, &known, ctx.now()).await
}

async fn file(ctx: &JobCtx, clerk: &Clerk, source: &Source) -> std::result::Result<Batch, Trouble> {
    let address = open(ctx, clerk, source.account_id).await?;
    let address = std::str::from_utf8(&address)
        .ok()
        .and_then(|text| Url::parse(text).ok());
    let address = address.ok_or_else(|| Fault::Refused("its address is none".to_owned()))?;
    feed::fetch(clerk.outbound()?, &address, source, ctx.now()).await
}
