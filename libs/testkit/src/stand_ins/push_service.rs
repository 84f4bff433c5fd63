//! A browser maker's push service (RFC 8030), which knows who may write to whom (RFC 8292 §4).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{HttpRequest, HttpResponse, web};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::browser::{Browser, Keys};
use super::orders::Orders;
use super::{header, lock, serve};

/// A running stand-in.
pub struct FakePushService {
    /// Its address: `http://127.0.0.1:…`.
    pub url: String,
    state: Arc<State>,
    handle: ServerHandle,
}

#[derive(Default)]
struct State {
    orders: Orders,
    subscriptions: Mutex<BTreeMap<String, Subscription>>,
    pushed: Mutex<Vec<Pushed>>,
}

struct Subscription {
    keys: Keys,
    /// Who may write (`applicationServerKey`).
    sender: String,
    gone: bool,
}

/// A message that a browser got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// Whose it was.
    pub endpoint: String,
    /// What the browser read.
    pub text: String,
    /// Seconds for which it was to be kept.
    pub ttl: u64,
    /// How urgent it was.
    pub urgency: Option<String>,
    /// Which message it was to replace.
    pub topic: Option<String>,
    /// Whom the sender named as contact.
    pub contact: String,
    /// Until when the sender's signature was good, in seconds since 1970.
    pub signed_until: i64,
}

impl FakePushService {
    /// Without subscriptions.
    #[expect(clippy::unused_async, reason = "a server starts inside of a runtime")]
    pub async fn start() -> Self {
        let state = Arc::new(State::default());
        let data = web::Data::from(Arc::clone(&state));
        let (url, handle) = serve(move |cfg| {
            cfg.app_data(data.clone())
                .route("/push/{id}", web::post().to(push));
        });
        Self { url, state, handle }
    }

    /// A browser subscribes to whoever has this key.
    pub fn subscribe(&self, application_server_key: &str) -> Browser {
        let keys = Keys::new();
        let mut subscriptions = lock(&self.state.subscriptions);
        let id = format!("device-{}", subscriptions.len() + 1);
        let browser = keys.browser(format!("{}/push/{id}", self.url));
        let subscription = Subscription {
            keys,
            sender: application_server_key.to_owned(),
            gone: false,
        };
        subscriptions.insert(id, subscription);
        browser
    }

    /// Its owner wants no more: 410 from now on.
    pub fn unsubscribe(&self, browser: &Browser) {
        let id = browser.endpoint.rsplit('/').next().unwrap_or_default();
        if let Some(subscription) = lock(&self.state.subscriptions).get_mut(id) {
            subscription.gone = true;
        }
    }

    /// The next so many messages get this status.
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

    /// What browsers got, in order.
    pub fn pushed(&self) -> Vec<Pushed> {
        lock(&self.state.pushed).clone()
    }
}

impl Drop for FakePushService {
    fn drop(&mut self) {
        tokio::spawn(self.handle.stop(false));
    }
}

async fn push(
    state: web::Data<State>,
    req: HttpRequest,
    id: web::Path<String>,
    body: web::Bytes,
) -> HttpResponse {
    if let Some(answer) = state.orders.next().await {
        return answer;
    }
    let answer = take(&state, &req, &id, &body);
    state.orders.dawdle().await;
    answer
}

fn take(state: &State, req: &HttpRequest, id: &str, body: &[u8]) -> HttpResponse {
    let subscriptions = lock(&state.subscriptions);
    let Some(subscription) = subscriptions.get(id) else {
        return HttpResponse::NotFound().finish();
    };
    if subscription.gone {
        return HttpResponse::Gone().finish();
    }
    if body.len() > 4_096 {
        return HttpResponse::PayloadTooLarge().finish();
    }
    let Some((contact, signed_until)) = sender(req, &subscription.sender) else {
        return HttpResponse::Forbidden().finish();
    };
    let (Some(ttl), Some(text)) = (ttl(req), opened(req, &subscription.keys, body)) else {
        return HttpResponse::BadRequest().finish();
    };
    let mut pushed = lock(&state.pushed);
    pushed.push(Pushed {
        endpoint: format!("http://{}/push/{id}", req.connection_info().host()),
        text,
        ttl,
        urgency: header(req, "urgency"),
        topic: header(req, "topic"),
        contact,
        signed_until,
    });
    let location = format!("/message/{}", pushed.len());
    HttpResponse::Created()
        .insert_header(("location", location))
        .finish()
}

/// RFC 8030 §5.2: without it, the message is refused.
fn ttl(req: &HttpRequest) -> Option<u64> {
    header(req, "ttl")?.parse().ok()
}

fn opened(req: &HttpRequest, keys: &Keys, body: &[u8]) -> Option<String> {
    let coding = header(req, "content-encoding")?;
    (coding == "aes128gcm").then(|| keys.open(body)).flatten()
}

/// Whom the sender names as contact and until when, if it has the key that was subscribed to and signed for this origin.
fn sender(req: &HttpRequest, wanted: &str) -> Option<(String, i64)> {
    let words = header(req, "authorization")?;
    let (token, key) = words.strip_prefix("vapid t=")?.split_once(", k=")?;
    let (signed, signature) = token.rsplit_once('.')?;
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decoded(key)?);
    public.verify(signed.as_bytes(), &decoded(signature)?).ok()?;
    let (head, claims) = signed.split_once('.')?;
    let (head, claims): (Value, Value) = (json(head)?, json(claims)?);
    let origin = format!("http://{}", req.connection_info().host());
    let fine = key == wanted && head["alg"] == "ES256" && claims["aud"] == origin.as_str();
    let contact = claims["sub"]
        .as_str()
        .filter(|contact| contact.starts_with("mailto:"))?;
    fine.then_some((contact.to_owned(), claims["exp"].as_i64()?))
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn json(part: &str) -> Option<Value> {
    serde_json::from_slice(&decoded(part)?).ok()
}
