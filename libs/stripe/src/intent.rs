//! A payment, as Stripe has it: a payment intent.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use outbound::{Answer, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use crate::charge::{Charge, RawCharge};
use crate::error::StripeError;
use crate::id::{CardId, CustomerId, Either, Named, PaymentIntentId};
use crate::order::ATTEMPT;
use crate::status::IntentStatus;
use crate::text::{currency, door, harmless, moment, moment_or_none, short};
use crate::wire::fine;

/// A payment. Whoever acts on it compares amount, currency, attempt and mode with what was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct PaymentIntent {
    /// Stripe's name for it.
    pub id: PaymentIntentId,
    /// How far it has come. Only [`IntentStatus::Succeeded`] is money.
    pub status: IntentStatus,
    /// What was asked for, in minor units of the currency.
    pub amount: i64,
    /// What came, whatever went back since.
    pub received: i64,
    /// ISO 4217.
    pub currency: String,
    /// Our name for the attempt.
    pub attempt: Option<String>,
    /// Everything that was said about it, the attempt among it.
    pub metadata: BTreeMap<String, String>,
    /// Who pays, if that is known.
    pub customer: Option<CustomerId>,
    /// The card that was tried last.
    pub card: Option<CardId>,
    /// Whether it is real.
    pub live: bool,
    /// Since when it is.
    pub created_at: Timestamp,
    /// Since when it is taken back.
    pub cancelled_at: Option<Timestamp>,
    /// With it the payer's browser pays.
    pub client_secret: Option<ClientSecret>,
    /// Where the browser goes to answer the card's bank: over HTTPS, or to this machine. None where the script asks by itself.
    pub redirect: Option<Url>,
    /// Why the last card was declined.
    pub decline: Option<Decline>,
    /// The last try, which may have failed.
    pub charge: Option<Charge>,
}

/// Its secret opens a door, and so does where it leads.
impl fmt::Debug for PaymentIntent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PaymentIntent({} {} …)", self.id, self.status.as_str())
    }
}

/// Whoever has it can pay, and see the payment: for the payer's browser, and for nobody else.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// The secret.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(…)")
    }
}

/// Why a card was declined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decline {
    /// `card_declined`, `expired_card`, `incorrect_cvc`, `payment_intent_authentication_failure` …
    pub code: String,
    /// The bank's own reason: `insufficient_funds`, `lost_card` … What it says of theft is not for the payer.
    pub decline_code: Option<String>,
    /// Stripe's words, without what could be somebody's: for us, not for buyers.
    pub message: String,
}

/// As the API has it.
#[derive(Deserialize)]
struct Raw {
    id: PaymentIntentId,
    status: String,
    amount: i64,
    amount_received: Option<i64>,
    currency: String,
    customer: Option<Either<Named>>,
    payment_method: Option<Either<Named>>,
    metadata: Option<BTreeMap<String, String>>,
    livemode: Option<bool>,
    created: i64,
    canceled_at: Option<i64>,
    client_secret: Option<String>,
    next_action: Option<RawAction>,
    last_payment_error: Option<RawDecline>,
    latest_charge: Option<Either<RawCharge>>,
}

#[derive(Deserialize)]
struct RawAction {
    redirect_to_url: Option<RawDoor>,
}

#[derive(Deserialize)]
struct RawDoor {
    url: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct RawDecline {
    #[serde(rename = "type")]
    kind: Option<String>,
    code: Option<String>,
    decline_code: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
struct Declined<'a> {
    #[serde(borrow)]
    error: DeclinedIntent<'a>,
}

#[derive(Deserialize)]
struct DeclinedIntent<'a> {
    #[serde(borrow)]
    payment_intent: &'a RawValue,
}

impl PaymentIntent {
    /// Whether the payer has to answer the card's bank.
    pub fn asks(&self) -> bool {
        self.status == IntentStatus::RequiresAction
    }

