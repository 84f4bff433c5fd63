//! An invoice, as Stripe has it.

use jiff::Timestamp;
use serde::Deserialize;
use url::Url;

use super::words::Period;
use crate::error::StripeError;
use crate::id::{CustomerId, Either, InvoiceId, Named, PriceId, SubscriptionId};
use crate::text::{currency, door, moment, moment_or_none, short};

/// An invoice. Amounts are minor units of its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// Stripe's name for it.
    pub id: InvoiceId,
    /// The number that it is told by; none while it is a draft.
    pub number: Option<String>,
    /// How far it has come. Only [`InvoiceStatus::Paid`] is money.
    pub status: InvoiceStatus,
    /// Whose.
    pub customer: Option<CustomerId>,
    /// For which subscription.
    pub subscription: Option<SubscriptionId>,
    /// Why it was made: `subscription_create`, `subscription_cycle`, `subscription_update` …
    pub reason: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// All lines.
    pub subtotal: i64,
    /// The taxes, in the total or on top.
    pub tax: i64,
    /// What it comes to: less than nothing when more goes back than is due.
    pub total: i64,
    /// What is to be paid of it: the total less what the customer had left from before.
    pub amount_due: i64,
    /// What was paid.
    pub amount_paid: i64,
    /// What is still to be paid.
    pub amount_remaining: i64,
    /// The first ten lines.
    pub lines: Vec<InvoiceLine>,
    /// What it is for.
    pub period: Period,
    /// Where whoever has the address can pay it and see it: for its customer only.
    pub hosted_url: Option<Url>,
    /// The same on paper.
    pub pdf_url: Option<Url>,
    /// How often a card was tried.
    pub attempts: u32,
    /// When one is tried again.
    pub next_attempt_at: Option<Timestamp>,
    /// Since when it is.
    pub created_at: Timestamp,
    /// Since when it is paid.
    pub paid_at: Option<Timestamp>,
    /// Whether it is real.
    pub live: bool,
}

/// A line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLine {
    /// Stripe's name for it.
    pub id: String,
    /// In Stripe's words, of the account's language.
    pub description: String,
    /// Before discounts, and before taxes that come on top; less than nothing for what goes back.
    pub amount: i64,
    /// From when until when.
    pub period: Period,
    /// Whether it is a part of a period, counted to the second.
    pub proration: bool,
    /// At which price.
    pub price: Option<PriceId>,
    /// Its taxes, in the amount or on top.
    pub tax: i64,
    /// What is paid less.
    pub discount: i64,
}

/// How far an invoice has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvoiceStatus {
    /// It can still change: for about an hour.
    Draft,
    /// It is to be paid.
    Open,
    /// It is paid, or nothing was due.
    Paid,
    /// It counts no more.
    Void,
    /// Nobody believes any more that it will be paid.
    Uncollectible,
    /// Something that is not known here.
    Other(String),
}

impl From<&str> for InvoiceStatus {
    fn from(text: &str) -> Self {
        match text {
            "draft" => Self::Draft,
            "open" => Self::Open,
            "paid" => Self::Paid,
            "void" => Self::Void,
            "uncollectible" => Self::Uncollectible,
            other => Self::Other(short(other)),
        }
    }
}

#[derive(Deserialize)]
struct Raw {
    id: InvoiceId,
    number: Option<String>,
    status: String,
    customer: Option<Either<Named>>,
    parent: Option<RawParent>,
    /// Where older versions have what the parent says now.
    subscription: Option<Either<Named>>,
    billing_reason: Option<String>,
    #[serde(flatten)]
    sums: RawSums,
    period_start: i64,
    period_end: i64,
    hosted_invoice_url: Option<String>,
    invoice_pdf: Option<String>,
    attempt_count: Option<u32>,
    next_payment_attempt: Option<i64>,
    created: i64,
    status_transitions: Option<RawTransitions>,
    livemode: Option<bool>,
}

/// What an invoice and a preview of one have in common.
#[derive(Deserialize)]
pub(super) struct RawSums {
    pub currency: String,
    pub subtotal: i64,
    pub total: i64,
    pub amount_due: i64,
    amount_paid: Option<i64>,
    amount_remaining: Option<i64>,
    pub starting_balance: Option<i64>,
    total_taxes: Option<Vec<RawAmount>>,
    lines: RawLines,
}

