//! How long before an appointment each side is reminded.

use actix_web::HttpResponse;
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Json, permit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::Leads;
use crate::ops::save_reminders::save_reminders;
use crate::queries::reminders::{ReminderSettings, reminder_settings};

type Owner = Can<permit::ManageSettings>;

/// How long before an appointment each side is reminded, in minutes, the earliest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemindersView {
    /// Who comes.
    pub customer: Vec<i16>,
    /// Who serves.
    pub professional: Vec<i16>,
    /// Whether who comes is reminded by text message, too.
    pub customer_by_text: bool,
    /// Grows with each change.
    pub version: i64,
}

/// `GET /admin/reminders`.
pub async fn get(staff: Owner) -> Answer {
    let mut tx = staff.begin().await?;
    let settings = reminder_settings(&mut tx).await?;
    tx.commit().await?;
    Ok(present(settings))
}

/// `PUT /admin/reminders`.
pub async fn put(staff: Owner, read: IfMatch, body: Json<Leads>) -> Answer {
    let mut tx = staff.begin().await?;
    save_reminders(&mut tx, &body, read.0).await?;
    let settings = reminder_settings(&mut tx).await?;
    tx.commit().await?;
    Ok(present(settings))
}

fn present(settings: ReminderSettings) -> HttpResponse {
    let view = RemindersView {
        customer: settings.leads.customer,
        professional: settings.leads.professional,
        customer_by_text: settings.leads.customer_by_text,
        version: settings.version,
    };
    HttpResponse::Ok().insert_header(etag(view.version)).json(view)
}
