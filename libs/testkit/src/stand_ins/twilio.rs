//! Twilio's Messages API, and its calls about what became of a message.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{HttpRequest, HttpResponse, web};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::orders::Orders;
use super::{header, lock, serve};

/// The account that it knows.
pub const SID: &str = "AC0123456789abcdef0123456789abcdef";
/// The account's token.
pub const TOKEN: &str = "a token of tests";

/// A running stand-in.
pub struct FakeTwilio {
    /// Its address: `http://127.0.0.1:…`.
    pub url: String,
    state: Arc<State>,
    handle: ServerHandle,
}

#[derive(Default)]
struct State {
    orders: Orders,
    sent: Mutex<Vec<SentSms>>,
    calls: Mutex<usize>,
    call_back_to: Mutex<Option<SocketAddr>>,
}

/// A message that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentSms {
    /// Its name here: `SM…`.
    pub sid: String,
    /// Sender.
    pub from: String,
    /// Receiver.
    pub to: String,
    /// What it says.
    pub text: String,
    /// Where to tell what became of it.
    pub status_callback: Option<String>,
}

impl FakeTwilio {
    /// With the account [`SID`], whose token is [`TOKEN`].
    #[expect(clippy::unused_async, reason = "a server starts inside of a runtime")]
    pub async fn start() -> Self {
        let state = Arc::new(State::default());
        let data = web::Data::from(Arc::clone(&state));
        let (url, handle) = serve(move |cfg| {
            let path = "/2010-04-01/Accounts/{sid}/Messages.json";
            cfg.app_data(data.clone()).route(path, web::post().to(create));
        });
        Self { url, state, handle }
    }

    /// The next so many messages are refused with this status and error of Twilio's.
    pub fn refuse(&self, times: usize, status: u16, code: u32) {
        self.state.orders.add(times, status, None, &problem(status, code));
    }

    /// The next so many are too many: come back after these seconds.
    pub fn ask_to_wait(&self, times: usize, seconds: u32) {
        let body = problem(429, 20429);
        self.state.orders.add(times, 429, Some(seconds), &body);
    }

    /// Each call is taken from now on, and answered so long after: whoever calls may be dead by then.
    pub fn be_late(&self, time: Duration) {
        self.state.orders.be_late(time);
    }

    /// Each call takes so long from now on.
    pub fn be_slow(&self, time: Duration) {
        self.state.orders.be_slow(time);
    }

    /// Calls this server with what became of messages, whatever host and port their address names.
    pub fn call_back_to(&self, address: SocketAddr) {
        *lock(&self.state.call_back_to) = Some(address);
    }

    /// What it took, in order.
    pub fn sent(&self) -> Vec<SentSms> {
        lock(&self.state.sent).clone()
    }

    /// How often it was called.
    pub fn calls(&self) -> usize {
        *lock(&self.state.calls)
    }

    /// Tells that a message of its is now `sent`, `delivered`, `undelivered` … with an error; the status that is answered.
    pub async fn report(&self, sid: &str, status: &str, error: Option<u32>) -> u16 {
        self.call_back(TOKEN, sid, status, error).await
    }

    /// The same from somebody who does not know the token.
    pub async fn forge(&self, sid: &str, status: &str) -> u16 {
        self.call_back("another token", sid, status, None).await
    }

    async fn call_back(&self, token: &str, sid: &str, status: &str, error: Option<u32>) -> u16 {
        let sms = self.sent().into_iter().find(|sms| sms.sid == sid);
        let sms = sms.expect("a message that was sent");
        let callback = sms.status_callback.clone().expect("an address to call");
        let form = report(&sms, status, error);
        let to = lock(&self.state.call_back_to).expect("a server to call");
        let address: reqwest::Url = callback.parse().expect("an address");
        let host = address.host_str().unwrap_or_default();
        let query = address
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let answer = client
            .post(format!("http://{to}{}{query}", address.path()))
            .header("host", format!("{host}:{}", to.port()))
            .header("x-twilio-signature", signature(token, &callback, &form))
            .form(&form)
            .send()
            .await;
        answer.expect("an answer").status().as_u16()
    }
}

impl Drop for FakeTwilio {
    fn drop(&mut self) {
        tokio::spawn(self.handle.stop(false));
    }
}

async fn create(
    state: web::Data<State>,
    req: HttpRequest,
    sid: web::Path<String>,
    form: web::Form<BTreeMap<String, String>>,
) -> HttpResponse {
    *lock(&state.calls) += 1;
    let credentials = format!("Basic {}", STANDARD.encode(format!("{SID}:{TOKEN}")));
    if sid.as_str() != SID || header(&req, "authorization") != Some(credentials) {
        return HttpResponse::Unauthorized().json(problem(401, 20003));
    }
    if let Some(answer) = state.orders.next().await {
        return answer;
    }
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    if field("Body").is_empty() {
        return HttpResponse::BadRequest().json(problem(400, 21602));
    }
    if !field("To").starts_with('+') {
        return HttpResponse::BadRequest().json(problem(400, 21211));
    }
    let sms = {
        let mut sent = lock(&state.sent);
        let sms = SentSms {
            sid: format!("SM{:032x}", sent.len() + 1),
            from: field("From"),
            to: field("To"),
            text: field("Body"),
            status_callback: form.get("StatusCallback").cloned(),
        };
        sent.push(sms.clone());
        sms
    };
    state.orders.dawdle().await;
    HttpResponse::Created().json(json!({
        "sid": sms.sid, "account_sid": SID, "from": sms.from, "to": sms.to, "body": sms.text,
        "status": "queued", "num_segments": "1", "error_code": null, "error_message": null,
    }))
}

fn problem(status: u16, code: u32) -> Value {
    json!({
        "code": code, "message": "The number +573001234567 …", "status": status,
        "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
    })
}

fn report(sms: &SentSms, status: &str, error: Option<u32>) -> BTreeMap<&'static str, String> {
    let mut form = BTreeMap::from([
        ("AccountSid", SID.to_owned()),
        ("ApiVersion", "2010-04-01".to_owned()),
        ("From", sms.from.clone()),
        ("To", sms.to.clone()),
        ("MessageSid", sms.sid.clone()),
        ("SmsSid", sms.sid.clone()),
        ("MessageStatus", status.to_owned()),
        ("SmsStatus", status.to_owned()),
    ]);
    if let Some(error) = error {
        form.insert("ErrorCode", error.to_string());
    }
    form
}

/// The address and all fields in the order of their names.
fn signature(token: &str, url: &str, form: &BTreeMap<&'static str, String>) -> String {
    let words = form
        .iter()
        .fold(url.to_owned(), |words, (name, value)| words + name + value);
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.as_bytes());
    STANDARD.encode(hmac::sign(&key, words.as_bytes()))
}
