//! Shops.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use billing::model::figures::ShopPlan;
use billing::ops::steer::{GivenPlan, LongerTrial};
use billing::queries::figures::plan_of;
use db::PlatformView;
use http::{Answer, Can, Json, Query, permit};
use kernel::{Error, PageQuery, TenantId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::about::About;
use super::super::deeds;
use crate::model::NoteId;
use crate::ops::{Choosing, Closing, NewNote, SupportRequest, Suspending};
use crate::queries::flags::{ShopFlag, flags_of};
use crate::queries::history::{AccessView, DeedView, NoteView, accesses, deeds as deeds_about, notes};
use crate::queries::tenants::{TenantFilter, TenantLine, get_tenant, list_tenants};

/// Which shops.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TenantQuery {
    /// Part of a name, short name, host or owner's address.
    search: Option<String>,
    /// `active`, `suspended` or `closed`.
    status: Option<String>,
    /// What the page before gave.
    #[param(value_type = Option<String>)]
    cursor: Option<TenantId>,
    /// Rows a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// One page of shops.
#[derive(Debug, Serialize, ToSchema)]
pub struct TenantList {
    data: Vec<TenantLine>,
    /// Leads to the next page; left out on the last one.
    cursor: Option<TenantId>,
}

/// A shop as the panel shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TenantView {
    #[serde(flatten)]
    tenant: TenantLine,
    /// What it subscribes to; left out while it was never asked to.
    plan: Option<ShopPlan>,
    flags: Vec<ShopFlag>,
    notes: Vec<NoteView>,
    support_accesses: Vec<AccessView>,
    history: Vec<DeedView>,
}

/// A note that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct Noted {
    id: NoteId,
}

/// A support access that waits for who asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportOpened {
    /// Lets in once.
    enter_url: String,
}

/// `GET /platform/tenants`.
pub async fn list(ctx: Can<permit::RunPlatform>, query: Query<TenantQuery>) -> Answer {
    let limit = PageQuery::of(None, query.limit)?.limit;
    let filter = TenantFilter {
        search: query.search.clone().map(|text| text.chars().take(100).collect()),
        status: query.status.clone(),
        after: query.cursor,
    };
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let data = list_tenants(&mut view, &filter, i64::from(limit)).await?;
    let is_full = u32::try_from(data.len()).is_ok_and(|rows| rows == limit);
    let cursor = data.last().filter(|_| is_full).map(|last| last.id);
    Ok(HttpResponse::Ok().json(TenantList { data, cursor }))
}

/// `GET /platform/tenants/{id}`.
pub async fn show(about: About<permit::RunPlatform>) -> Answer {
    let (id, now) = (about.tenant, about.app.env.now());
    let mut view = PlatformView::begin(&about.app.pools.platform).await?;
    let shown = TenantView {
        tenant: get_tenant(&mut view, id).await?,
        plan: plan_of(&mut view, id).await?,
        flags: flags_of(&mut view, id).await?,
        notes: notes(&mut view, id).await?,
        support_accesses: accesses(&mut view, id, now).await?,
        history: deeds_about(&mut view, id).await?,
    };
    Ok(HttpResponse::Ok().json(shown))
}

/// `POST /platform/tenants/{id}/notes`.
pub async fn note(about: About<permit::RunPlatform>, body: Json<NewNote>) -> Answer {
    let id = deeds::note(&about, about.tenant, &body).await?;
    Ok(HttpResponse::Created().json(Noted { id }))
}

/// `POST /platform/tenants/{id}/suspend`.
pub async fn suspend(about: About<permit::SteerShops>, body: Json<Suspending>) -> Answer {
    deeds::suspend(&about, about.tenant, &body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /platform/tenants/{id}/reactivate`.
pub async fn reactivate(about: About<permit::SteerShops>) -> Answer {
    deeds::reactivate(&about, about.tenant).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /platform/tenants/{id}/maintenance`.
pub async fn close(about: About<permit::SteerShops>, body: Json<Closing>) -> Answer {
    deeds::close(&about, about.tenant, *body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /platform/tenants/{id}/flags/{flag}`.
pub async fn choose(about: About<permit::SteerShops>, req: HttpRequest, body: Json<Choosing>) -> Answer {
    let flag = req.match_info().get("flag").unwrap_or_default();
    deeds::choose(&about, about.tenant, flag, *body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /platform/tenants/{id}/trial`.
pub async fn prolong(about: About<permit::SteerShops>, body: Json<LongerTrial>) -> Answer {
    deeds::prolong(&about, about.tenant, *body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /platform/tenants/{id}/plan`.
pub async fn give(about: About<permit::SteerShops>, body: Json<GivenPlan>) -> Answer {
    deeds::give(&about, about.tenant, &body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /platform/tenants/{id}/support-accesses`.
pub async fn ask_to_help(about: About<permit::EnterShops>, body: Json<SupportRequest>) -> Answer {
    let enter_url = deeds::ask_to_help(&about, about.tenant, &body).await?;
    Ok(HttpResponse::Created().json(SupportOpened { enter_url }))
}

/// `DELETE /platform/tenants/{id}/support-accesses/{access}`.
pub async fn end_help(about: About<permit::EnterShops>, req: HttpRequest) -> Answer {
    let named = req.match_info().get("access").and_then(|id| id.parse().ok());
    deeds::end_help(&about, about.tenant, named.ok_or_else(Error::not_found)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
