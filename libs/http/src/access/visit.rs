//! Somebody of the provider's in a shop's administration: everything that they ask for is written down before it is done.

use actix_web::HttpRequest;
use kernel::id::Uuid;
use kernel::{Instant, PersonId, Result};
use serde_json::json;

use super::session::SignedInPerson;
use crate::app::App;
use crate::edge::pattern;
use crate::errors::EdgeError;
use crate::shop::Shop;

/// A support access that goes on.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Which.
    pub access: Uuid,
    /// Who, at the platform.
    pub staff: PersonId,
    /// Their name.
    pub staff_name: String,
    /// What for.
    pub reason: String,
    /// Until when.
    pub ends_at: Instant,
}

/// Writes into the provider's log what a helper is about to do. What cannot be written is not done, and what gives money
/// away neither.
pub async fn write_down(app: &App, shop: &Shop, person: &SignedInPerson, req: &HttpRequest) -> Result<()> {
    let Some(visit) = &person.visit else {
        return Ok(());
    };
    let route = pattern(req);
    if app
        .routes
        .gives_money(req.method(), route.as_deref().unwrap_or_default())
    {
        return Err(EdgeError::Forbidden.into());
    }
    let mut tx = app.begin_platform(person.actor(), "support_deed").await?;
    let details = json!({
        "access": visit.access,
        "staff": visit.staff,
        "name": visit.staff_name,
        "reason": visit.reason,
        "method": req.method().as_str(),
        "route": route.as_deref().unwrap_or_default(),
    });
    tx.concerns(shop.id, details);
    tx.commit().await
}
