//! What Mercado Pago tells us by itself. It only says that something happened: what it was is asked for.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use url::form_urlencoded;

use crate::id::{Name, PaymentId};
use crate::signature::Signature;

/// So far a notification's time may be from ours, in seconds. Each try of theirs is signed anew.
const TOLERANCE: u64 = 5 * 60;
/// Longest of the words that a notification is named by.
const MOST: usize = 64;

/// A call, as it came.
#[derive(Debug, Clone, Copy)]
pub struct Hook<'a> {
    /// The address's query, as it stands there.
    pub query: &'a str,
    /// The header `x-signature`.
    pub signature: Option<&'a str>,
    /// The header `x-request-id`.
    pub request_id: Option<&'a str>,
    /// Its body: at most what the edge lets in.
    pub body: &'a [u8],
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The same for each telling of one event, and for no other: account, kind, object, action, time, and the notification's
    /// own name, since a payment may change twice in the second that the time is told to.
    pub key: String,
    /// Of what.
    pub kind: Kind,
    /// Its name: of a payment, digits.
    pub object: String,
    /// `payment.created`, `payment.updated` …
    pub action: String,
    /// Whether it says that it is real. Not signed: what the payment itself says counts.
    pub live: bool,
    /// Whose. Not signed either.
    pub account: Option<String>,
}

/// What something is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A payment: [`Notification::object`] is a [`PaymentId`].
    Payment,
    /// A chargeback.
    Chargeback,
    /// Something else, which can be left aside.
    Other,
}

/// What an unsigned call may be right about: reason enough to look, and for nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Of what.
    pub kind: Kind,
    /// Its name.
    pub object: String,
}

/// Why nothing is believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HookError {
    /// It is not signed. The old form of notifications (IPN: `?topic=payment&id=…`) never is, and gives a hint.
    #[error("it is not signed")]
    Unsigned(Option<Hint>),
    /// The signature fits none of our secrets.
    #[error("the signature does not fit")]
    Forged,
    /// It was signed more than five minutes ago, or will be: somebody repeats it, or a clock is wrong.
    #[error("it was signed at another time")]
    Stale,
    /// Signed, and it says nothing.
    #[error("it says nothing that can be read")]
    Unreadable,
}

#[derive(Deserialize)]
struct Body {
    id: Option<Name>,
    action: Option<String>,
    #[serde(rename = "type", alias = "topic")]
    kind: Option<String>,
    data: Option<Data>,
    date_created: Option<String>,
    live_mode: Option<bool>,
    user_id: Option<Name>,
}

#[derive(Deserialize)]
struct Data {
    id: Option<Name>,
}

/// Who is there, when, and only then what: `secrets` are those of the account, the new and the old one while they change.
pub fn hear(hook: &Hook<'_>, secrets: &[SecretString], now: Timestamp) -> Result<Notification, HookError> {
    let object = asked(hook.query, "data.id");
    let header = hook.signature.filter(|header| !header.is_empty());
    let header = header.ok_or_else(|| HookError::Unsigned(Hint::of(hook.query)))?;
    let signature = Signature::parse(header).ok_or(HookError::Forged)?;
    if !signature.fits(object.as_deref(), hook.request_id, secrets) {
        return Err(HookError::Forged);
    }
    let at = signature.seconds().ok_or(HookError::Stale)?;
    if at.abs_diff(now.as_second()) > TOLERANCE {
        return Err(HookError::Stale);
    }
    let body: Body = serde_json::from_slice(hook.body).map_err(|_| HookError::Unreadable)?;
    Notification::of(hook, object, body).ok_or(HookError::Unreadable)
}

