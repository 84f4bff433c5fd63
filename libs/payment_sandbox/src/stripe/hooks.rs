//! Notifications: signed, sent, and sent again to whoever did not take them.

use aws_lc_rs::hmac;
use kernel::Instant;
use serde_json::Value;

use super::Sandbox;
use super::account::Endpoint;
use super::event::Event;
use super::world::World;
use crate::faults::{Fault, Place};
use crate::local::local;
use crate::wire::hex;

/// Seconds from a try to the next one: three days in all.
const WAITS: [i64; 8] = [300, 1_800, 7_200, 18_000, 36_000, 43_200, 64_800, 86_400];
/// A late one comes so many seconds later.
const LATE: i64 = 600;

/// A notification that waits.
#[derive(Debug, Clone)]
pub struct Hook {
    endpoint: Endpoint,
    event: String,
    kind: &'static str,
    object: String,
    body: String,
    due: Instant,
    tries: usize,
}

/// What became of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The event's name.
    pub event: String,
    /// `payment_intent.succeeded` …
    pub kind: String,
    /// The name of what it is about.
    pub object: String,
    /// What the receiver answered; none when nobody did.
    pub status: Option<u16>,
}

impl World {
    /// Among those that wait, as the faults will have it, for each endpoint of the account.
    pub fn put(&mut self, event: &Event, now: Instant) {
        let mut endpoints = self.account(&event.whose).endpoints.clone();
        endpoints.retain(|endpoint| endpoint.wants(event.kind));
        // Somebody's own clock may be ahead of everybody's.
        let due = now.min(self.now);
        for endpoint in endpoints {
            let mut hook = Hook::of(event, endpoint, due);
            match self.faults.take(Place::Hook) {
                Some(Fault::HookLost) => continue,
                Some(Fault::HookOvertakes) => {
                    self.hooks.insert(0, hook);
                    continue;
                }
                Some(Fault::HookTwice) => self.hooks.push(hook.clone()),
                Some(Fault::HookLate) => hook.due = due.plus_seconds(LATE),
                Some(Fault::HookForged) => hook.endpoint.secrets = vec!["whsec_another".to_owned()],
                _ => {}
            }
            self.hooks.push(hook);
        }
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
            event: hook.event.clone(),
            kind: hook.kind.to_owned(),
            object: hook.object.clone(),
            status,
        });
        if !status.is_some_and(|status| (200..300).contains(&status)) {
            sandbox.world().put_back(hook, now);
        }
    }
    told
}

impl Hook {
    fn of(event: &Event, endpoint: Endpoint, now: Instant) -> Self {
        let object = event.object.get("id").and_then(Value::as_str);
        Self {
            endpoint,
            event: event.id.clone(),
            kind: event.kind,
            object: object.unwrap_or_default().to_owned(),
            body: event.view().to_string(),
            due: now,
            tries: 0,
        }
    }

    async fn send(&self, sandbox: &Sandbox) -> Option<u16> {
        let (url, host) = local(&self.endpoint.url, sandbox.world().receiver)?;
        let call = sandbox.client.post(url).header("host", host);
        let call = call
            .header("content-type", "application/json; charset=utf-8")
            .header("stripe-signature", self.sign(sandbox.now().unix_seconds()))
            .body(self.body.clone());
        call.send().await.ok().map(|answer| answer.status().as_u16())
    }

    /// Anew for each try.
    fn sign(&self, t: i64) -> String {
        signature(t, &self.body, &self.endpoint.secrets)
    }
}

impl Endpoint {
    fn wants(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|begins| kind.starts_with(begins.as_str()))
    }
}

/// The header of a body, once by each secret.
pub fn signature(t: i64, body: &str, secrets: &[String]) -> String {
    let line = format!("{t}.{body}");
    let signed = |secret: &String| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        format!("v1={}", hex(hmac::sign(&key, line.as_bytes()).as_ref()))
    };
    let signatures = secrets.iter().map(signed);
    let parts: Vec<String> = std::iter::once(format!("t={t}")).chain(signatures).collect();
    parts.join(",")
}
