//! `[billing]`

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use super::reader::Section;

/// What shops subscribe to, and how they pay for it.
#[derive(Debug, Clone)]
pub struct Billing {
    /// The plans; none for those that come with the program.
    pub plans_file: Option<PathBuf>,
    /// `sk_…` of the account that shops pay into; none for the one of `integrations`.
    pub stripe_secret_key: Option<SecretString>,
    /// `whsec_…` of the endpoint for subscriptions, the new and the old one while they change; none for the one of
    /// `integrations`.
    pub stripe_webhook_secrets: Vec<SecretString>,
    /// So long a shop works on whose payment failed.
    pub grace: Duration,
}

impl Billing {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            plans_file: section.optional("plans_file", "a file", |text| Some(PathBuf::from(text))),
            stripe_secret_key: section.credential("stripe_secret_key", "a secret key of Stripe's"),
            stripe_webhook_secrets: section.list("stripe_webhook_secrets", "a secret of Stripe's", |text| {
                Some(SecretString::from(text))
            }),
            grace: section.days("grace_days", 1..=60),
        }
    }
}
