//! The development mailbox: whatever was told, with what it says.

use db::TenantTx;
use kernel::{Error, Instant, PageQuery, Paged, Result};
use serde::Serialize;
use sqlx::FromRow;

use crate::model::{Channel, MessageId};

/// A message in a list.
#[derive(Debug, Clone, FromRow, Serialize)]
pub struct MailSummary {
    /// Which.
    pub message_id: MessageId,
    /// Over which way.
    pub channel: Channel,
    /// Who gets it.
    pub to_address: String,
    /// Why: `<slice>.<what>`.
    pub purpose: String,
    /// Its subject.
    pub subject: String,
    /// As [`crate::Status`] names it.
    pub status: String,
    /// Why it failed.
    pub error: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When it was handed over.
    pub sent_at: Option<Instant>,
}

/// A mail with what it says; both bodies are empty once a mail server has taken it.
#[derive(Debug, Clone, FromRow, Serialize)]
pub struct MailView {
    /// Everything else.
    #[sqlx(flatten)]
    #[serde(flatten)]
    pub summary: MailSummary,
    /// Plain part.
    pub text_body: String,
    /// HTML part: a whole document, to be shown in a sandboxed frame only.
    pub html_body: String,
    /// What the receiver's calendar takes from it; missing once a mail server has taken the mail.
    pub calendar_body: Option<String>,
}

/// The tenant's mails, newest first.
pub async fn list_mailbox(tx: &mut TenantTx, page: PageQuery) -> Result<Paged<MailSummary>> {
    let total: i64 =
        sqlx::query_scalar("select count(*) from message where tenant_id = $1 and channel <> 'in_app'")
            .bind(tx.tenant())
            .fetch_one(&mut **tx)
            .await?;
    let rows = sqlx::query_as::<_, MailSummary>(
        "select message_id, channel, to_address, purpose, subject, status, error, created_at, sent_at
         from message
         where tenant_id = $1 and channel <> 'in_app'
         order by created_at desc, message_id desc
         limit $2 offset $3",
    )
    .bind(tx.tenant())
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    Ok(Paged::new(rows, page, total))
}

/// One mail; refuses with `not_found`.
pub async fn get_mail(tx: &mut TenantTx, id: MessageId) -> Result<MailView> {
    sqlx::query_as::<_, MailView>(
        "select message_id, channel, to_address, purpose, subject, status, error, created_at, sent_at, text_body, html_body,
                calendar_body
         from message
         where tenant_id = $1 and message_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}
