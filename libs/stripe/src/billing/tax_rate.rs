//! Taxes, and how much of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Number;
use stripe_client_core::StripeRequest as _;
use stripe_product::tax_rate::{CreateTaxRate, ListTaxRate};

use super::words::{basis_points, pairs, percent};
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::TaxRateId;
use crate::page::Read;
use crate::text::short;

/// A new tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTaxRate {
    /// As invoices name it: `IVA`.
    pub name: String,
    /// In hundredths of a per cent: 1900 is 19 %.
    pub basis_points: u32,
    /// Whether it is in the prices.
    pub inclusive: bool,
    /// ISO 3166-1: `CO`.
    pub country: String,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
}

/// A tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRate {
    /// Stripe's name for it.
    pub id: TaxRateId,
    /// As invoices name it.
    pub name: String,
    /// In hundredths of a per cent.
    pub basis_points: u32,
    /// Whether it is in the prices.
    pub inclusive: bool,
    /// ISO 3166-1.
    pub country: Option<String>,
    /// Whether anything new can be taxed by it.
    pub active: bool,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Raw {
    id: TaxRateId,
    display_name: String,
    percentage: Number,
    inclusive: bool,
    country: Option<String>,
    active: bool,
    #[serde(default)]
    metadata: Option<BTreeMap<String, String>>,
}

impl TaxRate {
    fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        Ok(Self {
            id: raw.id,
            name: short(&raw.display_name),
            basis_points: basis_points(&raw.percentage).ok_or(StripeError::Unreadable)?,
            inclusive: raw.inclusive,
            country: raw.country,
            active: raw.active,
            metadata: raw.metadata.unwrap_or_default(),
        })
    }
}

impl Stripe {
    /// The active ones: a hundred at most.
    pub async fn tax_rates(&self) -> Result<Vec<TaxRate>, StripeError> {
        let call = ListTaxRate::new().active(true).limit(100);
        Read::whole(&self.wire.get(call.build()).await?, TaxRate::read)
    }

    /// Makes one. Nothing refuses a second one of the same: look first. `key` as for [`Self::pay`].
    pub async fn create_tax_rate(&self, key: &str, new: &NewTaxRate) -> Result<TaxRate, StripeError> {
        let call = CreateTaxRate::new(new.name.clone(), new.inclusive, percent(new.basis_points))
            .country(new.country.clone())
            .metadata(pairs(&new.metadata));
        TaxRate::read(&self.wire.change(key, call.build()).await?)
    }
}
