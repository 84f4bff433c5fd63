//! Whoever subscribes, as a customer at Stripe.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use stripe_client_core::StripeRequest as _;
use stripe_core::customer::{CreateCustomer, SearchCustomer, UpdateCustomer};

use super::TENANT;
use super::words::read;
use crate::client::{Stripe, query};
use crate::error::StripeError;
use crate::id::CustomerId;

/// Whoever subscribes.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// Our name for the shop.
    pub tenant: String,
    /// Where Stripe sends its receipts to.
    pub email: String,
    /// As it stands on invoices.
    pub name: String,
}

/// Names a person.
impl fmt::Debug for Subscriber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subscriber({} …)", self.tenant)
    }
}

#[derive(Deserialize)]
struct Made {
    id: CustomerId,
}

#[derive(Deserialize)]
struct Found {
    data: Vec<Made>,
}

impl Subscriber {
    fn pairs(&self) -> HashMap<String, String> {
        HashMap::from([(TENANT.to_owned(), self.tenant.clone())])
    }
}

impl Stripe {
    /// Makes a customer of somebody. `key` as for [`Self::pay`].
    pub async fn create_subscriber(&self, key: &str, new: &Subscriber) -> Result<CustomerId, StripeError> {
        let call = CreateCustomer::new()
            .email(new.email.clone())
            .name(new.name.clone())
            .metadata(new.pairs());
        let made: Made = read(&self.wire.change(key, call.build()).await?)?;
        Ok(made.id)
    }

    /// What is said of them from now on.
    pub async fn update_subscriber(
        &self,
        key: &str,
        id: &CustomerId,
        now: &Subscriber,
    ) -> Result<(), StripeError> {
        let call = UpdateCustomer::new(id.as_str())
            .email(now.email.clone())
            .name(now.name.clone())
            .metadata(now.pairs());
        self.wire.change(key, call.build()).await.map(drop)
    }

    /// The customers that a shop was made, newest first. Stripe's index follows by about a minute: that it knows none proves
    /// nothing of a younger one.
    pub async fn find_subscribers(&self, tenant: &str) -> Result<Vec<CustomerId>, StripeError> {
        let call = SearchCustomer::new(query(TENANT, tenant)).limit(100);
        let found: Found = read(&self.wire.get(call.build()).await?)?;
        Ok(found.data.into_iter().map(|one| one.id).collect())
    }
}
