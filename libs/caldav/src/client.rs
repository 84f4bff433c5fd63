//! One account's way to its server.

use std::time::Duration;

use outbound::header::{HeaderName, HeaderValue};
use outbound::{Answer, Limits, Method, Outbound, Request, StatusCode, Url};

use crate::account::Account;
use crate::error::CalDavError;
use crate::xml::Multistatus;

const DEPTH: HeaderName = HeaderName::from_static("depth");

/// A list of ten thousand entries takes three megabytes.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(30),
    bytes: 8 * 1024 * 1024,
};

/// The calendars of one account. Remembers nothing.
#[derive(Debug, Clone)]
pub struct CalDav {
    outbound: Outbound,
    pub(crate) account: Account,
}

impl CalDav {
    /// Calls nobody yet.
    pub fn new(outbound: Outbound, account: Account) -> Result<Self, CalDavError> {
        if account
            .user
            .contains(|letter: char| letter == ':' || letter.is_control())
        {
            return Err(CalDavError::Refused("a name has no colon".into()));
        }
        Ok(Self { outbound, account })
    }

    /// Any answer, signed for. Where a redirect leads within the family, we sign there anew.
    pub(crate) async fn ask(&self, request: Request) -> Result<Answer, CalDavError> {
        let asked = request.url().clone();
        if !self.account.trusts(&asked) {
            return Err(elsewhere(&asked));
        }
        let answer = self.outbound.send(self.signed(request.clone())).await?;
        if answer.status != StatusCode::UNAUTHORIZED || answer.url.origin() == asked.origin() {
            return Ok(answer);
        }
        if !self.account.trusts(&answer.url) {
            return Err(elsewhere(&answer.url));
        }
        let again = self.signed(request.at(answer.url));
        Ok(self.outbound.send(again).await?)
    }

    /// What several resources say, and where they are seen from.
    pub(crate) async fn query(&self, request: Request) -> Result<(Multistatus, Url), CalDavError> {
        let answer = self.ask(request).await?;
        Ok((multistatus(&answer)?, answer.url))
    }

    fn signed(&self, request: Request) -> Request {
        request
            .basic(&self.account.user, &self.account.password)
            .limits(LIMITS)
    }
}

/// `PROPFIND`, for a resource (`0`) or also what is directly in it (`1`).
pub(crate) fn propfind(url: &Url, depth: &'static str, body: String) -> Request {
    with_xml("PROPFIND", url, depth, body)
}

/// `REPORT`, likewise.
pub(crate) fn report(url: &Url, depth: &'static str, body: String) -> Request {
    with_xml("REPORT", url, depth, body)
}

fn with_xml(method: &str, url: &Url, depth: &'static str, body: String) -> Request {
    // Both words are methods.
    let method = Method::from_bytes(method.as_bytes()).unwrap_or_default();
    Request::new(method, url.clone())
        .header(DEPTH, HeaderValue::from_static(depth))
        .body("application/xml; charset=utf-8", body)
}

/// The answers in it, if it is what was hoped for.
pub(crate) fn multistatus(answer: &Answer) -> Result<Multistatus, CalDavError> {
    succeeded(answer)?;
    Multistatus::read(&answer.body).map_err(|why| CalDavError::Unreadable(why.into()))
}

/// Refuses every status that is no success.
pub(crate) fn succeeded(answer: &Answer) -> Result<(), CalDavError> {
    if answer.status.is_success() {
        Ok(())
    } else {
        Err(CalDavError::of(answer))
    }
}

/// The host may be told: people have to type it if they trust it.
fn elsewhere(url: &Url) -> CalDavError {
    let host = url.host_str().unwrap_or_default();
    CalDavError::Refused(format!("it leads to another server, {host}"))
}
