//! Errors on their way out: problem+json (RFC 9457) for programs, a helpful page for people.

use std::sync::Arc;

use actix_web::body::{BodySize, EitherBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use askama::Template;
use kernel::text::percent_encoded;
use kernel::{Error, ErrorCode, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use super::maintenance;
use super::observe::RequestId;
use super::pattern::pattern;
use crate::access::Visitor;
use crate::app::AppData;
use crate::errors::EdgeError;
use crate::failure::Failure;
use crate::page::Page;
use crate::shop::Shop;

/// An error as programs read it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Where the code is explained.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stable code.
    pub code: &'static str,
    /// The status's name.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What happened and what to do, in the caller's language.
    pub detail: String,
    /// Where a person of the shop can do something about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Which fields do not fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Names the request in the logs.
    pub request_id: String,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Path of the field.
    pub field: String,
    /// The stable field code.
    pub code: &'static str,
    /// What to do about it.
    pub detail: String,
}

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    text: String,
    /// Where a person of the shop can do something about it.
    action: Option<String>,
    /// Where to go from here.
    home: String,
    /// Where the shop itself is reached, by who is kept waiting.
    chat: Option<String>,
    phone: Option<String>,
    request_id: String,
}

/// Headers that tell of the body, which is another one now.
const OF_THE_BODY: [HeaderName; 3] = [
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
];

/// Gives every error its body; leaves everything else alone.
pub async fn errors<B: MessageBody + 'static>(
    response: ServiceResponse<EitherBody<B>>,
    app: &AppData,
) -> ServiceResponse<EitherBody<B>> {
    let Some(refusal) = refusal_of(&response) else {
        return response;
    };
    let (req, old) = response.into_parts();
    let mut rendered = render(&req, app, &refusal, old.status()).await;
    // A refusal may set cookies.
    for (name, value) in old.headers() {
        if !OF_THE_BODY.contains(name) {
            rendered.headers_mut().append(name.clone(), value.clone());
        }
    }
    if old.status() == StatusCode::METHOD_NOT_ALLOWED {
        tell_methods(&req, app, rendered.headers_mut());
    }
    ServiceResponse::new(req, rendered).map_into_right_body()
}

/// What the answer would have been allowed (RFC 9110 §15.5.6).
fn tell_methods(req: &HttpRequest, app: &AppData, headers: &mut HeaderMap) {
    let methods = app.routes.methods(&pattern(req).unwrap_or_default());
    if let Ok(value) = HeaderValue::from_str(&methods.join(", ")) {
        headers.insert(header::ALLOW, value);
    }
}

/// The refusal inside an error answer; a fault is logged here, once, and becomes `internal`.
fn refusal_of<B: MessageBody + 'static>(response: &ServiceResponse<EitherBody<B>>) -> Option<Refusal> {
    if let Some(error) = response.response().error() {
        return Some(match error.as_error::<Failure>() {
            Some(Failure(Error::Refused(refusal))) => (**refusal).clone(),
            Some(Failure(Error::Fault(fault))) => {
                log_fault(response.request(), fault.as_ref());
                plain(EdgeError::Internal.code())
            }
            None => plain(by_status(response.status())),
        });
    }
    let empty = matches!(
        response.response().body().size(),
        BodySize::None | BodySize::Sized(0)
    );
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    (is_error && empty && *response.request().method() != Method::HEAD)
        .then(|| plain(by_status(response.status())))
}

fn plain(code: ErrorCode) -> Refusal {
    Refusal {
        code,
        args: vec![],
        fields: vec![],
        retry_after: None,
    }
}

fn by_status(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::NOT_FOUND => EdgeError::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => EdgeError::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => EdgeError::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => EdgeError::UnsupportedMedia,
        StatusCode::SERVICE_UNAVAILABLE => EdgeError::Unavailable,
        s if s.is_client_error() => EdgeError::Unreadable,
        _ => EdgeError::Internal,
    }
    .code()
}

