//! The calls (<https://www.mercadopago.com.co/developers/es/reference>). None is repeated here: whoever keeps the key and a
//! clock asks [`MpError::again_after`].

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use outbound::{Method, Outbound};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::value::RawValue;
use url::{ParseError, Url};

use crate::account::{Account, PseTerms};
use crate::amount::{Amount, OURS};
use crate::body::{Card, Pse, RefundBody, StatusBody};
use crate::chargeback::Chargeback;
use crate::error::MpError;
use crate::id::{Name, PaymentId};
use crate::order::{CardPayment, PsePayment};
use crate::payer::Limits;
use crate::payment::Payment;
use crate::refund::{RawRefund, Refund};
use crate::wire::Wire;

/// Where it is.
const API: &str = "https://api.mercadopago.com";
/// Payments of a page.
const PAGE: u32 = 100;
/// The search shows no more than so many.
const DEEPEST: u32 = 10_000;

/// Mercado Pago, as one account of it. Cheap to clone.
#[derive(Clone)]
pub struct MercadoPago {
    wire: Wire,
    limits: Limits,
}

impl fmt::Debug for MercadoPago {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MercadoPago(…)")
    }
}

/// By which of its moments a payment is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// When it was made.
    Created,
    /// When something about it changed last.
    Changed,
}

/// A page of payments.
#[derive(Debug, Clone)]
pub struct Page {
    /// Those that can be read.
    pub payments: Vec<Payment>,
    /// Names of those that cannot.
    pub skipped: Vec<String>,
    /// How many there are in all.
    pub total: u32,
    /// Where the next page begins. None after the last one, and after the 10,000th payment: ask for less time then.
    pub next: Option<u32>,
}

#[derive(Deserialize)]
struct Found<'a> {
    #[serde(borrow)]
    results: Vec<&'a RawValue>,
    paging: Paging,
}

#[derive(Deserialize)]
struct Paging {
    total: u32,
}

#[derive(Deserialize)]
struct Named {
    id: Option<Name>,
}

impl MercadoPago {
    /// Calls nobody yet.
    pub fn new(outbound: Outbound, access_token: SecretString) -> Result<Self, ParseError> {
        Self::at(outbound, access_token, &Url::parse(API)?)
    }

    /// The same at another address: what stands in for Mercado Pago. Fails when nothing can stand below that address.
    pub fn at(outbound: Outbound, access_token: SecretString, base: &Url) -> Result<Self, ParseError> {
        Ok(Self {
            wire: Wire::new(outbound, access_token, base)?,
            limits: Limits::default(),
        })
    }

    /// The same, with other limits of payers' fields.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same, waiting so long for each answer; 30 seconds otherwise.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.wire = self.wire.patience(patience);
        self
    }

    /// Whose access token it is.
    pub async fn account(&self) -> Result<Account, MpError> {
        Account::read(&self.wire.get(&["users", "me"], &[]).await?)
    }

    /// Banks and bounds of PSE. [`MpError::NotFound`] when the account may not be paid by it.
    pub async fn pse_terms(&self) -> Result<PseTerms, MpError> {
        PseTerms::read(&self.wire.get(&["v1", "payment_methods"], &[]).await?)
    }

    /// Begins a payment from a bank account; the browser then goes to its `redirect`. `key`: 1 to 64 visible characters, the
    /// same for each try of one attempt and no other.
    pub async fn pay_by_pse(&self, key: &str, order: &PsePayment) -> Result<Payment, MpError> {
        let body = Pse::of(order, &self.limits);
        Payment::read(
            &self
                .wire
                .change(Method::POST, &["v1", "payments"], key, &body)
                .await?,
        )
    }

    /// Pays by card. `key` as for [`Self::pay_by_pse`].
    pub async fn pay_by_card(&self, key: &str, order: &CardPayment) -> Result<Payment, MpError> {
        let body = Card::of(order);
        Payment::read(
            &self
                .wire
                .change(Method::POST, &["v1", "payments"], key, &body)
                .await?,
        )
    }

    /// A payment as it is.
    pub async fn payment(&self, id: &PaymentId) -> Result<Payment, MpError> {
        Payment::read(&self.wire.get(&["v1", "payments", id.as_str()], &[]).await?)
    }

    /// Payments with exactly this reference, latest first. The search lags some seconds behind: that it finds none proves
    /// nothing yet. One that cannot be read makes all of them unreadable, lest it be paid again.
    pub async fn find(&self, external_reference: &str) -> Result<Vec<Payment>, MpError> {
        let query = [
            ("external_reference", external_reference),
            ("sort", "date_created"),
            ("criteria", "desc"),
            ("limit", "100"),
        ];
        let json = self.search(&query).await?;
        let found: Found<'_> = serde_json::from_slice(&json).map_err(|_| MpError::Unreadable)?;
        let payments = found
            .results
            .iter()
            .map(|raw| Payment::read(raw.get().as_bytes()));
        let mut payments = payments.collect::<Result<Vec<_>, _>>()?;
        payments.retain(|payment| payment.external_reference.as_deref() == Some(external_reference));
        Ok(payments)
    }

    /// A page of the payments from one moment to another, for reconciliation, oldest first.
    pub async fn list(
        &self,
        by: By,
        from: Timestamp,
        until: Timestamp,
        offset: u32,
    ) -> Result<Page, MpError> {
        let (from, until) = (from.to_string(), until.to_string());
        let (limit, offset_text) = (PAGE.to_string(), offset.to_string());
        let query = [
            ("range", by.as_str()),
            ("begin_date", from.as_str()),
            ("end_date", until.as_str()),
            ("sort", by.as_str()),
            ("criteria", "asc"),
            ("limit", limit.as_str()),
            ("offset", offset_text.as_str()),
        ];
        Page::read(&self.search(&query).await?, offset)
    }

    /// Takes back a payment that nobody has paid yet.
    pub async fn cancel(&self, key: &str, id: &PaymentId) -> Result<Payment, MpError> {
        let steps = ["v1", "payments", id.as_str()];
        let body = StatusBody { status: "cancelled" };
        Payment::read(&self.wire.change(Method::PUT, &steps, key, &body).await?)
    }

    /// Gives money back: this much in centavos, or all that is left. `key` as for [`Self::pay_by_pse`].
    pub async fn refund(&self, key: &str, id: &PaymentId, amount: Option<i64>) -> Result<Refund, MpError> {
        let steps = ["v1", "payments", id.as_str(), "refunds"];
        let body = RefundBody {
            amount: amount.map(Amount),
        };
        let json = self.wire.change(Method::POST, &steps, key, &body).await?;
        let raw: RawRefund<'_> = serde_json::from_slice(&json).map_err(|_| MpError::Unreadable)?;
        Refund::of(raw, OURS)
    }

    /// Everything that went back of a payment.
    pub async fn refunds(&self, id: &PaymentId) -> Result<Vec<Refund>, MpError> {
        let steps = ["v1", "payments", id.as_str(), "refunds"];
        let json = self.wire.get(&steps, &[]).await?;
        let raw: Vec<RawRefund<'_>> = serde_json::from_slice(&json).map_err(|_| MpError::Unreadable)?;
        raw.into_iter().map(|raw| Refund::of(raw, OURS)).collect()
    }

    /// A chargeback, by the name that a notification told.
    pub async fn chargeback(&self, id: &str) -> Result<Chargeback, MpError> {
        let fine = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !fine {
            return Err(MpError::NotFound);
        }
        Chargeback::read(&self.wire.get(&["v1", "chargebacks", id], &[]).await?)
    }

    async fn search(&self, query: &[(&str, &str)]) -> Result<Vec<u8>, MpError> {
        self.wire.get(&["v1", "payments", "search"], query).await
    }
}

