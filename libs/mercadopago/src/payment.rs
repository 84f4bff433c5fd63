//! A payment, as Mercado Pago has it.

use std::fmt;

use jiff::Timestamp;
use kernel::Currency;
use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use crate::amount::{told, told_or_none};
use crate::error::MpError;
use crate::id::{Name, PaymentId};
use crate::refund::{RawRefund, Refund};

/// A payment. Whoever acts on it compares amount, currency, reference, collector and mode with what was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Payment {
    /// Mercado Pago's name for it.
    pub id: PaymentId,
    /// How far it has come. Only [`Status::Approved`] is money.
    pub status: Status,
    /// Why: `accredited`, `pending_waiting_transfer`, `cc_rejected_insufficient_amount` …
    pub detail: String,
    /// Minor units of the currency.
    pub amount: i64,
    /// How much of it went back, in minor units.
    pub refunded: i64,
    /// ISO 4217.
    pub currency: String,
    /// Our name for the attempt.
    pub external_reference: Option<String>,
    /// Whose money it is.
    pub collector: Option<String>,
    /// Whether it is real.
    pub live: bool,
    /// `pse`, or the card's brand.
    pub method: String,
    /// The bank's code, of PSE.
    pub bank: Option<String>,
    /// Where the browser goes next, of PSE: over HTTPS, or to this machine. Good for a quarter of an hour, and for nobody else.
    pub redirect: Option<Url>,
    /// What Mercado Pago takes of the collector, in minor units; none while it does not say so.
    pub fee: Option<i64>,
    /// What is left for the collector, in minor units; none while nothing is. Taxes withheld are not in the fee, but are here.
    pub net: Option<i64>,
    /// What may be shown of the card.
    pub card: Option<CardFace>,
    /// The question that the card's bank asks its owner, while it waits for an answer.
    pub challenge: Option<Challenge>,
    /// Since when it is.
    pub created_at: Timestamp,
    /// Since when it is money.
    pub approved_at: Option<Timestamp>,
    /// When something about it changed last.
    pub changed_at: Option<Timestamp>,
    /// What went back.
    pub refunds: Vec<Refund>,
}

/// Its addresses open doors.
impl fmt::Debug for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Payment({} {} {} …)",
            self.id,
            self.status.as_str(),
            self.detail
        )
    }
}

/// How far a payment has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The payer must do something yet.
    Pending,
    /// Mercado Pago or the bank looks at it.
    InProcess,
    /// The card's bank keeps it for us; it is not taken yet.
    Authorized,
    /// Money. Also when a part of it went back.
    Approved,
    /// It came to nothing.
    Rejected,
    /// Somebody took it back, or nobody paid.
    Cancelled,
    /// All of it went back.
    Refunded,
    /// The card's owner had it taken back.
    ChargedBack,
    /// The payer complains.
    InMediation,
    /// Something that is not known here.
    Other(String),
}

impl Status {
    /// As Mercado Pago writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::InProcess => "in_process",
            Self::Authorized => "authorized",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::ChargedBack => "charged_back",
            Self::InMediation => "in_mediation",
            Self::Other(text) => text,
        }
    }
}

impl From<&str> for Status {
    fn from(text: &str) -> Self {
        match text {
            "pending" => Self::Pending,
            "in_process" => Self::InProcess,
            "authorized" => Self::Authorized,
            "approved" => Self::Approved,
            "rejected" => Self::Rejected,
            "cancelled" => Self::Cancelled,
            "refunded" => Self::Refunded,
            "charged_back" => Self::ChargedBack,
            "in_mediation" => Self::InMediation,
            other => Self::Other(short(other)),
        }
    }
}

/// What may be shown of a card. Never its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFace {
    /// Four digits.
    pub last_four: String,
    /// `visa`, `master` …
    pub brand: String,
}

