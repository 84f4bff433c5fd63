//! Forms of addresses: made, changed, tried, told again, removed.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Id, Page, Typed, Visitor, html_with, permit, see_other};
use kernel::{Error, Line, Result};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use validator::Validate;

use super::deliveries_api::Place;
use super::hook_page::{Wanted, new_shown, shown};
use super::hooks_api::reach;
use super::key_page::Nothing;
use super::overview_page::HERE;
use crate::model::{EndpointId, EventKind};
use crate::ops::remove_endpoint::remove_endpoint;
use crate::ops::renew_secret::renew_secret;
use crate::ops::replay::{replay_failed as replay_all_failed, replay_one};
use crate::ops::save_endpoint::{EndpointChange, add_endpoint, change_endpoint};
use crate::ops::send_test::send_test;

type Owner = Can<permit::ManageSettings>;

/// A new address.
#[derive(Debug, Deserialize, Validate)]
pub struct NewHookForm {
    url: Line<1000>,
    #[serde(default)]
    events: Vec<EventKind>,
}

/// What an address is to be told.
#[derive(Debug, Deserialize, Validate)]
pub struct HookForm {
    url: Option<Line<1000>>,
    #[serde(default)]
    events: Vec<EventKind>,
    #[serde(default)]
    enabled: bool,
    /// The version that the form showed.
    version: i64,
}

/// Since when what was given up is told again.
#[derive(Debug, Deserialize, Validate)]
pub struct ReplayForm {
    /// How many days back.
    #[validate(range(min = 1, max = 90))]
    days: i64,
}

/// `POST /admin/integrations/webhooks/new`. The answer is the address's page, which shows the secret: after a redirect nobody
/// would know it any more.
pub async fn add(ctx: Owner, req: HttpRequest, form: Form<NewHookForm>) -> Answer {
    let made = match form.parsed {
        Ok(wanted) => make(&ctx, &wanted).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((id, secret)) => tell(&ctx, &req, id, &secret).await,
        Err(error) => {
            let (status, error) = refusal(error)?;
            let fill = |page: &Page| FormState::refused(page, form.typed, &error);
            html_with(status, &new_shown(&ctx, &req, fill))
        }
    }
}

async fn make(ctx: &Visitor, wanted: &NewHookForm) -> Result<(EndpointId, SecretString)> {
    let mut tx = ctx.begin().await?;
    let vault = &ctx.app.vault;
    let made = add_endpoint(&mut tx, vault, reach(ctx), &wanted.url, &wanted.events).await?;
    tx.commit().await?;
    Ok(made)
}

/// `POST /admin/integrations/webhooks/{id}`.
pub async fn change(ctx: Owner, req: HttpRequest, id: Id<EndpointId>, form: Form<HookForm>) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => save(&ctx, id.0, &wanted).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, id.0, saved, (form.typed, "integrators-hook-saved")).await
}

async fn save(ctx: &Visitor, id: EndpointId, wanted: &HookForm) -> Result<()> {
    let change = EndpointChange {
        url: wanted.url.as_deref(),
        events: &wanted.events,
        enabled: wanted.enabled,
        expected: Some(wanted.version),
    };
    let mut tx = ctx.begin().await?;
    change_endpoint(&mut tx, &ctx.app.vault, reach(ctx), id, change).await?;
    tx.commit().await
}

/// `POST /admin/integrations/webhooks/{id}/secret`: another secret, shown once.
pub async fn renew(ctx: Owner, req: HttpRequest, id: Id<EndpointId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    let secret = renew_secret(&mut tx, &ctx.app.vault, id.0).await?;
    tx.commit().await?;
    tell(&ctx, &req, id.0, &secret).await
}

/// `POST /admin/integrations/webhooks/{id}/test`.
pub async fn test(ctx: Owner, req: HttpRequest, id: Id<EndpointId>, form: Form<Nothing>) -> Answer {
    let sent = match form.parsed {
        Ok(_) => try_out(&ctx, id.0).await,
        Err(error) => Err(error),
    };
    answer(
        &ctx,
        &req,
        id.0,
        sent,
        (Typed::default(), "integrators-hook-tested"),
    )
    .await
}

async fn try_out(ctx: &Visitor, id: EndpointId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    send_test(&mut tx, id).await?;
    tx.commit().await
}

/// `POST /admin/integrations/webhooks/{id}/remove`.
pub async fn remove(ctx: Owner, id: Id<EndpointId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    remove_endpoint(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=integrators-hook-removed")))
}

/// `POST /admin/integrations/webhooks/{id}/deliveries/{delivery_id}/replay`.
pub async fn replay(ctx: Owner, req: HttpRequest, at: web::Path<Place>, form: Form<Nothing>) -> Answer {
    let told = match form.parsed {
        Ok(_) => tell_again(&ctx, &at).await,
        Err(error) => Err(error),
    };
    answer(
        &ctx,
        &req,
        at.id,
        told,
        (Typed::default(), "integrators-replayed"),
    )
    .await
}

async fn tell_again(ctx: &Visitor, at: &Place) -> Result<()> {
    let mut tx = ctx.begin().await?;
    replay_one(&mut tx, at.id, at.delivery_id).await?;
    tx.commit().await
}

/// `POST /admin/integrations/webhooks/{id}/replay`.
pub async fn replay_failed(
    ctx: Owner,
    req: HttpRequest,
    id: Id<EndpointId>,
    form: Form<ReplayForm>,
) -> Answer {
    let told = match form.parsed {
        Ok(wanted) => tell_failed_again(&ctx, id.0, wanted.days).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, id.0, told, (Typed::default(), "integrators-replayed")).await
}

async fn tell_failed_again(ctx: &Visitor, id: EndpointId, days: i64) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let since = tx.now().plus_seconds(-days * 86_400);
    replay_all_failed(&mut tx, id, since).await?;
    tx.commit().await
}

async fn tell(ctx: &Visitor, req: &HttpRequest, id: EndpointId, secret: &SecretString) -> Answer {
    let mut page = shown(ctx, req, id, &Wanted::default()).await?;
    secret.expose_secret().clone_into(&mut page.made);
    html_with(StatusCode::CREATED, &page)
}

/// Back to the page, which says what was done; or the page with what is wrong.
async fn answer(
    ctx: &Visitor,
    req: &HttpRequest,
    id: EndpointId,
    outcome: Result<(), Error>,
    (typed, done): (Typed, &str),
) -> Answer {
    let Err(error) = outcome else {
        return Ok(see_other(&format!("{HERE}/webhooks/{id}?done={done}")));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(ctx, req, id, &Wanted::default()).await?;
    page.refuse(typed, &error);
    html_with(status, &page)
}
