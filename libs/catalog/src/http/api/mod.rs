//! JSON.

pub(super) mod brands;
pub(super) mod categories;
pub(super) mod pictures;
pub(super) mod places;
pub(super) mod products;
pub(super) mod search;
pub(super) mod words;
