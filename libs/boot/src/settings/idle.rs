//! Settings that are understood, so that people can bring them along, but that no part of the program obeys yet.

use std::collections::BTreeSet;

use super::sources::Layers;

/// Sections and keys of [`super::Settings`] without any effect. Whoever builds what obeys one takes it off the list.
pub const WITHOUT_EFFECT: &[&str] = &[
    "cors.allowed_origins",
    "health.backup_hours",
    "health.certificate_days",
    "health.redis_memory_percent",
    "integrations",
    "keeping.audit_days",
    "keeping.security_event_days",
    "keeping.webhook_days",
    "limits.anonymous",
    "limits.availability",
    "limits.booking",
    "limits.calendar_sync",
    "limits.checkout",
    "limits.general",
    "limits.provider",
    "limits.pse",
    "limits.search",
    "limits.staff",
    "maintenance",
    "people.oauth",
    "people.two_factor",
    "redis",
    "secrets.previous_master_key",
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
