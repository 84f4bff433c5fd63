//! What something costs, and how often. A price never changes: another one takes its place, and those who pay the first go on.

use std::collections::BTreeMap;

use kernel::Currency;
use serde::Deserialize;
use stripe_client_core::StripeRequest as _;
use stripe_product::PriceTaxBehavior;
use stripe_product::price::{
    CreatePrice, CreatePriceRecurring, CreatePriceRecurringInterval, ListPrice, RetrievePrice, UpdatePrice,
};

use super::words::{Interval, RawRecurring, pairs};
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::{Either, Named, PriceId, ProductId};
use crate::order::stripe_currency;
use crate::page::Read;
use crate::text::{currency, is_the_same};

/// So many lookup keys fit into one call.
const KEYS: usize = 10;

/// Whether a price has its tax in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxBehavior {
    /// The tax is in it.
    Inclusive,
    /// The tax comes on top.
    Exclusive,
    /// Nobody said.
    Unspecified,
}

/// A new price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPrice {
    /// Of what.
    pub product: ProductId,
    /// What it is found by: one active price for each.
    pub lookup_key: String,
    /// Minor units of the currency.
    pub amount: i64,
    /// Of what.
    pub currency: Currency,
    /// How often.
    pub interval: Interval,
    /// Whether its tax is in it.
    pub tax: TaxBehavior,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Stripe's name for it.
    pub id: PriceId,
    /// Of what.
    pub product: ProductId,
    /// What it is found by.
    pub lookup_key: Option<String>,
    /// Minor units of the currency.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// How often; none for what we sell nothing by.
    pub interval: Option<Interval>,
    /// Whether its tax is in it.
    pub tax: TaxBehavior,
    /// Whether anybody can begin to pay it.
    pub active: bool,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
    /// Whether it is real.
    pub live: bool,
}

#[derive(Deserialize)]
struct Raw {
    id: PriceId,
    product: Either<Named>,
    lookup_key: Option<String>,
    unit_amount: i64,
    currency: String,
    recurring: Option<RawRecurring>,
    tax_behavior: Option<String>,
    active: bool,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
    livemode: Option<bool>,
}

impl Price {
    pub(super) fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        Ok(Self {
            id: raw.id,
            product: ProductId::parse(&raw.product.name()).ok_or(StripeError::Unreadable)?,
            lookup_key: raw.lookup_key,
            amount: raw.unit_amount,
            currency: currency(&raw.currency)?.to_string(),
            interval: raw.recurring.and_then(|recurring| recurring.interval()),
            tax: TaxBehavior::of(raw.tax_behavior.as_deref()),
            active: raw.active,
            metadata: raw.metadata,
            live: raw.livemode.unwrap_or(false),
        })
    }
}

impl TaxBehavior {
    fn of(word: Option<&str>) -> Self {
        match word {
            Some("inclusive") => Self::Inclusive,
            Some("exclusive") => Self::Exclusive,
            _ => Self::Unspecified,
        }
    }

    const fn theirs(self) -> PriceTaxBehavior {
        match self {
            Self::Inclusive => PriceTaxBehavior::Inclusive,
            Self::Exclusive => PriceTaxBehavior::Exclusive,
            Self::Unspecified => PriceTaxBehavior::Unspecified,
        }
    }
}

impl Stripe {
    /// A price.
    pub async fn price(&self, id: &PriceId) -> Result<Price, StripeError> {
        Price::read(&self.wire.get(RetrievePrice::new(id.as_str()).build()).await?)
    }

    /// The active prices with these lookup keys, in no order. What is missing there is none.
    pub async fn prices(&self, lookup_keys: &[&str]) -> Result<Vec<Price>, StripeError> {
        let mut found = vec![];
        for keys in lookup_keys.chunks(KEYS) {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            let call = ListPrice::new().active(true).lookup_keys(keys).limit(100);
            found.extend(Read::whole(&self.wire.get(call.build()).await?, Price::read)?);
        }
        Ok(found)
    }

    /// Makes a price. `key` as for [`Self::pay`]. Refused for a lookup key that another active price has.
    pub async fn create_price(&self, key: &str, new: &NewPrice) -> Result<Price, StripeError> {
        if !is_the_same(new.currency) {
            return Err(StripeError::here(
                "amounts of this currency mean something else at Stripe",
            ));
        }
        let interval = match new.interval {
            Interval::Month => CreatePriceRecurringInterval::Month,
            Interval::Year => CreatePriceRecurringInterval::Year,
        };
        let call = CreatePrice::new(stripe_currency(new.currency))
            .product(new.product.as_str())
            .lookup_key(new.lookup_key.clone())
            .unit_amount(new.amount)
            .recurring(CreatePriceRecurring::new(interval))
            .tax_behavior(new.tax.theirs())
            .metadata(pairs(&new.metadata));
        Price::read(&self.wire.change(key, call.build()).await?)
    }

    /// Nobody can begin to pay it any more. Those who do go on.
    pub async fn retire_price(&self, key: &str, id: &PriceId) -> Result<Price, StripeError> {
        let call = UpdatePrice::new(id.as_str()).active(false);
        Price::read(&self.wire.change(key, call.build()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Price, TaxBehavior};
    use crate::billing::Interval;
    use crate::error::StripeError;

    const PRICE: &str = r#"{"id":"price_1","object":"price","active":true,"billing_scheme":"per_unit","created":1795359600,
        "currency":"cop","livemode":false,"lookup_key":"pro.month.cop.v1","metadata":{"version":"1"},"product":"pro",
        "recurring":{"interval":"month","interval_count":1,"usage_type":"licensed"},"tax_behavior":"inclusive",
        "type":"recurring","unit_amount":8990000,"unit_amount_decimal":"8990000"}"#;

    #[test]
    fn a_price_is_read_whole() {
        let price = Price::read(PRICE.as_bytes()).unwrap();
        assert_eq!(
            (price.product.as_str(), price.amount, price.currency.as_str()),
            ("pro", 8_990_000, "COP")
        );
        assert_eq!(
            (price.interval, price.tax, price.active),
            (Some(Interval::Month), TaxBehavior::Inclusive, true)
        );
        assert_eq!(
            (price.lookup_key.as_deref(), price.metadata["version"].as_str()),
            (Some("pro.month.cop.v1"), "1")
        );
    }

    #[test]
    fn a_price_whose_amount_is_not_a_number_of_ours_is_not_guessed() {
        for (from, to) in [
            ("8990000,", "null,"),
            ("\"cop\"", "\"krw\""),
            ("\"price_1\"", "\"pr/1\""),
            ("\"product\":\"pro\"", "\"product\":\"a/b\""),
        ] {
            let odd = PRICE.replace(from, to);
            assert_eq!(Price::read(odd.as_bytes()), Err(StripeError::Unreadable), "{to}");
        }
    }
}
