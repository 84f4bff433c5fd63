//! When a shop's customers are not to be disturbed.

use actix_web::HttpResponse;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Json, permit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::ops::set_quiet::set_quiet;
use crate::queries::quiet::{QuietHours, quiet_hours};

type Owner = Can<permit::ManageSettings>;

/// Quiet hours, in minutes of a day by the shop's clock: over midnight when they end before they begin, none when both are the
/// same.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietRequest {
    /// Minute at which they begin, 0 to 1439.
    pub from: i16,
    /// Minute at which they are over, 0 to 1439.
    pub to: i16,
}

/// Quiet hours as they stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuietView {
    /// Minute at which they begin.
    pub from: i16,
    /// Minute at which they are over.
    pub to: i16,
    /// Grows with each change; 0 while the shop said nothing.
    pub version: i64,
}

/// `GET /admin/quiet-hours`.
pub async fn get(staff: Owner) -> Answer {
    let mut tx = staff.begin().await?;
    let hours = quiet_hours(&mut tx).await?;
    tx.commit().await?;
    Ok(present(hours))
}

/// `PUT /admin/quiet-hours`.
pub async fn put(staff: Owner, read: IfMatch, body: Json<QuietRequest>) -> Answer {
    let mut tx = staff.begin().await?;
    set_quiet(&mut tx, body.from, body.to, read.0).await?;
    let hours = quiet_hours(&mut tx).await?;
    tx.commit().await?;
    Ok(present(hours))
}

fn present(hours: QuietHours) -> HttpResponse {
    let view = QuietView {
        from: hours.quiet_from,
        to: hours.quiet_to,
        version: hours.version,
    };
    HttpResponse::Ok().insert_header(etag(view.version)).json(view)
}