/// A question of the card's bank: the browser posts `creq` to `url`, in a frame.
#[derive(Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Where it is asked.
    pub url: Url,
    /// What the page there wants to have, under this name.
    pub creq: String,
}

/// Opens a door.
impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenge(…)")
    }
}

/// As the API has it.
#[derive(Deserialize)]
struct Raw<'a> {
    id: PaymentId,
    status: String,
    status_detail: Option<String>,
    #[serde(borrow)]
    transaction_amount: &'a RawValue,
    #[serde(borrow)]
    transaction_amount_refunded: Option<&'a RawValue>,
    currency_id: String,
    external_reference: Option<Name>,
    collector_id: Option<Name>,
    live_mode: Option<bool>,
    payment_method_id: Option<String>,
    #[serde(borrow)]
    transaction_details: Option<RawDetails<'a>>,
    #[serde(borrow)]
    fee_details: Option<Vec<RawFee<'a>>>,
    card: Option<RawCard>,
    three_ds_info: Option<RawChallenge>,
    date_created: Timestamp,
    date_approved: Option<Timestamp>,
    date_last_updated: Option<Timestamp>,
    #[serde(borrow)]
    refunds: Option<Vec<RawRefund<'a>>>,
}

#[derive(Deserialize)]
struct RawDetails<'a> {
    financial_institution: Option<Name>,
    external_resource_url: Option<String>,
    #[serde(borrow)]
    net_received_amount: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct RawFee<'a> {
    #[serde(borrow)]
    amount: &'a RawValue,
    fee_payer: Option<String>,
}

#[derive(Deserialize)]
struct RawCard {
    last_four_digits: Option<String>,
}

#[derive(Deserialize)]
struct RawChallenge {
    external_resource_url: Option<String>,
    creq: Option<String>,
}

impl Payment {
    /// From the API's answer.
    pub(crate) fn read(json: &[u8]) -> Result<Self, MpError> {
        let raw: Raw<'_> = serde_json::from_slice(json).map_err(|_| MpError::Unreadable)?;
        Self::of(raw)
    }

    fn of(raw: Raw<'_>) -> Result<Self, MpError> {
        let currency = Currency::parse(&raw.currency_id).ok_or(MpError::Unreadable)?;
        let method = raw.payment_method_id.unwrap_or_default();
        let details = raw.transaction_details.as_ref();
        let net = told_or_none(details.and_then(|it| it.net_received_amount), currency)?;
        let refunds = raw.refunds.unwrap_or_default().into_iter();
        let payment = Self {
            status: Status::from(raw.status.as_str()),
            detail: raw.status_detail.as_deref().map(short).unwrap_or_default(),
            amount: told(raw.transaction_amount, currency)?,
            refunded: told_or_none(raw.transaction_amount_refunded, currency)?.unwrap_or(0),
            external_reference: raw
                .external_reference
                .map(|Name(it)| it)
                .filter(|it| !it.is_empty()),
            collector: raw.collector_id.map(|Name(it)| it),
            live: raw.live_mode.unwrap_or(false),
            bank: details
                .and_then(|it| it.financial_institution.as_ref())
                .map(|Name(it)| it.clone()),
            redirect: details.and_then(|it| door(it.external_resource_url.as_deref()?)),
            fee: fee(raw.fee_details.unwrap_or_default(), currency)?,
            net: net.filter(|net| *net != 0),
            card: raw.card.and_then(|card| CardFace::of(card, &method)),
            challenge: raw.three_ds_info.and_then(Challenge::of),
            created_at: raw.date_created,
            approved_at: raw.date_approved,
            changed_at: raw.date_last_updated,
            refunds: refunds
                .map(|raw| Refund::of(raw, currency))
                .collect::<Result<_, _>>()?,
            id: raw.id,
            currency: raw.currency_id,
            method,
        };
        if payment.amount < 0 {
            Err(MpError::Unreadable)
        } else {
            Ok(payment)
        }
    }
}

