//! The delivery log: what was told to whom over which way, and what became of it.

use db::TenantTx;
use kernel::{Error, Instant, PageQuery, Paged, Result};
use sqlx::FromRow;

use crate::model::{Channel, MessageId, Status, Topic};

/// What the log is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct LogFilter {
    /// Over which way.
    pub channel: Option<Channel>,
    /// How far they came.
    pub status: Option<Status>,
    /// A part of the receiver's address.
    pub address: Option<String>,
}

/// A message in the log.
#[derive(Debug, Clone, FromRow)]
pub struct LogEntry {
    /// Which.
    pub message_id: MessageId,
    /// Over which way.
    pub channel: Channel,
    /// Who gets it, as people read it.
    pub to_address: String,
    /// Why: `<slice>.<what>`.
    pub purpose: String,
    /// Of what it tells the shop; none when it is for a customer.
    pub topic: Option<Topic>,
    /// Its first line.
    pub subject: String,
    /// How far it came.
    pub status: Status,
    /// Why no further: a name of ours, or the other side's words.
    pub error: Option<String>,
    /// What whoever took it calls it.
    pub provider_id: Option<String>,
    /// How often it was tried.
    pub attempts: i16,
    /// When it was written.
    pub created_at: Instant,
    /// When it was handed over.
    pub sent_at: Option<Instant>,
    /// Until when it is worth sending.
    pub send_by: Option<Instant>,
}

#[derive(FromRow)]
struct Found {
    #[sqlx(flatten)]
    entry: LogEntry,
    fitting: i64,
}

/// The messages that fit, newest first. What stands in people's own lists is no part of it.
pub async fn list_log(tx: &mut TenantTx, filter: &LogFilter, at: PageQuery) -> Result<Paged<LogEntry>> {
    let rows: Vec<Found> = sqlx::query_as(
        "select message_id, channel, to_address, purpose, topic, subject, status, error, provider_id, attempts, created_at,
                sent_at, send_by, count(*) over () as fitting
           from message
          where tenant_id = $1 and channel <> 'in_app'
            and ($2::text is null or channel = $2)
            and ($3::text is null or status = $3)
            and ($4::text is null or position(lower($4) in lower(to_address)) > 0)
          order by created_at desc, message_id desc
          limit $5 offset $6",
    )
    .bind(tx.tenant())
    .bind(filter.channel.map(Channel::as_str))
    .bind(filter.status.map(Status::as_str))
    .bind(filter.address.as_deref())
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    let entries = rows.into_iter().map(|row| row.entry).collect();
    Ok(Paged::new(entries, at, total))
}

/// One message; refuses with `not_found`.
pub async fn get_entry(tx: &mut TenantTx, id: MessageId) -> Result<LogEntry> {
    sqlx::query_as(
        "select message_id, channel, to_address, purpose, topic, subject, status, error, provider_id, attempts, created_at,
                sent_at, send_by
           from message
          where tenant_id = $1 and message_id = $2 and channel <> 'in_app'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}
