//! One log line and two metrics a request, and the span that says on every other line which request it belongs to; never
//! a path with ids, a query or an address.

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{HttpMessage as _, HttpRequest};
use kernel::Env;
use tracing::{Span, field};

use super::pattern::pattern;
use crate::shop::Shop;

/// Names one request in logs and answers.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl RequestId {
    /// The caller's `X-Request-Id` if it is a plain word, else a new one.
    pub fn of(req: &ServiceRequest, env: &Env) -> Self {
        let given = req.headers().get("x-request-id").and_then(|v| v.to_str().ok());
        let plain = |v: &&str| {
            (8..=64).contains(&v.len()) && v.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let id = given.filter(plain).map(str::to_owned);
        Self(id.unwrap_or_else(|| env.new_id::<kernel::id::Uuid>().to_string()))
    }
}

/// Stands around the request, so that whatever is logged in it tells its id, tenant and route. Of the highest level: a
/// log that shows errors only needs to know even more whose they are.
pub fn span(req: &ServiceRequest, id: &RequestId) -> Span {
    tracing::error_span!(
        "request",
        request_id = %id.0,
        tenant = field::Empty,
        method = method(req.request()),
        route = route(req.request()),
    )
}

/// Adds the tenant to the span, once the host has told it.
pub fn tell_tenant(req: &ServiceRequest) {
    if let Some(shop) = req.extensions().get::<Arc<Shop>>() {
        Span::current().record("tenant", field::display(shop.id));
    }
}

/// Writes the line and counts. The line gets id, tenant, method and route from the span.
pub fn finish<B: MessageBody>(response: &ServiceResponse<B>, took: Duration) {
    let req = response.request();
    let status = response.status().as_u16();
    let labels = [
        ("method", method(req).to_owned()),
        ("route", route(req)),
        ("status", status.to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels).record(took.as_secs_f64());
    metrics::histogram!("api_response_time_seconds", &labels).record(took.as_secs_f64());
    tracing::info!(
        target: "vitrina::request",
        status,
        ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
}

/// What people made up must not become a label.
fn method(req: &HttpRequest) -> &'static str {
    match req.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

fn route(req: &HttpRequest) -> String {
    pattern(req).map_or_else(|| "unmatched".into(), |pattern| pattern.to_string())
}
