//! Writing mails: they are rendered and kept now, and leave after the commit.

use db::TenantTx;
use kernel::Result;
use mail::CalendarPart;

use crate::frame::{self, Bodies};
use crate::jobs::SendMail;
use crate::model::{Mail, MailId, Shop, subject_line};
use crate::queries::get_shop;

/// Writes the mail in the shop's frame and enqueues its sending; a transaction that is rolled back sends nothing.
pub async fn send_mail(tx: &mut TenantTx, mail: Mail<'_>) -> Result<()> {
    send_mails(tx, &[mail]).await
}

/// Like [`send_mail`] for several; three statements in all.
pub async fn send_mails(tx: &mut TenantTx, mails: &[Mail<'_>]) -> Result<()> {
    let letters: Vec<_> = mails.iter().map(|mail| (mail, None)).collect();
    write(tx, &letters).await
}

/// Like [`send_mails`], each with what the receiver's calendar takes from it.
pub async fn send_invitations(tx: &mut TenantTx, mails: &[(Mail<'_>, Option<CalendarPart>)]) -> Result<()> {
    let letters: Vec<_> = mails
        .iter()
        .map(|(mail, calendar)| (mail, calendar.as_ref()))
        .collect();
    write(tx, &letters).await
}

type Letter<'a> = (&'a Mail<'a>, Option<&'a CalendarPart>);

async fn write(tx: &mut TenantTx, letters: &[Letter<'_>]) -> Result<()> {
    let shop: Shop = get_shop(tx).await?;
    let written: Vec<Written<'_>> = letters
        .iter()
        .map(|letter| Written::of(*letter, &shop, tx.new_id()))
        .collect::<Result<_>>()?;
    insert(tx, &written).await?;
    let jobs: Vec<SendMail> = written.iter().map(|w| SendMail { mail_id: w.id }).collect();
    jobs::enqueue_all(tx, &jobs).await
}

struct Written<'a> {
    id: MailId,
    mail: &'a Mail<'a>,
    calendar: Option<&'a CalendarPart>,
    subject: String,
    bodies: Bodies,
}

impl<'a> Written<'a> {
    fn of((mail, calendar): Letter<'a>, shop: &Shop, id: MailId) -> Result<Self> {
        let subject = subject_line(&mail.subject);
        let bodies = frame::render(shop, mail.locale, &subject, &mail.content)?;
        Ok(Self {
            id,
            mail,
            calendar,
            subject,
            bodies,
        })
    }
}

async fn insert(tx: &mut TenantTx, mails: &[Written<'_>]) -> Result<()> {
    fn column<'a, T>(mails: &'a [Written<'a>], of: impl Fn(&'a Written<'a>) -> T) -> Vec<T> {
        mails.iter().map(of).collect()
    }
    sqlx::query(
        "insert into mail_message
           (tenant_id, mail_id, to_address, purpose, subject, text_body, html_body, calendar_method, calendar_body,
            created_at)
         select $1, m.mail_id, m.to_address, m.purpose, m.subject, m.text_body, m.html_body, m.calendar_method,
                m.calendar_body, $2
           from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
             as m (mail_id, to_address, purpose, subject, text_body, html_body, calendar_method, calendar_body)",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(column(mails, |m| m.id))
    .bind(column(mails, |m| m.mail.to.as_str()))
    .bind(column(mails, |m| m.mail.purpose))
    .bind(column(mails, |m| m.subject.as_str()))
    .bind(column(mails, |m| m.bodies.text.as_str()))
    .bind(column(mails, |m| m.bodies.html.as_str()))
    .bind(column(mails, |m| m.calendar.map(|calendar| calendar.method.as_str())))
    .bind(column(mails, |m| m.calendar.map(|calendar| calendar.body.as_str())))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
