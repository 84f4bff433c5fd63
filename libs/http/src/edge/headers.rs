//! Headers on every answer (OWASP secure headers).

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};

use super::observe::RequestId;
use crate::limits::{Verdict, tell_wait};

/// Nothing from elsewhere, nothing inline, no frames.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    manifest-src 'self'";

const NO_FRAMES: &str = "frame-ancestors 'none'";

/// Other sites whose pages may show this answer in a frame: put on the request by a handler that means it.
#[derive(Debug, Clone)]
pub(crate) struct Framed(String);

impl Framed {
    /// By these origins and by nobody else; by ourselves where a page of ours asks, which shows what others will see.
    pub(crate) fn by(origins: &[String], req: &HttpRequest) -> Self {
        let ours = is_asked_by_us(req).then_some("'self'");
        let others = origins.iter().map(String::as_str);
        Self(others.chain(ours).collect::<Vec<_>>().join(" "))
    }

    /// Says so of the answer to this request.
    pub(crate) fn mark(self, req: &HttpRequest) {
        req.extensions_mut().insert(self);
    }

    /// A list without an origin is nobody's, so the answer keeps what it has.
    fn permit(&self, headers: &mut HeaderMap) {
        let policy = CONTENT_SECURITY_POLICY.replace(NO_FRAMES, &format!("frame-ancestors {}", self.0));
        if let (false, Ok(policy)) = (self.0.is_empty(), HeaderValue::from_str(&policy)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            // It knows no lists, and browsers that know the policy go by that.
            headers.remove(header::X_FRAME_OPTIONS);
        }
    }
}

/// As browsers say it, which no page can have them say otherwise.
fn is_asked_by_us(req: &HttpRequest) -> bool {
    let says = |name: &str, value: &str| req.headers().get(name).is_some_and(|said| said == value);
    says("sec-fetch-dest", "iframe") && says("sec-fetch-site", "same-origin")
}

/// Lets a page show pages of ours in frames.
pub fn framing_our_own(response: &mut HttpResponse) {
    let policy = format!("{CONTENT_SECURITY_POLICY}; frame-src 'self'");
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Other sites that one page needs, as origins: whose scripts it runs, whom they ask, whose pages it shows in frames, and
/// where its forms lead besides ourselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admits {
    /// Whose scripts run.
    pub scripts: Vec<String>,
    /// Whom scripts ask.
    pub connects: Vec<String>,
    /// Whose pages stand in frames.
    pub frames: Vec<String>,
    /// Where forms lead.
    pub forms: Vec<String>,
}

impl Admits {
    fn policy(&self) -> String {
        let with_us = |policy: String, what: &str, others: &[String]| {
            let ours = format!("{what} 'self'");
            let all = format!("{ours} {}", others.join(" "));
            policy.replace(&ours, all.trim_end())
        };
        let policy = with_us(CONTENT_SECURITY_POLICY.to_owned(), "script-src", &self.scripts);
        let policy = with_us(policy, "connect-src", &self.connects);
        let policy = with_us(policy, "form-action", &self.forms);
        match self.frames.as_slice() {
            [] => policy,
            frames => format!("{policy}; frame-src {}", frames.join(" ")),
        }
    }
}

/// Lets a page have what it needs of these sites, and of no others.
pub fn admitting(response: &mut HttpResponse, others: &Admits) {
    if let Ok(policy) = HeaderValue::from_str(&others.policy()) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

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
    let framed = response.request().extensions().get::<Framed>().cloned();
    let is_too_much = response.status() == StatusCode::TOO_MANY_REQUESTS;
    let headers = response.headers_mut();
    if let Some(verdict) = verdict {
        verdict.write(headers);
    }
    if is_too_much {
        tell_wait(headers, verdict);
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
    if let Some(framed) = framed {
        framed.permit(headers);
    }
    if !headers.contains_key(RESOURCE_POLICY) {
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}

#[cfg(test)]
mod tests {
    use super::{Admits, CONTENT_SECURITY_POLICY};

    #[test]
    fn a_page_admits_what_it_names_and_nothing_else() {
        assert_eq!(Admits::default().policy(), CONTENT_SECURITY_POLICY);
        let of = |name: &str| vec![format!("https://{name}.example.com")];
        let policy = Admits {
            scripts: of("a"),
            connects: of("b"),
            frames: of("c"),
            forms: of("d"),
        }
        .policy();
        for part in [
            "script-src 'self' https://a.example.com;",
            "connect-src 'self' https://b.example.com;",
            "form-action 'self' https://d.example.com;",
            "style-src 'self';",
            "; frame-src https://c.example.com",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
    }
}
