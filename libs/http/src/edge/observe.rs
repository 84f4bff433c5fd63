//! One log line and two metrics a request; never a path with ids, a query or an address.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use kernel::Env;

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

/// Writes the line and counts.
pub fn finish<B: MessageBody>(response: &ServiceResponse<B>, id: &RequestId, took: Duration) {
    let req = response.request();
    let status = response.status();
    let route = req.match_pattern().unwrap_or_else(|| "unmatched".into());
    let method = match req.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
        _ => "other",
    };
    let tenant = req
        .extensions()
        .get::<Arc<Shop>>()
        .map(|shop| shop.id.to_string())
        .unwrap_or_default();
    let labels = [
        ("method", method.to_owned()),
        ("route", route.clone()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels).record(took.as_secs_f64());
    metrics::histogram!("api_response_time_seconds", &labels).record(took.as_secs_f64());
    tracing::info!(
        target: "vitrina::request",
        request_id = %id.0,
        tenant,
        method,
        route,
        status = status.as_u16(),
        ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
}
