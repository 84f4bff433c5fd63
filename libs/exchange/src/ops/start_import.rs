//! A file that was looked at is to be applied.

use db::TenantTx;
use jobs::enqueue;
use kernel::Result;

use crate::ExchangeError;
use crate::jobs::ApplyImport;
use crate::model::ImportId;
use crate::queries::imports::find_import;

/// Leaves it to a job. `reason` stands at the counts of stock that it changes.
pub async fn start_import(tx: &mut TenantTx, id: ImportId, reason: String) -> Result<()> {
    let import = find_import(tx, id).await?;
    if import.fault_count > 0 {
        return Err(ExchangeError::ImportHasFaults.into());
    }
    let started = sqlx::query(
        "update product_import set status = 'applying', updated_at = $3
          where tenant_id = $1 and import_id = $2 and status = 'ready'",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if started == 0 {
        return Err(ExchangeError::ImportNotReady.into());
    }
    enqueue(tx, &ApplyImport { import: id, reason }).await?;
    Ok(())
}