    /// From the API's answer.
    pub(crate) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = serde_json::from_slice(json).map_err(|_| StripeError::Unreadable)?;
        Self::of(raw)
    }

    /// From the answer to an order. That a card was declined (402) is a result: the payment is there, and unpaid.
    pub(crate) fn begun(answer: Answer) -> Result<Self, StripeError> {
        if answer.status == StatusCode::PAYMENT_REQUIRED
            && let Ok(declined) = serde_json::from_slice::<Declined<'_>>(&answer.body)
        {
            return Self::read(declined.error.payment_intent.get().as_bytes());
        }
        Self::read(&fine(answer)?)
    }

    fn of(raw: Raw) -> Result<Self, StripeError> {
        let customer = raw.customer.map(Either::name);
        let card = raw.payment_method.map(Either::name);
        let metadata = raw.metadata.unwrap_or_default();
        let charge = raw.latest_charge.and_then(Either::whole);
        let redirect = raw.next_action.and_then(|next| next.redirect_to_url);
        let payment = Self {
            id: raw.id,
            status: IntentStatus::from(raw.status.as_str()),
            amount: raw.amount,
            received: raw.amount_received.unwrap_or(0),
            currency: currency(&raw.currency)?.to_string(),
            attempt: metadata.get(ATTEMPT).cloned(),
            metadata,
            customer: customer.and_then(|id| CustomerId::parse(&id)),
            card: card.and_then(|id| CardId::parse(&id)),
            live: raw.livemode.unwrap_or(false),
            created_at: moment(raw.created)?,
            cancelled_at: moment_or_none(raw.canceled_at)?,
            client_secret: raw.client_secret.map(ClientSecret),
            redirect: redirect.and_then(|next| door(next.url.as_deref()?)),
            decline: raw.last_payment_error.map(Decline::of),
            charge: charge.map(Charge::of).transpose()?,
        };
        if payment.amount < 0 || payment.received < 0 {
            Err(StripeError::Unreadable)
        } else {
            Ok(payment)
        }
    }
}

