//! Where a route's needs meet a shop's rights. Reading is always allowed: nobody loses sight of what is theirs.

use actix_web::HttpRequest;
use actix_web::http::Method;
use kernel::{Error, Result};

use super::Rights;
use crate::app::App;
use crate::edge::pattern;
use crate::errors::EdgeError;
use crate::routes::{Access, RouteSpec};
use crate::shop::Shop;

/// Where a shop changes what it subscribes to.
const WAY_OUT: &str = "/admin/plan";

/// Refuses staff what the shop's plan does not include, and any change to a shop that only reads.
pub fn admit_staff(req: &HttpRequest, app: &App, shop: &Shop) -> Result<()> {
    let Some(spec) = changing(req, app) else {
        return Ok(());
    };
    let rights = shop.rights(app.env.now());
    if !rights.writes() && !spec.when_unpaid {
        return Err(way_out(EdgeError::ReadOnly));
    }
    match spec.module {
        Some(module) if !rights.has(module) => Err(way_out(EdgeError::NotInPlan)),
        _ => Ok(()),
    }
}

/// Refuses customers what the shop cannot take just now. Why is the shop's affair, so they are not told.
pub fn admit_customer(req: &HttpRequest, app: &App, shop: &Shop) -> Result<()> {
    let Some(spec) = changing(req, app).filter(|spec| !matches!(spec.access, Access::Staff(_))) else {
        return Ok(());
    };
    let rights: Rights<'_> = shop.rights(app.env.now());
    match spec.module {
        Some(module) if !rights.writes() || !rights.has(module) => Err(EdgeError::ShopPaused.into()),
        _ => Ok(()),
    }
}

/// The route, if it changes something.
fn changing<'a>(req: &HttpRequest, app: &'a App) -> Option<&'a RouteSpec> {
    if matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return None;
    }
    app.routes.find(req.method(), &pattern(req)?)
}

/// The refusal, with the page where somebody of the shop can do something about it.
pub fn way_out(code: EdgeError) -> Error {
    Error::from(code).with("action", WAY_OUT)
}
