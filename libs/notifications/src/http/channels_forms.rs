//! Where the shop is told: Slack, its own server, devices; set up, tried and taken away.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use http::{Answer, Can, Form, FormState, Id, Typed, Visitor, html_with, permit, see_other};
use kernel::{Line, Result};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use validator::Validate;

use super::channels_page::{HERE, again, shown};
use super::devices_api::reach;
use super::message_page::Nothing;
use crate::model::DeviceId;
use crate::ops::send_test::{TestTo, send_test};
use crate::ops::set_slack::{remove_slack, set_slack};
use crate::ops::set_webhook::{remove_webhook, renew_secret, set_webhook};
use crate::ops::subscribe::unsubscribe;

type Owner = Can<permit::ManageSettings>;

/// Slack's address.
#[derive(Debug, Deserialize, Validate)]
pub struct SlackForm {
    slack: Line<500>,
}

/// A server's address.
#[derive(Debug, Deserialize, Validate)]
pub struct WebhookForm {
    webhook: Line<1000>,
}

/// What is tried.
#[derive(Debug, Deserialize, Validate)]
pub struct TestForm {
    to: Tested,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tested {
    Slack,
    Webhook,
}

/// `POST /admin/messages/channels/slack`.
pub async fn slack(ctx: Owner, req: HttpRequest, form: Form<SlackForm>) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => keep_slack(&ctx, &wanted.slack).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(see_other(&format!("{HERE}?done=channels-saved"))),
        Err(error) => again(&ctx, &req, form.typed, error).await,
    }
}

async fn keep_slack(ctx: &Visitor, address: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    set_slack(&mut tx, &ctx.app.vault, reach(ctx), address).await?;
    tx.commit().await
}

/// `POST /admin/messages/channels/slack/remove`.
pub async fn remove_slack_channel(ctx: Owner, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    remove_slack(&mut tx).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=channels-removed")))
}

/// `POST /admin/messages/channels/webhook`. Where a secret is made, the answer is the page itself: after a redirect nobody would
/// know it any more.
pub async fn webhook(ctx: Owner, req: HttpRequest, form: Form<WebhookForm>) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => keep_webhook(&ctx, &wanted.webhook).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(Some(secret)) => tell(&ctx, &req, &secret).await,
        Ok(None) => Ok(see_other(&format!("{HERE}?done=channels-saved"))),
        Err(error) => again(&ctx, &req, form.typed, error).await,
    }
}

async fn keep_webhook(ctx: &Visitor, address: &str) -> Result<Option<SecretString>> {
    let mut tx = ctx.begin().await?;
    let secret = set_webhook(&mut tx, &ctx.app.vault, reach(ctx), address).await?;
    tx.commit().await?;
    Ok(secret)
}

/// `POST /admin/messages/channels/webhook/secret`: another secret, shown once.
pub async fn secret(ctx: Owner, req: HttpRequest, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    let secret = renew_secret(&mut tx, &ctx.app.vault).await?;
    tx.commit().await?;
    tell(&ctx, &req, &secret).await
}

async fn tell(ctx: &Visitor, req: &HttpRequest, secret: &SecretString) -> Answer {
    let mut page = shown(ctx, req, |_| FormState::blank()).await?;
    secret.expose_secret().clone_into(&mut page.made);
    html_with(StatusCode::CREATED, &page)
}

/// `POST /admin/messages/channels/webhook/remove`.
pub async fn remove_endpoint(ctx: Owner, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    remove_webhook(&mut tx).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=channels-removed")))
}

/// `POST /admin/messages/channels/test`.
pub async fn test(ctx: Owner, req: HttpRequest, form: Form<TestForm>) -> Answer {
    let sent = match form.parsed {
        Ok(TestForm { to: Tested::Slack }) => try_out(&ctx, TestTo::Slack).await,
        Ok(TestForm { to: Tested::Webhook }) => try_out(&ctx, TestTo::Webhook).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, sent).await
}

/// `POST /admin/messages/devices/{id}/test`.
pub async fn test_device(ctx: Owner, req: HttpRequest, Id(id): Id<DeviceId>, form: Form<Nothing>) -> Answer {
    let sent = match form.parsed {
        Ok(_) => try_out(&ctx, TestTo::Device(id)).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, sent).await
}

/// Sends a message that only shows that the channel works.
pub(super) async fn try_out(ctx: &Visitor, to: TestTo) -> Result<()> {
    let word = |key: &str| {
        ctx.app
            .i18n
            .text(ctx.shop.locale, key, &[("shop", &ctx.shop.name)])
    };
    let mut tx = ctx.begin().await?;
    send_test(
        &mut tx,
        to,
        word("messages-test-title"),
        word("messages-test-text"),
    )
    .await?;
    tx.commit().await
}

async fn answer(ctx: &Visitor, req: &HttpRequest, sent: Result<()>) -> Answer {
    match sent {
        Ok(()) => Ok(see_other("/admin/messages?done=channels-tested")),
        Err(error) => again(ctx, req, Typed::default(), error).await,
    }
}

/// `POST /admin/messages/devices/{id}/remove`.
pub async fn remove_device(ctx: Owner, Id(id): Id<DeviceId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    unsubscribe(&mut tx, id, None).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=channels-removed")))
}
