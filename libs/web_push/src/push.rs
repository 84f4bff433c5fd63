//! The call: RFC 8030 §5.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Email, Env};
use outbound::header::{AUTHORIZATION, CONTENT_ENCODING, HeaderName, HeaderValue, LOCATION};
use outbound::{Limits, Method, Outbound, Request};

use crate::error::PushError;
use crate::seal::{Chance, seal};
use crate::subscription::Subscription;
use crate::vapid::VapidKeys;

/// The longest payload: what a record of 4,096 bytes holds besides a header of 86, a delimiter and a tag of 16 (RFC 8291 §4).
pub const MOST_BYTES: usize = 3_993;

const TTL: HeaderName = HeaderName::from_static("ttl");
const URGENCY: HeaderName = HeaderName::from_static("urgency");
const TOPIC: HeaderName = HeaderName::from_static("topic");
/// Nothing that a service answers is of interest but its headers.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(15),
    bytes: 64 * 1024,
};

/// Sends to browsers. Cheap to clone.
#[derive(Clone)]
pub struct WebPush {
    outbound: Outbound,
    env: Env,
    keys: Arc<VapidKeys>,
    contact: String,
}

impl fmt::Debug for WebPush {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebPush(…)")
    }
}

/// A message.
#[derive(Debug, Clone, Copy)]
pub struct Push<'a> {
    /// What the page's worker over there reads; [`MOST_BYTES`] at most.
    pub payload: &'a [u8],
    /// How long the service keeps it while the browser is away, in whole seconds. None: now or never.
    pub ttl: Duration,
    /// How much it may cost the battery.
    pub urgency: Urgency,
    /// In place of which message it comes, while that one waits.
    pub topic: Option<&'a Topic>,
}

/// RFC 8030 §5.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// On power and Wi-Fi.
    VeryLow,
    /// On power or Wi-Fi.
    Low,
    /// On neither.
    Normal,
    /// Though the battery is low.
    High,
}

/// RFC 8030 §5.4: 1 to 32 letters of the alphabet of base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic(HeaderValue);

/// What the service will see to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The message's own address over there, if the service told it.
    pub location: Option<String>,
}

impl Urgency {
    const fn word(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

impl Topic {
    /// Refuses what is none. The 32 digits of an id are one.
    pub fn parse(text: &str) -> Option<Self> {
        let fine = (1..=32).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        fine.then(|| HeaderValue::from_str(text).ok().map(Self)).flatten()
    }
}

impl WebPush {
    /// Calls nobody yet. Services that have something to say about our messages write to `contact`.
    pub fn new(outbound: Outbound, env: Env, keys: VapidKeys, contact: &Email) -> Self {
        Self {
            outbound,
            env,
            keys: Arc::new(keys),
            contact: format!("mailto:{contact}"),
        }
    }

    /// Under which key browsers subscribe (`applicationServerKey`).
    pub fn public_key(&self) -> String {
        self.keys.public_key()
    }

    /// Seals a message for one browser and hands it to the browser's service, which then answers for it. The same message
    /// sent twice with a topic is shown once, unless the first one has arrived by then.
    pub async fn send(&self, to: &Subscription, push: &Push<'_>) -> Result<Accepted, PushError> {
        if push.payload.len() > MOST_BYTES {
            return Err(PushError::TooLarge);
        }
        let answer = self.outbound.send(self.request(to, push)?).await?;
        if !answer.status.is_success() {
            return Err(PushError::of(&answer));
        }
        let location = answer.headers.get(LOCATION);
        Ok(Accepted {
            location: location.and_then(|value| value.to_str().ok()).map(str::to_owned),
        })
    }

    fn request(&self, to: &Subscription, push: &Push<'_>) -> Result<Request, PushError> {
        let endpoint = to.endpoint().clone();
        let authorization = self
            .keys
            .authorize(&endpoint, &self.contact, self.env.now())
            .ok_or_else(|| PushError::Permanent("the call could not be signed".into()))?;
        let request = Request::new(Method::POST, endpoint)
            .body("application/octet-stream", self.seal(to, push.payload)?)
            .header(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"))
            .header(AUTHORIZATION, authorization)
            .header(TTL, HeaderValue::from(push.ttl.as_secs()))
            .header(URGENCY, HeaderValue::from_static(push.urgency.word()))
            .limits(LIMITS)
            .stay();
        Ok(match push.topic {
            Some(topic) => request.header(TOPIC, topic.0.clone()),
            None => request,
        })
    }

    /// The keys of a message are drawn for it alone. A draw that is no key is so rare that another try may find one.
    fn seal(&self, to: &Subscription, payload: &[u8]) -> Result<Vec<u8>, PushError> {
        let chance = Chance {
            salt: self.env.random(),
            key: self.env.random(),
        };
        seal(to, payload, &chance).map_err(|_| PushError::Temporary {
            why: "the message could not be sealed".into(),
            after: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn a_topic_is_a_short_word() {
        for fine in ["a", "upd", "0198e6f2c3a07d2f9d3b5a6c7e8f9012", "A-Z_09"] {
            assert!(Topic::parse(fine).is_some(), "{fine}");
        }
        for refused in ["", "two words", "á", "a\r\nb", &"a".repeat(33), "a.b"] {
            assert!(Topic::parse(refused).is_none(), "{refused}");
        }
    }
}
