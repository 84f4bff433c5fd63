//! What callers are told of their limits (draft-ietf-httpapi-ratelimit-headers).

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use kernel::{Error, Result};

use super::class::Rate;
use crate::errors::EdgeError;

/// What is left of an allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub(super) rate: Rate,
    pub(super) left: u32,
    /// Seconds until there is more.
    pub(super) rest: u32,
    /// Whether there was room for this call.
    pub(super) has_room: bool,
}

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

impl Verdict {
    /// Refuses the call that there was no room for.
    pub fn admit(&self) -> Result<()> {
        if self.has_room {
            return Ok(());
        }
        Err(Error::from(EdgeError::RateLimited)
            .with("seconds", self.rest)
            .with("minutes", minutes(self.rest))
            .retry_after(self.rest))
    }

    /// Adds the headers.
    pub fn write(&self, headers: &mut HeaderMap) {
        headers.insert(LIMIT, HeaderValue::from(self.rate.most));
        headers.insert(REMAINING, HeaderValue::from(self.left));
        headers.insert(RESET, HeaderValue::from(self.rest));
        let policy = format!("{};w={}", self.rate.most, self.rate.seconds);
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(POLICY, policy);
        }
    }
}

/// As people are told of it: none while seconds say it better.
fn minutes(seconds: u32) -> u32 {
    if seconds > 120 { seconds.div_ceil(60) } else { 0 }
}

/// Of an answer that refuses for too much: when to come again stands in `Retry-After` and in these headers alike. Whatever it was
/// that was too much, nothing is left before; and who shows a form again has no refusal at hand to read the time from.
pub fn tell_wait(headers: &mut HeaderMap, verdict: Option<Verdict>) {
    let told = headers
        .get(RETRY_AFTER)
        .and_then(|v| v.to_str().ok()?.parse().ok());
    let wait: u32 = told.or(verdict.map(|v| v.rest)).unwrap_or(1);
    headers.insert(RETRY_AFTER, HeaderValue::from(wait));
    headers.insert(REMAINING, HeaderValue::from(0));
    headers.insert(RESET, HeaderValue::from(wait));
}
