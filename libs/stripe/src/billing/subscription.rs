//! A subscription, as Stripe has it. What somebody may do follows from it and from nothing else.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::TENANT;
use super::words::{Interval, Period, RawRecurring};
use crate::error::StripeError;
use crate::id::{
    CardId, CustomerId, Either, InvoiceId, Named, PriceId, ProductId, ScheduleId, SubscriptionId,
    SubscriptionItemId,
};
use crate::text::{currency, moment, moment_or_none, short};

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Stripe's name for it.
    pub id: SubscriptionId,
    /// Whose.
    pub customer: CustomerId,
    /// How it stands.
    pub status: SubscriptionStatus,
    /// What it is for.
    pub items: Vec<SubscriptionItem>,
    /// Until when nothing is paid, or was not.
    pub trial_end: Option<Timestamp>,
    /// Whether it ends with what is paid already. Until then it goes on as it is.
    pub cancel_at_period_end: bool,
    /// When it will end, if somebody said so.
    pub cancel_at: Option<Timestamp>,
    /// When somebody said that it shall end, or it ended.
    pub canceled_at: Option<Timestamp>,
    /// Since when it is over.
    pub ended_at: Option<Timestamp>,
    /// What it is going to become.
    pub schedule: Option<ScheduleId>,
    /// Its newest invoice.
    pub latest_invoice: Option<InvoiceId>,
    /// A change that waits for its money.
    pub pending: Option<PendingChange>,
    /// The card that pays it; none: whatever the customer's is.
    pub card: Option<CardId>,
    /// Our name for the shop. People can change it at Stripe: what we wrote down of the customer counts.
    pub tenant: Option<String>,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
    /// Since when it is.
    pub created_at: Timestamp,
    /// Whether it is real.
    pub live: bool,
}

/// What a subscription is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionItem {
    /// Stripe's name for it: stays when the price becomes another.
    pub id: SubscriptionItemId,
    /// At which price.
    pub price: PriceId,
    /// What.
    pub product: Option<ProductId>,
    /// What the price is found by.
    pub lookup_key: Option<String>,
    /// Minor units of the currency.
    pub amount: Option<i64>,
    /// ISO 4217.
    pub currency: String,
    /// How often; none for what we sell nothing by.
    pub interval: Option<Interval>,
    /// What is paid, or tried, now.
    pub period: Period,
}

/// A change that waits for its money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingChange {
    /// To which price.
    pub price: Option<PriceId>,
    /// When it is given up.
    pub expires_at: Timestamp,
}

/// How a subscription stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubscriptionStatus {
    /// The first payment is missing: for 23 hours.
    Incomplete,
    /// It never came. For good.
    IncompleteExpired,
    /// Nothing is paid yet.
    Trialing,
    /// All is well.
    Active,
    /// A payment is missing, and tried again.
    PastDue,
    /// A payment is missing, and tried no more.
    Unpaid,
    /// A trial ended without a card.
    Paused,
    /// Over. For good.
    Canceled,
    /// Something that is not known here.
    Other(String),
}

impl SubscriptionStatus {
    /// As Stripe writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Incomplete => "incomplete",
            Self::IncompleteExpired => "incomplete_expired",
            Self::Trialing => "trialing",
            Self::Active => "active",
            Self::PastDue => "past_due",
            Self::Unpaid => "unpaid",
            Self::Paused => "paused",
            Self::Canceled => "canceled",
            Self::Other(text) => text,
        }
    }

    /// Whether nothing can come after it.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::IncompleteExpired | Self::Canceled)
    }
}

impl From<&str> for SubscriptionStatus {
    fn from(text: &str) -> Self {
        match text {
            "incomplete" => Self::Incomplete,
            "incomplete_expired" => Self::IncompleteExpired,
            "trialing" => Self::Trialing,
            "active" => Self::Active,
            "past_due" => Self::PastDue,
            "unpaid" => Self::Unpaid,
            "paused" => Self::Paused,
            "canceled" => Self::Canceled,
            other => Self::Other(short(other)),
        }
    }
}

