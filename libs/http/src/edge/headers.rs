//! Headers on every answer (OWASP secure headers).

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{self, HeaderName, HeaderValue};

use super::observe::RequestId;
use crate::limits::Verdict;

/// Nothing from elsewhere, nothing inline, no frames.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    manifest-src 'self'";

const FIXED: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (
        header::STRICT_TRANSPORT_SECURITY,
        "max-age=63072000; includeSubDomains; preload",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        header::PERMISSIONS_POLICY,
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Who may show the answer in a page of theirs (Fetch, "Cross-Origin-Resource-Policy"); pictures say that everybody may.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Answers of the API tell of people and their orders; what may be kept says so itself.
const UNKEPT: HeaderValue = HeaderValue::from_static("no-store");

/// Adds them. A page with a narrow purpose may have set a policy of its own.
pub fn add<B: MessageBody>(response: &mut ServiceResponse<B>, id: &RequestId) {
    let is_api = response.request().path().starts_with("/api/");
    let verdict = response.request().extensions().get::<Verdict>().copied();
    let headers = response.headers_mut();
    if let Some(verdict) = verdict {
        verdict.write(headers);
    }
    let own_policy = headers.get(header::CONTENT_SECURITY_POLICY).cloned();
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, UNKEPT);
    }
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(policy) = own_policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !headers.contains_key(RESOURCE_POLICY) {
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}