impl By {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "date_created",
            Self::Changed => "date_last_updated",
        }
    }
}

impl Page {
    fn read(json: &[u8], offset: u32) -> Result<Self, MpError> {
        let found: Found<'_> = serde_json::from_slice(json).map_err(|_| MpError::Unreadable)?;
        let came = u32::try_from(found.results.len()).map_err(|_| MpError::Unreadable)?;
        let end = offset.saturating_add(came);
        let more = came > 0 && end < found.paging.total && end.saturating_add(PAGE) <= DEEPEST;
        let mut page = Self {
            payments: vec![],
            skipped: vec![],
            total: found.paging.total,
            next: more.then_some(end),
        };
        for raw in found.results {
            match Payment::read(raw.get().as_bytes()) {
                Ok(payment) => page.payments.push(payment),
                Err(_) => page.skipped.push(name(raw)),
            }
        }
        Ok(page)
    }
}

/// What can be said of a payment that cannot be read.
fn name(raw: &RawValue) -> String {
    let named = serde_json::from_str::<Named>(raw.get()).ok();
    let id = named.and_then(|named| named.id).map(|Name(id)| id);
    id.unwrap_or_default().chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use outbound::{Outbound, Reach};

    use super::{MercadoPago, Page};
    use crate::error::MpError;

    #[test]
    fn one_odd_payment_does_not_lose_the_page() {
        let json = r#"{"paging":{"total":3,"limit":100,"offset":0},"results":[{"id":7,"status":"approved"},{},
            {"id":8,"status":"approved","transaction_amount":1,"currency_id":"COP","date_created":"2026-11-22T10:00:00Z"}]}"#;
        let page = Page::read(json.as_bytes(), 0).unwrap();
        assert_eq!(
            (page.payments.len(), page.skipped),
            (1, vec!["7".to_owned(), String::new()])
        );
        assert_eq!((page.total, page.next), (3, None));
        for json in ["", "[]", r#"{"results":[]}"#] {
            assert_eq!(
                Page::read(json.as_bytes(), 0).err(),
                Some(MpError::Unreadable),
                "{json}"
            );
        }
    }

    #[test]
    fn pages_end_where_the_search_does() {
        let next = |total: u32, offset: u32| {
            let json = format!(
                r#"{{"paging":{{"total":{total}}},"results":[{}]}}"#,
                ["{}"; 100].join(",")
            );
            Page::read(json.as_bytes(), offset).unwrap().next
        };
        assert_eq!(next(250, 0), Some(100));
        assert_eq!(next(200, 100), None);
        assert_eq!(next(20_000, 9_800), Some(9_900));
        assert_eq!(next(20_000, 9_900), None);
        let empty = br#"{"paging":{"total":9},"results":[]}"#;
        assert_eq!(Page::read(empty, 0).unwrap().next, None);
    }

    #[test]
    fn nothing_secret_is_printed() {
        let outbound = Outbound::new(Reach::Internet, "tests").unwrap();
        let account = MercadoPago::new(outbound, "APP_USR-secret".into()).unwrap();
        assert_eq!(format!("{account:?}"), "MercadoPago(…)");
    }
}
