//! What follows when somebody of the provider's changes or leaves.

use db::PlatformTx;
use identity::model::Status;
use kernel::{PersonId, Result, Role, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

/// The new role and standing.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffChange {
    /// `support`, `finance` or `super_admin`.
    pub role: Role,
    /// Whether they may sign in.
    pub status: Status,
}

/// Has somebody out of every shop, whatever was agreed there. Goes before the change itself, in the same transaction: who
/// enters meanwhile waits for the row, and finds it ended.
pub async fn end_all_support(tx: &mut PlatformTx, staff: PersonId) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "update support_access set ended_at = $2 where staff_id = $1 and ends_at > $2 and ended_at is null",
    )
    .bind(staff)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    tx.concerns(TenantId::PLATFORM, json!({ "staff": staff }));
    Ok(())
}
