//! A program or browser that talks to one shop: it keeps cookies, and may carry a token.

use std::net::SocketAddr;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde::Serialize;
use serde_json::Value;

/// Talks to one host.
#[derive(Debug, Clone)]
pub struct Client {
    inner: reqwest::Client,
    address: SocketAddr,
    host: String,
    bearer: Option<String>,
    cookies: std::sync::Arc<std::sync::Mutex<Vec<(String, String)>>>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text.
    pub text: String,
}

impl Answer {
    /// The body as JSON; fails the test with the body when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|_| panic!("{} without JSON: {}", self.status, self.text))
    }

    /// Fails the test, showing the body, unless this is the status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// The problem's code.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header's text, or nothing.
    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    }
}

impl Client {
    /// To `host` on the server at `address`.
    pub fn new(address: SocketAddr, host: &str) -> Self {
        let inner = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(30))
            .no_proxy()
            .build()
            .expect("a client");
        let cookies = std::sync::Arc::default();
        Self {
            inner,
            address,
            host: host.to_owned(),
            bearer: None,
            cookies,
        }
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same host, another browser: no cookies, no token.
    pub fn another(&self) -> Self {
        Self {
            cookies: std::sync::Arc::default(),
            bearer: None,
            ..self.clone()
        }
    }

    /// The same with an access token.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            cookies: std::sync::Arc::default(),
            bearer: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// The access token, or nothing.
    pub fn bearer(&self) -> &str {
        self.bearer.as_deref().unwrap_or_default()
    }

    /// The same caller towards another host or server.
    pub fn towards(&self, address: SocketAddr, host: &str) -> Self {
        Self {
            address,
            host: host.to_owned(),
            ..self.clone()
        }
    }

    /// A request to be filled in further; cookies are added and kept by [`Self::send`].
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let mut request = self
            .inner
            .request(method, format!("http://{}{path}", self.address))
            .header("host", format!("{}:{}", self.host, self.address.port()));
        if let Some(token) = &self.bearer {
            request = request.bearer_auth(token);
        }
        let cookies = self.cookies.lock().expect("cookies");
        if !cookies.is_empty() {
            let line: Vec<String> = cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header("cookie", line.join("; "));
        }
        request
    }

    /// Sends it and reads the whole answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        self.keep_cookies(&headers);
        Answer {
            status,
            headers,
            text: response.text().await.expect("a body of text"),
        }
    }

    /// Sends it and reads the head of the answer only: for streams without end.
    pub async fn only_status(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            text: String::new(),
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// POST JSON.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// PUT JSON.
    pub async fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    /// PATCH JSON.
    pub async fn patch(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(self.request(Method::PATCH, path).json(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// POST an HTML form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// A cookie's value, or nothing.
    pub fn cookie(&self, name: &str) -> String {
        let cookies = self.cookies.lock().expect("cookies");
        cookies
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.clone())
            .unwrap_or_default()
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().expect("cookies");
        for line in headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|v| v.to_str().ok())
        {
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            cookies.retain(|(n, _)| n != name);
            if !value.is_empty() && !line.contains("Max-Age=0") {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
