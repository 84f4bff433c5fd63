//! How shops' subscriptions are paid: the provider's own account at Stripe.

use std::fmt;

use http::App;
use kernel::Result;
use secrecy::SecretString;
use stripe::Stripe;

use crate::error::BillingError;

/// Seconds that a shop works on whose payment failed, unless the settings say otherwise: seven days.
const GRACE: i64 = 7 * 24 * 60 * 60;

/// Stripe as the provider is known there, and what signs its word. The executable passes it with `SliceSettings::with`;
/// without one nothing is for sale.
#[derive(Clone)]
pub struct Till {
    stripe: Option<Stripe>,
    secrets: Vec<SecretString>,
    grace: i64,
}

impl Default for Till {
    fn default() -> Self {
        Self {
            stripe: None,
            secrets: vec![],
            grace: GRACE,
        }
    }
}

impl fmt::Debug for Till {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Till({})", if self.is_open() { "open" } else { "closed" })
    }
}

impl Till {
    /// `secrets` sign webhooks, the new and the old one while they change; for `grace` seconds a shop that owes works on.
    pub fn new(stripe: Option<Stripe>, secrets: Vec<SecretString>, grace: i64) -> Self {
        Self {
            stripe,
            secrets,
            grace,
        }
    }

    /// The one that the program was started with.
    pub fn of(app: &App) -> Self {
        app.slices.get()
    }

    /// Whether plans are for sale.
    pub fn is_open(&self) -> bool {
        self.stripe.is_some()
    }

    /// Whom to ask; refuses with `plan_not_for_sale`.
    pub(crate) fn stripe(&self) -> Result<&Stripe> {
        self.stripe
            .as_ref()
            .ok_or_else(|| BillingError::PlanNotForSale.into())
    }

    /// Whether money is real there.
    pub(crate) fn is_live(&self) -> bool {
        self.stripe.as_ref().is_some_and(Stripe::live)
    }

    pub(crate) fn secrets(&self) -> &[SecretString] {
        &self.secrets
    }

    pub(crate) const fn grace(&self) -> i64 {
        self.grace
    }
}
