//! Reads shared by the API, the pages and the slices above.
//!
//! `stock` belongs to the inventory, a slice above. That a product's number and whether it is in stock can be told with
//! it, these queries (and `ops::refresh_products`, `ops::set_availability`) read that one table: the one upward read.

pub mod admin;
pub mod brands;
pub mod cards;
pub mod categories;
pub mod find;
mod most_words;
pub mod product;
pub mod sellable;
pub mod storefront;
pub mod suggest;
pub mod words;