#[derive(Deserialize)]
struct RawAmount {
    amount: i64,
}

#[derive(Deserialize)]
struct RawLines {
    data: Vec<RawLine>,
}

#[derive(Deserialize)]
struct RawLine {
    id: String,
    description: Option<String>,
    amount: i64,
    period: RawPeriod,
    parent: Option<RawLineParent>,
    pricing: Option<RawPricing>,
    taxes: Option<Vec<RawAmount>>,
    discount_amounts: Option<Vec<RawAmount>>,
}

#[derive(Deserialize)]
struct RawPeriod {
    start: i64,
    end: i64,
}

#[derive(Deserialize)]
struct RawLineParent {
    invoice_item_details: Option<RawDetails>,
    subscription_item_details: Option<RawDetails>,
}

#[derive(Deserialize)]
struct RawDetails {
    #[serde(default)]
    proration: bool,
}

#[derive(Deserialize)]
struct RawPricing {
    price_details: Option<RawPriceDetails>,
}

#[derive(Deserialize)]
struct RawPriceDetails {
    price: Either<Named>,
}

#[derive(Deserialize)]
pub(crate) struct RawParent {
    subscription_details: Option<RawSubscription>,
}

#[derive(Deserialize)]
struct RawSubscription {
    subscription: Either<Named>,
}

#[derive(Deserialize)]
struct RawTransitions {
    paid_at: Option<i64>,
}

impl RawParent {
    /// For which subscription.
    pub(crate) fn subscription(self) -> Option<SubscriptionId> {
        let details = self.subscription_details?;
        SubscriptionId::parse(&details.subscription.name())
    }
}

impl RawSums {
    pub(super) fn tax(&self) -> i64 {
        sum(self.total_taxes.as_deref())
    }

    pub(super) fn lines(self) -> Result<Vec<InvoiceLine>, StripeError> {
        self.lines.data.into_iter().map(InvoiceLine::of).collect()
    }
}

fn sum(amounts: Option<&[RawAmount]>) -> i64 {
    let amounts = amounts.unwrap_or_default().iter();
    amounts.map(|one| one.amount).fold(0, i64::saturating_add)
}

impl Invoice {
    /// From the API's answer.
    pub(super) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        let customer = raw.customer.map(Either::name);
        let older = raw.subscription.map(Either::name);
        let subscription = raw.parent.and_then(RawParent::subscription);
        let paid_at = raw.status_transitions.and_then(|transitions| transitions.paid_at);
        Ok(Self {
            id: raw.id,
            number: raw.number.as_deref().map(short),
            status: InvoiceStatus::from(raw.status.as_str()),
            customer: customer.and_then(|id| CustomerId::parse(&id)),
            subscription: subscription.or_else(|| SubscriptionId::parse(&older?)),
            reason: raw.billing_reason.as_deref().map(short),
            currency: currency(&raw.sums.currency)?.to_string(),
            subtotal: raw.sums.subtotal,
            tax: raw.sums.tax(),
            total: raw.sums.total,
            amount_due: raw.sums.amount_due,
            amount_paid: raw.sums.amount_paid.unwrap_or(0),
            amount_remaining: raw.sums.amount_remaining.unwrap_or(0),
            lines: raw.sums.lines()?,
            period: Period::of(raw.period_start, raw.period_end)?,
            hosted_url: raw.hosted_invoice_url.and_then(|url| door(&url)),
            pdf_url: raw.invoice_pdf.and_then(|url| door(&url)),
            attempts: raw.attempt_count.unwrap_or(0),
            next_attempt_at: moment_or_none(raw.next_payment_attempt)?,
            created_at: moment(raw.created)?,
            paid_at: moment_or_none(paid_at)?,
            live: raw.livemode.unwrap_or(false),
        })
    }
}

