//! What lies sealed: addresses that are keys, and secrets.

use http::{Place, SealedColumn};
use kernel::id::Uuid;

/// Slack's address.
pub(crate) const SLACK: &str = "slack-address";
/// A webhook's address.
pub(crate) const WEBHOOK: &str = "webhook-address";
/// What signs calls to it.
pub(crate) const WEBHOOK_SECRET: &str = "webhook-secret";
/// What signed them before.
pub(crate) const WEBHOOK_PREVIOUS: &str = "webhook-previous-secret";
/// Where a browser is reached.
pub(crate) const DEVICE: &str = "push-address";
/// What the shop is known by at push services.
pub(crate) const PUSH_KEY: &str = "push-key";

/// Columns of this slice that the vault seals.
pub const SEALED: &[SealedColumn] = &[
    column("slack_channel", "address_sealed", "slack_id", SLACK),
    column("webhook_endpoint", "address_sealed", "endpoint_id", WEBHOOK),
    column("webhook_endpoint", "secret_sealed", "endpoint_id", WEBHOOK_SECRET),
    column(
        "webhook_endpoint",
        "previous_sealed",
        "endpoint_id",
        WEBHOOK_PREVIOUS,
    ),
    column("push_subscription", "address_sealed", "device_id", DEVICE),
    column("push_key", "secret_sealed", "key_id", PUSH_KEY),
];

const fn column(
    table: &'static str,
    column: &'static str,
    key: &'static str,
    purpose: &'static str,
) -> SealedColumn {
    SealedColumn {
        table,
        column,
        key: Some(key),
        purpose,
    }
}

/// Where a value of a row belongs.
pub(crate) fn place<'a>(purpose: &'static str, row: &'a Uuid) -> Place<'a> {
    Place {
        purpose,
        row: row.as_bytes(),
    }
}
