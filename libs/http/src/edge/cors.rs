//! Scripts of other sites (Fetch, "CORS protocol"): the listed ones may call the API, with credentials. Everybody else is
//! told nothing, so that their browsers refuse.

use std::sync::Arc;

use actix_web::dev::ServiceResponse;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};

use crate::app::App;
use crate::shop::Shop;

const METHODS: &str = "GET, POST, PUT, PATCH, DELETE";
/// What the API reads besides what any script may send.
const TAKEN: &str = "authorization, content-type, idempotency-key, if-match, if-none-match, x-cart-token, x-csrf-token, x-request-id, x-wishlist-token";
/// What the API says besides what any script may read.
const GIVEN: &str = "etag, idempotent-replayed, location, ratelimit-limit, ratelimit-policy, ratelimit-remaining, \
    ratelimit-reset, retry-after, x-cart-token, x-request-id, x-wishlist-token";
/// Seconds that a browser need not ask again; who is taken off the list soon notices.
const REMEMBERED: &str = "600";

/// Whether a script of a listed site asks for something of the API.
pub fn is_listed(req: &HttpRequest, app: &App) -> bool {
    listed_origin(req, app).is_some()
}

/// Whether a browser only asks what such a script may do.
pub fn is_preflight(req: &HttpRequest) -> bool {
    *req.method() == Method::OPTIONS && req.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// What it may do. [`tell`] adds to whom this is said.
pub fn permit() -> HttpResponse {
    HttpResponse::build(StatusCode::NO_CONTENT)
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, METHODS))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, TAKEN))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, REMEMBERED))
        .finish()
}

/// Says on an answer of the API, whatever it is, that the listed site's script may read it.
pub fn tell<B>(response: &mut ServiceResponse<B>, app: &App) {
    if !is_api(response.request()) {
        return;
    }
    let listed = listed_origin(response.request(), app);
    let headers = response.headers_mut();
    // Also when nothing is said: what is kept for one site must not be given to another.
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = listed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(GIVEN),
        );
    }
}

fn is_api(req: &HttpRequest) -> bool {
    req.path().starts_with("/api/")
}

/// The `Origin`, byte for byte on the platform's list or the shop's.
fn listed_origin(req: &HttpRequest, app: &App) -> Option<HeaderValue> {
    let mut origins = req.headers().get_all(header::ORIGIN);
    let (origin, another) = (origins.next()?, origins.next());
    if !is_api(req) || another.is_some() {
        return None;
    }
    let is_on = |list: &[String]| list.iter().any(|listed| listed.as_bytes() == origin.as_bytes());
    let shop = req.extensions().get::<Arc<Shop>>().cloned();
    let is_listed = is_on(&app.settings.allowed_origins) || shop.is_some_and(|s| is_on(&s.allowed_origins));
    is_listed.then(|| origin.clone())
}
