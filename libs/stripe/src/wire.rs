//! The calls' outside: addresses, headers, answers. What is asked comes from async-stripe's builders, how it is sent from us.

use std::time::Duration;

use outbound::header::{AUTHORIZATION, HeaderName, HeaderValue};
use outbound::{Answer, Limits, Method, Outbound, Request};
use secrecy::{ExposeSecret as _, SecretString};
use stripe_client_core::{RequestBuilder, StripeMethod};
use url::{ParseError, Url};

use crate::error::StripeError;

/// The version of the API that the builders are written for, and our own types for answers.
pub const API_VERSION: &str = "2026-09-30.endive";

const VERSION: HeaderName = HeaderName::from_static("stripe-version");
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// A card's bank that is slow makes Stripe slow.
const PATIENCE: Duration = Duration::from_secs(30);
/// A page of a hundred payments with their charges is about a mebibyte.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Longest key.
const MOST_KEY: usize = 255;

/// Speaks with the API as one account.
#[derive(Clone)]
pub(crate) struct Wire {
    outbound: Outbound,
    secret_key: SecretString,
    base: Url,
    patience: Duration,
}

impl Wire {
    pub(crate) fn new(outbound: Outbound, secret_key: SecretString, base: &Url) -> Result<Self, ParseError> {
        if base.cannot_be_a_base() {
            return Err(ParseError::RelativeUrlWithCannotBeABaseBase);
        }
        Ok(Self {
            outbound,
            secret_key,
            base: base.clone(),
            patience: PATIENCE,
        })
    }

    pub(crate) fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Whether the key opens real money: it says so in its second word (`sk_live_…`, `rk_test_…`).
    pub(crate) fn is_live(&self) -> bool {
        self.secret_key.expose_secret().trim().split('_').nth(1) == Some("live")
    }

    /// Looks at something.
    pub(crate) async fn get(&self, call: RequestBuilder) -> Result<Vec<u8>, StripeError> {
        fine(self.send(self.request(call)).await?)
    }

    /// A change that is made once for each key.
    pub(crate) async fn change(&self, key: &str, call: RequestBuilder) -> Result<Vec<u8>, StripeError> {
        fine(self.answer(key, call).await?)
    }

    /// The same with whatever is answered.
    pub(crate) async fn answer(&self, key: &str, call: RequestBuilder) -> Result<Answer, StripeError> {
        let request = self.request(call).header(KEY, checked(key)?);
        self.send(request).await
    }

    fn request(&self, call: RequestBuilder) -> Request {
        let mut url = self.base.clone();
        let before = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{before}/v1{}", call.path));
        url.set_query(call.query.as_deref());
        let method = match call.method {
            StripeMethod::Get => Method::GET,
            StripeMethod::Post => Method::POST,
            StripeMethod::Delete => Method::DELETE,
        };
        let request = Request::new(method, url).header(VERSION, HeaderValue::from_static(API_VERSION));
        match call.body {
            Some(body) => request.body("application/x-www-form-urlencoded", ordered(&body)),
            None => request,
        }
    }

    /// Credentials and money go to one address, and nowhere that it leads to.
    async fn send(&self, request: Request) -> Result<Answer, StripeError> {
        let limits = Limits {
            time: self.patience,
            bytes: MOST_BYTES,
        };
        let request = request
            .header(AUTHORIZATION, self.bearer()?)
            .limits(limits)
            .stay();
        Ok(self.outbound.send(request).await?)
    }

    /// A key that fits into no header cannot be one of theirs.
    fn bearer(&self) -> Result<HeaderValue, StripeError> {
        let words = format!("Bearer {}", self.secret_key.expose_secret().trim());
        let mut value = HeaderValue::from_str(&words).map_err(|_| StripeError::Unauthorized)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// The body of a yes.
pub(crate) fn fine(answer: Answer) -> Result<Vec<u8>, StripeError> {
    if answer.status.is_success() {
        Ok(answer.body)
    } else {
        Err(StripeError::of(&answer))
    }
}

/// The builders keep metadata in maps without an order; the same key must come with the same words.
fn ordered(form: &str) -> String {
    let mut pairs: Vec<&str> = form.split('&').collect();
    pairs.sort_unstable();
    pairs.join("&")
}

/// 1 to 255 visible characters.
fn checked(key: &str) -> Result<HeaderValue, StripeError> {
    let fine = (1..=MOST_KEY).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    let value = HeaderValue::from_str(key).ok().filter(|_| fine);
    value.ok_or_else(|| StripeError::here("the key of idempotency must have 1 to 255 visible characters"))
}

#[cfg(test)]
mod tests {
    use outbound::{Outbound, Reach};

    use super::{API_VERSION, Wire, checked, ordered};

    #[test]
    fn the_version_is_the_one_that_the_builders_are_written_for() {
        assert_eq!(stripe_client_core::VERSION.as_str(), API_VERSION);
    }

    #[test]
    fn the_same_words_come_in_the_same_order() {
        assert_eq!(ordered("b=2&a[0]=1&a=3"), ordered("a=3&b=2&a[0]=1"));
        assert_eq!(ordered(""), "");
    }

    #[test]
    fn keys_are_visible_and_short() {
        assert!(checked("0199-a").is_ok() && checked(&"k".repeat(255)).is_ok());
        for odd in ["", " ", "ñ", "a\nb", &"k".repeat(256)] {
            assert!(checked(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_secret_key_says_whether_it_is_real() {
        let live = |key: &str| {
            let outbound = Outbound::new(Reach::Internet, "tests").unwrap();
            let base = "https://api.stripe.com".parse().unwrap();
            Wire::new(outbound, key.into(), &base).unwrap().is_live()
        };
        assert!(live("sk_live_1") && live(" rk_live_1\n"));
        assert!(!live("sk_test_live_1") && !live("") && !live("live"));
    }
}
