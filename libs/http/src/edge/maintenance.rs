//! The closed door: while something is mended, only what needs no database is served.

use std::sync::Arc;

use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use askama::Template;
use kernel::{Refusal, TenantId};

use super::pattern::pattern;
use crate::access::Visitor;
use crate::app::AppData;
use crate::errors::EdgeError;
use crate::failure::{Answer, Failure};
use crate::page::{Page, html_with, local_path};
use crate::shop::Shop;

#[derive(Template)]
#[template(path = "errors/closed.html")]
struct ClosedPage {
    page: Page,
    text: String,
}

/// Refuses everything that is not served always. Looks nothing up: what is mended may be the database.
pub fn refuse_while_closed(req: &ServiceRequest, app: &AppData) -> Result<(), Failure> {
    let Some(seconds) = app.settings.closed_for else {
        return Ok(());
    };
    if pattern(req.request()).is_some_and(|pattern| app.routes.is_always(&pattern)) {
        return Ok(());
    }
    let refusal = kernel::Error::from(EdgeError::Maintenance).with("minutes", seconds.div_ceil(60));
    Err(Failure(refusal.retry_after(seconds)))
}

/// Refuses what is asked of a shop that the provider has closed, or of any while all are; the provider's own people go on
/// helping, and the platform's host stays open: there the door is opened again.
pub async fn refuse_while_shop_closed(req: &HttpRequest, app: &AppData, shop: &Shop) -> Result<(), Failure> {
    if shop.is_platform() {
        return Ok(());
    }
    let everybody = app.shops.by_id(TenantId::PLATFORM).await?.maintenance_minutes;
    let Some(minutes) = shop.maintenance_minutes.or(everybody) else {
        return Ok(());
    };
    let is_looks = pattern(req).is_some_and(|p| app.routes.is_always(&p) || app.routes.is_for_provider(&p));
    if is_looks || is_by_helper(req).await {
        return Ok(());
    }
    let minutes = u32::from(minutes.unsigned_abs());
    let refusal = kernel::Error::from(EdgeError::Maintenance).with("minutes", minutes);
    Err(Failure(refusal.retry_after(minutes * 60)))
}

async fn is_by_helper(req: &HttpRequest) -> bool {
    let visitor = Visitor::of(req).await;
    visitor.is_ok_and(|v| v.person.as_ref().is_some_and(|p| p.visit.is_some()))
}

/// Whether this is that refusal, which has a page of its own.
pub fn is_closed(refusal: &Refusal) -> bool {
    refusal.code.code == EdgeError::Maintenance.code().code
}

/// The page that says when it is worth coming again: in the looks of a shop that is closed alone, else in our own dress.
pub fn page(req: &HttpRequest, app: &AppData, refusal: &Refusal) -> Answer<HttpResponse> {
    let known = req.extensions().get::<Arc<Shop>>().cloned();
    let is_alone = known.is_some();
    let shop = known.unwrap_or_else(|| Arc::new(Shop::ourselves()));
    let locale = crate::access::locale_of(req, None, &shop);
    let text = |key: &str| {
        let args: Vec<(&str, &str)> = refusal.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        app.i18n.text(locale, key, &args)
    };
    let address = req.uri().to_string();
    let again = local_path(&address).filter(|_| *req.method() == Method::GET);
    let mut page = Page::bare(
        app.clone(),
        shop,
        locale,
        req,
        text("error-title-503"),
        again.unwrap_or("/").to_owned(),
    );
    if !is_alone {
        page.shop.brand_css.clear();
    }
    let template = ClosedPage {
        text: text("error-maintenance"),
        page,
    };
    html_with(StatusCode::SERVICE_UNAVAILABLE, &template)
}
