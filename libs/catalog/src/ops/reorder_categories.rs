//! The order of categories that stand side by side.

use db::TenantTx;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::create_category::lock_tree;
use crate::CategoryId;

/// Siblings in their new order.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryOrder {
    /// The category above them; none at the top.
    #[serde(default)]
    pub parent_id: Option<CategoryId>,
    /// They themselves; those left out keep their place.
    #[validate(length(min = 1, max = 1000))]
    pub ids: Vec<CategoryId>,
}

/// Puts them in this order. One that does not stand below that parent is refused.
pub async fn reorder_categories(tx: &mut TenantTx, order: &CategoryOrder) -> Result<()> {
    lock_tree(tx).await?;
    let moved = sqlx::query(
        "update category c set position = o.n - 1, updated_at = $4
           from unnest($3::uuid[]) with ordinality as o (category_id, n)
          where c.tenant_id = $1 and c.category_id = o.category_id and c.parent_id is not distinct from $2",
    )
    .bind(tx.tenant())
    .bind(order.parent_id)
    .bind(&order.ids)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if usize::try_from(moved).is_ok_and(|n| n == order.ids.len()) {
        Ok(())
    } else {
        Err(Error::invalid("ids", "unknown"))
    }
}
