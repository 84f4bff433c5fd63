//! Stripe's page where somebody begins a subscription. That a browser comes back from it proves nothing: the visit is asked for.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionAllowedPaymentMethodTypes, CreateCheckoutSessionDiscounts,
    CreateCheckoutSessionLineItems, CreateCheckoutSessionPaymentMethodCollection,
    CreateCheckoutSessionSubscriptionData, CreateCheckoutSessionSubscriptionDataTrialSettings,
    CreateCheckoutSessionSubscriptionDataTrialSettingsEndBehavior,
    CreateCheckoutSessionSubscriptionDataTrialSettingsEndBehaviorMissingPaymentMethod, ExpireCheckoutSession,
    RetrieveCheckoutSession,
};
use stripe_checkout::{CheckoutSessionLocale, CheckoutSessionMode};
use stripe_client_core::StripeRequest as _;
use url::Url;

use super::TENANT;
use super::words::pairs;
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::{
    CheckoutId, CouponId, CustomerId, Either, Named, PriceId, PromotionCodeId, SubscriptionId, TaxRateId,
};
use crate::text::{currency, door, moment, short};

/// What somebody is to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutOrder {
    /// Who.
    pub customer: CustomerId,
    /// What they will pay.
    pub price: PriceId,
    /// Our name for the shop: the visit says it, and the subscription.
    pub tenant: String,
    /// So many days nothing is paid.
    pub trial_days: Option<u32>,
    /// Whether a card is asked for although nothing is due yet.
    pub card: CardNeeded,
    /// What is paid less.
    pub discount: Discount,
    /// Taxes on it.
    pub tax_rates: Vec<TaxRateId>,
    /// Where the browser goes then. `{CHECKOUT_SESSION_ID}` in its query becomes the visit's name.
    pub success_url: Url,
    /// Where it goes when they turn back.
    pub cancel_url: Url,
    /// Until when the page is open: half an hour to a day from now, which is also what is usual.
    pub expires_at: Option<Timestamp>,
    /// For ourselves, on the visit and the subscription.
    pub metadata: BTreeMap<String, String>,
}

/// Whether a card is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardNeeded {
    /// It is.
    Always,
    /// Only when money is due at once.
    IfMoneyIsDue {
        /// What a trial ends in when there is still none.
        then: WithoutCard,
    },
}

/// What a trial ends in when there is no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutCard {
    /// The subscription waits for one.
    Pause,
    /// It is over.
    Cancel,
    /// An invoice that nobody pays.
    Invoice,
}

/// What is paid less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discount {
    /// Nothing.
    None,
    /// What a code gives that they type on the page.
    Typed,
    /// What this code gives.
    Code(PromotionCodeId),
    /// This.
    Coupon(CouponId),
}

/// A visit to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    /// Stripe's name for it.
    pub id: CheckoutId,
    /// How far it has come.
    pub status: CheckoutStatus,
    /// Whether money came. One of a visit that is complete may still be under way.
    pub payment: CheckoutPayment,
    /// Who.
    pub customer: Option<CustomerId>,
    /// What has begun, once it is complete.
    pub subscription: Option<SubscriptionId>,
    /// Our name for the shop.
    pub tenant: Option<String>,
    /// Where the browser goes, while the page is open.
    pub url: Option<Url>,
    /// What is due at once, in minor units.
    pub total: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Until when the page is open.
    pub expires_at: Timestamp,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
    /// Whether it is real.
    pub live: bool,
}

/// How far a visit has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckoutStatus {
    /// The page waits.
    Open,
    /// A subscription has begun.
    Complete,
    /// Nobody came, or turned back for good.
    Expired,
    /// Something that is not known here.
    Other(String),
}

/// Whether money came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckoutPayment {
    /// It did.
    Paid,
    /// It did not, or is under way.
    Unpaid,
    /// None was due: a trial.
    NotRequired,
    /// Something that is not known here.
    Other(String),
}

#[derive(Deserialize)]
struct Raw {
    id: CheckoutId,
    status: Option<String>,
    payment_status: String,
    customer: Option<Either<Named>>,
    subscription: Option<Either<Named>>,
    client_reference_id: Option<String>,
    url: Option<String>,
    amount_total: Option<i64>,
    currency: Option<String>,
    expires_at: i64,
    metadata: Option<BTreeMap<String, String>>,
    livemode: Option<bool>,
}

