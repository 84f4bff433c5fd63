//! What staff wrote and did about a shop.

use db::{PlatformView, TenantTx};
use kernel::{Instant, PersonId, Result, TenantId};
use serde::Serialize;
use serde_json::Value;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{AccessId, NoteId};

/// A note.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct NoteView {
    /// Which.
    #[sqlx(rename = "note_id")]
    pub id: NoteId,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Instant,
    /// By whom.
    pub author: String,
    /// What it says.
    pub note: String,
}

/// A row of the provider's log.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct DeedView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// `system`, `anonymous`, or a role and the person's id.
    pub actor: String,
    /// What for.
    pub purpose: String,
    /// What else there is to know.
    #[sqlx(json)]
    pub details: Value,
}

/// Somebody of the provider's at the shop.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct AccessView {
    /// Which.
    #[sqlx(rename = "access_id")]
    pub id: AccessId,
    /// Who.
    pub staff_name: String,
    /// What for.
    pub reason: String,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was used.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub entered_at: Option<Instant>,
    /// When it ends, or ended.
    #[schema(value_type = String, format = DateTime)]
    pub until: Instant,
    /// Whether it goes on.
    pub is_open: bool,
}

/// The newest notes about a shop.
pub async fn notes(view: &mut PlatformView, about: TenantId) -> Result<Vec<NoteView>> {
    Ok(sqlx::query_as(
        "select note_id, written_at, author, note from platform_note
          where about_tenant = $1
          order by written_at desc, note_id desc
          limit 50",
    )
    .bind(about)
    .fetch_all(&mut **view)
    .await?)
}

/// What was done last about a shop.
pub async fn deeds(view: &mut PlatformView, about: TenantId) -> Result<Vec<DeedView>> {
    Ok(sqlx::query_as(
        "select created_at, actor, purpose, details from platform_audit
          where about_tenant = $1
          order by created_at desc, audit_id desc
          limit 50",
    )
    .bind(about)
    .fetch_all(&mut **view)
    .await?)
}

/// Who helped last at a shop.
pub async fn accesses(view: &mut PlatformView, about: TenantId, now: Instant) -> Result<Vec<AccessView>> {
    Ok(sqlx::query_as(
        "select access_id, staff_name, reason, created_at, entered_at, coalesce(ended_at, ends_at) as until,
                ended_at is null and ends_at > $2 as is_open
           from support_access
          where tenant_id = $1
          order by created_at desc, access_id desc
          limit 20",
    )
    .bind(about)
    .bind(now)
    .fetch_all(&mut **view)
    .await?)
}

/// What people of the provider's are called: id and name.
pub async fn staff_names(tx: &mut TenantTx) -> Result<Vec<(PersonId, String)>> {
    Ok(sqlx::query_as(
        "select person_id, name from person
          where tenant_id = $1 and role in ('support', 'finance', 'super_admin')
          order by person_id
          limit 500",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
