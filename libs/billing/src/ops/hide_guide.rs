//! What helps to begin is put away.

use db::TenantTx;
use db::bus::Topic;
use kernel::Result;

/// For good; a second time changes nothing.
pub async fn hide_guide(tx: &mut TenantTx) -> Result<()> {
    sqlx::query(
        "update subscription set guide_hidden_at = $2, updated_at = $2, version = version + 1
          where tenant_id = $1 and guide_hidden_at is null",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    Ok(())
}
