//! What the sending job reads and writes. The sending itself happens between the two, outside any transaction.

use db::TenantTx;
use kernel::{Email, Instant, Result};
use mail::{Address, CalendarPart, Message, Method};
use sqlx::FromRow;

use crate::model::MailId;
use crate::queries::get_shop;

#[derive(FromRow)]
struct Unsent {
    to_address: Email,
    subject: String,
    text_body: String,
    html_body: String,
    calendar_method: Option<String>,
    calendar_body: Option<String>,
    created_at: Instant,
}

impl Unsent {
    fn calendar(&mut self) -> Option<CalendarPart> {
        let method = self.calendar_method.as_deref().and_then(Method::parse)?;
        let body = self.calendar_body.take()?;
        Some(CalendarPart { method, body })
    }
}

/// The message to send, from `from` under the shop's name; none when it is sent already, taken back, worth nothing any more,
/// or gone.
pub(crate) async fn find_unsent(tx: &mut TenantTx, id: MailId, from: &Email) -> Result<Option<Message>> {
    let Some(mut unsent) = find(tx, id).await? else {
        withdraw_late(tx, id).await?;
        return Ok(None);
    };
    let shop = get_shop(tx).await?;
    let reply_to = shop.email.as_deref().and_then(Email::parse);
    let calendar = unsent.calendar();
    Ok(Some(Message {
        id: id.to_string(),
        date: unsent.created_at,
        from: Address::named(shop.name.clone(), from.clone()),
        to: Address::bare(unsent.to_address),
        reply_to: reply_to.map(|email| Address::named(shop.name, email)),
        subject: unsent.subject,
        text: unsent.text_body,
        html: unsent.html_body,
        calendar,
    }))
}

async fn find(tx: &mut TenantTx, id: MailId) -> Result<Option<Unsent>> {
    Ok(sqlx::query_as(
        "select to_address, subject, text_body, html_body, calendar_method, calendar_body, created_at
         from mail_message
         where tenant_id = $1 and mail_id = $2 and status in ('queued', 'failed') and (send_by is null or send_by > $3)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Of what comes too late nothing is kept but that it was there.
async fn withdraw_late(tx: &mut TenantTx, id: MailId) -> Result<()> {
    sqlx::query(
        "update mail_message
         set status = 'withdrawn', error = 'too late', text_body = '', html_body = ''
         where tenant_id = $1 and mail_id = $2 and status in ('queued', 'failed') and send_by <= $3",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// It was handed over. With `forget`, what it said is not kept: it may hold links that let somebody in.
pub(crate) async fn mark_sent(tx: &mut TenantTx, id: MailId, forget: bool) -> Result<()> {
    sqlx::query(
        "update mail_message
         set status = 'sent', sent_at = $3, error = null,
           text_body = case when $4 then '' else text_body end,
           html_body = case when $4 then '' else html_body end,
           calendar_method = case when $4 then null else calendar_method end,
           calendar_body = case when $4 then null else calendar_body end
         where tenant_id = $1 and mail_id = $2 and status <> 'sent'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .bind(forget)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// It could not be handed over and will not be tried again by itself.
pub(crate) async fn mark_failed(tx: &mut TenantTx, id: MailId, error: &str) -> Result<()> {
    sqlx::query(
        "update mail_message set status = 'failed', error = left($3, 1000)
         where tenant_id = $1 and mail_id = $2 and status <> 'sent'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(error)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