#[derive(Deserialize)]
struct Raw {
    id: SubscriptionId,
    customer: Either<Named>,
    status: String,
    items: RawItems,
    /// Where older versions have what the items say now.
    current_period_start: Option<i64>,
    current_period_end: Option<i64>,
    trial_end: Option<i64>,
    #[serde(default)]
    cancel_at_period_end: bool,
    cancel_at: Option<i64>,
    canceled_at: Option<i64>,
    ended_at: Option<i64>,
    schedule: Option<Either<Named>>,
    latest_invoice: Option<Either<Named>>,
    pending_update: Option<RawPending>,
    default_payment_method: Option<Either<Named>>,
    metadata: Option<BTreeMap<String, String>>,
    created: i64,
    livemode: Option<bool>,
}

#[derive(Deserialize)]
struct RawItems {
    data: Vec<RawItem>,
}

#[derive(Deserialize)]
struct RawItem {
    id: SubscriptionItemId,
    price: RawPrice,
    current_period_start: Option<i64>,
    current_period_end: Option<i64>,
}

#[derive(Deserialize)]
struct RawPrice {
    id: PriceId,
    product: Option<Either<Named>>,
    lookup_key: Option<String>,
    unit_amount: Option<i64>,
    currency: String,
    recurring: Option<RawRecurring>,
}

#[derive(Deserialize)]
struct RawPending {
    expires_at: i64,
    subscription_items: Option<Vec<RawPendingItem>>,
}

#[derive(Deserialize)]
struct RawPendingItem {
    price: Either<Named>,
}

impl Subscription {
    /// What it is for, if that is one thing.
    pub fn item(&self) -> Option<&SubscriptionItem> {
        match self.items.as_slice() {
            [item] => Some(item),
            _ => None,
        }
    }

    /// What is paid, or tried, now.
    pub fn period(&self) -> Option<Period> {
        self.items.first().map(|item| item.period)
    }

    /// From the API's answer.
    pub(super) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        let whole = (raw.current_period_start, raw.current_period_end);
        let items = raw.items.data.into_iter();
        let items: Result<Vec<_>, _> = items.map(|item| SubscriptionItem::of(item, whole)).collect();
        let metadata = raw.metadata.unwrap_or_default();
        let [schedule, invoice, card] =
            [raw.schedule, raw.latest_invoice, raw.default_payment_method].map(|one| one.map(Either::name));
        Ok(Self {
            id: raw.id,
            customer: CustomerId::parse(&raw.customer.name()).ok_or(StripeError::Unreadable)?,
            status: SubscriptionStatus::from(raw.status.as_str()),
            items: items?,
            trial_end: moment_or_none(raw.trial_end)?,
            cancel_at_period_end: raw.cancel_at_period_end,
            cancel_at: moment_or_none(raw.cancel_at)?,
            canceled_at: moment_or_none(raw.canceled_at)?,
            ended_at: moment_or_none(raw.ended_at)?,
            schedule: schedule.and_then(|id| ScheduleId::parse(&id)),
            latest_invoice: invoice.and_then(|id| InvoiceId::parse(&id)),
            pending: raw.pending_update.map(PendingChange::of).transpose()?,
            card: card.and_then(|id| CardId::parse(&id)),
            tenant: metadata.get(TENANT).cloned(),
            metadata,
            created_at: moment(raw.created)?,
            live: raw.livemode.unwrap_or(false),
        })
    }
}

impl SubscriptionItem {
    fn of(raw: RawItem, whole: (Option<i64>, Option<i64>)) -> Result<Self, StripeError> {
        let own = raw.current_period_start.zip(raw.current_period_end);
        let (start, end) = own.or(whole.0.zip(whole.1)).ok_or(StripeError::Unreadable)?;
        let product = raw.price.product.map(Either::name);
        Ok(Self {
            id: raw.id,
            price: raw.price.id,
            product: product.and_then(|id| ProductId::parse(&id)),
            lookup_key: raw.price.lookup_key,
            amount: raw.price.unit_amount,
            currency: currency(&raw.price.currency)?.to_string(),
            interval: raw.price.recurring.and_then(|recurring| recurring.interval()),
            period: Period::of(start, end)?,
        })
    }
}

