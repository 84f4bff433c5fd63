//! Who of the staff serves, and as which professional.

use db::TenantTx;
use kernel::{PersonId, Result, Role};
use sqlx::FromRow;

use crate::model::ResourceId;

/// Somebody of the staff, whom a professional can be.
#[derive(Debug, Clone, FromRow)]
pub struct StaffMember {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Where they sign in.
    pub email: String,
}

/// Those who may sign in, by name.
pub async fn list_staff(tx: &mut TenantTx) -> Result<Vec<StaffMember>> {
    Ok(sqlx::query_as(
        "select person_id, name, email from person
          where tenant_id = $1 and role = any ($2) and status = 'active'
          order by plain_text(name), person_id
          limit 500",
    )
    .bind(tx.tenant())
    .bind(Role::STAFF.map(Role::as_str))
    .fetch_all(&mut **tx)
    .await?)
}

/// Whether this is somebody of the staff.
pub async fn is_staff(tx: &mut TenantTx, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (select from person where tenant_id = $1 and person_id = $2 and role = any ($3))",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(Role::STAFF.map(Role::as_str))
    .fetch_one(&mut **tx)
    .await?)
}

/// Which professional somebody is, if one.
pub async fn find_own_resource(tx: &mut TenantTx, person: PersonId) -> Result<Option<ResourceId>> {
    Ok(
        sqlx::query_scalar("select resource_id from resource where tenant_id = $1 and person_id = $2")
            .bind(tx.tenant())
            .bind(person)
            .fetch_optional(&mut **tx)
            .await?,
    )
}
