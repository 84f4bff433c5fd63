//! Services, and who serves them.

use db::TenantTx;
use kernel::{Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::service::{NeedRequest, ServerRequest};
use crate::model::{Horizon, Question, ResourceId, Service, ServiceId};

/// The columns of [`Service`].
macro_rules! service_columns {
    () => {
        "service_id, slug, name, description, place, price, deposit, duration, step, buffer_before, buffer_after, notice,
         horizon_kind, horizon_days, horizon_from, horizon_to, most_per_day, most_per_week, most_minutes_per_day, seats,
         needs_confirmation, cancel_until, policy, questions, active, position, version"
    };
}

/// A service as the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServiceView {
    /// Which.
    pub id: ServiceId,
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Minor units, tax included.
    pub price: i64,
    /// Of it, paid in advance.
    pub deposit: i64,
    /// ISO 4217.
    pub currency: String,
    /// Minutes.
    pub duration: i16,
    /// Minutes from one start to the next.
    pub step: i16,
    /// Minutes that its resources need before.
    pub buffer_before: i16,
    /// And after.
    pub buffer_after: i16,
    /// Minutes before the start until which it can be booked.
    pub notice: i32,
    /// How far ahead.
    pub horizon: Horizon,
    /// Appointments of it a day that a resource takes on.
    pub most_per_day: Option<i16>,
    /// And a week.
    pub most_per_week: Option<i16>,
    /// And minutes a day.
    pub most_minutes_per_day: Option<i16>,
    /// How many customers at once.
    pub seats: i16,
    /// Whether the shop says yes to each.
    pub needs_confirmation: bool,
    /// Minutes before the start until which a customer may move or cancel.
    pub cancel_until: i32,
    /// What happens to who cancels late.
    pub policy: Option<String>,
    /// What the customer is asked.
    pub questions: Vec<Question>,
    /// Whether it can be booked.
    pub active: bool,
    /// Its place in lists.
    pub position: i16,
    /// Whom and what it takes, all at once.
    pub needs: Vec<NeedView>,
    /// Grows with each change.
    pub version: i64,
}

/// One thing that a service needs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NeedView {
    /// Every one of them together, rather than any one.
    pub all: bool,
    /// Who can meet it.
    pub resources: Vec<ServerView>,
}

/// Who serves, and at which terms.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServerView {
    /// Who.
    pub resource_id: ResourceId,
    /// What they are called.
    pub name: String,
    /// With this one it costs that.
    pub price: Option<i64>,
    /// With this one it takes so many minutes.
    pub duration: Option<i16>,
    /// Share of what is given out by turns.
    pub weight: i16,
}

/// A resource of a service, as kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Server {
    pub service_id: ServiceId,
    pub need: i16,
    pub needs_all: bool,
    pub resource_id: ResourceId,
    pub name: String,
    pub price: Option<i64>,
    pub duration: Option<i16>,
    pub weight: i16,
}

/// One of them, by id.
pub async fn find_service(tx: &mut TenantTx, id: ServiceId) -> Result<Option<Service>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        service_columns!(),
        " from service where tenant_id = $1 and service_id = $2"
    ))
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?)
}

/// One of them, by id; it must be there.
pub async fn get_service(tx: &mut TenantTx, id: ServiceId) -> Result<Service> {
    find_service(tx, id).await?.ok_or_else(Error::not_found)
}

/// One that can be booked, by its address.
pub async fn find_by_slug(tx: &mut TenantTx, slug: &str) -> Result<Option<Service>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        service_columns!(),
        " from service where tenant_id = $1 and slug = $2 and active"
    ))
    .bind(tx.tenant())
    .bind(slug)
    .fetch_optional(&mut **tx)
    .await?)
}

/// All of them in the shop's order; only those that can be booked, or all.
pub async fn list_services(tx: &mut TenantTx, only_active: bool) -> Result<Vec<Service>> {
    Ok(sqlx::query_as(concat!(
        "select ",
        service_columns!(),
        " from service
          where tenant_id = $1 and (active or not $2)
          order by position, plain_text(name), service_id
          limit 500"
    ))
    .bind(tx.tenant())
    .bind(only_active)
    .fetch_all(&mut **tx)
    .await?)
}

/// Who serves these, in order of needs. Whoever cannot be booked is left out of what customers see.
pub(crate) async fn list_servers(
    tx: &mut TenantTx,
    of: &[ServiceId],
    only_active: bool,
) -> Result<Vec<Server>> {
    Ok(sqlx::query_as(
        "select s.service_id, s.need, s.needs_all, s.resource_id, r.name, s.price, s.duration, s.weight
           from service_resource s
           join resource r on r.tenant_id = $1 and r.resource_id = s.resource_id
          where s.tenant_id = $1 and s.service_id = any ($2) and (r.active or s.needs_all or not $3)
          order by s.service_id, s.need, r.position, plain_text(r.name), s.resource_id",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(only_active)
    .fetch_all(&mut **tx)
    .await?)
}

/// These services as the API shows them.
pub async fn view_services(
    tx: &mut TenantTx,
    services: Vec<Service>,
    currency: &str,
    only_active: bool,
) -> Result<Vec<ServiceView>> {
    let ids: Vec<_> = services.iter().map(|service| service.service_id).collect();
    let servers = list_servers(tx, &ids, only_active).await?;
    services
        .into_iter()
        .map(|service| view(service, &servers, currency))
        .collect()
}

/// One as the API shows it.
pub async fn view_service(
    tx: &mut TenantTx,
    service: Service,
    currency: &str,
    only_active: bool,
) -> Result<ServiceView> {
    let servers = list_servers(tx, &[service.service_id], only_active).await?;
    view(service, &servers, currency)
}

fn view(service: Service, servers: &[Server], currency: &str) -> Result<ServiceView> {
    let own: Vec<_> = servers
        .iter()
        .filter(|server| server.service_id == service.service_id)
        .collect();
    let needs = own
        .chunk_by(|one, next| one.need == next.need)
        .map(NeedView::of)
        .collect();
    Ok(ServiceView {
        horizon: service.horizon()?,
        id: service.service_id,
        slug: service.slug,
        name: service.name,
        description: service.description,
        place: service.place,
        price: service.price,
        deposit: service.deposit,
        currency: currency.to_owned(),
        duration: service.duration,
        step: service.step,
        buffer_before: service.buffer_before,
        buffer_after: service.buffer_after,
        notice: service.notice,
        most_per_day: service.most_per_day,
        most_per_week: service.most_per_week,
        most_minutes_per_day: service.most_minutes_per_day,
        seats: service.seats,
        needs_confirmation: service.needs_confirmation,
        cancel_until: service.cancel_until,
        policy: service.policy,
        questions: service.questions.0,
        active: service.active,
        position: service.position,
        needs,
        version: service.version,
    })
}

impl NeedView {
    fn of(servers: &[&Server]) -> Self {
        let all = servers.first().is_some_and(|server| server.needs_all);
        let resources = servers.iter().map(|server| ServerView::of(server)).collect();
        Self { all, resources }
    }
}

impl ServerView {
    fn of(server: &Server) -> Self {
        Self {
            resource_id: server.resource_id,
            name: server.name.clone(),
            price: server.price,
            duration: server.duration,
            weight: server.weight,
        }
    }
}

impl From<&NeedView> for NeedRequest {
    fn from(need: &NeedView) -> Self {
        let server = |server: &ServerView| ServerRequest {
            resource_id: server.resource_id,
            price: server.price,
            duration: server.duration,
            weight: server.weight,
        };
        Self {
            all: need.all,
            resources: need.resources.iter().map(server).collect(),
        }
    }
}
