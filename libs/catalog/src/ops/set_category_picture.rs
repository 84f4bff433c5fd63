//! The picture of a category.

use db::TenantTx;
use kernel::{Error, Result};

use crate::CategoryId;
use crate::jobs::delete_files;

/// Shows this picture (already stored), or none. The files of the old one go after the commit.
pub async fn set_category_picture(tx: &mut TenantTx, id: CategoryId, key: Option<&str>) -> Result<()> {
    let old: Option<Option<String>> = sqlx::query_scalar(
        "update category c set picture_key = $3, updated_at = $4
           from (select picture_key from category where tenant_id = $1 and category_id = $2 for update) old
          where c.tenant_id = $1 and c.category_id = $2
          returning old.picture_key",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(key)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    delete_files(tx, old.ok_or_else(Error::not_found)?).await
}