impl Checkout {
    pub(super) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        let customer = raw.customer.map(Either::name);
        let subscription = raw.subscription.map(Either::name);
        let code = raw.currency.as_deref().map(currency).transpose()?;
        Ok(Self {
            id: raw.id,
            status: CheckoutStatus::of(raw.status.as_deref().unwrap_or_default()),
            payment: CheckoutPayment::of(&raw.payment_status),
            customer: customer.and_then(|id| CustomerId::parse(&id)),
            subscription: subscription.and_then(|id| SubscriptionId::parse(&id)),
            tenant: raw.client_reference_id,
            url: raw.url.and_then(|url| door(&url)),
            total: raw.amount_total,
            currency: code.map(|code| code.to_string()),
            expires_at: moment(raw.expires_at)?,
            metadata: raw.metadata.unwrap_or_default(),
            live: raw.livemode.unwrap_or(false),
        })
    }
}

impl CheckoutStatus {
    fn of(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "complete" => Self::Complete,
            "expired" => Self::Expired,
            other => Self::Other(short(other)),
        }
    }
}

impl CheckoutPayment {
    fn of(word: &str) -> Self {
        match word {
            "paid" => Self::Paid,
            "unpaid" => Self::Unpaid,
            "no_payment_required" => Self::NotRequired,
            other => Self::Other(short(other)),
        }
    }
}

impl CheckoutOrder {
    pub(super) fn call(&self) -> CreateCheckoutSession {
        let mut metadata = self.metadata.clone();
        metadata.insert(TENANT.to_owned(), self.tenant.clone());
        let call = CreateCheckoutSession::new()
            .mode(CheckoutSessionMode::Subscription)
            .locale(CheckoutSessionLocale::Es)
            .allowed_payment_method_types([CreateCheckoutSessionAllowedPaymentMethodTypes::Card])
            .customer(self.customer.as_str())
            .client_reference_id(self.tenant.clone())
            .line_items([self.line()])
            .subscription_data(self.subscription(&metadata))
            .payment_method_collection(self.card.theirs())
            .success_url(self.success_url.as_str())
            .cancel_url(self.cancel_url.as_str())
            .metadata(pairs(&metadata));
        let call = match self.expires_at {
            Some(end) => call.expires_at(end.as_second()),
            None => call,
        };
        self.discount.of(call)
    }

    fn line(&self) -> CreateCheckoutSessionLineItems {
        let mut line = CreateCheckoutSessionLineItems::new();
        line.price = Some(self.price.to_string());
        line.quantity = Some(1);
        line
    }

    fn subscription(&self, metadata: &BTreeMap<String, String>) -> CreateCheckoutSessionSubscriptionData {
        let mut data = CreateCheckoutSessionSubscriptionData::new();
        data.metadata = Some(pairs(metadata));
        data.trial_period_days = self.trial_days;
        if !self.tax_rates.is_empty() {
            data.default_tax_rates = Some(self.tax_rates.iter().map(ToString::to_string).collect());
        }
        if let (CardNeeded::IfMoneyIsDue { then }, Some(_)) = (self.card, self.trial_days) {
            let end = CreateCheckoutSessionSubscriptionDataTrialSettingsEndBehavior::new(then.theirs());
            data.trial_settings = Some(CreateCheckoutSessionSubscriptionDataTrialSettings::new(end));
        }
        data
    }
}

impl Discount {
    fn of(&self, call: CreateCheckoutSession) -> CreateCheckoutSession {
        let mut discount = CreateCheckoutSessionDiscounts::new();
        match self {
            Self::None => return call,
            Self::Typed => return call.allow_promotion_codes(true),
            Self::Code(id) => discount.promotion_code = Some(id.to_string()),
            Self::Coupon(id) => discount.coupon = Some(id.to_string()),
        }
        call.discounts([discount])
    }
}

impl CardNeeded {
    const fn theirs(self) -> CreateCheckoutSessionPaymentMethodCollection {
        match self {
            Self::Always => CreateCheckoutSessionPaymentMethodCollection::Always,
            Self::IfMoneyIsDue { .. } => CreateCheckoutSessionPaymentMethodCollection::IfRequired,
        }
    }
}

