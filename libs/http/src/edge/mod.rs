//! Around every request: its id, its tenant, its log line, its metrics, its headers, and the shape of its errors.

mod cors;
mod count;
mod headers;
mod maintenance;
mod observe;
mod pattern;
mod render;
mod resolve;

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpRequest};
use db::cause::{Cause, acting};
use tracing::Instrument as _;

use crate::app::AppData;
use crate::errors::EdgeError;
use crate::failure::{Answer, Failure};
use crate::lookout::notice;
use crate::shop::Shop;

pub use count::{note, person as count_person};
pub(crate) use headers::Framed;
pub use headers::{Admits, admitting, framing_our_own};
pub use observe::RequestId;
pub(crate) use pattern::pattern;
pub use render::{FieldProblem, Problem};
pub use resolve::host_of;

/// The one middleware.
pub async fn edge<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let Some(app) = req.app_data::<AppData>().cloned() else {
        return Err(Failure(kernel::Error::fault("no application state")).into());
    };
    let started = std::time::Instant::now();
    let id = RequestId::of(&req, &app.env);
    req.extensions_mut().insert(id.clone());
    let span = observe::span(&req, &id);
    async {
        let mut response = answer(req, next, &app, &id).await?;
        forget_pages(&response, &app);
        headers::add(&mut response, &id);
        cors::tell(&mut response, &app);
        observe::finish(&response, started.elapsed());
        Ok(response)
    }
    .instrument(span)
    .await
}

async fn answer<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
    app: &AppData,
    id: &RequestId,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let admitted = admit(&req, app).await;
    observe::tell_tenant(&req);
    let is_admitted = admitted.is_ok();
    let outcome = match admitted {
        Ok(()) if cors::is_preflight(req.request()) && cors::is_listed(req.request(), app) => {
            req.into_response(cors::permit()).map_into_right_body()
        }
        // Jobs that the request enqueues carry its id, the audit log of what it changes its name too.
        Ok(()) => {
            let cause = Cause {
                action: app
                    .routes
                    .action(req.method(), &pattern(req.request()).unwrap_or_default()),
                trace: id.0.clone(),
            };
            acting(cause, jobs::with_trace(id.0.clone(), next.call(req)))
                .await?
                .map_into_left_body()
        }
        // Not `into_response`: on its way through actix's plain response the failure itself would be lost.
        Err(failure) => req.error_response(failure).map_into_right_body(),
    };
    notice(&outcome, app, is_admitted);
    Ok(render::errors(outcome, app).await)
}

/// Who was told that something changed sees it with the next request, on this replica before any announcement.
fn forget_pages<B>(response: &ServiceResponse<B>, app: &AppData) {
    let req = response.request();
    let pattern = pattern(req).unwrap_or_default();
    if response.status().as_u16() >= 400 {
        return;
    }
    if let Some(shop) = req.extensions().get::<Arc<Shop>>() {
        if app.routes.changes_pages(req.method(), &pattern) {
            app.pages.forget(shop.id);
        } else if app.routes.changes_times(req.method(), &pattern) {
            app.pages.forget_times(shop.id);
        }
    }
}

/// Which tenant, whether it is served, and whether the request may come from where it came.
async fn admit(req: &ServiceRequest, app: &AppData) -> Result<(), Failure> {
    refuse_nul(req)?;
    maintenance::refuse_while_closed(req, app)?;
    // Before the host is looked for: hosts can be made up without end.
    count::ceiling(req.request(), app)?;
    resolve::tenant(req, app).await?;
    let shop = req.extensions().get::<Arc<Shop>>().cloned();
    if let Some(shop) = shop {
        count::address(req.request(), app, &shop)?;
        maintenance::refuse_while_shop_closed(req.request(), app, &shop).await?;
    }
    refuse_cross_site(req.request(), app)
}

/// A NUL byte in an address is never meant well, and PostgreSQL would refuse it later.
fn refuse_nul(req: &ServiceRequest) -> Result<(), Failure> {
    if req.path().contains("%00") || req.path().contains('\0') {
        Err(EdgeError::Unreadable.into())
    } else {
        Ok(())
    }
}

/// Browsers say where a request comes from (Fetch metadata; `Origin`). What changes something must come from our own
/// pages, or for the API from a listed site; programs send neither header, and cannot be tricked into it.
fn refuse_cross_site(req: &HttpRequest, app: &AppData) -> Result<(), Failure> {
    let is_reading = matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_reading || cors::is_listed(req, app) {
        return Ok(());
    }
    let text = |name: &str| req.headers().get(name).map(|v| v.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return if matches!(site, "same-origin" | "none") {
            Ok(())
        } else {
            Err(EdgeError::CrossSite.into())
        };
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return Ok(());
    };
    let origin_host = origin.split_once("://").map_or("", |(_, host)| host);
    if text(header::HOST.as_str()) == Some(origin_host) {
        Ok(())
    } else {
        Err(EdgeError::CrossSite.into())
    }
}

/// For a path that knows other methods.
pub fn method_not_allowed() -> Ready<Answer> {
    ready(Err(EdgeError::MethodNotAllowed.into()))
}

/// For a path that nobody declared.
pub fn not_found() -> Ready<Answer> {
    ready(Err(EdgeError::NotFound.into()))
}