/// What the collector pays of the fees; none when there are none yet.
fn fee(fees: Vec<RawFee<'_>>, currency: Currency) -> Result<Option<i64>, MpError> {
    let of_collector = |fee: &RawFee<'_>| fee.fee_payer.as_deref().unwrap_or("collector") == "collector";
    let mut sum: Option<i64> = None;
    for fee in fees.into_iter().filter(of_collector) {
        let with = sum.unwrap_or(0).checked_add(told(fee.amount, currency)?);
        sum = Some(with.ok_or(MpError::Unreadable)?);
    }
    Ok(sum)
}

impl CardFace {
    fn of(raw: RawCard, brand: &str) -> Option<Self> {
        let fine = |digits: &String| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
        Some(Self {
            last_four: raw.last_four_digits.filter(fine)?,
            brand: brand.to_owned(),
        })
    }
}

impl Challenge {
    fn of(raw: RawChallenge) -> Option<Self> {
        Some(Self {
            url: door(&raw.external_resource_url?)?,
            creq: raw.creq.unwrap_or_default(),
        })
    }
}

/// Where a browser may be sent: over HTTPS, or to a stand-in on this machine.
fn door(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_here = match url.host()? {
        url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        url::Host::Ipv4(address) => address.is_loopback(),
        url::Host::Ipv6(address) => address.is_loopback(),
    };
    (url.scheme() == "https" || (url.scheme() == "http" && is_here)).then_some(url)
}

