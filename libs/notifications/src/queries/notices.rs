//! The notices of one person who works here.

use db::TenantTx;
use kernel::{Instant, PageQuery, Paged, PersonId, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{MessageId, Topic};

/// A notice in somebody's list.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct NoticeView {
    /// Which.
    #[sqlx(rename = "message_id")]
    pub id: MessageId,
    /// Of what it tells.
    pub topic: Option<Topic>,
    /// A line.
    #[sqlx(rename = "subject")]
    pub title: String,
    /// A few lines.
    #[sqlx(rename = "text_body")]
    pub text: String,
    /// Where in the shop's pages it leads.
    pub path: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When it was read.
    pub read_at: Option<Instant>,
}

#[derive(FromRow)]
struct Found {
    #[sqlx(flatten)]
    notice: NoticeView,
    fitting: i64,
}

/// Theirs, newest first.
pub async fn list_notices(tx: &mut TenantTx, person: PersonId, at: PageQuery) -> Result<Paged<NoticeView>> {
    let rows: Vec<Found> = sqlx::query_as(
        "select message_id, topic, subject, text_body, path, created_at, read_at, count(*) over () as fitting
           from message
          where tenant_id = $1 and person_id = $2 and channel = 'in_app'
          order by created_at desc, message_id desc
          limit $3 offset $4",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(i64::from(at.limit))
    .bind(at.offset())
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.fitting);
    let notices = rows.into_iter().map(|row| row.notice).collect();
    Ok(Paged::new(notices, at, total))
}

/// How many of theirs are unread.
pub async fn count_unread(tx: &mut TenantTx, person: PersonId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*) from message
          where tenant_id = $1 and person_id = $2 and channel = 'in_app' and read_at is null",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_one(&mut **tx)
    .await?)
}
