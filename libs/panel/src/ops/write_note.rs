//! What staff remember of a shop.

use db::PlatformTx;
use kernel::{Error, Prose, Result, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::shop;
use crate::model::NoteId;

/// A note, as it is written.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// What to remember. Its shop never reads it.
    #[schema(value_type = String)]
    pub note: Prose<2000>,
}

/// Writes it; notes are added to only.
pub async fn write_note(tx: &mut PlatformTx, about: TenantId, author: &str, new: &NewNote) -> Result<NoteId> {
    shop::lock(tx, about).await?;
    let id: NoteId = tx.env().new_id();
    let by = tx
        .actor()
        .person()
        .ok_or_else(|| Error::fault("a note of nobody's"))?;
    let now = tx.now();
    sqlx::query(
        "insert into platform_note (note_id, about_tenant, written_at, author_id, author, note)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(about)
    .bind(now)
    .bind(by)
    .bind(author)
    .bind(&new.note)
    .execute(&mut **tx)
    .await?;
    tx.concerns(about, json!({ "note": id }));
    Ok(id)
}