fn log_fault(req: &HttpRequest, fault: &(dyn std::error::Error + 'static)) {
    let mut chain = fault.to_string();
    let mut source = fault.source();
    while let Some(inner) = source {
        chain = format!("{chain}: {inner}");
        source = inner.source();
    }
    // In the log the span says so too; reports to Sentry carry the event alone.
    let extensions = req.extensions();
    let id = extensions
        .get::<RequestId>()
        .map(|r| r.0.as_str())
        .unwrap_or_default();
    let tenant = extensions.get::<Arc<Shop>>().map(|shop| shop.id.to_string());
    tracing::error!(
        request_id = id,
        tenant = tenant.unwrap_or_default(),
        route = pattern(req).as_deref().unwrap_or_default(),
        error = chain,
        "a request failed through our fault"
    );
}

async fn render(req: &HttpRequest, app: &AppData, refusal: &Refusal, fallback: StatusCode) -> HttpResponse {
    let status = StatusCode::from_u16(refusal.code.kind.status()).unwrap_or(fallback);
    let mut response = if wants_page(req) && maintenance::is_closed(refusal) {
        maintenance::page(req, app, refusal).unwrap_or_else(|_| problem(req, app, refusal, status))
    } else if wants_page(req) {
        page(req, app, refusal, status).await
    } else {
        problem(req, app, refusal, status)
    };
    if let Some(seconds) = refusal.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Pages are for browsers on addresses that are not the API's.
fn wants_page(req: &HttpRequest) -> bool {
    let path = req.path();
    let for_programs =
        path.starts_with("/api/") || path.starts_with("/webhooks/") || path.starts_with("/health");
    let accept = req
        .headers()
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("text/html");
    !for_programs && (accept.contains("text/html") || accept.contains("*/*"))
}

fn problem(req: &HttpRequest, app: &AppData, refusal: &Refusal, status: StatusCode) -> HttpResponse {
    let locale = locale(req);
    let args = borrowed(&refusal.args);
    let errors = refusal.fields.iter().map(|field| FieldProblem {
        field: field.field.clone(),
        code: field.code,
        detail: app
            .i18n
            .text(locale, &format!("field-{}", field.code), &borrowed(&field.args)),
    });
    let body = Problem {
        kind: format!("/api/docs#error-{}", refusal.code.code),
        code: refusal.code.code,
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        detail: app
            .i18n
            .text(locale, &format!("error-{}", refusal.code.code), &args),
        action: action(refusal),
        errors: errors.collect(),
        request_id: req
            .extensions()
            .get::<RequestId>()
            .map(|r| r.0.clone())
            .unwrap_or_default(),
    };
    HttpResponse::build(status)
        .content_type("application/problem+json")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(serde_json::to_string(&body).unwrap_or_default())
}

/// A refusal's argument of that name is a path of our own.
fn action(refusal: &Refusal) -> Option<String> {
    let mut args = refusal.args.iter();
    args.find(|(name, _)| *name == "action")
        .map(|(_, path)| path.clone())
}

fn borrowed<'a>(args: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    args.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn locale(req: &HttpRequest) -> kernel::Locale {
    let accepted = req
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok());
    accepted
        .and_then(kernel::Locale::from_accept_language)
        .unwrap_or_default()
}

/// Whether a page of another site asked for it, at an address that may stand inside one.
fn is_framed(req: &HttpRequest, app: &AppData) -> bool {
    let mut names = req.query_string().split('&').map(|pair| pair.split('=').next());
    let is_asked = names.any(|name| name == Some("embed"));
    is_asked && pattern(req).is_some_and(|pattern| app.routes.is_framed(&pattern))
}

/// To the page where one signs in, and from there back.
fn to_sign_in(req: &HttpRequest) -> HttpResponse {
    let next: String = crate::page::local_path(&req.uri().to_string())
        .unwrap_or("/")
        .to_owned();
    let to = format!("/login?next={}", percent_encoded(&next, b"/"));
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, to))
        .finish()
}

/// To the page where one sets it up.
fn to_second_factor() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, "/account/security?done=second-factor-needed"))
        .finish()
}

async fn page(req: &HttpRequest, app: &AppData, refusal: &Refusal, status: StatusCode) -> HttpResponse {
    if status == StatusCode::UNAUTHORIZED && *req.method() == Method::GET {
        return to_sign_in(req);
    }
    if refusal.code.code == EdgeError::SecondFactorNeeded.code().code && *req.method() == Method::GET {
        return to_second_factor();
    }
    let shop = req.extensions().get::<Arc<Shop>>().cloned();
    let is_lost = shop.is_none();
    let shop = match shop {
        Some(shop) => shop,
        // An unknown host still gets a page in our own dress.
        None => match app.shops.by_id(kernel::TenantId::PLATFORM).await {
            Ok(platform) => platform,
            Err(_) => return problem(req, app, refusal, status),
        },
    };
    let home = if is_lost {
        app.link(&shop.host, "/")
    } else {
        "/".into()
    };
    let known = Visitor::known(req);
    let locale = known
        .as_ref()
        .map_or_else(|| crate::access::locale_of(req, None, &shop), |v| v.locale);
    let args = borrowed(&refusal.args);
    let title_key = format!("error-title-{}", status.as_u16());
    let title = app
        .i18n
        .find(locale, &title_key, &[])
        .unwrap_or_else(|| app.i18n.text(locale, "error-title", &[]));
    let text = app
        .i18n
        .text(locale, &format!("error-{}", refusal.code.code), &args);
    let mut page = Page::bare(app.clone(), shop, locale, req, title, req.path().to_owned());
    if is_lost {
        // Nothing of a shop is served on this host, its colours neither.
        page.shop.brand_css.clear();
    } else if is_framed(req, app) {
        page = page.framed_in(req);
    }
    let waits = status == StatusCode::TOO_MANY_REQUESTS && !req.path().starts_with("/admin");
    let template = ErrorPage {
        chat: page.chat("").filter(|_| waits),
        phone: page.tenant().phone.clone().filter(|_| waits),
        page,
        status: status.as_u16(),
        action: action(refusal),
        text,
        home,
        request_id: req
            .extensions()
            .get::<RequestId>()
            .map(|r| r.0.clone())
            .unwrap_or_default(),
    };
    match crate::page::html_with(status, &template) {
        Ok(response) => response,
        Err(_) => problem(req, app, refusal, status),
    }
}
