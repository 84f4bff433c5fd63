//! What Stripe tells us by itself.

use jiff::Timestamp;
use secrecy::SecretString;

use crate::event::Notification;
use crate::signature::Signature;

/// So far a notification's time may be from ours, in seconds. Each try of theirs is signed anew.
const TOLERANCE: u64 = 5 * 60;

/// A call, as it came.
#[derive(Debug, Clone, Copy)]
pub struct Hook<'a> {
    /// The header `Stripe-Signature`.
    pub signature: Option<&'a str>,
    /// Its body, byte by byte: at most what the edge lets in.
    pub body: &'a [u8],
}

/// Why nothing is believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HookError {
    /// It is not signed. Stripe signs everything.
    #[error("it is not signed")]
    Unsigned,
    /// The signature fits none of our secrets.
    #[error("the signature does not fit")]
    Forged,
    /// It was signed more than five minutes ago, or will be: somebody repeats it, or a clock is wrong.
    #[error("it was signed at another time")]
    Stale,
    /// Signed, and it says nothing that can be read.
    #[error("it says nothing that can be read")]
    Unreadable,
}

/// Who is there, when, and only then what: `secrets` are those of the endpoint, the new and the old one while they change.
pub fn hear(hook: &Hook<'_>, secrets: &[SecretString], now: Timestamp) -> Result<Notification, HookError> {
    let header = hook.signature.filter(|header| !header.is_empty());
    let signature = Signature::parse(header.ok_or(HookError::Unsigned)?).ok_or(HookError::Forged)?;
    if !signature.fits(hook.body, secrets) {
        return Err(HookError::Forged);
    }
    let at = signature.seconds().ok_or(HookError::Stale)?;
    if at.abs_diff(now.as_second()) > TOLERANCE {
        return Err(HookError::Stale);
    }
    Notification::read(hook.body).ok_or(HookError::Unreadable)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::hmac;
    use jiff::{SignedDuration, Timestamp};

    use super::{Hook, HookError, Notification, hear};

    const BODY: &str = r#"{"id":"evt_1","type":"payment_intent.succeeded","created":1795359600,"livemode":false,
        "data":{"object":{"id":"pi_1","object":"payment_intent"}}}"#;

    fn now() -> Timestamp {
        "2026-11-22T15:00:05Z".parse().unwrap()
    }

    fn signed(body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"whsec_secret");
        let t = now().as_second();
        let tag = hmac::sign(&key, format!("{t}.{body}").as_bytes());
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap();
        let hex: String = tag
            .as_ref()
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect();
        format!("t={t},v1={hex}")
    }

    fn told_at(signature: Option<&str>, body: &str, at: Timestamp) -> Result<Notification, HookError> {
        let hook = Hook {
            signature,
            body: body.as_bytes(),
        };
        hear(&hook, &["whsec_old".into(), "whsec_secret".into()], at)
    }

    #[test]
    fn a_signed_notification_is_heard() {
        let heard = told_at(Some(&signed(BODY)), BODY, now()).unwrap();
        assert_eq!((heard.id.as_str(), heard.object.as_str()), ("evt_1", "pi_1"));
    }

    #[test]
    fn what_is_too_old_or_too_new_is_stale() {
        let after = |seconds| {
            let at = now().checked_add(SignedDuration::from_secs(seconds)).unwrap();
            told_at(Some(&signed(BODY)), BODY, at)
        };
        for seconds in [-300, 0, 300] {
            assert!(after(seconds).is_ok(), "{seconds}");
        }
        for seconds in [-301, 301, 86_400, -86_400] {
            assert_eq!(after(seconds), Err(HookError::Stale), "{seconds}");
        }
    }

    #[test]
    fn forgeries_come_before_everything_else() {
        let signature = signed(BODY);
        for (header, error) in [
            (None, HookError::Unsigned),
            (Some(""), HookError::Unsigned),
            (Some("v1=00"), HookError::Forged),
            (Some(signature.as_str()), HookError::Forged),
        ] {
            let later = now().checked_add(SignedDuration::from_hours(1)).unwrap();
            assert_eq!(told_at(header, "no body at all", later), Err(error), "{header:?}");
        }
    }

    #[test]
    fn signed_nonsense_is_unreadable() {
        for body in ["", "[]", "{}", r#"{"id":"evt_1"}"#] {
            let told = told_at(Some(&signed(body)), body, now());
            assert_eq!(told, Err(HookError::Unreadable), "{body}");
        }
    }
}
