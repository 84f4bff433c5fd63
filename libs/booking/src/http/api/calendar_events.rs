//! The calendar watched live: a stream that says that something of it changed; what, the page reads itself. Whether the
//! watcher may still see appointments is asked at each event.

use std::time::Duration;

use actix_web::HttpRequest;
use bytes::Bytes;
use db::Heard;
use db::bus::{Subscription, Topic};
use futures_util::stream::unfold;
use http::{Answer, Can, Visitor, permit, sse};
use kernel::Permission;
use serde::Serialize;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::http::caller::scope_of;

/// A proxy that hears nothing for half a minute may hang up.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Somebody who watches the calendar.
struct Watcher {
    visitor: Visitor,
    events: Subscription,
    heartbeat: Interval,
}

/// What the stream tells.
#[derive(Debug, Serialize)]
struct Changed {}

/// `GET /admin/calendar/events`.
pub async fn watch(ctx: Can<permit::ViewBookings>, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    scope_of(&mut tx, &ctx).await?;
    tx.commit().await?;
    let visitor: Visitor = (*ctx).clone();
    let app = visitor.app.clone();
    let mut heartbeat = interval(HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let watcher = Watcher {
        events: app.bus.subscribe(),
        heartbeat,
        visitor,
    };
    Ok(sse::respond(&app, &req, unfold(watcher, next))?)
}

/// The next piece of the stream; none ends it.
async fn next(mut watcher: Watcher) -> Option<(std::result::Result<Bytes, actix_web::Error>, Watcher)> {
    loop {
        tokio::select! {
            heard = watcher.events.next() => if watcher.concerns(heard?) {
                watcher.visitor = watcher.visitor.again().await.ok()?;
                let may = watcher.visitor.person.as_ref().is_some_and(|person| person.role.may(Permission::ViewBookings));
                return may.then(|| (Ok(sse::event("changed", &Changed {})), watcher));
            },
            _ = watcher.heartbeat.tick() => return Some((Ok(sse::heartbeat()), watcher)),
        }
    }
}

impl Watcher {
    /// Whether an appointment of this shop may have changed.
    fn concerns(&self, heard: Heard) -> bool {
        match heard {
            Heard::Changed(event) => event.topic == Topic::Booking && event.tenant == self.visitor.shop.id,
            Heard::Resync => true,
        }
    }
}
