//! Groups of customers are made, named anew, and taken away.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::model::GroupId;

/// A group as somebody of the shop describes it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerGroupRequest {
    /// What the shop calls it.
    pub name: Line<80>,
}

/// Makes one.
pub async fn create_group(tx: &mut TenantTx, request: &CustomerGroupRequest) -> Result<GroupId> {
    let id: GroupId = tx.new_id();
    sqlx::query(
        "insert into customer_group (tenant_id, group_id, name, created_at, updated_at) values ($1, $2, $3, $4, $4)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&request.name)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Names one anew, if nobody else did since `read`.
pub async fn rename_group(
    tx: &mut TenantTx,
    id: GroupId,
    request: &CustomerGroupRequest,
    read: Option<i64>,
) -> Result<()> {
    let version: Option<i64> = sqlx::query_scalar(
        "select version from customer_group where tenant_id = $1 and group_id = $2 for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let version = version.ok_or_else(Error::not_found)?;
    if read.is_some_and(|read| read != version) {
        return Err(EdgeError::Stale.into());
    }
    sqlx::query(
        "update customer_group set name = $3, updated_at = $4, version = version + 1
          where tenant_id = $1 and group_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(&request.name)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes one away. Promotions that were for it alone are for nobody then.
pub async fn delete_group(tx: &mut TenantTx, id: GroupId) -> Result<()> {
    let gone = sqlx::query("delete from customer_group where tenant_id = $1 and group_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    if gone.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    Ok(())
}
