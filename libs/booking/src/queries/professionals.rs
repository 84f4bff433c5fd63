//! Whom a customer may choose for a service.

use db::TenantTx;
use kernel::Result;
use sqlx::FromRow;

use crate::model::{ResourceId, ServiceId};

/// Somebody who serves it, and at which terms.
#[derive(Debug, Clone, FromRow)]
pub struct Professional {
    /// What.
    pub service_id: ServiceId,
    /// Who.
    pub resource_id: ResourceId,
    /// What they are called.
    pub name: String,
    /// With this one it costs that.
    pub price: Option<i64>,
    /// With this one it takes so many minutes.
    pub duration: Option<i16>,
}

/// Of each of these services, those of the first need that any one person can meet: rooms, and people who are needed
/// together, are nobody's choice.
pub async fn list_professionals(tx: &mut TenantTx, of: &[ServiceId]) -> Result<Vec<Professional>> {
    Ok(sqlx::query_as(
        "select s.service_id, s.resource_id, r.name, s.price, s.duration
           from service_resource s
           join resource r on r.tenant_id = $1 and r.resource_id = s.resource_id
          where s.tenant_id = $1 and s.service_id = any ($2) and r.active and r.kind = 'person' and not s.needs_all
            and s.need = (select min(f.need)
                            from service_resource f
                            join resource p on p.tenant_id = $1 and p.resource_id = f.resource_id
                           where f.tenant_id = $1 and f.service_id = s.service_id and p.active and p.kind = 'person'
                             and not f.needs_all)
          order by s.service_id, r.position, plain_text(r.name), s.resource_id",
    )
    .bind(tx.tenant())
    .bind(of)
    .fetch_all(&mut **tx)
    .await?)
}
