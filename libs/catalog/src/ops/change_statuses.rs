//! Many products published, hidden or archived at once.

use db::TenantTx;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{ProductId, ProductStatus};

/// Which, and to what.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusChange {
    /// The products.
    #[validate(length(min = 1, max = 100))]
    pub ids: Vec<ProductId>,
    /// Their new status.
    pub status: ProductStatus,
}

/// Changes all of them or, when one is unknown, none.
pub async fn change_statuses(tx: &mut TenantTx, change: &StatusChange) -> Result<()> {
    let mut ids = change.ids.clone();
    ids.sort_unstable();
    ids.dedup();
    let changed: Vec<ProductId> = sqlx::query_scalar(
        "with locked as (
           select product_id from product where tenant_id = $1 and product_id = any ($2) order by product_id for update)
         update product p set status = $3, version = version + 1, updated_at = $4
           from locked
          where p.tenant_id = $1 and p.product_id = locked.product_id
          returning p.product_id",
    )
    .bind(tx.tenant())
    .bind(&ids)
    .bind(change.status)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?;
    if changed.len() == ids.len() {
        Ok(())
    } else {
        Err(Error::invalid("ids", "unknown"))
    }
}