impl InvoiceLine {
    fn of(raw: RawLine) -> Result<Self, StripeError> {
        let parent = raw.parent;
        let details =
            parent.and_then(|parent| parent.subscription_item_details.or(parent.invoice_item_details));
        let priced = raw.pricing.and_then(|pricing| pricing.price_details);
        Ok(Self {
            id: short(&raw.id),
            description: short(&raw.description.unwrap_or_default()),
            amount: raw.amount,
            period: Period::of(raw.period.start, raw.period.end)?,
            proration: details.is_some_and(|details| details.proration),
            price: priced.and_then(|details| PriceId::parse(&details.price.name())),
            tax: sum(raw.taxes.as_deref()),
            discount: sum(raw.discount_amounts.as_deref()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Invoice, InvoiceStatus};
    use crate::error::StripeError;

    const INVOICE: &str = r#"{"id":"in_1","object":"invoice","number":"VITRINA-0001","status":"open","customer":"cus_1",
        "billing_reason":"subscription_update","currency":"cop","subtotal":3000000,"total":3000000,"amount_due":2500000,
        "amount_paid":0,"amount_remaining":2500000,"starting_balance":-500000,"attempt_count":1,"next_payment_attempt":null,
        "created":1795359600,"period_start":1795359600,"period_end":1795359600,"livemode":false,
        "hosted_invoice_url":"https://invoice.stripe.com/i/1","invoice_pdf":"javascript:alert(1)",
        "status_transitions":{"paid_at":null},
        "total_taxes":[{"amount":478992,"tax_behavior":"inclusive","type":"tax_rate_details"}],
        "parent":{"type":"subscription_details","subscription_details":{"subscription":"sub_1","metadata":{}}},
        "lines":{"object":"list","has_more":false,"data":[
          {"id":"il_1","amount":-1000000,"description":"Unused time","period":{"start":1795359600,"end":1796569200},
           "parent":{"type":"subscription_item_details","subscription_item_details":{"proration":true,"subscription_item":"si_1"}},
           "pricing":{"type":"price_details","price_details":{"price":"price_1","product":"basic"}},"taxes":[{"amount":-159664}]},
          {"id":"il_2","amount":4000000,"description":null,"period":{"start":1795359600,"end":1796569200},
           "parent":{"type":"subscription_item_details","subscription_item_details":{"proration":true,"subscription_item":"si_1"}},
           "pricing":null,"discount_amounts":[{"amount":100}]}]}}"#;

    #[test]
    fn an_invoice_is_read_with_its_lines() {
        let invoice = Invoice::read(INVOICE.as_bytes()).unwrap();
        assert_eq!(
            (&invoice.status, invoice.amount_due, invoice.tax),
            (&InvoiceStatus::Open, 2_500_000, 478_992)
        );
        assert_eq!(invoice.subscription.unwrap().as_str(), "sub_1");
        assert!(invoice.hosted_url.is_some() && invoice.pdf_url.is_none());
        let [credit, charge] = invoice.lines.as_slice() else {
            panic!("{:?}", invoice.lines)
        };
        assert_eq!(
            (credit.amount, credit.tax, credit.proration),
            (-1_000_000, -159_664, true)
        );
        assert_eq!((charge.discount, &charge.price), (100, &None));
        assert_eq!(credit.price.as_ref().unwrap().as_str(), "price_1");
    }

    #[test]
    fn an_older_invoice_names_its_subscription_itself() {
        let parent = r#""parent":{"type":"subscription_details","subscription_details":{"subscription":"sub_1","metadata":{}}},"#;
        assert!(INVOICE.contains(parent));
        let old = INVOICE.replace(parent, r#""subscription":"sub_9","#);
        let old = Invoice::read(old.as_bytes()).unwrap();
        assert_eq!(old.subscription.unwrap().as_str(), "sub_9");
    }

    #[test]
    fn what_is_no_invoice_is_not_guessed() {
        for (from, to) in [
            ("\"in_1\"", "\"in/1\""),
            ("\"amount_due\":2500000", "\"amount_due\":2500000.5"),
            ("\"total\":3000000", "\"total\":null"),
            ("\"cop\"", "\"kwd\""),
            ("\"amount\":4000000", "\"amount\":\"4000000\""),
        ] {
            let odd = INVOICE.replace(from, to);
            assert_eq!(
                Invoice::read(odd.as_bytes()),
                Err(StripeError::Unreadable),
                "{to}"
            );
        }
    }
}
