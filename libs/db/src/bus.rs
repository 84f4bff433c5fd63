//! Announcements between replicas: `NOTIFY` on commit, one `LISTEN` a process, a broadcast inside it.

use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use kernel::{Result, TenantId, id::Uuid};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgListener;
use sqlx::{PgConnection, PgPool};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::timeout;

const CHANNEL: &str = "vitrina_events";
/// What a change says that no single tenant made, such as a migration: everything may be different.
const EVERYTHING: &str = "everything";
/// After so long without an announcement the connection is asked whether it is still there; one that is only half open
/// would keep silent for ever.
const SILENCE: Duration = Duration::from_secs(5);
/// How long its answer may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// An order got a new state.
    Order,
    /// A tenant's name, looks, settings or standing.
    Tenant,
    /// A job is waiting (wakes the workers).
    Job,
    /// Something that the shop's public pages show: products, categories, stock. Announced by triggers.
    Catalog,
    /// An appointment, or something that decides what can be booked. Announced by triggers, which name no subject.
    Booking,
}

impl Topic {
    const ALL: [Self; 5] = [Self::Order, Self::Tenant, Self::Job, Self::Catalog, Self::Booking];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Tenant => "tenant",
            Self::Job => "job",
            Self::Catalog => "catalog",
            Self::Booking => "booking",
        }
    }
}

/// Something changed; who cares reads it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Whose.
    pub tenant: TenantId,
    /// What kind of thing.
    pub topic: Topic,
    /// Which one.
    pub subject: Uuid,
}

/// What a subscriber hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// An announcement.
    Changed(Event),
    /// Announcements may have been missed (the connection was new, or too many came at once): who cares about
    /// anything reads it again.
    Resync,
}

/// Where this process hears announcements.
#[derive(Debug, Clone)]
pub struct Bus {
    sender: broadcast::Sender<Heard>,
    hearing: Arc<Hearing>,
}

/// Whether announcements arrive just now.
#[derive(Debug, Default)]
struct Hearing {
    /// How often listening began.
    begun: AtomicU64,
    /// Which of these times goes on; 0 when none does.
    present: AtomicU64,
}

/// Hears what is announced from the moment that it was made.
#[derive(Debug)]
pub struct Subscription {
    receiver: broadcast::Receiver<Heard>,
}

impl Subscription {
    /// What is heard next; none when the bus is gone. A call that is dropped loses nothing.
    pub async fn next(&mut self) -> Option<Heard> {
        match self.receiver.recv().await {
            Ok(heard) => Some(heard),
            Err(RecvError::Lagged(_)) => Some(Heard::Resync),
            Err(RecvError::Closed) => None,
        }
    }

    /// Passes over what was announced until now and has not been heard.
    pub fn skip_pile(&mut self) {
        self.receiver = self.receiver.resubscribe();
    }
}

impl Default for Bus {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(1024).0,
            hearing: Arc::default(),
        }
    }
}

impl Bus {
    /// From now on.
    pub fn subscribe(&self) -> Subscription {
        Subscription {
            receiver: self.sender.subscribe(),
        }
    }

    /// Which unbroken time of listening this is; `None` while nothing is heard. What was learnt in another one may have
    /// changed unheard.
    pub fn hearing(&self) -> Option<u64> {
        Some(self.hearing.present.load(Ordering::Acquire)).filter(|time| *time > 0)
    }

    /// Listens until the returned task is dropped or aborted; reconnects by itself. What is announced meanwhile is
    /// lost, so each time it listens anew, subscribers hear [`Heard::Resync`].
    ///
    /// `pool` must lead to PostgreSQL directly, not through a transaction pooler.
    pub fn listen(&self, pool: PgPool) -> tokio::task::JoinHandle<()> {
        let bus = self.clone();
        tokio::spawn(async move {
            loop {
                let ended = relay(&pool, &bus).await;
                bus.hearing.present.store(0, Ordering::Release);
                if let Err(error) = ended {
                    tracing::warn!(%error, "announcements interrupted; listening again");
                    pause().await;
                }
            }
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pause between attempts to reconnect, not a wait for an event"
)]
async fn pause() {
    tokio::time::sleep(Duration::from_millis(500)).await;
}

async fn relay(pool: &PgPool, bus: &Bus) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    let time = bus.hearing.begun.fetch_add(1, Ordering::AcqRel) + 1;
    bus.hearing.present.store(time, Ordering::Release);
    // No receiver is no fault, here and below: nobody is watching just now.
    let _ = bus.sender.send(Heard::Resync);
    loop {
        let Ok(heard) = timeout(SILENCE, listener.try_recv()).await else {
            is_there(&mut listener).await?;
            continue;
        };
        // `try_recv` gives `None` when the connection was lost: events may have been missed, so start over.
        let Some(notification) = heard? else {
            return Err(sqlx::Error::PoolClosed);
        };
        if let Some(heard) = parse(notification.payload()) {
            let _ = bus.sender.send(heard);
        }
    }
}

async fn is_there(listener: &mut PgListener) -> Result<(), sqlx::Error> {
    let asked = timeout(PATIENCE, sqlx::query("select 1").execute(listener)).await;
    asked.map_err(|_| sqlx::Error::PoolTimedOut)?.map(|_| ())
}

fn parse(payload: &str) -> Option<Heard> {
    if payload == EVERYTHING {
        return Some(Heard::Resync);
    }
    let mut parts = payload.split(' ');
    let tenant = TenantId::from_str(parts.next()?).ok()?;
    let topic = parts.next()?;
    Some(Heard::Changed(Event {
        tenant,
        topic: Topic::ALL.into_iter().find(|known| known.as_str() == topic)?,
        subject: parts.next()?.parse().ok()?,
    }))
}

/// Announces at commit that anything may be different: every replica reads again what it keeps in memory.
pub async fn notify_everything(conn: &mut PgConnection) -> Result<()> {
    sqlx::query("select pg_notify($1, $2)")
        .bind(CHANNEL)
        .bind(EVERYTHING)
        .execute(conn)
        .await?;
    Ok(())
}

/// Announces at commit; one statement for all.
pub async fn notify(conn: &mut PgConnection, events: &[Event]) -> Result<()> {
    let told = |e: &Event| format!("{} {} {}", e.tenant, e.topic.as_str(), e.subject);
    sqlx::query("select pg_notify($1, told) from unnest($2::text[]) as told")
        .bind(CHANNEL)
        .bind(events.iter().map(told).collect::<Vec<_>>())
        .execute(conn)
        .await?;
    Ok(())
}
