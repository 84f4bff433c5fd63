//! JSON.

pub(super) mod notices;
pub(super) mod stock;