impl PendingChange {
    fn of(raw: RawPending) -> Result<Self, StripeError> {
        let first = raw.subscription_items.unwrap_or_default().into_iter().next();
        Ok(Self {
            price: first.and_then(|item| PriceId::parse(&item.price.name())),
            expires_at: moment(raw.expires_at)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Subscription, SubscriptionStatus};
    use crate::billing::Interval;
    use crate::error::StripeError;

    const SUBSCRIPTION: &str = r#"{"id":"sub_1","object":"subscription","customer":"cus_1","status":"trialing",
        "billing_cycle_anchor":1796569200,"cancel_at":null,"cancel_at_period_end":false,"canceled_at":null,
        "collection_method":"charge_automatically","created":1795359600,"currency":"cop","default_payment_method":"pm_1",
        "ended_at":null,"items":{"object":"list","data":[{"id":"si_1","object":"subscription_item",
            "current_period_start":1795359600,"current_period_end":1796569200,"quantity":1,"price":{"id":"price_1",
            "product":"pro","lookup_key":"pro.month.cop.v1","unit_amount":8990000,"currency":"cop",
            "recurring":{"interval":"month","interval_count":1}}}],"has_more":false},
        "latest_invoice":"in_1","livemode":false,"metadata":{"tenant":"0199"},"pending_update":null,"schedule":null,
        "trial_start":1795359600,"trial_end":1796569200}"#;

    fn read(from: &str, to: &str) -> Result<Subscription, StripeError> {
        assert!(SUBSCRIPTION.contains(from), "{from}");
        Subscription::read(SUBSCRIPTION.replace(from, to).as_bytes())
    }

    #[test]
    fn a_subscription_is_read_whole() {
        let read = Subscription::read(SUBSCRIPTION.as_bytes()).unwrap();
        assert_eq!(
            (&read.status, read.tenant.as_deref()),
            (&SubscriptionStatus::Trialing, Some("0199"))
        );
        let item = read.item().unwrap();
        assert_eq!(
            (item.price.as_str(), item.amount, item.interval),
            ("price_1", Some(8_990_000), Some(Interval::Month))
        );
        assert_eq!(read.period().unwrap().end, read.trial_end.unwrap());
        assert_eq!(read.card.unwrap().as_str(), "pm_1");
    }

    #[test]
    fn the_period_is_read_where_older_versions_had_it() {
        let own = r#""current_period_start":1795359600,"current_period_end":1796569200,"#;
        assert_eq!(read(own, ""), Err(StripeError::Unreadable));
        let old = SUBSCRIPTION.replace(own, "").replace(
            r#""livemode""#,
            r#""current_period_start":1795359600,"current_period_end":1796569200,"livemode""#,
        );
        let old = Subscription::read(old.as_bytes()).unwrap();
        assert_eq!(old.period().unwrap().end.as_second(), 1_796_569_200);
    }

    #[test]
    fn a_change_that_waits_names_its_price() {
        let pending = r#""pending_update":{"expires_at":1795442400,"billing_cycle_anchor":null,
            "subscription_items":[{"id":"si_1","price":{"id":"price_2"}}],"trial_end":null}"#;
        let waits = read(r#""pending_update":null"#, pending)
            .unwrap()
            .pending
            .unwrap();
        assert_eq!(waits.price.unwrap().as_str(), "price_2");
    }

    #[test]
    fn every_status_is_known_and_an_unknown_one_kept() {
        for word in [
            "incomplete",
            "incomplete_expired",
            "trialing",
            "active",
            "past_due",
            "unpaid",
            "paused",
            "canceled",
        ] {
            let status = SubscriptionStatus::from(word);
            assert!(!matches!(status, SubscriptionStatus::Other(_)), "{word}");
            assert_eq!(status.as_str(), word);
        }
        assert_eq!(SubscriptionStatus::from("new_word").as_str(), "new_word");
    }

    #[test]
    fn what_is_no_subscription_is_not_guessed() {
        for (from, to) in [
            ("\"sub_1\"", "\"su/1\""),
            ("\"cus_1\"", "null"),
            ("\"status\":\"trialing\"", "\"status\":null"),
            (
                "\"cop\",\n            \"recurring\"",
                "\"krw\",\n            \"recurring\"",
            ),
            ("1796569200,\"quantity\"", "1,\"quantity\""),
        ] {
            assert_eq!(read(from, to), Err(StripeError::Unreadable), "{to}");
        }
    }
}
