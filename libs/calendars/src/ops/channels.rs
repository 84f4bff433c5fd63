//! Channels over which a provider says that a calendar changed. They cannot be prolonged: another one is opened while the old one
//! still is open, and the old one closed afterwards. Messages may be lost even so; the clock's rounds are the net.

use google_calendar::{CalendarError, ChannelRequest, GoogleCalendar};
use jobs::JobCtx;
use kernel::{Instant, Result};
use secrecy::SecretString;
use sqlx::FromRow;

use crate::clerk::Clerk;
use crate::model::{ChannelId, Source};
use crate::ticket::{CHANNEL, Ticket};
use crate::trouble::Trouble;

/// A channel that ends within so many seconds gets a successor.
const SPARE: i64 = 24 * 3600;
/// So long we want one open: the longest that Google gives.
const LIFE: i64 = 7 * 24 * 3600;

/// A channel.
#[derive(Debug, FromRow)]
#[expect(clippy::struct_field_names, reason = "columns keep their names")]
pub struct Channel {
    channel_id: ChannelId,
    resource: Option<String>,
    expires_at: Instant,
}

impl Channel {
    fn lasts(&self, now: Instant) -> bool {
        self.resource.is_some() && self.expires_at.seconds_since(now) > SPARE
    }
}

/// Sees to it that one is open and lasts a while. That it cannot be had is no trouble: the clock's rounds remain.
pub async fn keep_open(
    ctx: &JobCtx,
    clerk: &Clerk,
    source: &Source,
    access: &SecretString,
) -> std::result::Result<(), Trouble> {
    let google = clerk.need_google()?;
    let Some(address) = clerk.push_address() else {
        return Ok(());
    };
    let known = list_channels(ctx, source).await?;
    let lasting = known.iter().find(|channel| channel.lasts(ctx.now()));
    let kept = match lasting.map(|channel| channel.channel_id) {
        Some(kept) => kept,
        None => match open(ctx, clerk, source, access, (google, address)).await? {
            Some(opened) => opened,
            None => return Ok(()),
        },
    };
    let others: Vec<&Channel> = known
        .iter()
        .filter(|channel| channel.channel_id != kept)
        .collect();
    close_all(ctx, google, access, &others).await
}

/// Those of a calendar, the one that lasts longest first.
async fn list_channels(ctx: &JobCtx, source: &Source) -> Result<Vec<Channel>> {
    let mut tx = ctx.begin().await?;
    let channels = sqlx::query_as(
        "select channel_id, resource, expires_at from calendar_channel
          where tenant_id = $1 and calendar_id = $2
          order by expires_at desc",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(channels)
}

/// Its row is there before the provider hears of it, so that its first message is known.
async fn open(
    ctx: &JobCtx,
    clerk: &Clerk,
    source: &Source,
    access: &SecretString,
    (google, address): (&GoogleCalendar, &url::Url),
) -> std::result::Result<Option<ChannelId>, Trouble> {
    let ticket = Ticket::new(ctx.tenant, &ctx.env);
    let until = ctx.now().plus_seconds(LIFE);
    let id = announce(ctx, source, &ticket, until).await?;
    let (name, token) = (id.to_string(), ticket.text(&clerk.secrets, CHANNEL));
    let wanted = ChannelRequest {
        id: &name,
        address,
        token: &token,
        until: until.0,
    };
    match google.watch(access, &source.remote_id, wanted).await {
        Ok(opened) => {
            confirm(ctx, id, &opened).await?;
            Ok(Some(id))
        }
        Err(error) => {
            tracing::info!(
                status = error.name(),
                "a calendar is asked from time to time only"
            );
            forget(ctx, id).await?;
            Ok(None)
        }
    }
}

async fn announce(ctx: &JobCtx, source: &Source, ticket: &Ticket, until: Instant) -> Result<ChannelId> {
    let mut tx = ctx.begin().await?;
    let id: ChannelId = tx.new_id();
    sqlx::query(
        "insert into calendar_channel (tenant_id, channel_id, calendar_id, token_hash, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(source.calendar_id)
    .bind(ticket.hash())
    .bind(until)
    .bind(tx.now())
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(id)
}

async fn confirm(ctx: &JobCtx, id: ChannelId, opened: &google_calendar::Channel) -> Result<()> {
    let mut tx = ctx.begin().await?;
    sqlx::query(
        "update calendar_channel set resource = $3, expires_at = $4 where tenant_id = $1 and channel_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&opened.resource)
    .bind(Instant::from_timestamp(opened.until))
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Closes channels. One that the provider cannot close now ends by itself in a few days; its messages are met without effect.
pub async fn close_all(
    ctx: &JobCtx,
    google: &GoogleCalendar,
    access: &SecretString,
    channels: &[&Channel],
) -> std::result::Result<(), Trouble> {
    for channel in channels {
        if let Some(resource) = &channel.resource {
            let stopped = google
                .stop(access, &channel.channel_id.to_string(), resource)
                .await;
            if let Err(error @ (CalendarError::Unavailable(_) | CalendarError::RateLimited { .. })) = stopped
            {
                tracing::info!(status = error.name(), "a channel is left to end by itself");
                continue;
            }
        }
        forget(ctx, channel.channel_id).await?;
    }
    Ok(())
}

async fn forget(ctx: &JobCtx, id: ChannelId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    sqlx::query("delete from calendar_channel where tenant_id = $1 and channel_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Those of all calendars of an account.
pub async fn list_channels_of_account(
    ctx: &JobCtx,
    account: crate::model::AccountId,
) -> Result<Vec<Channel>> {
    let mut tx = ctx.begin().await?;
    let channels = sqlx::query_as(
        "select h.channel_id, h.resource, h.expires_at
           from calendar_channel h
           join external_calendar c on c.tenant_id = $1 and c.calendar_id = h.calendar_id
          where h.tenant_id = $1 and c.account_id = $2",
    )
    .bind(tx.tenant())
    .bind(account)
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(channels)
}
