//! JSON.

pub(super) mod brands;
pub(super) mod categories;
pub(in crate::http) mod pictures;
pub(super) mod places;
pub(super) mod products;
pub(super) mod search;
pub(super) mod words;