impl Notification {
    fn of(hook: &Hook<'_>, signed: Option<String>, body: Body) -> Option<Self> {
        let told = body.data.and_then(|data| data.id).map(|Name(id)| id);
        // Only the address's is signed: a body about something else was put under it.
        if let (Some(signed), Some(told)) = (&signed, &told)
            && !signed.eq_ignore_ascii_case(told)
        {
            return None;
        }
        let word = body
            .kind
            .or_else(|| asked(hook.query, "type"))
            .unwrap_or_default();
        let object = signed.or(told).filter(|object| !object.is_empty())?;
        let kind = Kind::of(&word);
        let (at, id) = (body.date_created.unwrap_or_default(), body.id.map(|Name(id)| id));
        let id = id
            .or_else(|| hook.request_id.map(str::to_owned))
            .unwrap_or_default();
        let account = body.user_id.map(|Name(id)| id);
        let action = body.action.unwrap_or_default();
        let words = [
            account.as_deref().unwrap_or_default(),
            &word,
            &object,
            &action,
            &at,
            &id,
        ];
        let fine = words
            .iter()
            .all(|word| word.len() <= MOST && word.bytes().all(|b| b.is_ascii_graphic()));
        let fine = fine && (kind != Kind::Payment || PaymentId::parse(&object).is_some());
        let key = words.join("|");
        fine.then(|| Self {
            key,
            kind,
            live: body.live_mode.unwrap_or(false),
            object,
            action,
            account,
        })
    }
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "payment" => Self::Payment,
            "chargebacks" | "chargeback" | "topic_chargebacks_wh" => Self::Chargeback,
            _ => Self::Other,
        }
    }
}

impl Hint {
    /// `?topic=payment&id=…`, or the newer form that came without its signature.
    fn of(query: &str) -> Option<Self> {
        let word = asked(query, "topic").or_else(|| asked(query, "type"))?;
        let object = asked(query, "id").or_else(|| asked(query, "data.id"))?;
        let hint = Self {
            kind: Kind::of(&word),
            object,
        };
        let is_name = hint.object.len() <= MOST && hint.object.bytes().all(|b| b.is_ascii_alphanumeric());
        let fine = hint.kind != Kind::Payment || PaymentId::parse(&hint.object).is_some();
        (is_name && fine && hint.kind != Kind::Other).then_some(hint)
    }
}

