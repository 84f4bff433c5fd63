//! What slices whose things customers follow share: a browser that says that it follows one. Whose it is, they know.

use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::{Answer, Visitor};
use kernel::id::Uuid;
use kernel::{Error, Result};

use super::devices_api::{PushKeyView, label, reach};
use crate::model::DeviceId;
use crate::ops::follow::{follow, unfollow};
use crate::ops::push_key::ensure_key;
use crate::ops::subscribe::SubscribeRequest;

/// `POST /push-key`. The first call makes it.
pub async fn key(visitor: Visitor) -> Answer {
    let mut tx = visitor.begin().await?;
    let key = ensure_key(&mut tx, &visitor.app.vault).await?.public_key();
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(PushKeyView { key }))
}

/// From now on the caller's browser is told of this, once the caller has shown that it is theirs.
pub async fn add_follower(
    tx: &mut TenantTx,
    (visitor, req): (&Visitor, &HttpRequest),
    thing: Uuid,
    request: &SubscribeRequest,
) -> Result<DeviceId> {
    let label = label(visitor, req);
    let told = (reach(visitor), label.as_str());
    follow(tx, &visitor.app.vault, told, thing, request).await
}

/// Tells the browser that the path's `{device}` names no more of it; refuses with `not_found`.
pub async fn remove_follower(tx: &mut TenantTx, req: &HttpRequest, thing: Uuid) -> Result<()> {
    let device = req.match_info().get("device").and_then(|text| text.parse().ok());
    unfollow(tx, device.ok_or_else(Error::not_found)?, thing).await
}
