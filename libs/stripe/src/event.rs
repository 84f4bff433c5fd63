//! Something that happened, as Stripe tells it. Which payment or subscription it is about counts, and nothing else that it says
//! of it: what it was is asked for.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::billing::RawParent;
use crate::id::{CustomerId, Either, InvoiceId, Named, PaymentIntentId, SubscriptionId, is_name};
use crate::text::moment;

/// Longest of the words that an event is named by.
const MOST: usize = 100;

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The event's name: the same for each telling of it, and for no other.
    pub id: String,
    /// `payment_intent.succeeded`, `charge.dispute.created` …
    pub kind: String,
    /// Of what.
    pub about: About,
    /// The name of what it is about; empty when that has none.
    pub object: String,
    /// What that is: `payment_intent`, `refund` …
    pub object_kind: String,
    /// The payment: the thing itself, or the one that it belongs to.
    pub payment: Option<PaymentIntentId>,
    /// The customer: the thing itself, or the one that it belongs to.
    pub customer: Option<CustomerId>,
    /// The subscription, in the same way.
    pub subscription: Option<SubscriptionId>,
    /// The invoice, in the same way.
    pub invoice: Option<InvoiceId>,
    /// Whose, of accounts that are connected with ours.
    pub account: Option<String>,
    /// Whether it is real.
    pub live: bool,
    /// When it happened, to the second: others may have happened in the same.
    pub created_at: Timestamp,
    /// The version that its body is written in.
    pub api_version: Option<String>,
}

/// What something is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A payment, or a try of it.
    Payment,
    /// A refund.
    Refund,
    /// A dispute: [`Notification::object`] is a [`crate::DisputeId`].
    Dispute,
    /// An account.
    Account,
    /// A subscription.
    Subscription,
    /// An invoice.
    Invoice,
    /// A visit to the page where a subscription is begun.
    Checkout,
    /// A customer.
    Customer,
    /// What a subscription is going to become.
    Schedule,
    /// Something else, which can be left aside.
    Other,
}

#[derive(Deserialize)]
struct Raw {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    api_version: Option<String>,
    created: i64,
    livemode: Option<bool>,
    account: Option<String>,
    data: RawData,
}

#[derive(Deserialize)]
struct RawData {
    object: RawObject,
}

#[derive(Deserialize)]
struct RawObject {
    id: Option<String>,
    object: Option<String>,
    payment_intent: Option<Either<Named>>,
    // Of whatever kind they are in things that nobody here knows: an event does not get lost by them.
    customer: Option<Value>,
    subscription: Option<Value>,
    invoice: Option<Value>,
    parent: Option<Value>,
}

impl Notification {
    /// None for what is no event.
    pub(crate) fn read(json: &[u8]) -> Option<Self> {
        let raw: Raw = serde_json::from_slice(json).ok()?;
        let object = raw.data.object;
        let (id, object_kind) = (object.id.unwrap_or_default(), object.object.unwrap_or_default());
        let about = About::of(&object_kind);
        let words = [&raw.kind, &object_kind];
        let fine = words.into_iter().all(|word| is_word(word))
            && is_name(&raw.id)
            && (id.is_empty() || is_name(&id))
            && raw.account.as_deref().is_none_or(is_name);
        let named = |kind: &str, other: Option<Value>| {
            let own = (object_kind == kind).then(|| id.clone());
            own.or_else(|| name(other))
        };
        let payment = object
            .payment_intent
            .map(Either::name)
            .or_else(|| (object_kind == "payment_intent").then(|| id.clone()));
        let customer = named("customer", object.customer);
        let invoice = named("invoice", object.invoice);
        let subscription = named("subscription", object.subscription);
        let parent = object
            .parent
            .and_then(|parent| RawParent::deserialize(parent).ok());
        let parents = parent.and_then(RawParent::subscription);
        fine.then_some(Self {
            payment: payment.and_then(|id| PaymentIntentId::parse(&id)),
            customer: customer.and_then(|id| CustomerId::parse(&id)),
            invoice: invoice.and_then(|id| InvoiceId::parse(&id)),
            subscription: parents.or_else(|| SubscriptionId::parse(&subscription?)),
            id: raw.id,
            kind: raw.kind,
            about,
            object: id,
            object_kind,
            account: raw.account,
            live: raw.livemode.unwrap_or(false),
            created_at: moment(raw.created).ok()?,
            api_version: raw.api_version.filter(|version| is_word(version)),
        })
    }
}

impl About {
    fn of(object_kind: &str) -> Self {
        match object_kind {
            "payment_intent" | "charge" => Self::Payment,
            "refund" => Self::Refund,
            "dispute" => Self::Dispute,
            "account" => Self::Account,
            "subscription" => Self::Subscription,
            "invoice" => Self::Invoice,
            "checkout.session" => Self::Checkout,
            "customer" => Self::Customer,
            "subscription_schedule" => Self::Schedule,
            _ => Self::Other,
        }
    }
}

/// The name of something that is named, or stands there whole.
fn name(value: Option<Value>) -> Option<String> {
    let either = Either::<Named>::deserialize(value?).ok()?;
    Some(either.name())
}

