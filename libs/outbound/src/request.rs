//! What is asked, and within which limits.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::header::{
    AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT,
};
use reqwest::{Method, Url};
use secrecy::{ExposeSecret as _, SecretString};

/// How long and how large an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the first name that is looked up to the last byte, redirects included.
    pub time: Duration,
    /// Of the body, both as it comes and unpacked.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(20),
            bytes: 5 * 1024 * 1024,
        }
    }
}

/// One call.
#[derive(Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) limits: Limits,
    pub(crate) stays: bool,
}

/// The address may hold a key, and headers a password.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} …)", self.method)
    }
}

impl Request {
    /// Of any method, without a body.
    pub fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            limits: Limits::default(),
            stays: false,
        }
    }

    /// Of what stands at an address.
    pub fn get(url: Url) -> Self {
        Self::new(Method::GET, url)
    }

    /// Where it goes.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The same at another address, with everything that proves who asks.
    pub fn at(mut self, url: Url) -> Self {
        self.url = url;
        self
    }

    /// With a header, in place of one of the same name.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// With a name of our own for this call, as the service there may ask for.
    pub fn user_agent(self, value: HeaderValue) -> Self {
        self.header(USER_AGENT, value)
    }

    /// With a body of this type.
    pub fn body(mut self, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(CONTENT_TYPE, HeaderValue::from_static(content_type))
    }

    /// With a name and a password, for this origin only. The name has no colon, or the password would begin there.
    pub fn basic(self, user: &str, password: &SecretString) -> Self {
        let plain = format!("{user}:{}", password.expose_secret());
        let words = format!("Basic {}", STANDARD.encode(plain));
        match HeaderValue::from_str(&words) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.header(AUTHORIZATION, value)
            }
            // Base64 always is a value.
            Err(_) => self,
        }
    }

    /// Within other limits than the usual.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Led nowhere: an answer that leads on is an answer like others. For what is meant for one receiver and nobody else.
    pub fn stay(mut self) -> Self {
        self.stays = true;
        self
    }

    /// Led on to another address. What proves who asks stays behind unless it is of the same origin.
    pub(crate) fn led_to(mut self, url: Url) -> Self {
        if url.origin() != self.url.origin() {
            for name in [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION] {
                self.headers.remove(name);
            }
        }
        self.url = url;
        self
    }
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use reqwest::header::AUTHORIZATION;

    use super::Request;

    fn asked() -> Request {
        Request::new(Method::PUT, "https://dav.example.com/a".parse().unwrap())
            .body("text/calendar", "BEGIN")
            .basic("ana", &"secret".into())
    }

    #[test]
    fn credentials_stay_at_their_origin() {
        for (to, kept) in [
            ("https://dav.example.com/b", true),
            ("https://dav.example.com:443/b", true),
            ("https://dav.example.com:8443/b", false),
            ("https://example.com/b", false),
            ("https://dav.example.com.evil.test/b", false),
            ("http://dav.example.com/b", false),
        ] {
            let led = asked().led_to(to.parse().unwrap());
            assert_eq!(led.headers.contains_key(AUTHORIZATION), kept, "{to}");
            assert_eq!((led.method, led.body.as_ref()), (Method::PUT, &b"BEGIN"[..]));
        }
        let back = asked().led_to("https://evil.test/".parse().unwrap());
        let back = back.led_to("https://dav.example.com/a".parse().unwrap());
        assert!(!back.headers.contains_key(AUTHORIZATION));
    }

    #[test]
    fn nothing_secret_is_printed() {
        let printed = format!("{:?} {:?}", asked(), asked().headers);
        assert!(!printed.contains("YW5h") && !printed.contains("/a"), "{printed}");
    }
}
