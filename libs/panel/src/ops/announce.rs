//! What everybody who works at a shop is told.

use db::PlatformTx;
use db::bus::notify_everything;
use kernel::{Error, Instant, Line, Result, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::model::{AnnouncementId, Level};

/// A text with its time.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnnouncement {
    /// How weighty.
    pub level: Level,
    /// In Spanish.
    #[schema(value_type = String)]
    pub text_es: Line<300>,
    /// In English.
    #[schema(value_type = String)]
    pub text_en: Line<300>,
    /// From then on.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Instant,
    /// Until then.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Instant,
}

/// Writes it and tells every replica.
pub async fn announce(tx: &mut PlatformTx, new: &NewAnnouncement) -> Result<AnnouncementId> {
    let now = tx.now();
    if new.ends_at.seconds_since(new.starts_at) <= 0 || new.ends_at.seconds_since(now) <= 0 {
        return Err(Error::invalid("ends_at", "out_of_range"));
    }
    let id: AnnouncementId = tx.env().new_id();
    sqlx::query(
        "insert into announcement (announcement_id, level, text_es, text_en, starts_at, ends_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(new.level)
    .bind(&new.text_es)
    .bind(&new.text_en)
    .bind(new.starts_at)
    .bind(new.ends_at)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    tx.concerns(TenantId::PLATFORM, json!({ "announcement": id }));
    notify_everything(tx).await?;
    Ok(id)
}

/// Takes it back: nobody is shown it any more.
pub async fn withdraw(tx: &mut PlatformTx, id: AnnouncementId) -> Result<()> {
    let now = tx.now();
    let done = sqlx::query(
        "update announcement set withdrawn_at = $2 where announcement_id = $1 and withdrawn_at is null",
    )
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    tx.concerns(TenantId::PLATFORM, json!({ "announcement": id }));
    notify_everything(tx).await
}
