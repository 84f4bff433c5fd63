//! Writing mails: they are rendered and kept now, and leave after the commit.

use db::TenantTx;
use kernel::{Instant, Result};
use mail::CalendarPart;

use crate::batch::SendBatch;
use crate::frame::{self, Bodies};
use crate::jobs::SendMail;
use crate::model::{Mail, MailId, Shop, TimelyMail, subject_line};
use crate::queries::get_shop;

/// Writes the mail in the shop's frame and enqueues its sending; a transaction that is rolled back sends nothing.
pub async fn send_mail(tx: &mut TenantTx, mail: Mail<'_>) -> Result<()> {
    send_mails(tx, &[mail]).await
}

/// Like [`send_mail`] for several; three statements in all.
pub async fn send_mails(tx: &mut TenantTx, mails: &[Mail<'_>]) -> Result<()> {
    let letters: Vec<_> = mails.iter().map(Letter::of).collect();
    send_each(tx, &letters).await
}

/// Like [`send_mails`], each with what the receiver's calendar takes from it.
pub async fn send_invitations(tx: &mut TenantTx, mails: &[(Mail<'_>, Option<CalendarPart>)]) -> Result<()> {
    let letters: Vec<_> = mails
        .iter()
        .map(|(mail, calendar)| Letter {
            calendar: calendar.as_ref(),
            ..Letter::of(mail)
        })
        .collect();
    send_each(tx, &letters).await
}

async fn send_each(tx: &mut TenantTx, letters: &[Letter<'_>]) -> Result<()> {
    let written = write(tx, letters).await?;
    let jobs: Vec<SendMail> = written.into_iter().map(|mail_id| SendMail { mail_id }).collect();
    jobs::enqueue_all(tx, &jobs).await
}

/// Writes mails that are worth nothing later, a crowd of them as it may be: they are sent by tens, each job one after the
/// other, so that the queue costs little beside the sending. Gives their ids, in order, by which the SQL function
/// `withdraw_mails` takes back what nobody has sent yet.
pub async fn send_timely(tx: &mut TenantTx, mails: &[TimelyMail<'_>]) -> Result<Vec<MailId>> {
    let letters: Vec<_> = mails
        .iter()
        .map(|timely| Letter {
            send_by: Some(timely.send_by),
            ..Letter::of(&timely.mail)
        })
        .collect();
    let ids = write(tx, &letters).await?;
    jobs::enqueue_all(tx, &SendBatch::of(&ids)).await?;
    Ok(ids)
}

/// A mail, and what not every mail has.
#[derive(Clone, Copy)]
struct Letter<'a> {
    mail: &'a Mail<'a>,
    calendar: Option<&'a CalendarPart>,
    send_by: Option<Instant>,
}

impl<'a> Letter<'a> {
    fn of(mail: &'a Mail<'a>) -> Self {
        Self {
            mail,
            calendar: None,
            send_by: None,
        }
    }
}

struct Written<'a> {
    id: MailId,
    letter: Letter<'a>,
    subject: String,
    bodies: Bodies,
}

impl<'a> Written<'a> {
    fn of(letter: Letter<'a>, shop: &Shop, id: MailId) -> Result<Self> {
        let mail = letter.mail;
        let subject = subject_line(&mail.subject);
        let bodies = frame::render(shop, mail.locale, &subject, &mail.content)?;
        Ok(Self {
            id,
            letter,
            subject,
            bodies,
        })
    }
}

async fn write(tx: &mut TenantTx, letters: &[Letter<'_>]) -> Result<Vec<MailId>> {
    let shop: Shop = get_shop(tx).await?;
    let written: Vec<Written<'_>> = letters
        .iter()
        .map(|letter| Written::of(*letter, &shop, tx.new_id()))
        .collect::<Result<_>>()?;
    insert(tx, &written).await?;
    Ok(written.iter().map(|mail| mail.id).collect())
}

async fn insert(tx: &mut TenantTx, mails: &[Written<'_>]) -> Result<()> {
    fn column<'a, T>(mails: &'a [Written<'a>], of: impl Fn(&'a Written<'a>) -> T) -> Vec<T> {
        mails.iter().map(of).collect()
    }
    sqlx::query(
        "insert into mail_message
           (tenant_id, mail_id, to_address, purpose, subject, text_body, html_body, calendar_method, calendar_body,
            created_at, send_by)
         select $1, m.mail_id, m.to_address, m.purpose, m.subject, m.text_body, m.html_body, m.calendar_method,
                m.calendar_body, $2, m.send_by
           from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                       $11::timestamptz[])
             as m (mail_id, to_address, purpose, subject, text_body, html_body, calendar_method, calendar_body, send_by)",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(column(mails, |m| m.id))
    .bind(column(mails, |m| m.letter.mail.to.as_str()))
    .bind(column(mails, |m| m.letter.mail.purpose))
    .bind(column(mails, |m| m.subject.as_str()))
    .bind(column(mails, |m| m.bodies.text.as_str()))
    .bind(column(mails, |m| m.bodies.html.as_str()))
    .bind(column(mails, |m| m.letter.calendar.map(|part| part.method.as_str())))
    .bind(column(mails, |m| m.letter.calendar.map(|part| part.body.as_str())))
    .bind(column(mails, |m| m.letter.send_by))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
