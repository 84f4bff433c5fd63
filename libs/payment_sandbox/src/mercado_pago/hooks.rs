//! Notifications: signed, sent, and sent again to whoever did not take them.

use aws_lc_rs::hmac;
use kernel::Instant;
use serde_json::json;

use super::Sandbox;
use super::world::World;
use crate::faults::{Fault, Place};
use crate::local::local;
use crate::wire::hex;

/// Seconds from a try to the next one.
const WAITS: [i64; 7] = [900, 1_800, 21_600, 172_800, 345_600, 345_600, 345_600];
/// A late one comes so many seconds later.
const LATE: i64 = 600;

/// A notification that waits.
#[derive(Debug, Clone)]
pub struct Hook {
    url: String,
    kind: &'static str,
    object: String,
    action: &'static str,
    body: String,
    secret: String,
    request: String,
    due: Instant,
    tries: usize,
}

/// What became of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Of which payment, or chargeback.
    pub object: String,
    /// `payment.created`, `payment.updated` …
    pub action: String,
    /// What the receiver answered; none when nobody did.
    pub status: Option<u16>,
}

/// Something that happened.
struct Event {
    token: String,
    notify: Option<String>,
    kind: &'static str,
    object: String,
    action: &'static str,
}

impl World {
    /// What happened to a payment is to be told.
    pub fn tell(&mut self, id: u64, action: &'static str, now: Instant) {
        let event = self.payments.get(&id).map(|payment| Event {
            token: payment.token.clone(),
            notify: payment.notify.clone(),
            kind: "payment",
            object: id.to_string(),
            action,
        });
        if let Some(event) = event {
            self.put(event, now);
        }
    }

    /// The same of a chargeback.
    pub fn tell_of_chargeback(&mut self, id: u64, action: &'static str, now: Instant) {
        let payment = self
            .chargebacks
            .get(&id)
            .and_then(|one| self.payments.get(&one.payment));
        let event = payment.map(|payment| Event {
            token: payment.token.clone(),
            notify: payment.notify.clone(),
            kind: "topic_chargebacks_wh",
            object: id.to_string(),
            action,
        });
        if let Some(event) = event {
            self.put(event, now);
        }
    }

    /// Among those that wait, as the faults will have it.
    fn put(&mut self, event: Event, now: Instant) {
        let Some(mut hook) = self.hook(event, now) else {
            return;
        };
        match self.faults.take(Place::Hook) {
            Some(Fault::HookLost) => return,
            Some(Fault::HookOvertakes) => return self.hooks.insert(0, hook),
            Some(Fault::HookTwice) => self.hooks.push(hook.clone()),
            Some(Fault::HookLate) => hook.due = now.plus_seconds(LATE),
            Some(Fault::HookForged) => "another secret".clone_into(&mut hook.secret),
            _ => {}
        }
        self.hooks.push(hook);
    }

    /// None when nobody wants to be told.
    fn hook(&mut self, event: Event, now: Instant) -> Option<Hook> {
        let number = self.next();
        let account = self.account(&event.token)?.clone();
        let url = event.notify.or(account.panel)?;
        let body = json!({
            "action": event.action, "api_version": "v1", "data": { "id": event.object }, "date_created": now,
            "id": number, "live_mode": account.live, "type": event.kind, "user_id": account.id.to_string(),
        });
        Some(Hook {
            url,
            kind: event.kind,
            object: event.object,
            action: event.action,
            body: body.to_string(),
            secret: account.secret,
            request: format!("sandbox-{number}"),
            due: now,
            tries: 0,
        })
    }

    /// Those that are due, or all of them.
    fn take_hooks(&mut self, all: bool, now: Instant) -> Vec<Hook> {
        let (taken, left) = std::mem::take(&mut self.hooks)
            .into_iter()
            .partition(|hook| all || hook.due <= now);
        self.hooks = left;
        taken
    }

    /// For another try, if there is one left.
    fn put_back(&mut self, mut hook: Hook, now: Instant) {
        if let Some(wait) = WAITS.get(hook.tries) {
            hook.due = now.plus_seconds(*wait);
            hook.tries += 1;
            self.hooks.push(hook);
        }
    }
}

/// Tells what is due, or everything that waits, in order. Only a 2xx is a yes; whoever says otherwise is told again later.
pub async fn deliver(sandbox: &Sandbox, all: bool) -> Vec<Delivery> {
    let now = sandbox.now();
    let hooks = sandbox.world().take_hooks(all, now);
    let mut told = vec![];
    for hook in hooks {
        let status = hook.send(sandbox).await;
        told.push(Delivery {
            object: hook.object.clone(),
            action: hook.action.to_owned(),
            status,
        });
        if !status.is_some_and(|status| (200..300).contains(&status)) {
            sandbox.world().put_back(hook, now);
        }
    }
    told
}

impl Hook {
    async fn send(&self, sandbox: &Sandbox) -> Option<u16> {
        let (mut url, host) = local(&self.url, sandbox.world().receiver)?;
        url.query_pairs_mut()
            .append_pair("data.id", &self.object)
            .append_pair("type", self.kind);
        let ts = sandbox.now().0.as_millisecond();
        let call = sandbox.client.post(url).header("host", host);
        let call = call
            .header("content-type", "application/json")
            .header("x-signature", format!("ts={ts},v1={}", self.sign(ts)))
            .header("x-request-id", &self.request)
            .header("x-retry", self.tries.to_string())
            .body(self.body.clone());
        call.send().await.ok().map(|answer| answer.status().as_u16())
    }

    fn sign(&self, ts: i64) -> String {
        let line = format!(
            "id:{};request-id:{};ts:{ts};",
            self.object.to_lowercase(),
            self.request
        );
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.secret.as_bytes());
        hex(hmac::sign(&key, line.as_bytes()).as_ref())
    }
}
