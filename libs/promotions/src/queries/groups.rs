//! Groups of customers.

use db::TenantTx;
use kernel::{Error, Instant, PersonId, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::GroupId;

/// A group.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct CustomerGroup {
    /// Which.
    #[sqlx(rename = "group_id")]
    pub id: GroupId,
    /// What the shop calls it.
    pub name: String,
    /// How many customers are in it.
    pub members: i64,
    /// Grows with each change of its name.
    pub version: i64,
    /// When it was made.
    pub created_at: Instant,
}

/// A customer in a group.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct GroupMember {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// Since when.
    pub added_at: Instant,
}

/// All of them, by name.
pub async fn list_groups(tx: &mut TenantTx) -> Result<Vec<CustomerGroup>> {
    Ok(sqlx::query_as(
        "select g.group_id, g.name, g.version, g.created_at,
                (select count(*) from customer_group_member m where m.tenant_id = $1 and m.group_id = g.group_id) as members
           from customer_group g
          where g.tenant_id = $1
          order by plain_text(g.name), g.group_id
          limit 500",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}

/// One of them.
pub async fn get_group(tx: &mut TenantTx, id: GroupId) -> Result<CustomerGroup> {
    sqlx::query_as(
        "select g.group_id, g.name, g.version, g.created_at,
                (select count(*) from customer_group_member m where m.tenant_id = $1 and m.group_id = g.group_id) as members
           from customer_group g
          where g.tenant_id = $1 and g.group_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// Who is in it, by name: the first thousand.
pub async fn list_members(tx: &mut TenantTx, id: GroupId) -> Result<Vec<GroupMember>> {
    Ok(sqlx::query_as(
        "select p.person_id, p.name, p.email, m.added_at
           from customer_group_member m
           join person p on p.tenant_id = $1 and p.person_id = m.person_id
          where m.tenant_id = $1 and m.group_id = $2
          order by plain_text(p.name), p.person_id
          limit 1000",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?)
}
