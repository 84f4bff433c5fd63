//! Signed calls to a receiver of the shop's own, after Standard Webhooks.

use std::fmt;
use std::time::Duration;

use kernel::Instant;
use outbound::header::{HeaderName, HeaderValue};
use outbound::{AddressFault, Answer, Limits, Method, Outbound, OutboundError, Reach, Request, Url};

use crate::error::HookError;
use crate::secret::Secret;

const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");
/// A receiver is to note what it is told and answer; nothing that it answers is of interest.
pub(crate) const LIMITS: Limits = Limits {
    time: Duration::from_secs(15),
    bytes: 64 * 1024,
};

/// A receiver.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    url: Url,
    secret: Secret,
    /// The secret before, while the receiver may not know the new one yet.
    previous: Option<Secret>,
}

/// The address may hold a key.
impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhook(…)")
    }
}

/// What it is told.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The same each time that this is told, so that a receiver can tell that it knows it: visible ASCII, no dot.
    pub id: &'a str,
    /// When this call is made. A receiver refuses one that is five minutes off.
    pub at: Instant,
    /// JSON: `type`, `timestamp`, `data`.
    pub body: &'a [u8],
}

impl Webhook {
    /// At an address that somebody typed.
    pub fn new(reach: Reach, url: Url, secret: Secret) -> Result<Self, AddressFault> {
        reach.check(&url)?;
        Ok(Self {
            url,
            secret,
            previous: None,
        })
    }

    /// The same, whose calls are also signed with the secret before.
    pub fn with_previous(mut self, previous: Secret) -> Self {
        self.previous = Some(previous);
        self
    }

    /// Tells it, and gives what it answers, whatever that is, or why it does not: for a log. [`Self::send`] says what it means.
    /// Fails when the call cannot even be written.
    pub async fn call(
        &self,
        outbound: &Outbound,
        call: &Call<'_>,
    ) -> Result<Result<Answer, OutboundError>, HookError> {
        Ok(outbound.send(self.request(call)?).await)
    }

    /// Tells it. Only a 2xx is a yes.
    pub async fn send(&self, outbound: &Outbound, call: &Call<'_>) -> Result<(), HookError> {
        let answer = self.call(outbound, call).await??;
        if answer.status.is_success() {
            Ok(())
        } else {
            Err(HookError::of(&answer))
        }
    }

    fn request(&self, call: &Call<'_>) -> Result<Request, HookError> {
        let id = HeaderValue::from_str(call.id)
            .ok()
            .filter(|_| !call.id.contains('.'));
        let id = id.ok_or_else(|| HookError::Permanent("the call's id does not fit into a header".into()))?;
        Ok(Request::new(Method::POST, self.url.clone())
            .body("application/json", call.body.to_vec())
            .header(ID, id)
            .header(TIMESTAMP, HeaderValue::from(call.at.unix_seconds()))
            .header(SIGNATURE, self.signatures(call)?)
            .limits(LIMITS)
            .stay())
    }

    /// One for each secret, with spaces between: a receiver is content with one that it can make itself.
    fn signatures(&self, call: &Call<'_>) -> Result<HeaderValue, HookError> {
        let secrets = [Some(&self.secret), self.previous.as_ref()];
        let signed = secrets
            .into_iter()
            .flatten()
            .map(|secret| secret.sign(call.id, call.at.unix_seconds(), call.body));
        HeaderValue::from_str(&signed.collect::<Vec<_>>().join(" "))
            .map_err(|_| HookError::Permanent("the call cannot be signed".into()))
    }
}