/// The first of this name.
fn asked(query: &str, wanted: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let found = pairs.find(|(name, _)| name == wanted);
    found
        .map(|(_, value)| value.into_owned())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::hmac;
    use jiff::{SignedDuration, Timestamp};

    use super::{Hint, Hook, HookError, Kind, Notification, hear};

    const BODY: &str = r#"{"action":"payment.updated","api_version":"v1","data":{"id":"1312147735"},
        "date_created":"2026-11-22T15:00:00Z","id":118,"live_mode":true,"type":"payment","user_id":446566691}"#;
    const QUERY: &str = "data.id=1312147735&type=payment";

    fn now() -> Timestamp {
        "2026-11-22T15:00:05Z".parse().unwrap()
    }

    fn signed(line: &str, ts: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"secret");
        let tag = hmac::sign(&key, format!("{line}ts:{ts};").as_bytes());
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap();
        let hex: String = tag
            .as_ref()
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect();
        format!("ts={ts},v1={hex}")
    }

    fn told_at(query: &str, body: &str, at: Timestamp) -> Result<Notification, HookError> {
        let signature = signed(
            "id:1312147735;request-id:r-1;",
            &now().as_millisecond().to_string(),
        );
        let hook = Hook {
            query,
            signature: Some(&signature),
            request_id: Some("r-1"),
            body: body.as_bytes(),
        };
        hear(&hook, &["old".into(), "secret".into()], at)
    }

    fn told(query: &str, body: &str) -> Result<Notification, HookError> {
        told_at(query, body, now())
    }

    #[test]
    fn a_signed_notification_is_heard() {
        let heard = told(QUERY, BODY).unwrap();
        assert_eq!(
            heard.key,
            "446566691|payment|1312147735|payment.updated|2026-11-22T15:00:00Z|118"
        );
        assert_eq!((heard.kind, heard.object.as_str()), (Kind::Payment, "1312147735"));
        assert_eq!((heard.action.as_str(), heard.live), ("payment.updated", true));
        assert_eq!(heard.account.as_deref(), Some("446566691"));
    }

    #[test]
    fn events_differ_by_what_happened_and_not_by_how_often_it_is_told() {
        let key = |from: &str, to: &str| told(QUERY, &BODY.replace(from, to)).unwrap().key;
        let first = key("", "");
        assert_eq!(key("\"api_version\":\"v1\",", ""), first);
        for (from, to) in [
            ("payment.updated", "payment.created"),
            ("15:00:00Z", "15:00:01Z"),
            ("446566691", "446566692"),
            ("\"id\":118", "\"id\":119"),
        ] {
            assert_ne!(key(from, to), first, "{from}");
        }
        assert!(key("\"id\":118,", "").ends_with("|r-1"));
    }

    #[test]
    fn what_is_too_old_or_too_new_is_stale() {
        let after = |seconds| {
            told_at(
                QUERY,
                BODY,
                now().checked_add(SignedDuration::from_secs(seconds)).unwrap(),
            )
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
        for query in [
            "",
            "type=payment",
            "data.id=1312147736",
            "data.id=",
            "data.id=1312147736&data.id=1312147735",
        ] {
            assert_eq!(told(query, "no body at all"), Err(HookError::Forged), "{query}");
        }
        let hook = Hook {
            query: QUERY,
            signature: Some("v1=00"),
            request_id: None,
            body: b"",
        };
        assert_eq!(hear(&hook, &["secret".into()], now()), Err(HookError::Forged));
    }

    #[test]
    fn a_body_says_nothing_about_anything_else_than_what_is_signed() {
        let long = "a".repeat(65);
        for (from, to) in [
            ("\"1312147735\"", "\"1312147736\""),
            ("\"1312147735\"", "[]"),
            ("\"payment.updated\"", "1"),
            ("\"payment.updated\"", "\"a\\u0000b\""),
            ("payment.updated", long.as_str()),
            ("2026-11-22T15:00:00Z", "a b"),
        ] {
            assert_eq!(
                told(QUERY, &BODY.replace(from, to)),
                Err(HookError::Unreadable),
                "{to}"
            );
        }
        for body in ["", "[]", "{}{}", "\u{0}"] {
            assert_eq!(told(QUERY, body), Err(HookError::Unreadable), "{body}");
        }
    }

    #[test]
    fn kinds_are_told_apart() {
        let kind = |word: &str| told(QUERY, &BODY.replace("\"payment\"", word)).unwrap().kind;
        assert_eq!(kind("\"topic_chargebacks_wh\""), Kind::Chargeback);
        assert_eq!(kind("\"subscription_preapproval\""), Kind::Other);
        // The body says none, the address does.
        assert_eq!(kind("null"), Kind::Payment);
    }

    #[test]
    fn without_the_name_in_the_address_the_body_has_it() {
        let signature = signed("request-id:r-1;", &now().as_second().to_string());
        let hook = Hook {
            query: "",
            signature: Some(&signature),
            request_id: Some("r-1"),
            body: BODY.as_bytes(),
        };
        let heard = hear(&hook, &["secret".into()], now()).unwrap();
        assert_eq!(heard.object, "1312147735");
    }

    #[test]
    fn the_old_form_is_a_hint_and_no_more() {
        let unsigned = |query: &str| {
            let hook = Hook {
                query,
                signature: None,
                request_id: None,
                body: BODY.as_bytes(),
            };
            hear(&hook, &["secret".into()], now()).unwrap_err()
        };
        let hint = |kind| {
            HookError::Unsigned(Some(Hint {
                kind,
                object: "1312147735".into(),
            }))
        };
        assert_eq!(unsigned("topic=payment&id=1312147735"), hint(Kind::Payment));
        assert_eq!(unsigned(QUERY), hint(Kind::Payment));
        assert_eq!(
            unsigned("topic=chargebacks&id=1312147735"),
            hint(Kind::Chargeback)
        );
        for query in [
            "",
            "topic=payment",
            "topic=payment&id=../1",
            "topic=merchant_order&id=1",
            "id=1312147735",
        ] {
            assert_eq!(unsigned(query), HookError::Unsigned(None), "{query}");
        }
    }
}
