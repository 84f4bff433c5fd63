//! The calls' outside: addresses, headers, answers.

use std::time::Duration;

use outbound::header::{AUTHORIZATION, HeaderName, HeaderValue};
use outbound::{Limits, Method, Outbound, Request};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use url::{ParseError, Url};

use crate::error::MpError;

const KEY: HeaderName = HeaderName::from_static("x-idempotency-key");
/// A bank that is slow makes Mercado Pago slow.
const PATIENCE: Duration = Duration::from_secs(30);
/// A page of a hundred payments is about half a mebibyte.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Speaks with the API as one account.
#[derive(Clone)]
pub(crate) struct Wire {
    outbound: Outbound,
    token: SecretString,
    base: Url,
    patience: Duration,
}

impl Wire {
    pub(crate) fn new(outbound: Outbound, token: SecretString, base: &Url) -> Result<Self, ParseError> {
        if base.cannot_be_a_base() {
            return Err(ParseError::RelativeUrlWithCannotBeABaseBase);
        }
        Ok(Self {
            outbound,
            token,
            base: base.clone(),
            patience: PATIENCE,
        })
    }

    pub(crate) fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// What stands at an address. Steps of the path have no slashes.
    pub(crate) async fn get(&self, steps: &[&str], query: &[(&str, &str)]) -> Result<Vec<u8>, MpError> {
        let mut url = self.at(steps);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.send(Request::get(url)).await
    }

    /// A change that is made once for each key.
    pub(crate) async fn change(
        &self,
        method: Method,
        steps: &[&str],
        key: &str,
        body: &impl Serialize,
    ) -> Result<Vec<u8>, MpError> {
        let body = serde_json::to_vec(body).map_err(|_| MpError::here("the order cannot be written down"))?;
        let request = Request::new(method, self.at(steps))
            .header(KEY, checked(key)?)
            .body("application/json", body);
        self.send(request).await
    }

    /// Credentials and money go to one address, and nowhere that it leads to.
    async fn send(&self, request: Request) -> Result<Vec<u8>, MpError> {
        let limits = Limits {
            time: self.patience,
            bytes: MOST_BYTES,
        };
        let request = request
            .header(AUTHORIZATION, self.bearer()?)
            .limits(limits)
            .stay();
        let answer = self.outbound.send(request).await?;
        if answer.status.is_success() {
            Ok(answer.body)
        } else {
            Err(MpError::of(&answer))
        }
    }

    /// A token that fits into no header cannot be one of theirs.
    fn bearer(&self) -> Result<HeaderValue, MpError> {
        let words = format!("Bearer {}", self.token.expose_secret().trim());
        let mut value = HeaderValue::from_str(&words).map_err(|_| MpError::Unauthorized)?;
        value.set_sensitive(true);
        Ok(value)
    }

    fn at(&self, steps: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Never an error: it was looked at when this was made.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(steps);
        }
        url
    }
}

/// 1 to 64 visible characters.
fn checked(key: &str) -> Result<HeaderValue, MpError> {
    let fine = (1..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    let value = HeaderValue::from_str(key).ok().filter(|_| fine);
    value.ok_or_else(|| MpError::here("the key of idempotency must have 1 to 64 visible characters"))
}
