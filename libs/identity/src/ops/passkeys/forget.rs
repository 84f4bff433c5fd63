//! All passkeys of somebody who starts over.

use db::TenantTx;
use kernel::{PersonId, Result};

/// Deletes them.
pub(crate) async fn forget_passkeys(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("delete from passkey where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
