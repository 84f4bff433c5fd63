//! Slack and the shop's own server as JSON: set up, tried and taken away as on the pages.

use actix_web::HttpResponse;
use db::TenantTx;
use http::{Answer, Can, Json, permit};
use kernel::{Instant, Line, Result};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::channels_forms::try_out;
use super::devices_api::reach;
use crate::ops::send_test::TestTo;
use crate::ops::set_slack::{remove_slack, set_slack};
use crate::ops::set_webhook::{remove_webhook, renew_secret, set_webhook};
use crate::queries::channels::find_set_up;

type Owner = Can<permit::ManageSettings>;

/// Slack's address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlackRequest {
    /// Of an incoming webhook: it is a key, and is not shown again.
    #[schema(value_type = String, min_length = 1, max_length = 500)]
    pub slack: Line<500>,
}

/// A server's address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookRequest {
    /// Reachable from the internet, by HTTPS.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    pub webhook: Line<1000>,
}

/// What is set up beside mails.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeChannels {
    /// The shop's channel at Slack, if there is one.
    pub slack: Option<SlackView>,
    /// The shop's own server, if there is one.
    pub webhook: Option<WebhookView>,
}

/// A channel at Slack.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SlackChannel)]
pub struct SlackView {
    /// Since when Slack wants no more.
    pub stopped_at: Option<Instant>,
}

/// A server of the shop's.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookEndpoint)]
pub struct WebhookView {
    /// Where.
    pub host: String,
    /// Since when it wants no more.
    pub stopped_at: Option<Instant>,
    /// Until when the secret before signs, too.
    pub previous_until: Option<Instant>,
}

/// A secret by which the shop's server knows us.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookSecret)]
pub struct SecretView {
    /// As Standard Webhooks writes it; told now and never again. None where the one before goes on.
    pub secret: Option<String>,
}

/// `GET /admin/notice-channels`.
pub async fn get(ctx: Owner) -> Answer {
    let mut tx = ctx.begin().await?;
    let view = read(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// `PUT /admin/notice-channels/slack`.
pub async fn put_slack(ctx: Owner, body: Json<SlackRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    set_slack(&mut tx, &ctx.app.vault, reach(&ctx), &body.slack).await?;
    let view = read(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// `DELETE /admin/notice-channels/slack`.
pub async fn delete_slack(ctx: Owner) -> Answer {
    let mut tx = ctx.begin().await?;
    remove_slack(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /admin/notice-channels/slack/test`.
pub async fn test_slack(ctx: Owner) -> Answer {
    try_out(&ctx, TestTo::Slack).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// `PUT /admin/notice-channels/webhook`.
pub async fn put_webhook(ctx: Owner, body: Json<WebhookRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let secret = set_webhook(&mut tx, &ctx.app.vault, reach(&ctx), &body.webhook).await?;
    tx.commit().await?;
    let secret = secret.map(|secret| secret.expose_secret().to_owned());
    Ok(HttpResponse::Ok().json(SecretView { secret }))
}

/// `POST /admin/notice-channels/webhook/secret`.
pub async fn renew(ctx: Owner) -> Answer {
    let mut tx = ctx.begin().await?;
    let secret = renew_secret(&mut tx, &ctx.app.vault).await?;
    tx.commit().await?;
    let secret = Some(secret.expose_secret().to_owned());
    Ok(HttpResponse::Created().json(SecretView { secret }))
}

/// `DELETE /admin/notice-channels/webhook`.
pub async fn delete_webhook(ctx: Owner) -> Answer {
    let mut tx = ctx.begin().await?;
    remove_webhook(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /admin/notice-channels/webhook/test`.
pub async fn test_webhook(ctx: Owner) -> Answer {
    try_out(&ctx, TestTo::Webhook).await?;
    Ok(HttpResponse::Accepted().finish())
}

async fn read(tx: &mut TenantTx) -> Result<NoticeChannels> {
    let set_up = find_set_up(tx).await?;
    Ok(NoticeChannels {
        slack: set_up.has_slack.then_some(SlackView {
            stopped_at: set_up.slack_stopped_at,
        }),
        webhook: set_up.webhook_host.map(|host| WebhookView {
            host,
            stopped_at: set_up.webhook_stopped_at,
            previous_until: set_up.webhook_previous_until,
        }),
    })
}
