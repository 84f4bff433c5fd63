//! Changing a category or moving it in the tree.

use db::TenantTx;
use kernel::{Error, Result};

use super::create_category::{CategoryInput, check_parent, lock_tree};
use super::refresh_products::refresh_products_of;
use crate::CategoryId;

/// Replaces every field; the slug stays when it is left out.
pub async fn update_category(tx: &mut TenantTx, id: CategoryId, input: &CategoryInput) -> Result<()> {
    let tree = lock_tree(tx).await?;
    let old_name = name_of(tx, id).await?.ok_or_else(Error::not_found)?;
    check_parent(&tree, Some(id), input.parent_id)?;
    sqlx::query(
        "update category
            set parent_id = $3, slug = coalesce($4, slug), name = $5, description = $6, active = $7, seo_title = $8,
                seo_description = $9, updated_at = $10
          where tenant_id = $1 and category_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(input.parent_id)
    .bind(&input.slug)
    .bind(&input.name)
    .bind(&input.description)
    .bind(input.active)
    .bind(&input.seo_title)
    .bind(&input.seo_description)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if old_name == input.name.as_str() {
        return Ok(());
    }
    refresh_products_of(tx, Some(id), None).await
}

async fn name_of(tx: &mut TenantTx, id: CategoryId) -> Result<Option<String>> {
    Ok(
        sqlx::query_scalar("select name from category where tenant_id = $1 and category_id = $2")
            .bind(tx.tenant())
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?,
    )
}
