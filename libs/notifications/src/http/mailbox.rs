//! The development mailbox: what would have been sent, to read and click. Not there in production.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use http::{Answer, EdgeError, Id, Page, Query, Routes, Visitor, html};
use kernel::{PageQuery, Paged, Result};
use serde::{Deserialize, Serialize};

use crate::model::{Channel, MessageId};
use crate::queries::mailbox::{MailSummary, MailView, get_mail, list_mailbox};

/// A mail carries its styles in its tags, and nothing else.
const LIKE_A_MAIL_PROGRAM: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'";

pub(super) fn routes(r: &mut Routes) {
    r.get("/dev/mailbox", "mailbox_page", list);
    r.get("/dev/mailbox.json", "mailbox_json", list_json);
    r.get("/dev/mailbox/{id}", "mail_page", show);
    r.get("/dev/mailbox/{id}/body", "mail_body", body);
}

#[derive(Template)]
#[template(path = "notifications/mailbox.html")]
struct MailboxPage {
    page: Page,
    mails: Paged<MailSummary>,
}

#[derive(Template)]
#[template(path = "notifications/mail_page.html")]
struct MailPage {
    page: Page,
    mail: MailView,
    body_url: String,
}

impl MailPage {
    /// Addresses in the text, to click.
    fn links(&self) -> Vec<&str> {
        self.mail
            .text_body
            .split_whitespace()
            .filter(|word| word.starts_with("http"))
            .collect()
    }
}

/// Newest first.
async fn list(visitor: Visitor, req: HttpRequest) -> Answer {
    only_in_development(&visitor)?;
    let mut tx = visitor.begin().await?;
    let mails = list_mailbox(&mut tx, PageQuery { page: 1, limit: 100 }).await?;
    tx.commit().await?;
    html(&MailboxPage {
        page: Page::titled(&visitor, &req, "mailbox-title"),
        mails,
    })
}

#[derive(Debug, Deserialize)]
struct Wanted {
    to: Option<String>,
}

#[derive(Debug, Serialize)]
struct MailJson {
    to: String,
    channel: Channel,
    subject: String,
    text: String,
    html: String,
    calendar: Option<String>,
}

/// The same for tests: `?to=` leaves one receiver's.
async fn list_json(visitor: Visitor, wanted: Query<Wanted>) -> Answer {
    only_in_development(&visitor)?;
    let mut tx = visitor.begin().await?;
    let mails = list_mailbox(&mut tx, PageQuery { page: 1, limit: 100 }).await?;
    let mut data = vec![];
    for summary in mails
        .data
        .iter()
        .filter(|m| wanted.to.as_ref().is_none_or(|to| *to == m.to_address))
        .take(20)
    {
        let mail = get_mail(&mut tx, summary.message_id).await?;
        data.push(MailJson {
            to: mail.summary.to_address,
            channel: mail.summary.channel,
            subject: mail.summary.subject,
            text: mail.text_body,
            html: mail.html_body,
            calendar: mail.calendar_body,
        });
    }
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(serde_json::json!({ "data": data })))
}

async fn show(visitor: Visitor, req: HttpRequest, Id(id): Id<MessageId>) -> Answer {
    only_in_development(&visitor)?;
    let mut tx = visitor.begin().await?;
    let mail = get_mail(&mut tx, id).await?;
    tx.commit().await?;
    let body_url = format!("/dev/mailbox/{id}/body");
    html(&MailPage {
        page: Page::new(&visitor, &req, mail.summary.subject.clone()),
        mail,
        body_url,
    })
}

/// The HTML itself, as a mail program would show it: its own styles, no scripts, nothing from elsewhere.
async fn body(visitor: Visitor, Id(id): Id<MessageId>) -> Answer {
    only_in_development(&visitor)?;
    let mut tx = visitor.begin().await?;
    let mail = get_mail(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, LIKE_A_MAIL_PROGRAM))
        .body(mail.html_body))
}

fn only_in_development(visitor: &Visitor) -> Result<()> {
    if visitor.app.settings.development {
        Ok(())
    } else {
        Err(EdgeError::NotFound.into())
    }
}
