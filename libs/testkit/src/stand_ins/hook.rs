//! A receiver of calls: a channel of Slack's, or a system of a shop's own (<https://www.standardwebhooks.com>).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{HttpRequest, HttpResponse, web};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::orders::Orders;
use super::{lock, serve};

/// A running stand-in, at whatever path.
pub struct FakeHook {
    /// Its address: `http://127.0.0.1:…`.
    pub url: String,
    state: Arc<State>,
    handle: ServerHandle,
}

#[derive(Default)]
struct State {
    orders: Orders,
    heard: Mutex<Vec<Heard>>,
}

/// A call that it took.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Where.
    pub path: String,
    /// Headers, by their names in small letters.
    pub headers: BTreeMap<String, String>,
    /// As it came.
    pub body: Vec<u8>,
}

impl FakeHook {
    /// Takes whatever comes.
    #[expect(clippy::unused_async, reason = "a server starts inside of a runtime")]
    pub async fn start() -> Self {
        let state = Arc::new(State::default());
        let data = web::Data::from(Arc::clone(&state));
        let (url, handle) = serve(move |cfg| {
            cfg.app_data(data.clone()).default_service(web::post().to(hear));
        });
        Self { url, state, handle }
    }

    /// The next so many calls get this status.
    pub fn refuse(&self, times: usize, status: u16) {
        self.state.orders.add(times, status, None, &Value::Null);
    }

    /// The next so many are too many: come back after these seconds.
    pub fn ask_to_wait(&self, times: usize, seconds: u32) {
        self.state.orders.add(times, 429, Some(seconds), &Value::Null);
    }

    /// Each call takes so long from now on.
    pub fn be_slow(&self, time: Duration) {
        self.state.orders.be_slow(time);
    }

    /// Each call is taken from now on, and answered so long after: whoever calls may be dead by then.
    pub fn be_late(&self, time: Duration) {
        self.state.orders.be_late(time);
    }

    /// What it took, in order.
    pub fn heard(&self) -> Vec<Heard> {
        lock(&self.state.heard).clone()
    }
}

impl Drop for FakeHook {
    fn drop(&mut self) {
        tokio::spawn(self.handle.stop(false));
    }
}

impl Heard {
    /// A header of the call.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// What it said; null when that is no JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Whether one of its signatures is by this secret (`whsec_…`).
    pub fn is_signed_by(&self, secret: &str) -> bool {
        self.fits(secret).unwrap_or(false)
    }

    fn fits(&self, secret: &str) -> Option<bool> {
        let key = STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let head = format!(
            "{}.{}.",
            self.header("webhook-id")?,
            self.header("webhook-timestamp")?
        );
        let words = [head.as_bytes(), &self.body].concat();
        let mut signatures = self.header("webhook-signature")?.split(' ');
        Some(signatures.any(|one| {
            let tag = one.strip_prefix("v1,").and_then(|tag| STANDARD.decode(tag).ok());
            tag.is_some_and(|tag| hmac::verify(&key, &words, &tag).is_ok())
        }))
    }
}

async fn hear(state: web::Data<State>, req: HttpRequest, body: web::Bytes) -> HttpResponse {
    if let Some(answer) = state.orders.next().await {
        return answer;
    }
    lock(&state.heard).push(Heard {
        path: req.path().to_owned(),
        headers: headers(&req),
        body: body.to_vec(),
    });
    state.orders.dawdle().await;
    HttpResponse::Ok().body("ok")
}

fn headers(req: &HttpRequest) -> BTreeMap<String, String> {
    let texts = req.headers().iter();
    texts
        .map(|(name, value)| {
            (
                name.to_string(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect()
}
