//! Addresses that are told events, as JSON.

use actix_web::{HttpResponse, HttpResponseBuilder};
use db::TenantTx;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, Visitor, permit};
use kernel::Line;
use notifications::Carriers;
use outbound::{Outbound, Reach};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::model::{EndpointId, EventKind};
use crate::ops::remove_endpoint::remove_endpoint;
use crate::ops::renew_secret::renew_secret;
use crate::ops::save_endpoint::{EndpointChange, add_endpoint, change_endpoint};
use crate::ops::send_test::send_test;
use crate::queries::endpoints::{EndpointView, get_endpoint, list_endpoints};

type Owner = Can<permit::ManageSettings>;

/// A new address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEventWebhookRequest)]
pub struct NewEndpointRequest {
    /// Where: reachable from the internet, by HTTPS.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    pub url: Line<1000>,
    /// What it is told.
    #[validate(length(min = 1, max = 30))]
    pub events: Vec<EventKind>,
}

/// What an address is to be told.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EventWebhookRequest)]
pub struct EndpointRequest {
    /// Another address; left out, it stays.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 1000)]
    pub url: Option<Line<1000>>,
    /// What it is told.
    #[validate(length(min = 1, max = 30))]
    pub events: Vec<EventKind>,
    /// Whether it is told anything.
    #[serde(default = "on")]
    pub enabled: bool,
}

const fn on() -> bool {
    true
}

/// An address that was made just now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NewEventWebhook)]
pub struct NewEndpoint {
    /// It.
    #[serde(flatten)]
    pub webhook: EndpointView,
    /// What calls to it are signed with (`whsec_…`): told now and never again.
    pub secret: String,
}

/// A secret that was made just now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventWebhookSecret)]
pub struct SecretView {
    /// `whsec_…`: told now and never again.
    pub secret: String,
}

/// Addresses that are told events.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventWebhookList)]
pub struct EndpointList {
    /// The oldest first.
    pub webhooks: Vec<EndpointView>,
}

/// `GET /admin/webhooks`.
pub async fn list(ctx: Owner) -> Answer {
    let mut tx = ctx.begin().await?;
    let webhooks = list_endpoints(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(EndpointList { webhooks }))
}

/// `POST /admin/webhooks`.
pub async fn create(ctx: Owner, body: Json<NewEndpointRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let vault = &ctx.app.vault;
    let (id, secret) = add_endpoint(&mut tx, vault, reach(&ctx), &body.url, &body.events).await?;
    let webhook = get_endpoint(&mut tx, id).await?;
    tx.commit().await?;
    let secret = secret.expose_secret().to_owned();
    Ok(HttpResponse::Created()
        .insert_header(etag(webhook.version))
        .json(NewEndpoint { webhook, secret }))
}

/// `GET /admin/webhooks/{id}`.
pub async fn get(ctx: Owner, id: Id<EndpointId>) -> Answer {
    let tx = ctx.begin().await?;
    answer(HttpResponse::Ok(), tx, id.0).await
}

/// `PUT /admin/webhooks/{id}`.
pub async fn update(ctx: Owner, id: Id<EndpointId>, read: IfMatch, body: Json<EndpointRequest>) -> Answer {
    let change = EndpointChange {
        url: body.url.as_deref(),
        events: &body.events,
        enabled: body.enabled,
        expected: read.0,
    };
    let mut tx = ctx.begin().await?;
    change_endpoint(&mut tx, &ctx.app.vault, reach(&ctx), id.0, change).await?;
    answer(HttpResponse::Ok(), tx, id.0).await
}

/// `DELETE /admin/webhooks/{id}`.
pub async fn remove(ctx: Owner, id: Id<EndpointId>) -> Answer {
    let mut tx = ctx.begin().await?;
    remove_endpoint(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /admin/webhooks/{id}/secret`.
pub async fn renew(ctx: Owner, id: Id<EndpointId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let secret = renew_secret(&mut tx, &ctx.app.vault, id.0).await?;
    tx.commit().await?;
    let secret = secret.expose_secret().to_owned();
    Ok(HttpResponse::Created().json(SecretView { secret }))
}

/// `POST /admin/webhooks/{id}/test`.
pub async fn test(ctx: Owner, id: Id<EndpointId>) -> Answer {
    let mut tx = ctx.begin().await?;
    send_test(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}

async fn answer(mut response: HttpResponseBuilder, mut tx: TenantTx, id: EndpointId) -> Answer {
    let webhook = get_endpoint(&mut tx, id).await?;
    tx.commit().await?;
    Ok(response.insert_header(etag(webhook.version)).json(webhook))
}

/// How far calls go to addresses that people type.
pub(super) fn reach(ctx: &Visitor) -> Reach {
    let carriers: Carriers = ctx.app.slices.get();
    carriers
        .outbound
        .as_ref()
        .map_or(Reach::Internet, Outbound::reach)
}
