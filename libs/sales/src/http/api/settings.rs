//! How orders are taken.

use actix_web::HttpResponse;
use http::extract::{IfMatch, etag};
use http::{Answer, App, Can, Json, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ops::save_settings::{CheckoutSettingsRequest, save_checkout};
use crate::queries::shipping::{SalesSettings, sales_settings};
use crate::settings::SalesRules;

/// How orders are taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckoutSettingsView {
    /// How long an order that is paid in advance waits for the money.
    pub unpaid_hours: i32,
    /// Grows with each change of shipping or checkout.
    pub version: i64,
}

/// `GET /admin/checkout`.
pub async fn get(staff: Can<permit::ManageSettings>) -> Answer {
    let mut tx = staff.begin().await?;
    let settings = sales_settings(&mut tx).await?;
    tx.commit().await?;
    Ok(present(&staff.app, &settings))
}

/// `PUT /admin/checkout`.
pub async fn put(
    staff: Can<permit::ManageSettings>,
    read: IfMatch,
    body: Json<CheckoutSettingsRequest>,
) -> Answer {
    let mut tx = staff.begin().await?;
    save_checkout(&mut tx, &body, read.0).await?;
    let settings = sales_settings(&mut tx).await?;
    tx.commit().await?;
    Ok(present(&staff.app, &settings))
}

fn present(app: &App, settings: &SalesSettings) -> HttpResponse {
    let view = CheckoutSettingsView {
        unpaid_hours: settings.hours(&SalesRules::of(app)),
        version: settings.version,
    };
    HttpResponse::Ok().insert_header(etag(view.version)).json(view)
}
