//! What the shop notes for itself about an appointment.

use db::TenantTx;
use kernel::{Prose, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::locking::{lock_booking, require_version, save_booking};
use crate::model::{Booking, BookingId, Scope};

/// The notes.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotesRequest {
    /// What is noted; nothing takes the notes away.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub notes: Option<Prose<2000>>,
    /// What the writer had read, if nobody else may have changed it since.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Writes them, of an appointment within the scope.
pub async fn write_notes(
    tx: &mut TenantTx,
    (id, scope): (BookingId, Scope),
    request: &NotesRequest,
) -> Result<Booking> {
    let mut booking = lock_booking(tx, id, scope).await?;
    require_version(&booking, request.version)?;
    booking.staff_notes = request.notes.clone().map(Prose::into_string);
    save_booking(tx, &mut booking).await?;
    Ok(booking)
}
