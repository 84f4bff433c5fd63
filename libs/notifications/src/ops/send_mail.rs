//! Writing a mail: it is rendered and kept now, and leaves after the commit.

use db::TenantTx;
use kernel::Result;

use crate::frame::{self, Bodies};
use crate::jobs::SendMail;
use crate::model::{Mail, MailId, Shop, subject_line};
use crate::queries::get_shop;

/// Writes the mail in the shop's frame and enqueues its sending; a transaction that is rolled back sends nothing.
pub async fn send_mail(tx: &mut TenantTx, mail: Mail<'_>) -> Result<()> {
    let shop: Shop = get_shop(tx).await?;
    let subject = subject_line(&mail.subject);
    let bodies = frame::render(&shop, mail.locale, &subject, &mail.content)?;
    let mail_id = tx.new_id();
    insert(tx, mail_id, &mail, &subject, &bodies).await?;
    jobs::enqueue(tx, &SendMail { mail_id }).await?;
    Ok(())
}

async fn insert(
    tx: &mut TenantTx,
    id: MailId,
    mail: &Mail<'_>,
    subject: &str,
    bodies: &Bodies,
) -> Result<()> {
    sqlx::query(
        "insert into mail_message
           (tenant_id, mail_id, to_address, purpose, subject, text_body, html_body, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(mail.to)
    .bind(mail.purpose)
    .bind(subject)
    .bind(&bodies.text)
    .bind(&bodies.html)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
