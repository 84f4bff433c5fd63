//! What Twilio tells us about a message: a form, signed with the account's token
//! (<https://www.twilio.com/docs/usage/webhooks/webhooks-security>).

use std::borrow::Cow;
use std::collections::BTreeSet;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;
use url::{Url, form_urlencoded};

use crate::twilio::{Account, Twilio};

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Twilio's name for it, as [`crate::Accepted`] gave it.
    pub provider_id: String,
    /// What became of it.
    pub delivery: Delivery,
    /// Twilio's number for why it was not delivered: 30003 (the phone is off), 30005 (nobody has the number), 30007 (the
    /// network takes it for spam) …
    pub error_code: Option<u32>,
}

/// How far a message has come. Reports may come late and out of order: nothing follows one that [`Self::is_final`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Twilio has it, and has not sent it yet.
    Queued,
    /// The network has it.
    Sent,
    /// The phone has it.
    Delivered,
    /// The phone will not get it.
    Undelivered,
    /// Twilio could not send it.
    Failed,
}

/// Why nothing is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// Its signature is not Twilio's for this address and these words.
    #[error("the signature does not fit")]
    Forged,
    /// Twilio signed it, but it says nothing of a message's way.
    #[error("it is no report about a message")]
    Unreadable,
}

impl Delivery {
    /// Whether nothing comes after it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Undelivered | Self::Failed)
    }

    fn of(status: &str) -> Option<Self> {
        Some(match status {
            "accepted" | "scheduled" | "queued" | "sending" => Self::Queued,
            "sent" => Self::Sent,
            "delivered" | "read" => Self::Delivered,
            "undelivered" => Self::Undelivered,
            "failed" | "canceled" => Self::Failed,
            _ => return None,
        })
    }
}

impl Twilio {
    /// What a call says that claims to come from Twilio: `url` is the address that was called, as it was given to Twilio, with
    /// its query; `body` the form; `signature` the header `X-Twilio-Signature`.
    pub fn hear(&self, url: &Url, body: &[u8], signature: &str) -> Result<DeliveryReport, CallbackError> {
        // A set, as Twilio's own libraries: the same field twice counts once.
        let fields: BTreeSet<(Cow<'_, str>, Cow<'_, str>)> = form_urlencoded::parse(body).collect();
        if !is_signed(&self.account, url, &fields, signature) {
            return Err(CallbackError::Forged);
        }
        DeliveryReport::read(&fields).ok_or(CallbackError::Unreadable)
    }
}

/// The address and all fields in the order of their names, without anything between them.
fn is_signed(
    account: &Account,
    url: &Url,
    fields: &BTreeSet<(Cow<'_, str>, Cow<'_, str>)>,
    signature: &str,
) -> bool {
    let Ok(tag) = STANDARD.decode(signature) else {
        return false;
    };
    let mut words = url.as_str().to_owned();
    for (name, value) in fields {
        words.push_str(name);
        words.push_str(value);
    }
    let key = hmac::Key::new(
        hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        account.token.expose_secret().as_bytes(),
    );
    hmac::verify(&key, words.as_bytes(), &tag).is_ok()
}

impl DeliveryReport {
    fn read(fields: &BTreeSet<(Cow<'_, str>, Cow<'_, str>)>) -> Option<Self> {
        let field = |wanted: &str| {
            let mut found = fields.iter().filter(|(name, _)| name == wanted);
            found.next().map(|(_, value)| value.as_ref())
        };
        Some(Self {
            provider_id: field("MessageSid").filter(|sid| !sid.is_empty())?.to_owned(),
            delivery: Delivery::of(field("MessageStatus")?)?,
            error_code: field("ErrorCode").and_then(|code| code.parse().ok()),
        })
    }
}

#[cfg(test)]
mod tests {
    use outbound::{Outbound, Reach};

    use super::{CallbackError, Delivery, DeliveryReport};
    use crate::number::{E164, Home};
    use crate::twilio::{Account, Twilio};

    const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
    /// From Twilio's pages about the security of webhooks, with their token `12345`.
    const FORM: &str =
        "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212";
    const SIGNATURE: &str = "GvWf1cFY/Q7PnoempGyD5oXAezc=";

    fn hear(url: &str, form: &str, signature: &str) -> Result<DeliveryReport, CallbackError> {
        let account = Account {
            sid: "AC1".into(),
            token: "12345".into(),
            from: E164::parse("+15005550006", Home::COLOMBIA).unwrap(),
        };
        let outbound = Outbound::new(Reach::Internet, "vitrina-tests").unwrap();
        let twilio = Twilio::new(outbound, account).unwrap();
        twilio.hear(&url.parse().unwrap(), form.as_bytes(), signature)
    }

    #[test]
    fn twilios_own_examples_are_signed_by_twilio() {
        // About a telephone call, so it is no report; that is found out after the signature.
        assert_eq!(hear(URL, FORM, SIGNATURE), Err(CallbackError::Unreadable));
        // Order does not matter, nor does a field twice.
        let turned = "To=%2B18005551212&From=%2B14158675310&Digits=1234&Caller=%2B14158675310&CallSid=CA1234567890ABCDE";
        assert_eq!(hear(URL, turned, SIGNATURE), Err(CallbackError::Unreadable));
        // From the tests of Twilio's own libraries.
        let theirs = FORM.replace("75310", "75309");
        let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        assert_eq!(hear(URL, &theirs, signature), Err(CallbackError::Unreadable));
    }

    #[test]
    fn whoever_changes_anything_is_a_forger() {
        for (url, form, signature) in [
            ("https://mycompany.com/myapp.php?foo=1&bar=3", FORM, SIGNATURE),
            ("http://mycompany.com/myapp.php?foo=1&bar=2", FORM, SIGNATURE),
            (URL, &FORM.replace("1234&", "1235&"), SIGNATURE),
            (URL, &format!("{FORM}&MessageStatus=failed"), SIGNATURE),
            (URL, "", SIGNATURE),
            (URL, FORM, ""),
            (URL, FORM, "GvWf1cFY/Q7PnoempGyD5oXAez"),
            (URL, FORM, "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            (URL, FORM, "no base64"),
        ] {
            assert_eq!(
                hear(url, form, signature),
                Err(CallbackError::Forged),
                "{url} {form} {signature}"
            );
        }
    }

    #[test]
    fn a_final_report_is_told_from_one_on_the_way() {
        let of = |status| Delivery::of(status).map(Delivery::is_final);
        for on_the_way in ["accepted", "queued", "sending", "sent"] {
            assert_eq!(of(on_the_way), Some(false), "{on_the_way}");
        }
        for last in ["delivered", "undelivered", "failed", "canceled", "read"] {
            assert_eq!(of(last), Some(true), "{last}");
        }
        assert_eq!(of("received"), None);
    }
}
