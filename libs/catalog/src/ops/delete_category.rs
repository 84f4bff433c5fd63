//! Deleting a category that nothing hangs on.

use db::TenantTx;
use kernel::{Error, Result};

use super::create_category::lock_tree;
use crate::jobs::delete_files;
use crate::{CatalogError, CategoryId};

/// Refuses (`category_in_use`) while it holds products, archived ones included, or other categories.
pub async fn delete_category(tx: &mut TenantTx, id: CategoryId) -> Result<()> {
    lock_tree(tx).await?;
    if is_used(tx, id).await? {
        return Err(CatalogError::CategoryInUse.into());
    }
    let picture: Option<Option<String>> = sqlx::query_scalar(
        "delete from category where tenant_id = $1 and category_id = $2 returning picture_key",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    delete_files(tx, picture.ok_or_else(Error::not_found)?).await
}

async fn is_used(tx: &mut TenantTx, id: CategoryId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from category where tenant_id = $1 and parent_id = $2)
             or exists (select from product where tenant_id = $1 and category_id = $2)",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?)
}
