//! Coupons and automatic discounts, and the groups of customers that they are for. See the README.

mod error;
mod http;
pub mod model;
pub mod ops;
pub mod queries;
pub mod words;

pub use error::PromotionsError;

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "promotions",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: PromotionsError::ALL,
        routes: http::routes,
    }
}
