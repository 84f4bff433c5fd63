//! Reads that screens, the API and other slices share.

pub mod admin;
pub mod carts;
pub mod customers;
pub mod dashboard;
pub mod deals;
pub mod orders;
pub mod shipping;
pub mod storefront;