impl Decline {
    pub(crate) fn of(raw: RawDecline) -> Self {
        let code = raw.code.or(raw.kind).unwrap_or_default();
        Self {
            code: short(&code),
            decline_code: raw.decline_code.as_deref().map(short),
            message: harmless(&raw.message.unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use outbound::header::HeaderMap;
    use outbound::{Answer, StatusCode};

    use super::PaymentIntent;
    use crate::error::StripeError;
    use crate::status::IntentStatus;

    const INTENT: &str = r#"{
        "id": "pi_1", "object": "payment_intent", "amount": 5890000, "amount_received": 0, "currency": "cop",
        "created": 1795359600, "canceled_at": null, "client_secret": "pi_1_secret_2", "customer": null,
        "last_payment_error": null, "latest_charge": null, "livemode": false, "metadata": {"attempt": "0199"},
        "next_action": null, "payment_method": null, "status": "requires_payment_method"
    }"#;

    const CHARGE: &str = r#""latest_charge": {"id": "ch_1", "amount": 5890000, "amount_refunded": 100, "currency": "cop",
        "created": 1795359601, "disputed": false, "paid": true, "payment_intent": "pi_1",
        "payment_method_details": {"card": {"brand": "visa", "last4": "4242"}, "type": "card"},
        "balance_transaction": {"id": "txn_1", "amount": 1500, "fee": 74, "net": 1426, "currency": "usd",
            "available_on": 1795964400}}"#;

    fn read(changes: &[(&str, &str)]) -> Result<PaymentIntent, StripeError> {
        let mut json = INTENT.to_owned();
        for (from, to) in changes {
            assert!(json.contains(from), "{from}");
            json = json.replace(from, to);
        }
        PaymentIntent::read(json.as_bytes())
    }

    #[test]
    fn a_payment_that_begins_is_read_whole() {
        let payment = read(&[]).unwrap();
        assert_eq!(
            (payment.id.as_str(), &payment.status),
            ("pi_1", &IntentStatus::RequiresPaymentMethod)
        );
        assert_eq!(
            (payment.amount, payment.received, payment.currency.as_str()),
            (5_890_000, 0, "COP")
        );
        assert_eq!(payment.attempt.as_deref(), Some("0199"));
        assert_eq!(payment.created_at.to_string(), "2026-11-22T15:00:00Z");
        assert_eq!(payment.client_secret.as_ref().unwrap().as_str(), "pi_1_secret_2");
        assert!(!payment.asks() && !payment.live && payment.charge.is_none());
        assert_eq!(
            format!("{payment:?} {:?}", payment.client_secret),
            "PaymentIntent(pi_1 requires_payment_method …) Some(ClientSecret(…))"
        );
    }

    #[test]
    fn a_charge_tells_the_card_and_what_it_did_to_the_balance() {
        let payment = read(&[
            (r#""latest_charge": null"#, CHARGE),
            ("requires_payment_method", "succeeded"),
        ]);
        let charge = payment.unwrap().charge.unwrap();
        assert_eq!(
            (
                charge.paid,
                charge.refunded,
                charge.card.unwrap().last_four.as_str()
            ),
            (true, 100, "4242")
        );
        let settled = charge.settled.unwrap();
        assert_eq!(
            (settled.fee, settled.net, settled.currency.as_str()),
            (74, 1_426, "USD")
        );
        let early = CHARGE.replace(r#""balance_transaction": {"#, r#""was": {"#);
        let payment = read(&[(r#""latest_charge": null"#, &early)]).unwrap();
        assert_eq!(payment.charge.unwrap().settled, None);
        let named = read(&[(r#""latest_charge": null"#, r#""latest_charge": "ch_1""#)]).unwrap();
        assert_eq!(named.charge, None);
    }

    #[test]
    fn whatever_stripe_may_leave_out_it_may() {
        let least = r#"{"id":"pi_1","status":"processing","amount":1,"currency":"cop","created":0}"#;
        let payment = PaymentIntent::read(least.as_bytes()).unwrap();
        assert_eq!(
            (payment.attempt, payment.client_secret, payment.received),
            (None, None, 0)
        );
        assert_eq!(payment.status, IntentStatus::Processing);
    }

    #[test]
    fn a_question_of_the_bank_leads_somewhere_decent() {
        let asked = |url: &str| {
            let next =
                format!(r#""next_action": {{"type":"redirect_to_url","redirect_to_url":{{"url":"{url}"}}}}"#);
            read(&[
                (r#""next_action": null"#, &next),
                ("requires_payment_method", "requires_action"),
            ])
            .unwrap()
        };
        let payment = asked("https://hooks.stripe.com/3d");
        assert!(payment.asks() && payment.redirect.is_some());
        assert_eq!(asked("javascript:alert(1)").redirect, None);
        let script = r#""next_action": {"type":"use_stripe_sdk","use_stripe_sdk":{}}"#;
        assert_eq!(
            read(&[(r#""next_action": null"#, script)]).unwrap().redirect,
            None
        );
    }

    #[test]
    fn a_declined_card_is_a_result() {
        let decline = r#""last_payment_error": {"type":"card_error","code":"card_declined",
            "decline_code":"insufficient_funds","message":"Card of ana@example.com declined"}"#;
        let intent = INTENT.replace(r#""last_payment_error": null"#, decline);
        let answer = |status: StatusCode, body: String| Answer {
            status,
            headers: HeaderMap::new(),
            body: body.into_bytes(),
            url: "https://api.stripe.com/".parse().unwrap(),
        };
        let body = format!(r#"{{"error":{{"type":"card_error","payment_intent":{intent}}}}}"#);
        let payment = PaymentIntent::begun(answer(StatusCode::PAYMENT_REQUIRED, body.clone())).unwrap();
        let decline = payment.decline.unwrap();
        assert_eq!(
            (
                decline.code.as_str(),
                decline.decline_code.as_deref(),
                decline.message.as_str()
            ),
            ("card_declined", Some("insufficient_funds"), "Card of … declined")
        );
        for (status, body) in [
            (StatusCode::BAD_REQUEST, body),
            (
                StatusCode::PAYMENT_REQUIRED,
                r#"{"error":{"type":"card_error"}}"#.into(),
            ),
        ] {
            let refused = PaymentIntent::begun(answer(status, body));
            assert!(matches!(refused, Err(StripeError::Refused { .. })), "{refused:?}");
        }
    }

    #[test]
    fn what_is_no_payment_is_not_guessed() {
        for change in [
            ("5890000", "5890000.5"),
            ("5890000", "-1"),
            ("5890000", "null"),
            ("\"cop\"", "\"pesos\""),
            ("\"cop\"", "\"krw\""),
            ("\"id\": \"pi_1\"", "\"id\": \"../1\""),
            ("\"id\": \"pi_1\"", "\"id\": null"),
            ("1795359600", "\"yesterday\""),
            ("1795359600", "9000000000000000000"),
            ("\"requires_payment_method\"", "1"),
        ] {
            assert_eq!(read(&[change]), Err(StripeError::Unreadable), "{change:?}");
        }
        for json in ["", "null", "[]", "{}", "<html>"] {
            assert_eq!(
                PaymentIntent::read(json.as_bytes()),
                Err(StripeError::Unreadable),
                "{json}"
            );
        }
    }
}
