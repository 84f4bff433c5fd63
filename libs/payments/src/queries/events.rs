//! What providers told.

use db::TenantTx;
use kernel::{Error, PageQuery, Paged, Result};
use serde::Deserialize;
use sqlx::FromRow;

use crate::model::event::{Event, EventId, EventStatus, event_columns};

/// Which ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventFilter {
    /// Any.
    #[default]
    All,
    /// Nothing can be done of its own.
    Dead,
    /// We know no such payment (yet).
    Waiting,
    /// To be acted on.
    Received,
    /// Acted on.
    Done,
    /// About no payment.
    Ignored,
}

impl EventFilter {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::All,
        Self::Dead,
        Self::Waiting,
        Self::Received,
        Self::Done,
        Self::Ignored,
    ];

    /// What has to have become of them; none for any.
    pub const fn status(self) -> Option<EventStatus> {
        match self {
            Self::All => None,
            Self::Dead => Some(EventStatus::Dead),
            Self::Waiting => Some(EventStatus::Waiting),
            Self::Received => Some(EventStatus::Received),
            Self::Done => Some(EventStatus::Done),
            Self::Ignored => Some(EventStatus::Ignored),
        }
    }

    /// As in addresses.
    pub fn as_str(self) -> &'static str {
        self.status().map_or("all", EventStatus::as_str)
    }
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    event: Event,
    fitting: i64,
}

/// What the shop's providers told, the newest first.
pub async fn list_events(tx: &mut TenantTx, filter: EventFilter, at: PageQuery) -> Result<Paged<Event>> {
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "select ",
        event_columns!(),
        ", count(*) over () as fitting
           from webhook_event
          where tenant_id = $1 and ($2::text is null or status = $2)
          order by received_at desc, event_id desc
          limit $3 offset $4"
    ))
    .bind(tx.tenant())
    .bind(filter.status())
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    Ok(Paged::new(
        rows.into_iter().map(|row| row.event).collect(),
        at,
        total,
    ))
}

/// One of them.
pub async fn get_event(tx: &mut TenantTx, id: EventId) -> Result<Event> {
    sqlx::query_as(concat!(
        "select ",
        event_columns!(),
        "  from webhook_event where tenant_id = $1 and event_id = $2"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}
