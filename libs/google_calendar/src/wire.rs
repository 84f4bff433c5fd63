//! Calls over the network, each bounded in time and size and to safe addresses.

use std::pin::Pin;
use std::time::Duration;

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::Value;
use url::{Host, Url};

use crate::error::CalendarError;

/// A worker waits; another try comes later.
const PATIENCE: Duration = Duration::from_secs(10);
/// A page of 500 entries takes about one megabyte.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// One call of the API.
pub(crate) struct Call<'a> {
    pub method: Method,
    pub url: Url,
    pub access: &'a SecretString,
    /// The entry must still be this version of it.
    pub if_match: Option<&'a str>,
    pub body: Option<Value>,
}

#[derive(Debug)]
pub(crate) struct Wire {
    client: reqwest::Client,
    plain_loopback: bool,
}

/// What the API says of a refusal.
#[derive(Deserialize)]
struct Problem {
    error: ProblemBody,
}

#[derive(Deserialize)]
struct ProblemBody {
    #[serde(default)]
    errors: Vec<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    reason: String,
}

impl Wire {
    /// With `plain_loopback` also plain HTTP, to this very machine.
    pub fn new(plain_loopback: bool) -> Result<Self, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .https_only(!plain_loopback);
        if plain_loopback {
            builder = builder.no_proxy();
        }
        let client = builder.build()?;
        Ok(Self {
            client,
            plain_loopback,
        })
    }

    /// Makes a call; the body of a yes.
    pub async fn call(&self, call: Call<'_>) -> Result<Vec<u8>, CalendarError> {
        self.check(&call.url)?;
        let mut request = self
            .client
            .request(call.method, call.url)
            .bearer_auth(call.access.expose_secret());
        if let Some(etag) = call.if_match {
            request = request.header("if-match", etag);
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(away)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = read(answer).await?;
        if status.is_success() {
            return Ok(body);
        }
        Err(refusal(status, &headers, &body))
    }

    /// A form posted without a token; what comes of it.
    pub async fn post_form(&self, url: &Url, fields: &[(&str, &str)]) -> Result<StatusCode, CalendarError> {
        self.check(url)?;
        let sent = self.client.post(url.clone()).form(fields).send().await;
        let answer = sent.map_err(away)?;
        match answer.status() {
            status if status.is_server_error() => Err(unavailable(status)),
            status => Ok(status),
        }
    }

    /// A call of the OAuth library's. What fails over there is not its matter to understand.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, CalendarError> {
        self.check(&Url::parse(&request.uri().to_string()).map_err(away)?)?;
        let sent = self.client.execute(request.try_into().map_err(away)?).await;
        let answer = sent.map_err(away)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return Err(refusal(status, &headers, &[]));
        }
        let mut response = http::Response::new(read(answer).await?);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }

    /// Refuses an address over which anybody could listen or answer.
    fn check(&self, url: &Url) -> Result<(), CalendarError> {
        let plain = self.plain_loopback && url.scheme() == "http" && is_loopback(url);
        if plain || url.scheme() == "https" {
            Ok(())
        } else {
            Err(CalendarError::Refused("it names an address without HTTPS".into()))
        }
    }
}

/// By name rather than by a closure: of that, the compiler does not see that workers may carry its future from thread to thread.
impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = CalendarError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CalendarError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

async fn read(mut answer: reqwest::Response) -> Result<Vec<u8>, CalendarError> {
    let mut body = vec![];
    while let Some(chunk) = answer.chunk().await.map_err(away)? {
        body.extend_from_slice(&chunk);
        if body.len() > MOST_BYTES {
            return Err(CalendarError::Unavailable("the answer is too long".into()));
        }
    }
    Ok(body)
}

/// What a status means, and with 403 what stands in the body.
fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> CalendarError {
    let limited = || CalendarError::RateLimited {
        after: retry_after(headers),
    };
    match status.as_u16() {
        401 => CalendarError::Unauthorized,
        403 => match reason(body) {
            reason if reason.ends_with("imitExceeded") || reason == "quotaExceeded" => limited(),
            reason => CalendarError::Refused(reason),
        },
        404 => CalendarError::Missing,
        409 => CalendarError::Exists,
        410 => CalendarError::Gone,
        412 => CalendarError::Conflict,
        429 => limited(),
        408 | 500.. => unavailable(status),
        _ => CalendarError::Refused(reason(body)),
    }
}

fn unavailable(status: StatusCode) -> CalendarError {
    CalendarError::Unavailable(format!("status {}", status.as_u16()))
}

/// Google's word for a refusal: letters only, so that nothing of a calendar gets into a log.
fn reason(body: &[u8]) -> String {
    let problem = serde_json::from_slice::<Problem>(body).ok();
    let reason = problem.and_then(|problem| problem.error.errors.into_iter().next());
    reason
        .map(|reason| reason.reason)
        .filter(|reason| reason.len() <= 60 && reason.chars().all(|c| c.is_ascii_alphanumeric()))
        .unwrap_or_else(|| "no reason given".to_owned())
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// What an error of the network says, without the address, which holds codes and names of calendars.
pub(crate) fn away(error: impl std::error::Error) -> CalendarError {
    let deepest = std::iter::successors(error.source(), |e| e.source()).last();
    CalendarError::Unavailable(deepest.map_or_else(|| "no answer".to_owned(), ToString::to_string))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, RETRY_AFTER};

    use super::{Wire, refusal};
    use crate::error::CalendarError;

    #[test]
    fn a_403_is_told_by_its_reason() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "7".parse().unwrap());
        let of = |reason: &str| {
            let body = format!(r#"{{"error":{{"code":403,"errors":[{{"reason":"{reason}"}}]}}}}"#);
            refusal(StatusCode::FORBIDDEN, &headers, body.as_bytes())
        };
        let limited = CalendarError::RateLimited {
            after: Some(Duration::from_secs(7)),
        };
        assert_eq!(of("userRateLimitExceeded"), limited);
        assert_eq!(of("rateLimitExceeded"), limited);
        assert_eq!(of("quotaExceeded"), limited);
        assert_eq!(
            of("insufficientPermissions"),
            CalendarError::Refused("insufficientPermissions".into())
        );
        assert_eq!(
            of("Ana <ana@correo.test>"),
            CalendarError::Refused("no reason given".into())
        );
        assert_eq!(
            refusal(StatusCode::FORBIDDEN, &headers, b"<html>"),
            CalendarError::Refused("no reason given".into())
        );
    }

    #[test]
    fn plain_http_goes_to_this_machine_only_and_only_when_allowed() {
        let fine = |plain: bool, url: &str| Wire::new(plain).unwrap().check(&url.parse().unwrap()).is_ok();
        assert!(fine(false, "https://www.googleapis.com/x") && !fine(false, "http://127.0.0.1:9/x"));
        assert!(fine(true, "http://127.0.0.1:9/x") && fine(true, "http://localhost:9/x"));
        assert!(!fine(true, "http://www.googleapis.com/") && !fine(true, "http://10.0.0.1/"));
    }
}
