//! Google says that a calendar changed. It is answered at once; what changed, a job asks.

use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::lookout::Forged;
use http::{Answer, AppData, EdgeError};
use kernel::{Actor, Result};
use subtle::ConstantTimeEq as _;

use crate::jobs::SyncCalendar;
use crate::model::{CalendarId, ChannelId};
use crate::ticket::{CHANNEL, Ticket};

/// `POST /webhooks/google-calendar`, at any host. The shop comes from the token, which only we can make; one that we never made is
/// refused and counted. A channel that was closed goes on talking for a while: that is met with a yes and without effect.
pub async fn receive(app: AppData, req: HttpRequest) -> Answer {
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
    let ticket = header("x-goog-channel-token").and_then(|text| Ticket::parse(&app.secrets, CHANNEL, text));
    let channel = header("x-goog-channel-id").and_then(|text| text.parse::<ChannelId>().ok());
    let (Some(ticket), Some(channel)) = (ticket, channel) else {
        Forged::mark(&req);
        count("forged");
        return Err(EdgeError::Unauthenticated.into());
    };
    // The first message of a channel says only that it is open.
    if header("x-goog-resource-state") == Some("sync") {
        count("opened");
        return Ok(HttpResponse::NoContent().finish());
    }
    let mut tx = app.begin(ticket.tenant, Actor::System).await?;
    let known = find(&mut tx, channel, &ticket).await?;
    if let Some(calendar_id) = known {
        let dedup = calendar_id.to_string();
        jobs::enqueue_once(&mut tx, &SyncCalendar { calendar_id }, &dedup).await?;
    }
    tx.commit().await?;
    count(if known.is_some() { "heard" } else { "unknown" });
    Ok(HttpResponse::NoContent().finish())
}

fn count(status: &'static str) {
    metrics::counter!("webhooks_received_total", "source" => "google_calendar", "type" => "change", "status" => status)
        .increment(1);
}

/// The calendar of an open channel, if the token is that channel's.
async fn find(tx: &mut TenantTx, id: ChannelId, ticket: &Ticket) -> Result<Option<CalendarId>> {
    let found: Option<(CalendarId, Vec<u8>)> = sqlx::query_as(
        "select calendar_id, token_hash from calendar_channel where tenant_id = $1 and channel_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let fits = |hash: &[u8]| bool::from(hash.ct_eq(&ticket.hash()));
    Ok(found.filter(|(_, hash)| fits(hash)).map(|(calendar, _)| calendar))
}
