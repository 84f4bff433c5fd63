//! What an account has of subscriptions and invoices, for tests to compare with what somebody else wrote down.

use std::collections::BTreeMap;

use super::invoice::Invoice;
use super::subscription::Subscription;
use crate::stripe::world::World;

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedSubscription {
    /// Its name.
    pub id: String,
    /// Whose.
    pub customer: String,
    /// How it stands.
    pub status: String,
    /// At which price.
    pub price: String,
    /// What the price is found by.
    pub lookup_key: Option<String>,
    /// Whether a change waits for its money.
    pub pending: bool,
    /// What was said of it.
    pub metadata: BTreeMap<String, String>,
}

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedInvoice {
    /// Its name.
    pub id: String,
    /// Its number; none of a draft.
    pub number: Option<String>,
    /// Whose.
    pub customer: String,
    /// For which subscription.
    pub subscription: Option<String>,
    /// How it stands.
    pub status: String,
    /// What it comes to.
    pub total: i64,
    /// What is to be paid of it.
    pub due: i64,
    /// What was paid.
    pub paid: i64,
    /// Of what, in small letters.
    pub currency: String,
    /// How often a card was tried.
    pub tries: usize,
    /// How often a card paid it: never more than once.
    pub charges: usize,
}

/// Something that happened, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The event's name.
    pub id: String,
    /// `invoice.paid` …
    pub kind: String,
    /// The name of what it is about.
    pub object: String,
    /// As it is sent.
    pub body: String,
}

impl World {
    pub fn booked_subscription(&self, one: &Subscription) -> BookedSubscription {
        let price = self.billing.prices.get(&one.price);
        BookedSubscription {
            id: one.id.clone(),
            customer: one.customer.clone(),
            status: one.status.to_owned(),
            price: one.price.clone(),
            lookup_key: price.and_then(|price| price.lookup_key.clone()),
            pending: one.pending.is_some(),
            metadata: one.metadata.clone(),
        }
    }

    pub fn booked_invoice(&self, one: &Invoice) -> BookedInvoice {
        let charges = self
            .charges
            .values()
            .filter(|charge| Some(&charge.intent) == one.intent.as_ref());
        let paid = if one.status == "paid" { one.due() } else { 0 };
        BookedInvoice {
            id: one.id.clone(),
            number: one.number.clone(),
            customer: one.customer.clone(),
            subscription: Some(one.subscription.clone()),
            status: one.status.to_owned(),
            total: one.total(),
            due: one.due(),
            paid,
            currency: one.currency.clone(),
            tries: one.attempts,
            charges: charges.filter(|charge| charge.decline.is_none()).count(),
        }
    }

    /// All that somebody's cards have paid.
    pub fn charged(&self, whose: &str, customer: &str) -> i64 {
        let theirs = self.intents.values().filter(|intent| {
            intent.whose == whose
                && intent.status == "succeeded"
                && intent.customer.as_deref() == Some(customer)
        });
        theirs.map(|intent| intent.amount).sum()
    }
}
