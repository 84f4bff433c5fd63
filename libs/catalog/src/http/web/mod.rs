//! Pages.

pub mod storefront;
