//! A promotion is stopped for a while, goes on, is put away, or comes back.

use db::TenantTx;
use kernel::Result;

use super::save_promotion::{lock, require_room};
use crate::model::{PromotionId, PromotionStatus};

/// Makes it so, if nobody changed it since `read`; doing it twice is doing it once. Gives what it was before, for taking it
/// back. A code that somebody else has by now is refused (`code`: `taken`).
pub async fn change_status(
    tx: &mut TenantTx,
    id: PromotionId,
    status: PromotionStatus,
    read: Option<i64>,
) -> Result<PromotionStatus> {
    lock(tx, id, read).await?;
    let before: PromotionStatus =
        sqlx::query_scalar("select status from promotion where tenant_id = $1 and promotion_id = $2")
            .bind(tx.tenant())
            .bind(id)
            .fetch_one(&mut **tx)
            .await?;
    if before == status {
        return Ok(before);
    }
    if before == PromotionStatus::Archived {
        require_room(tx).await?;
    }
    sqlx::query(
        "update promotion set status = $3, updated_at = $4, version = version + 1
          where tenant_id = $1 and promotion_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(status)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(before)
}