/// Their words are short.
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::{CardFace, Payment, Status};
    use crate::error::MpError;

    const PSE: &str = r#"{
        "id": 1312147735, "date_created": "2026-11-22T10:00:00.000-04:00", "date_approved": null,
        "date_last_updated": "2026-11-22T10:00:01.000-04:00", "payment_method_id": "pse", "payment_type_id": "bank_transfer",
        "status": "pending", "status_detail": "pending_waiting_transfer", "currency_id": "COP", "live_mode": false,
        "collector_id": 446566691, "external_reference": "0199", "transaction_amount": 58900.0,
        "transaction_amount_refunded": 0, "fee_details": [], "card": {}, "refunds": [], "payer": {"email": null},
        "transaction_details": {"financial_institution": "1007", "net_received_amount": 0, "total_paid_amount": 58900,
            "external_resource_url": "https://www.mercadopago.com.co/sandbox/payments/1312147735/bank_transfer?hash=a"}
    }"#;

    fn read(changes: &[(&str, &str)]) -> Result<Payment, MpError> {
        let mut json = PSE.to_owned();
        for (from, to) in changes {
            assert!(json.contains(from), "{from}");
            json = json.replace(from, to);
        }
        Payment::read(json.as_bytes())
    }

    #[test]
    fn a_payment_by_pse_is_read_whole() {
        let payment = read(&[]).unwrap();
        assert_eq!(payment.id.as_str(), "1312147735");
        assert_eq!(
            (&payment.status, payment.detail.as_str()),
            (&Status::Pending, "pending_waiting_transfer")
        );
        assert_eq!(
            (payment.amount, payment.refunded, payment.currency.as_str()),
            (5_890_000, 0, "COP")
        );
        assert_eq!(payment.external_reference.as_deref(), Some("0199"));
        assert_eq!(
            (payment.collector.as_deref(), payment.live),
            (Some("446566691"), false)
        );
        assert_eq!(
            (payment.method.as_str(), payment.bank.as_deref()),
            ("pse", Some("1007"))
        );
        assert_eq!(
            (
                payment.fee,
                payment.net,
                payment.card.clone(),
                payment.challenge.clone()
            ),
            (None, None, None, None)
        );
        assert_eq!(payment.created_at.to_string(), "2026-11-22T14:00:00Z");
        assert_eq!(
            payment.redirect.as_ref().unwrap().host_str(),
            Some("www.mercadopago.com.co")
        );
        assert_eq!(
            format!("{payment:?}"),
            "Payment(1312147735 pending pending_waiting_transfer …)"
        );
    }

    #[test]
    fn fees_of_the_collector_are_added_and_those_of_others_are_not() {
        let fees = r#""fee_details": [{"type":"mercadopago_fee","amount":2055.61,"fee_payer":"collector"},
            {"type":"tax","amount":"390.57"},{"type":"financing_fee","amount":900,"fee_payer":"payer"}]"#;
        let payment = read(&[
            (r#""fee_details": []"#, fees),
            (
                r#""net_received_amount": 0"#,
                r#""net_received_amount": 56453.82"#,
            ),
        ]);
        let payment = payment.unwrap();
        assert_eq!((payment.fee, payment.net), (Some(244_618), Some(5_645_382)));
    }

    #[test]
    fn a_card_shows_its_last_four_and_a_challenge_its_question() {
        let card = r#""card": {"first_six_digits":"401354","last_four_digits":"6260","cardholder":{"name":"APRO"}},
            "three_ds_info": {"external_resource_url":"https://bank.example.com/acs","creq":"eyJ0"}"#;
        let payment = read(&[(r#""card": {}"#, card), ("\"pse\"", "\"visa\"")]).unwrap();
        let face = CardFace {
            last_four: "6260".into(),
            brand: "visa".into(),
        };
        assert_eq!(payment.card, Some(face));
        let challenge = payment.challenge.unwrap();
        assert_eq!(
            (challenge.url.as_str(), challenge.creq.as_str()),
            ("https://bank.example.com/acs", "eyJ0")
        );
        assert!(!format!("{challenge:?}").contains("bank"));
    }

    #[test]
    fn browsers_are_sent_nowhere_strange() {
        for door in [
            "javascript:alert(1)",
            "data:text/html,x",
            "http://evil.example.com/",
            "ftp://a/",
            "//a",
            "",
            "http://localhost.evil.com/",
        ] {
            let odd = format!(r#""{door}""#);
            let url = r#""https://www.mercadopago.com.co/sandbox/payments/1312147735/bank_transfer?hash=a""#;
            assert_eq!(read(&[(url, &odd)]).unwrap().redirect, None, "{door}");
        }
    }

    #[test]
    fn what_is_no_payment_is_not_guessed() {
        for change in [
            ("58900.0", "58900.005"),
            ("58900.0", "-1"),
            ("58900.0", "null"),
            ("58900.0", "[]"),
            ("58900.0", "1e30"),
            ("\"COP\"", "\"pesos\""),
            ("\"id\": 1312147735", "\"id\": \"../1\""),
            ("\"id\": 1312147735", "\"id\": null"),
            ("2026-11-22T10:00:00.000-04:00", "yesterday"),
            ("\"status\": \"pending\"", "\"status\": 1"),
            (r#""refunds": []"#, r#""refunds": [{"id": 1}]"#),
        ] {
            assert_eq!(read(&[change]), Err(MpError::Unreadable), "{change:?}");
        }
        for json in ["", "null", "[]", "{}", "<html>"] {
            assert_eq!(Payment::read(json.as_bytes()), Err(MpError::Unreadable), "{json}");
        }
    }

    #[test]
    fn an_unknown_status_is_kept() {
        let payment = read(&[("\"status\": \"pending\"", "\"status\": \"new_word\"")]).unwrap();
        assert_eq!(payment.status, Status::Other("new_word".into()));
        assert_eq!(payment.status.as_str(), "new_word");
        for word in [
            "pending",
            "in_process",
            "authorized",
            "approved",
            "rejected",
            "cancelled",
            "refunded",
            "charged_back",
            "in_mediation",
        ] {
            let status = Status::from(word);
            assert!(!matches!(status, Status::Other(_)), "{word}");
            assert_eq!(status.as_str(), word);
        }
    }
}
