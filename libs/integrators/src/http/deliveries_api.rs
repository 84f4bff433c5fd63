//! What was told at an address, as JSON, and telling it again.

use actix_web::{HttpResponse, web};
use http::{Answer, Can, Id, Json, Query, permit};
use kernel::{Instant, PageQuery};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::model::{DeliveryId, DeliveryStatus, EndpointId};
use crate::ops::replay::{replay_failed as replay_all_failed, replay_one};
use crate::queries::deliveries::list_deliveries;
use crate::queries::endpoints::get_endpoint;

type Owner = Can<permit::ManageSettings>;

/// Which deliveries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryQuery {
    /// Only those that stand so.
    #[param(inline)]
    pub status: Option<DeliveryStatus>,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    pub page: Option<u32>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

/// Since when.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WebhookReplayRequest)]
pub struct ReplayRequest {
    /// What happened then or later.
    #[schema(value_type = String, format = DateTime)]
    pub since: Instant,
}

/// What is told again.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookReplay)]
pub struct Replayed {
    /// How many deliveries.
    pub deliveries: u64,
}

/// A delivery, by both ids.
#[derive(Debug, Deserialize)]
pub struct Place {
    pub(super) id: EndpointId,
    pub(super) delivery_id: DeliveryId,
}

/// `GET /admin/webhooks/{id}/deliveries`.
pub async fn list(ctx: Owner, id: Id<EndpointId>, query: Query<DeliveryQuery>) -> Answer {
    let at = PageQuery::of(query.page, query.limit)?;
    let mut tx = ctx.begin().await?;
    get_endpoint(&mut tx, id.0).await?;
    let found = list_deliveries(&mut tx, id.0, query.status, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found))
}

/// `POST /admin/webhooks/{id}/deliveries/{delivery_id}/replay`.
pub async fn replay(ctx: Owner, at: web::Path<Place>) -> Answer {
    let mut tx = ctx.begin().await?;
    replay_one(&mut tx, at.id, at.delivery_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}

/// `POST /admin/webhooks/{id}/replay`.
pub async fn replay_failed(ctx: Owner, id: Id<EndpointId>, body: Json<ReplayRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let deliveries = replay_all_failed(&mut tx, id.0, body.since).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().json(Replayed { deliveries }))
}
