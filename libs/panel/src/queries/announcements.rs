//! What everybody who works at a shop is told, was told and will be told.

use db::PlatformView;
use kernel::{Instant, Result, TenantId};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{AnnouncementId, Level};

/// An announcement.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct AnnouncementView {
    /// Which.
    #[sqlx(rename = "announcement_id")]
    pub id: AnnouncementId,
    /// How weighty.
    pub level: Level,
    /// In Spanish.
    pub text_es: String,
    /// In English.
    pub text_en: String,
    /// From then on.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Instant,
    /// Until then.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Instant,
    /// When it was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Instant>,
}

/// The newest.
pub async fn list_announcements(view: &mut PlatformView) -> Result<Vec<AnnouncementView>> {
    Ok(sqlx::query_as(
        "select announcement_id, level, text_es, text_en, starts_at, ends_at, withdrawn_at from announcement
          order by ends_at desc, announcement_id desc
          limit 50",
    )
    .fetch_all(&mut **view)
    .await?)
}

/// After how many minutes visitors of all shops are told to come again; none while they are open.
pub async fn closed_for(view: &mut PlatformView) -> Result<Option<i16>> {
    Ok(
        sqlx::query_scalar("select maintenance_minutes from tenant where tenant_id = $1")
            .bind(TenantId::PLATFORM)
            .fetch_one(&mut **view)
            .await?,
    )
}
