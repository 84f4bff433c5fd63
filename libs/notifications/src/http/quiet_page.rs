//! When a shop's customers are not to be disturbed.

use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Page, Visitor, html, html_with, permit, see_other};
use jiff::civil::Time;
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use crate::ops::set_quiet::set_quiet;
use crate::queries::quiet::{QuietHours, quiet_hours};

type Owner = Can<permit::ManageSettings>;

#[derive(Template)]
#[template(path = "notifications/quiet.html")]
struct QuietPage {
    page: Page,
    f: FormState,
}

/// Two times of a wall clock: `21:00`.
#[derive(Debug, Deserialize, Validate)]
pub struct QuietForm {
    from: String,
    to: String,
    version: i64,
}

/// `GET /admin/messages/quiet`.
pub async fn page(ctx: Owner, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let kept = quiet_hours(&mut tx).await?;
    tx.commit().await?;
    html(&QuietPage {
        page: Page::titled(&ctx, &req, "message-quiet-title"),
        f: FormState::prefilled(written(kept)),
    })
}

/// `POST /admin/messages/quiet`.
pub async fn save(ctx: Owner, req: HttpRequest, form: Form<QuietForm>) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => keep(&ctx, &wanted).await,
        Err(error) => Err(error),
    };
    let error = match saved {
        Ok(()) => return Ok(see_other("/admin/messages/quiet?done=message-quiet-saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&ctx, &req, "message-quiet-title");
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &QuietPage { page, f })
}

async fn keep(ctx: &Visitor, wanted: &QuietForm) -> Result<()> {
    let (from, to) = (minute("from", &wanted.from)?, minute("to", &wanted.to)?);
    let mut tx = ctx.begin().await?;
    set_quiet(&mut tx, from, to, Some(wanted.version)).await?;
    tx.commit().await
}

fn minute(field: &'static str, text: &str) -> Result<i16> {
    let time: Time = text.parse().map_err(|_| Error::invalid(field, "invalid"))?;
    Ok(i16::from(time.hour()) * 60 + i16::from(time.minute()))
}

fn written(kept: QuietHours) -> Vec<(&'static str, String)> {
    let time = |minute: i16| format!("{:02}:{:02}", minute / 60, minute % 60);
    vec![
        ("from", time(kept.quiet_from)),
        ("to", time(kept.quiet_to)),
        ("version", kept.version.to_string()),
    ]
}
