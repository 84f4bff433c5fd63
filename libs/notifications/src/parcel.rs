//! A message with its address on it, ready to be carried.

use std::time::Duration;

use kernel::Instant;
use outbound::Url;
use web_push::{Subscription, Topic, WebPush};
use webhooks::{Slack, Webhook};

use crate::model::DeviceId;

/// A message with its address on it.
#[derive(Debug)]
pub(crate) enum Parcel {
    /// To a mail server.
    Mail(Box<mail::Message>),
    /// To a phone.
    Text(sms::Sms),
    /// To a browser.
    Push(Box<Pushed>),
    /// To the shop's channel at Slack.
    Slack {
        to: Slack,
        title: String,
        text: String,
        /// Words to press, and where they lead.
        link: Option<(String, Url)>,
    },
    /// To a server of the shop's.
    Webhook {
        to: Box<Webhook>,
        /// The message's, the same at each try.
        id: String,
        body: Vec<u8>,
    },
    /// Nobody takes it any more; by name, which pages have words for.
    Nobody(&'static str),
}

/// To a browser.
#[derive(Debug)]
pub(crate) struct Pushed {
    pub device: DeviceId,
    pub to: Subscription,
    /// Under the shop's key.
    pub sender: WebPush,
    pub payload: Vec<u8>,
    /// The same for all that is said of one thing, and at each try, so that a push service shows the last one only.
    pub topic: Option<Topic>,
    /// How long the push service keeps it while the browser is away.
    pub ttl: Duration,
}

impl Parcel {
    /// For metrics.
    pub fn channel(&self) -> &'static str {
        match self {
            Self::Mail(_) => "email",
            Self::Text(_) => "sms",
            Self::Push(_) => "push",
            Self::Slack { .. } => "slack",
            Self::Webhook { .. } => "webhook",
            Self::Nobody(_) => "nobody",
        }
    }
}

/// What a webhook is told.
pub(crate) fn webhook_body(kind: &str, at: Instant, title: &str, text: &str, url: &str) -> Vec<u8> {
    let body = serde_json::json!({
        "type": kind,
        "timestamp": at,
        "data": { "title": title, "text": text, "url": url },
    });
    body.to_string().into_bytes()
}

/// What the page's worker in the browser is told.
pub(crate) fn push_payload(title: &str, text: &str, url: &str, tag: &str) -> Vec<u8> {
    let shorter: String = text.chars().take(LONGEST_PUSHED).collect();
    let payload = serde_json::json!({ "title": title, "text": shorter, "url": url, "tag": tag });
    payload.to_string().into_bytes()
}

/// Letters of a pushed text: what a phone shows of it, and in any alphabet less than a push may hold.
const LONGEST_PUSHED: usize = 300;

#[cfg(test)]
mod tests {
    use super::push_payload;

    #[test]
    fn the_longest_push_fits() {
        let (title, text) = ("😀".repeat(255), "\u{1}".repeat(2_000));
        let payload = push_payload(&title, &text, &format!("https://x.test/{}", "a".repeat(300)), "t");
        assert!(payload.len() <= web_push::MOST_BYTES, "{}", payload.len());
    }
}
