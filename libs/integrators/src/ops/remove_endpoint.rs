//! Nothing is told at an address any more.

use db::TenantTx;
use kernel::{Error, Result};

use crate::model::EndpointId;

/// Forgets it, with its log.
pub async fn remove_endpoint(tx: &mut TenantTx, id: EndpointId) -> Result<()> {
    let done = sqlx::query("delete from event_endpoint where tenant_id = $1 and endpoint_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    match done.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}
