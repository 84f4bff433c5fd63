//! The closed door: while something is mended, only what needs no database is served.

use std::sync::Arc;

use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use kernel::Refusal;

use super::pattern::pattern;
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

/// Whether this is that refusal, which has a page of its own.
pub fn is_closed(refusal: &Refusal) -> bool {
    refusal.code.code == EdgeError::Maintenance.code().code
}

/// The page that says when it is worth coming again, in our own dress.
pub fn page(req: &HttpRequest, app: &AppData, refusal: &Refusal) -> Answer<HttpResponse> {
    let shop = Arc::new(Shop::ourselves());
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
    page.shop.brand_css.clear();
    let template = ClosedPage {
        text: text("error-maintenance"),
        page,
    };
    html_with(StatusCode::SERVICE_UNAVAILABLE, &template)
}
