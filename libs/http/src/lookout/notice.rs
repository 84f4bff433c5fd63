//! What the edge sees of every request: the refusals that tell of somebody who tries.

use std::sync::Arc;

use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use actix_web::{HttpMessage as _, HttpRequest};
use kernel::{Error, TenantId};

use super::{Kind, Sighting, log};
use crate::access::{Visitor, client_address};
use crate::app::App;
use crate::edge::pattern;
use crate::failure::Failure;
use crate::shop::Shop;

/// In a request's extensions: it brought a token that we never made, or that is another shop's.
#[derive(Debug, Clone, Copy)]
pub struct Forged;

impl Forged {
    /// Says it of a request; it is counted once, whatever the answer.
    pub fn mark(req: &HttpRequest) {
        req.extensions_mut().insert(Self);
    }
}

/// Counts what the answer tells. `admitted`: the request came as far as its handler.
pub fn notice<B>(response: &ServiceResponse<B>, app: &App, admitted: bool) {
    let req = response.request();
    if req.extensions().get::<Forged>().is_some() {
        see(req, app, Kind::ForgedToken);
    }
    let failure = response.response().error().and_then(|e| e.as_error::<Failure>());
    let Some(Failure(Error::Refused(refusal))) = failure else {
        return;
    };
    match (refusal.code.code, refusal.code.kind.status()) {
        ("cross_site_request", _) if admitted => see(req, app, Kind::CsrfRefused),
        ("cross_site_request", _) => see(req, app, Kind::CrossSiteRefused),
        ("forbidden", _) => see(req, app, Kind::PermissionDenied),
        // Of a lock the sign-in itself tells.
        ("too_many_attempts", _) => {}
        (_, 429) => see(req, app, Kind::RateLimited),
        ("not_found", _) if names_an_id(req) => {
            with(req, app, Kind::IdGuessing, |sighting| {
                app.lookout.see_unknown_id(sighting);
            });
        }
        _ => {}
    }
}

fn see(req: &HttpRequest, app: &App, kind: Kind) {
    with(req, app, kind, |sighting| {
        if app.lookout.see(sighting) {
            log(sighting);
        }
    });
}

fn with(req: &HttpRequest, app: &App, kind: Kind, then: impl FnOnce(Sighting<'_>)) {
    let agent = req
        .headers()
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok());
    let tenant = req
        .extensions()
        .get::<Arc<Shop>>()
        .map_or(TenantId::PLATFORM, |shop| shop.id);
    then(Sighting {
        tenant,
        kind,
        address: client_address(req, &app.settings.trusted_proxies),
        agent: agent.unwrap_or_default(),
        person: Visitor::known(req).and_then(|v| v.person.as_ref().map(|p| p.person_id)),
    });
}

/// Names of pages and pictures are no ids: old links to them are met by everybody.
fn names_an_id(req: &HttpRequest) -> bool {
    pattern(req).is_some_and(|pattern| pattern.contains("{id}"))
}
