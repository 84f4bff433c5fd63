//! Services: made and changed. They are put out of use, never taken away: appointments name them.

use db::TenantTx;
use db::bus::Topic;
use http::EdgeError;
use kernel::{Error, Result, Slug};
use sqlx::types::Json;

use crate::model::service::{NeedRequest, ServiceRequest};
use crate::model::{ResourceId, ServiceId};

/// Most services of a shop.
const MOST: i64 = 500;

/// Makes one.
pub async fn create_service(tx: &mut TenantTx, request: &ServiceRequest) -> Result<ServiceId> {
    request.check()?;
    let id: ServiceId = tx.new_id();
    let slug = match &request.slug {
        Some(slug) => slug.clone(),
        None => free_slug(tx, request.name.as_str()).await?,
    };
    write(tx, id, slug.as_str(), request).await?;
    put_needs(tx, id, &request.needs).await?;
    tell_pages(tx);
    Ok(id)
}

/// Changes one, if nobody else did since `read`.
pub async fn update_service(
    tx: &mut TenantTx,
    id: ServiceId,
    request: &ServiceRequest,
    read: Option<i64>,
) -> Result<()> {
    request.check()?;
    let known: Option<(String, i64)> = sqlx::query_as(
        "select slug, version from service where tenant_id = $1 and service_id = $2 for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let (slug, version) = known.ok_or_else(Error::not_found)?;
    if read.is_some_and(|read| read != version) {
        return Err(EdgeError::Stale.into());
    }
    let slug = request.slug.as_ref().map_or(slug.as_str(), Slug::as_str);
    write(tx, id, slug, request).await?;
    put_needs(tx, id, &request.needs).await?;
    tell_pages(tx);
    Ok(())
}

/// Every page of the shop leads to the appointment book while something can be booked.
fn tell_pages(tx: &mut TenantTx) {
    tx.announce(Topic::Tenant, tx.tenant().0);
}

/// The first of the name, the name-2, … that no service has.
async fn free_slug(tx: &mut TenantTx, name: &str) -> Result<Slug> {
    let base = Slug::from_name(name).ok_or_else(|| Error::invalid("slug", "required"))?;
    let taken: Vec<String> = sqlx::query_scalar("select slug from service where tenant_id = $1 limit $2")
        .bind(tx.tenant())
        .bind(MOST)
        .fetch_all(&mut **tx)
        .await?;
    if i64::try_from(taken.len()).unwrap_or(MOST) >= MOST {
        return Err(Error::invalid("name", "too_many"));
    }
    let is_free = |slug: &Slug| !taken.iter().any(|other| other == slug.as_str());
    let mut numbered = (2..).map(|n| base.numbered(n));
    let free = if is_free(&base) {
        Some(base.clone())
    } else {
        numbered.find(is_free)
    };
    free.ok_or_else(|| Error::invalid("slug", "taken"))
}

async fn write(tx: &mut TenantTx, id: ServiceId, slug: &str, request: &ServiceRequest) -> Result<()> {
    let (days, from, to) = request.horizon.parts();
    sqlx::query(
        "insert into service
           (tenant_id, service_id, slug, name, description, place, price, deposit, duration, step, buffer_before,
            buffer_after, notice, horizon_kind, horizon_days, horizon_from, horizon_to, most_per_day, most_per_week,
            most_minutes_per_day, seats, needs_confirmation, cancel_until, policy, questions, active, position, created_at,
            updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
                 $24, $25, $26, $27, $28, $28)
         on conflict (tenant_id, service_id) do update
            set (slug, name, description, place, price, deposit, duration, step, buffer_before, buffer_after, notice,
                 horizon_kind, horizon_days, horizon_from, horizon_to, most_per_day, most_per_week, most_minutes_per_day,
                 seats, needs_confirmation, cancel_until, policy, questions, active, position, updated_at, version)
              = (excluded.slug, excluded.name, excluded.description, excluded.place, excluded.price, excluded.deposit,
                 excluded.duration, excluded.step, excluded.buffer_before, excluded.buffer_after, excluded.notice,
                 excluded.horizon_kind, excluded.horizon_days, excluded.horizon_from, excluded.horizon_to,
                 excluded.most_per_day, excluded.most_per_week, excluded.most_minutes_per_day, excluded.seats,
                 excluded.needs_confirmation, excluded.cancel_until, excluded.policy, excluded.questions, excluded.active,
                 excluded.position, excluded.updated_at, service.version + 1)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(slug)
    .bind(&request.name)
    .bind(&request.description)
    .bind(&request.place)
    .bind(request.price)
    .bind(request.deposit)
    .bind(request.duration)
    .bind(request.step())
    .bind(request.buffer_before)
    .bind(request.buffer_after)
    .bind(request.notice)
    .bind(request.horizon.kind())
    .bind(days)
    .bind(from)
    .bind(to)
    .bind(request.most_per_day)
    .bind(request.most_per_week)
    .bind(request.most_minutes_per_day)
    .bind(request.seats)
    .bind(request.needs_confirmation)
    .bind(request.cancel_until)
    .bind(&request.policy)
    .bind(Json(&request.questions))
    .bind(request.active)
    .bind(request.position)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who serves it, in place of who did.
async fn put_needs(tx: &mut TenantTx, id: ServiceId, needs: &[NeedRequest]) -> Result<()> {
    require_resources(tx, needs).await?;
    sqlx::query("delete from service_resource where tenant_id = $1 and service_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    for (number, need) in (0_i16..).zip(needs) {
        for server in &need.resources {
            sqlx::query(
                "insert into service_resource
                   (tenant_id, service_id, need, needs_all, resource_id, price, duration, weight)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(tx.tenant())
            .bind(id)
            .bind(number)
            .bind(need.all)
            .bind(server.resource_id)
            .bind(server.price)
            .bind(server.duration)
            .bind(server.weight)
            .execute(&mut **tx)
            .await?;
        }
    }
    Ok(())
}

async fn require_resources(tx: &mut TenantTx, needs: &[NeedRequest]) -> Result<()> {
    let wanted: Vec<ResourceId> = needs
        .iter()
        .flat_map(|need| &need.resources)
        .map(|one| one.resource_id)
        .collect();
    let known: Vec<ResourceId> = sqlx::query_scalar(
        "select resource_id from resource where tenant_id = $1 and resource_id = any ($2)",
    )
    .bind(tx.tenant())
    .bind(&wanted)
    .fetch_all(&mut **tx)
    .await?;
    if wanted.iter().all(|id| known.contains(id)) {
        Ok(())
    } else {
        Err(Error::invalid("needs", "not_a_choice"))
    }
}
