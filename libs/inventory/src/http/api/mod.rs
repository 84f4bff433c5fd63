//! JSON.

pub(super) mod stock;
