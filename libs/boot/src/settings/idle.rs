//! Settings that are understood, so that people can bring them along, but that no part of the program obeys yet.

use std::collections::BTreeSet;

use super::sources::Layers;

/// Sections and keys of [`super::Settings`] without any effect. Whoever builds what obeys one takes it off the list.
pub const WITHOUT_EFFECT: &[&str] = &[
    "health.backup_hours",
    "health.certificate_days",
    "integrations.stripe_publishable_key",
    "integrations.stripe_api_version",
    "integrations.mercadopago_access_token",
    "integrations.mercadopago_test_access_token",
    "integrations.mercadopago_public_key",
    "integrations.mercadopago_sandbox",
    "integrations.aws_region",
    "integrations.aws_s3_bucket",
    "integrations.aws_access_key_id",
    "integrations.aws_secret_access_key",
    "integrations.aws_endpoint_url",
    "integrations.aws_cloudfront_domain",
    "integrations.alerts_enabled",
    "integrations.alert_email",
    "integrations.alert_webhook_url",
    "integrations.slack_webhook_url",
];

/// Whether a key stands on the list, by itself or with its section.
pub fn is_without_effect(key: &str) -> bool {
    let section = key.split('.').next().unwrap_or(key);
    WITHOUT_EFFECT.contains(&key) || WITHOUT_EFFECT.contains(&section)
}

/// Those of the list that somebody has given another value than the default.
pub(super) fn given(layers: &Layers) -> BTreeSet<String> {
    layers
        .given
        .iter()
        .filter(|(key, given)| is_without_effect(key) && !layers.is_default(key, &given.value))
        .map(|(key, _)| key.clone())
        .collect()
}
