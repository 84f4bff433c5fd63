//! What is sold.

use std::collections::BTreeMap;

use serde::Deserialize;
use stripe_client_core::StripeRequest as _;
use stripe_product::product::{CreateProduct, RetrieveProduct, UpdateProduct};

use super::words::{pairs, read};
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::ProductId;

/// Something new to sell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduct {
    /// A word of our own: making it twice is refused (`resource_already_exists`).
    pub id: ProductId,
    /// As it stands on invoices.
    pub name: String,
    /// A sentence for the page where it is bought.
    pub description: Option<String>,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
}

/// What is to be otherwise. What is none stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductChange {
    /// As it stands on invoices.
    pub name: Option<String>,
    /// A sentence for the page where it is bought.
    pub description: Option<String>,
    /// Whether it is sold.
    pub active: Option<bool>,
}

/// Something that is sold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Product {
    /// Its name at Stripe.
    pub id: ProductId,
    /// As it stands on invoices.
    pub name: String,
    /// A sentence for the page where it is bought.
    pub description: Option<String>,
    /// Whether it is sold.
    pub active: bool,
    /// For ourselves.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// Whether it is real.
    #[serde(default, rename = "livemode")]
    pub live: bool,
}

impl Stripe {
    /// Something that is sold.
    pub async fn product(&self, id: &ProductId) -> Result<Product, StripeError> {
        read(&self.wire.get(RetrieveProduct::new(id.as_str()).build()).await?)
    }

    /// Makes something to sell. `key` as for [`Self::pay`].
    pub async fn create_product(&self, key: &str, new: &NewProduct) -> Result<Product, StripeError> {
        let call = CreateProduct::new(new.name.clone())
            .id(new.id.as_str())
            .metadata(pairs(&new.metadata));
        let call = match &new.description {
            Some(description) => call.description(description.clone()),
            None => call,
        };
        read(&self.wire.change(key, call.build()).await?)
    }

    /// Changes what is said of it. Prices are other things.
    pub async fn update_product(
        &self,
        key: &str,
        id: &ProductId,
        change: &ProductChange,
    ) -> Result<Product, StripeError> {
        let mut call = UpdateProduct::new(id.as_str());
        if let Some(name) = &change.name {
            call = call.name(name.clone());
        }
        if let Some(description) = &change.description {
            call = call.description(description.clone());
        }
        if let Some(active) = change.active {
            call = call.active(active);
        }
        read(&self.wire.change(key, call.build()).await?)
    }
}
