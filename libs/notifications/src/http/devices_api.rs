//! The caller's browsers that take pushes, as JSON: what the script of the pages asks and says.

use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, HttpResponse};
use http::device::device_name;
use http::{Answer, Can, Id, Json, Visitor, permit};
use outbound::{Outbound, Reach};
use serde::Serialize;
use utoipa::ToSchema;

use super::notices_api::person_of;
use crate::couriers::Carriers;
use crate::model::DeviceId;
use crate::ops::push_key::ensure_key;
use crate::ops::subscribe::{SubscribeRequest, subscribe, unsubscribe};
use crate::queries::channels::{DeviceView, list_devices};

type Staff = Can<permit::UseAdmin>;

/// What the shop is known by at push services.
#[derive(Debug, Serialize, ToSchema)]
pub struct PushKeyView {
    /// Under which browsers subscribe (`applicationServerKey`, in base64url).
    pub key: String,
}

/// Browsers that take pushes.
#[derive(Debug, Serialize, ToSchema)]
pub struct DevicesView {
    /// The caller's, the newest first.
    pub devices: Vec<DeviceView>,
}

/// A browser that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceIdView {
    /// Which.
    pub id: DeviceId,
}

/// `POST /admin/push-key`. The first call makes it.
pub async fn key(ctx: Staff) -> Answer {
    let mut tx = ctx.begin().await?;
    let key = ensure_key(&mut tx, &ctx.app.vault).await?.public_key();
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(PushKeyView { key }))
}

/// `GET /admin/push-subscriptions`.
pub async fn list(ctx: Staff) -> Answer {
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    let devices = list_devices(&mut tx, Some(person)).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(DevicesView { devices }))
}

/// `POST /admin/push-subscriptions`.
pub async fn create(ctx: Staff, req: HttpRequest, body: Json<SubscribeRequest>) -> Answer {
    let person = person_of(&ctx)?;
    let label = label(&ctx, &req);
    let mut tx = ctx.begin().await?;
    let id = subscribe(&mut tx, &ctx.app.vault, reach(&ctx), (person, &label), &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(DeviceIdView { id }))
}

/// `DELETE /admin/push-subscriptions/{id}`.
pub async fn delete(ctx: Staff, Id(id): Id<DeviceId>) -> Answer {
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    unsubscribe(&mut tx, id, Some(person)).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who may be called.
pub(super) fn reach(ctx: &Visitor) -> Reach {
    let carriers: Carriers = ctx.app.slices.get();
    carriers
        .outbound
        .as_ref()
        .map_or(Reach::Internet, Outbound::reach)
}

/// As its owner recognises it.
pub(super) fn label(ctx: &Visitor, req: &HttpRequest) -> String {
    let agent = req
        .headers()
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    match device_name(agent.unwrap_or_default()) {
        name if name.is_empty() => ctx.t("messages-device-unknown"),
        name => name.chars().take(80).collect(),
    }
}
