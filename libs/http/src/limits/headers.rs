//! What callers are told of their limits (draft-ietf-httpapi-ratelimit-headers).

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

use super::class::Rate;

/// What is left of an allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub(super) rate: Rate,
    pub(super) left: u32,
    /// Seconds.
    pub(super) rest: u32,
}

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

impl Verdict {
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
