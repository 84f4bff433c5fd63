//! What lies sealed: addresses that may be keys, and secrets.

use http::{Place, SealedColumn};

use crate::model::EndpointId;

/// An endpoint's address.
pub(crate) const ADDRESS: &str = "event-address";
/// What signs calls to it.
pub(crate) const SECRET: &str = "event-secret";
/// What signed them before.
pub(crate) const PREVIOUS: &str = "event-previous-secret";

/// Columns of this slice that the vault seals.
pub const SEALED: &[SealedColumn] = &[
    column("address_sealed", ADDRESS),
    column("secret_sealed", SECRET),
    column("previous_sealed", PREVIOUS),
];

const fn column(column: &'static str, purpose: &'static str) -> SealedColumn {
    SealedColumn {
        table: "event_endpoint",
        column,
        key: Some("endpoint_id"),
        purpose,
    }
}

/// Where a value of an endpoint belongs.
pub(crate) fn place<'a>(purpose: &'static str, endpoint: &'a EndpointId) -> Place<'a> {
    Place {
        purpose,
        row: endpoint.0.as_bytes(),
    }
}
