//! Announcements between replicas: `NOTIFY` on commit, one `LISTEN` a process, a broadcast inside it.

use std::str::FromStr as _;
use std::time::Duration;

use kernel::{Result, TenantId, id::Uuid};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgListener;
use sqlx::{PgConnection, PgPool};
use tokio::sync::broadcast::{self, error::RecvError};

const CHANNEL: &str = "vitrina_events";

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

    /// Listens until the returned task is dropped or aborted; reconnects by itself. What is announced meanwhile is
    /// lost, so each time it listens anew, subscribers hear [`Heard::Resync`].
    ///
    /// `pool` must lead to PostgreSQL directly, not through a transaction pooler.
    pub fn listen(&self, pool: PgPool) -> tokio::task::JoinHandle<()> {
        let sender = self.sender.clone();
        tokio::spawn(async move {
            loop {
                if let Err(error) = relay(&pool, &sender).await {
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

async fn relay(pool: &PgPool, sender: &broadcast::Sender<Heard>) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    // No receiver is no fault, here and below: nobody is watching just now.
    let _ = sender.send(Heard::Resync);
    loop {
        // `try_recv` gives `None` when the connection was lost: events may have been missed, so start over.
        let Some(notification) = listener.try_recv().await? else {
            return Err(sqlx::Error::PoolClosed);
        };
        if let Some(event) = parse(notification.payload()) {
            let _ = sender.send(Heard::Changed(event));
        }
    }
}

fn parse(payload: &str) -> Option<Event> {
    let mut parts = payload.split(' ');
    let tenant = TenantId::from_str(parts.next()?).ok()?;
    let topic = match parts.next()? {
        "order" => Topic::Order,
        "tenant" => Topic::Tenant,
        "job" => Topic::Job,
        _ => return None,
    };
    Some(Event {
        tenant,
        topic,
        subject: parts.next()?.parse().ok()?,
    })
}

/// Announces at commit.
pub async fn notify(conn: &mut PgConnection, tenant: TenantId, topic: Topic, subject: Uuid) -> Result<()> {
    let topic = match topic {
        Topic::Order => "order",
        Topic::Tenant => "tenant",
        Topic::Job => "job",
    };
    sqlx::query("select pg_notify($1, $2)")
        .bind(CHANNEL)
        .bind(format!("{tenant} {topic} {subject}"))
        .execute(conn)
        .await?;
    Ok(())
}
