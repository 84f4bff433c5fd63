//! Calls over the network, each bounded in time and size and to safe addresses.

use std::time::Duration;

use oauth2::{HttpRequest, HttpResponse, http};
use url::{Host, Url};

use crate::error::GoogleError;

/// Somebody waits before a blank page.
const PATIENCE: Duration = Duration::from_secs(5);
/// What Google answers takes a few kilobytes.
const MOST_BYTES: usize = 256 * 1024;

#[derive(Debug)]
pub(crate) struct Wire {
    client: reqwest::Client,
    plain_loopback: bool,
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

    /// The body of an address, and for how many seconds it says that it may be kept.
    pub async fn get(&self, url: &Url) -> Result<(Vec<u8>, Option<i64>), GoogleError> {
        let request = http::Request::get(url.as_str()).body(vec![]).map_err(away)?;
        let response = self.send(request).await?;
        if !response.status().is_success() {
            return Err(GoogleError::Away(format!(
                "status {}",
                response.status().as_u16()
            )));
        }
        let age = response.headers().get(http::header::CACHE_CONTROL);
        let age = age.and_then(|value| max_age(value.to_str().ok()?));
        Ok((response.into_body(), age))
    }

    /// As the OAuth library calls it. What fails over there is not its matter to understand.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, GoogleError> {
        self.check(&Url::parse(&request.uri().to_string()).map_err(away)?)?;
        let mut answer = self
            .client
            .execute(request.try_into().map_err(away)?)
            .await
            .map_err(away)?;
        if answer.status().is_server_error() {
            return Err(GoogleError::Away(format!("status {}", answer.status().as_u16())));
        }
        let mut body = vec![];
        while let Some(chunk) = answer.chunk().await.map_err(away)? {
            body.extend_from_slice(&chunk);
            if body.len() > MOST_BYTES {
                return Err(GoogleError::Away("the answer is too long".into()));
            }
        }
        let mut response = http::Response::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        Ok(response)
    }

    /// Refuses an address over which anybody could listen or answer.
    pub fn check(&self, url: &Url) -> Result<(), GoogleError> {
        let plain = self.plain_loopback && url.scheme() == "http" && is_loopback(url);
        if plain || url.scheme() == "https" {
            Ok(())
        } else {
            Err(GoogleError::Away("it names an address without HTTPS".into()))
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// What an error of the network says, without the address, which holds codes.
fn away(error: impl std::error::Error) -> GoogleError {
    let deepest = std::iter::successors(error.source(), |e| e.source()).last();
    GoogleError::Away(deepest.map_or_else(|| "no answer".to_owned(), ToString::to_string))
}

fn max_age(value: &str) -> Option<i64> {
    value
        .split(',')
        .find_map(|part| part.trim().strip_prefix("max-age="))
        .and_then(|seconds| seconds.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{Wire, max_age};

    #[test]
    fn plain_http_goes_to_this_machine_only_and_only_when_allowed() {
        let fine = |plain: bool, url: &str| {
            let wire = Wire::new(plain).unwrap();
            wire.check(&url.parse().unwrap()).is_ok()
        };
        assert!(fine(false, "https://accounts.google.com/x"));
        assert!(!fine(false, "http://127.0.0.1:9/x"));
        assert!(fine(true, "http://127.0.0.1:9/x") && fine(true, "http://[::1]:9/x"));
        assert!(fine(true, "http://localhost:9/x"));
        for foreign in [
            "http://accounts.google.com/",
            "http://10.0.0.1/",
            "ftp://localhost/",
        ] {
            assert!(!fine(true, foreign), "{foreign}");
        }
    }

    #[test]
    fn the_age_is_read_among_other_words() {
        assert_eq!(max_age("public, max-age=19800, must-revalidate"), Some(19_800));
        assert_eq!(max_age("no-store"), None);
    }
}
