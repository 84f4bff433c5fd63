//! Twilio's Messages API, version 2010-04-01 (<https://www.twilio.com/docs/messaging/api/message-resource>).

use std::fmt;
use std::time::Duration;

use outbound::{Limits, Method, Outbound, Request};
use secrecy::SecretString;
use serde::Deserialize;
use url::{ParseError, Url, form_urlencoded};

use crate::error::{Refusal, SmsError};
use crate::number::E164;

/// Where it is.
const API: &str = "https://api.twilio.com";
/// An answer takes about one kilobyte.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(15),
    bytes: 64 * 1024,
};

/// An account of Twilio's, and the number that it sends from.
#[derive(Debug, Clone)]
pub struct Account {
    /// `AC…`
    pub sid: String,
    /// Its token, which also signs what Twilio tells us.
    pub token: SecretString,
    /// Sender.
    pub from: E164,
}

/// Twilio, as one account of it. Cheap to clone.
#[derive(Clone)]
pub struct Twilio {
    outbound: Outbound,
    pub(crate) account: Account,
    messages: Url,
}

impl fmt::Debug for Twilio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Twilio(…)")
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// Receiver.
    pub to: E164,
    /// At most 1,600 letters. See [`crate::Segments`] for what it costs.
    pub text: String,
    /// Where Twilio tells what becomes of it ([`Twilio::hear`]).
    pub status_callback: Option<Url>,
}

/// What Twilio will see to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Twilio's name for the message: `SM…`.
    pub provider_id: String,
}

#[derive(Deserialize)]
struct Created {
    sid: String,
}

impl Twilio {
    /// Calls nobody yet. Fails when the account's id fits into no address.
    pub fn new(outbound: Outbound, account: Account) -> Result<Self, ParseError> {
        Self::at(outbound, account, &Url::parse(API)?)
    }

    /// The same at another address: what stands in for Twilio in development and tests.
    pub fn at(outbound: Outbound, account: Account, base: &Url) -> Result<Self, ParseError> {
        let mut messages = base.clone();
        messages
            .path_segments_mut()
            .map_err(|()| ParseError::RelativeUrlWithCannotBeABaseBase)?
            .pop_if_empty()
            .extend(["2010-04-01", "Accounts", &account.sid, "Messages.json"]);
        Ok(Self {
            outbound,
            account,
            messages,
        })
    }

    /// Hands a message over; Twilio then answers for it. Twilio knows no key of idempotency: whoever calls again after no
    /// answer may send the message twice.
    pub async fn send(&self, sms: &Sms) -> Result<Accepted, SmsError> {
        let request = Request::new(Method::POST, self.messages.clone())
            .basic(&self.account.sid, &self.account.token)
            .body("application/x-www-form-urlencoded", self.form(sms))
            .limits(LIMITS)
            .stay();
        let answer = self.outbound.send(request).await?;
        if !answer.status.is_success() {
            return Err(SmsError::of(&answer));
        }
        let created: Created =
            serde_json::from_slice(&answer.body).map_err(|_| SmsError::Permanent(Refusal::Unreadable))?;
        Ok(Accepted {
            provider_id: created.sid,
        })
    }

    fn form(&self, sms: &Sms) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("From", self.account.from.as_str())
            .append_pair("To", sms.to.as_str())
            .append_pair("Body", &sms.text);
        if let Some(callback) = &sms.status_callback {
            form.append_pair("StatusCallback", callback.as_str());
        }
        form.finish()
    }
}
