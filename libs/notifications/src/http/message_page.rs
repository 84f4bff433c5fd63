//! One message of the log. What it said to a customer is not shown: it may hold links that let somebody in.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use super::log_api::again;
use super::words::{trouble, why};
use crate::model::{MessageId, Status};
use crate::queries::log::{LogEntry, get_entry};

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

#[derive(Template)]
#[template(path = "notifications/message.html")]
struct MessagePage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    status: String,
    tone: &'static str,
    trouble: String,
    /// Labels and values.
    rows: Vec<(String, String)>,
    /// Where it is sent again, or nothing.
    retry_path: String,
}

/// `GET /admin/messages/{id}`.
pub async fn page(ctx: Can<permit::ManageSettings>, req: HttpRequest, Id(id): Id<MessageId>) -> Answer {
    html(&shown(&ctx, &req, id).await?)
}

/// `POST /admin/messages/{id}/retry`.
pub async fn retry(
    ctx: Can<permit::ManageSettings>,
    req: HttpRequest,
    Id(id): Id<MessageId>,
    form: Form<Nothing>,
) -> Answer {
    let outcome = match form.parsed {
        Ok(_) => again(&ctx, id).await,
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other(&format!("/admin/messages/{id}?done=message-retried")));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(&ctx, &req, id).await?;
    page.f = FormState::refused(&page.page, Typed::default(), &error);
    html_with(status, &page)
}

async fn shown(ctx: &Visitor, req: &HttpRequest, id: MessageId) -> Result<MessagePage> {
    let mut tx = ctx.begin().await?;
    let entry = get_entry(&mut tx, id).await?;
    tx.commit().await?;
    let page = Page::new(ctx, req, why(ctx, &entry));
    let is_failed = entry.status == Status::Failed;
    Ok(MessagePage {
        f: FormState::blank(),
        crumbs: vec![
            Crumb::new("/admin/messages", page.t("messages-title")),
            Crumb::new("", page.title.clone()),
        ],
        status: page.t(entry.status.name_key()),
        tone: entry.status.tone(),
        trouble: trouble(ctx, &entry),
        rows: rows(&page, &entry),
        retry_path: if is_failed {
            format!("/admin/messages/{id}/retry")
        } else {
            String::new()
        },
        page,
    })
}

/// What is not known of it is left out.
fn rows(page: &Page, entry: &LogEntry) -> Vec<(String, String)> {
    let moment = |instant| page.moment(instant);
    let rows = [
        ("messages-channel", Some(page.t(entry.channel.name_key()))),
        ("messages-to", Some(entry.to_address.clone())),
        ("messages-subject", Some(entry.subject.clone())),
        ("messages-written", Some(moment(entry.created_at))),
        ("messages-sent", entry.sent_at.map(moment)),
        ("messages-send-by", entry.send_by.map(moment)),
        ("messages-attempts", Some(entry.attempts.to_string())),
        ("messages-provider-id", entry.provider_id.clone()),
    ];
    rows.into_iter()
        .filter_map(|(label, value)| Some((page.t(label), value?)))
        .collect()
}
