//! An order watched live: a stream of server-sent events that any replica can serve. While nothing happens it holds no
//! connection to the database. Whether the watcher may still read is asked at each event: a session that has ended, or a
//! role that was taken away, ends the stream.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use db::Heard;
use db::bus::{Subscription, Topic};
use futures_util::stream::unfold;
use http::{Answer, Id, Query, Visitor, sse};
use kernel::{Instant, Result};
use serde::Serialize;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::orders::KeyQuery;
use crate::http::reader::order_reader;
use crate::model::{Order, OrderId, OrderStatus, PaymentStatus};
use crate::queries::orders::get_order;

/// A proxy that hears nothing for half a minute may hang up.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// What the stream tells.
#[derive(Debug, Serialize)]
struct Seen {
    id: OrderId,
    number: i64,
    status: OrderStatus,
    payment_status: PaymentStatus,
    carrier: Option<String>,
    tracking_code: Option<String>,
    updated_at: Instant,
    version: i64,
}

/// Somebody who watches an order.
struct Watcher {
    visitor: Visitor,
    order: OrderId,
    /// The key of the order's link, if it came by that.
    key: Option<String>,
    events: Subscription,
    heartbeat: Interval,
    /// What the watcher knows already.
    told: Option<i64>,
    /// What to tell first.
    first: Option<Order>,
    done: bool,
}

/// `GET /orders/{id}/events`.
pub async fn watch(visitor: Visitor, req: HttpRequest, id: Id<OrderId>, query: Query<KeyQuery>) -> Answer {
    let key = query.0.key;
    // Subscribed before the order is read, so that no change falls in between.
    let events = visitor.app.bus.subscribe();
    let order = read(&visitor, id.0, key.as_deref()).await?;
    let told = last_event_id(&req);
    // A browser whose stream ended comes back; 204 tells it that there will be nothing more.
    if order.status.is_final() && told == Some(order.version) {
        return Ok(HttpResponse::NoContent().finish());
    }
    let mut heartbeat = interval(HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    heartbeat.reset();
    let app = visitor.app.clone();
    let watcher = Watcher {
        visitor,
        order: id.0,
        key,
        events,
        heartbeat,
        told,
        first: Some(order),
        done: false,
    };
    Ok(sse::respond(&app, &req, unfold(watcher, next))?)
}

fn last_event_id(req: &HttpRequest) -> Option<i64> {
    req.headers().get("last-event-id")?.to_str().ok()?.parse().ok()
}

async fn read(visitor: &Visitor, id: OrderId, key: Option<&str>) -> Result<Order> {
    let reader = order_reader(visitor, key);
    let mut tx = visitor.begin_generic().await?;
    let order = get_order(&mut tx, id, &reader).await?;
    tx.commit().await?;
    Ok(order)
}

/// The next piece of the stream; none ends it.
async fn next(mut watcher: Watcher) -> Option<(std::result::Result<Bytes, actix_web::Error>, Watcher)> {
    loop {
        if watcher.done {
            return None;
        }
        if let Some(order) = watcher.first.take()
            && let Some(piece) = watcher.tell(&order)
        {
            return Some((Ok(piece), watcher));
        }
        tokio::select! {
            heard = watcher.events.next() => if watcher.concerns(heard?) {
                // An order that cannot be read any more, or a database that does not answer, ends the stream; the
                // browser comes back by itself.
                watcher.first = Some(watcher.look().await.ok()?);
            },
            _ = watcher.heartbeat.tick() => return Some((Ok(sse::heartbeat()), watcher)),
        }
    }
}

impl Watcher {
    /// The order as it is now, for the watcher as they are now.
    async fn look(&mut self) -> Result<Order> {
        self.visitor = self.visitor.again().await?;
        read(&self.visitor, self.order, self.key.as_deref()).await
    }

    /// Whether this order may have changed.
    fn concerns(&self, heard: Heard) -> bool {
        match heard {
            Heard::Changed(event) => {
                event.topic == Topic::Order
                    && event.subject == self.order.0
                    && event.tenant == self.visitor.shop.id
            }
            Heard::Resync => true,
        }
    }

    /// The order as an event, unless the watcher knows it already.
    fn tell(&mut self, order: &Order) -> Option<Bytes> {
        self.done = order.status.is_final();
        if self.told.replace(order.version) == Some(order.version) {
            return None;
        }
        let seen = Seen {
            id: order.order_id,
            number: order.number,
            status: order.status,
            payment_status: order.payment_status,
            carrier: order.carrier.clone(),
            tracking_code: order.tracking_code.clone(),
            updated_at: order.updated_at,
            version: order.version,
        };
        let id = format!("id: {}\n", order.version);
        Some([id.as_bytes(), &sse::event("status", &seen)].concat().into())
    }
}