impl WithoutCard {
    const fn theirs(
        self,
    ) -> CreateCheckoutSessionSubscriptionDataTrialSettingsEndBehaviorMissingPaymentMethod {
        use CreateCheckoutSessionSubscriptionDataTrialSettingsEndBehaviorMissingPaymentMethod as Ends;
        match self {
            Self::Pause => Ends::Pause,
            Self::Cancel => Ends::Cancel,
            Self::Invoice => Ends::CreateInvoice,
        }
    }
}

impl Stripe {
    /// Opens the page for somebody. `key` as for [`Self::pay`].
    pub async fn create_checkout(&self, key: &str, order: &CheckoutOrder) -> Result<Checkout, StripeError> {
        Checkout::read(&self.wire.change(key, order.call().build()).await?)
    }

    /// A visit as it is.
    pub async fn checkout(&self, id: &CheckoutId) -> Result<Checkout, StripeError> {
        let call = RetrieveCheckoutSession::new(id.as_str());
        Checkout::read(&self.wire.get(call.build()).await?)
    }

    /// Closes the page. Refused when it is complete.
    pub async fn expire_checkout(&self, key: &str, id: &CheckoutId) -> Result<Checkout, StripeError> {
        let call = ExpireCheckoutSession::new(id.as_str());
        Checkout::read(&self.wire.change(key, call.build()).await?)
    }
}

#[cfg(test)]
mod tests {
    use stripe_client_core::StripeRequest as _;
    use url::form_urlencoded;

    use super::{CardNeeded, CheckoutOrder, Discount, WithoutCard};
    use crate::id::{CustomerId, PriceId, PromotionCodeId, TaxRateId};

    fn order() -> CheckoutOrder {
        CheckoutOrder {
            customer: CustomerId::parse("cus_1").unwrap(),
            price: PriceId::parse("price_1").unwrap(),
            tenant: "0199".into(),
            trial_days: Some(14),
            card: CardNeeded::Always,
            discount: Discount::Typed,
            tax_rates: vec![TaxRateId::parse("txr_1").unwrap()],
            success_url: "https://example.com/listo?visita={CHECKOUT_SESSION_ID}"
                .parse()
                .unwrap(),
            cancel_url: "https://example.com/plan".parse().unwrap(),
            expires_at: None,
            metadata: [("plan".to_owned(), "pro".to_owned())].into(),
        }
    }

    fn said(order: &CheckoutOrder) -> Vec<String> {
        let call = order.call().build();
        assert_eq!(call.path, "/checkout/sessions");
        let body = call.body.unwrap();
        let pairs = form_urlencoded::parse(body.as_bytes());
        let mut pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.sort_unstable();
        pairs
    }

    #[test]
    fn a_visit_says_who_what_and_until_when_nothing_is_paid() {
        assert_eq!(
            said(&order()),
            [
                "allow_promotion_codes=true",
                "allowed_payment_method_types[0]=card",
                "cancel_url=https://example.com/plan",
                "client_reference_id=0199",
                "customer=cus_1",
                "line_items[0][price]=price_1",
                "line_items[0][quantity]=1",
                "locale=es",
                "metadata[plan]=pro",
                "metadata[tenant]=0199",
                "mode=subscription",
                "payment_method_collection=always",
                "subscription_data[default_tax_rates][0]=txr_1",
                "subscription_data[metadata][plan]=pro",
                "subscription_data[metadata][tenant]=0199",
                "subscription_data[trial_period_days]=14",
                "success_url=https://example.com/listo?visita={CHECKOUT_SESSION_ID}",
            ]
        );
    }

    #[test]
    fn without_a_card_it_says_what_the_trial_ends_in() {
        let mut order = order();
        order.card = CardNeeded::IfMoneyIsDue {
            then: WithoutCard::Pause,
        };
        order.discount = Discount::Code(PromotionCodeId::parse("promo_1").unwrap());
        let said = said(&order);
        for pair in [
            "payment_method_collection=if_required",
            "subscription_data[trial_settings][end_behavior][missing_payment_method]=pause",
            "discounts[0][promotion_code]=promo_1",
        ] {
            assert!(said.iter().any(|one| one == pair), "{pair}");
        }
        assert!(!said.iter().any(|one| one.starts_with("allow_promotion")));
    }
}