fn is_word(text: &str) -> bool {
    text.len() <= MOST && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{About, Notification};
    use crate::id::PaymentIntentId;

    const EVENT: &str = r#"{"id":"evt_1","object":"event","type":"payment_intent.succeeded","api_version":"2026-09-30.endive",
        "created":1795359605,"livemode":true,"data":{"object":{"id":"pi_1","object":"payment_intent","status":"succeeded"}}}"#;

    fn changed(from: &str, to: &str) -> Option<Notification> {
        assert!(EVENT.contains(from), "{from}");
        Notification::read(EVENT.replace(from, to).as_bytes())
    }

    #[test]
    fn an_event_names_its_payment() {
        let told = Notification::read(EVENT.as_bytes()).unwrap();
        assert_eq!(
            (told.id.as_str(), told.kind.as_str()),
            ("evt_1", "payment_intent.succeeded")
        );
        assert_eq!(
            (told.about, told.object.as_str(), told.live),
            (About::Payment, "pi_1", true)
        );
        assert_eq!(told.payment.unwrap().as_str(), "pi_1");
        assert_eq!(told.created_at.to_string(), "2026-11-22T15:00:05Z");
        let object = r#"{"id":"pi_1","object":"payment_intent","status":"succeeded"}"#;
        for (to, about) in [
            (
                r#"{"id":"re_1","object":"refund","payment_intent":"pi_2"}"#,
                About::Refund,
            ),
            (
                r#"{"id":"dp_1","object":"dispute","payment_intent":{"id":"pi_2"}}"#,
                About::Dispute,
            ),
            (
                r#"{"id":"ch_1","object":"charge","payment_intent":"pi_2"}"#,
                About::Payment,
            ),
        ] {
            let told = changed(object, to).unwrap();
            assert_eq!(
                (told.about, told.payment.unwrap().as_str()),
                (about, "pi_2"),
                "{to}"
            );
        }
        let balance = changed(object, r#"{"object":"balance","available":[]}"#).unwrap();
        assert_eq!(
            (balance.about, balance.object.as_str(), balance.payment),
            (About::Other, "", None)
        );
    }

    #[test]
    fn what_is_told_of_billing_names_customer_subscription_and_invoice() {
        let object = r#"{"id":"pi_1","object":"payment_intent","status":"succeeded"}"#;
        let names = |to: &str| {
            let told = changed(object, to).unwrap();
            let invoice = told.invoice.map(|id| id.to_string());
            let subscription = told.subscription.map(|id| id.to_string());
            (
                told.about,
                told.customer.unwrap().to_string(),
                subscription,
                invoice,
            )
        };
        let (sub, invoice) = (Some("sub_1".to_owned()), Some("in_1".to_owned()));
        assert_eq!(
            names(r#"{"id":"sub_1","object":"subscription","customer":"cus_1","schedule":null}"#),
            (About::Subscription, "cus_1".into(), sub.clone(), None)
        );
        assert_eq!(
            names(
                r#"{"id":"in_1","object":"invoice","customer":{"id":"cus_1"},
                "parent":{"type":"subscription_details","subscription_details":{"subscription":"sub_1"}}}"#
            ),
            (About::Invoice, "cus_1".into(), sub.clone(), invoice.clone())
        );
        assert_eq!(
            names(
                r#"{"id":"in_1","object":"invoice","customer":"cus_1","subscription":"sub_1","parent":null}"#
            ),
            (About::Invoice, "cus_1".into(), sub.clone(), invoice.clone())
        );
        assert_eq!(
            names(
                r#"{"id":"cs_1","object":"checkout.session","customer":"cus_1","subscription":"sub_1","invoice":"in_1"}"#
            ),
            (About::Checkout, "cus_1".into(), sub, invoice)
        );
        assert_eq!(
            names(r#"{"id":"cus_1","object":"customer"}"#),
            (About::Customer, "cus_1".into(), None, None)
        );
    }

    #[test]
    fn versions_and_fields_of_other_times_are_read_too() {
        let old = r#"{"id":"evt_1","type":"charge.refunded","created":1,"data":{"object":{"id":"ch_1","object":"charge"}}}"#;
        let told = Notification::read(old.as_bytes()).unwrap();
        assert_eq!((told.api_version, told.payment, told.live), (None, None, false));
    }

    #[test]
    fn what_is_no_event_is_none() {
        let long = "a".repeat(101);
        for (from, to) in [
            ("\"evt_1\"", "\"../1\""),
            ("\"evt_1\"", "7"),
            ("\"pi_1\"", "\"a b\""),
            ("payment_intent.succeeded", "a b"),
            ("payment_intent.succeeded", long.as_str()),
            ("1795359605", "\"now\""),
            ("\"livemode\":true", "\"livemode\":true,\"account\":\"a/b\""),
            ("\"data\"", "\"date\""),
        ] {
            assert_eq!(changed(from, to), None, "{to}");
        }
        for json in ["", "[]", "{}", "{}{}", "\u{0}"] {
            assert_eq!(Notification::read(json.as_bytes()), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn whatever_an_event_says_its_names_can_stand_in_an_address(
            id in "evt_[a1_/. ñ]{0,3}",
            object in "pi_[a1_/. ñ]{0,3}",
            kind in "payment_intent|charge|balance",
        ) {
            let object = serde_json::json!({ "id": object, "object": kind, "payment_intent": object });
            let event = serde_json::json!({ "id": id, "type": kind, "created": 1, "data": { "object": object } });
            if let Some(told) = Notification::read(event.to_string().as_bytes()) {
                let names = told.payment.iter().map(PaymentIntentId::as_str).chain([told.id.as_str(), told.object.as_str()]);
                for name in names {
                    prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{}", name);
                }
            }
        }
    }
}
