//! Professionals, rooms, chairs and machines: added and changed. They are put out of use, never taken away: appointments
//! name them.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Result};

use crate::model::resource::ResourceRequest;
use crate::model::{ResourceId, ResourceKind};
use crate::queries::staff::is_staff;

/// Adds one.
pub async fn create_resource(
    tx: &mut TenantTx,
    request: &ResourceRequest,
    shop_zone: &str,
) -> Result<ResourceId> {
    require_staff(tx, request).await?;
    let id: ResourceId = tx.new_id();
    sqlx::query(
        "insert into resource
           (tenant_id, resource_id, kind, name, time_zone, rests_on_holidays, active, position, created_at, updated_at,
            person_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(request.kind)
    .bind(&request.name)
    .bind(request.time_zone.as_ref().map_or(shop_zone, |zone| zone.as_str()))
    .bind(request.rests_on_holidays)
    .bind(request.active)
    .bind(request.position)
    .bind(tx.now())
    .bind(request.person_id)
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Changes one, if nobody else did since `read`. Without a zone it keeps its own.
pub async fn update_resource(
    tx: &mut TenantTx,
    id: ResourceId,
    request: &ResourceRequest,
    read: Option<i64>,
) -> Result<()> {
    let version: Option<i64> = sqlx::query_scalar(
        "select version from resource where tenant_id = $1 and resource_id = $2 for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let version = version.ok_or_else(Error::not_found)?;
    if read.is_some_and(|read| read != version) {
        return Err(EdgeError::Stale.into());
    }
    require_staff(tx, request).await?;
    sqlx::query(
        "update resource
            set kind = $3, name = $4, time_zone = coalesce($5, time_zone), rests_on_holidays = $6, active = $7,
                position = $8, updated_at = $9, person_id = $10, version = version + 1
          where tenant_id = $1 and resource_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(request.kind)
    .bind(&request.name)
    .bind(request.time_zone.as_ref())
    .bind(request.rests_on_holidays)
    .bind(request.active)
    .bind(request.position)
    .bind(tx.now())
    .bind(request.person_id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A customer serves nobody, and nobody is a room.
async fn require_staff(tx: &mut TenantTx, request: &ResourceRequest) -> Result<()> {
    let Some(person) = request.person_id else {
        return Ok(());
    };
    if request.kind == ResourceKind::Thing {
        return Err(Error::invalid("person_id", "only_people"));
    }
    if !is_staff(tx, person).await? {
        return Err(Error::invalid("person_id", "not_a_choice"));
    }
    Ok(())
}
