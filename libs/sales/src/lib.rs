//! Carts, checkout and orders. See the README.

pub mod desk;
pub mod error;
mod hooks;
pub mod http;
mod jobs;
mod mails;
mod message_kinds;
pub mod model;
pub mod ops;
pub mod queries;
pub mod settings;

pub use desk::Desk;
pub use error::SalesError;
pub use hooks::ORDER_HOOK;
pub use http::login::merge_cart_at_login;
pub use jobs::{CountConversion, ExpireOrder, PurgeCarts, jobs};
pub use message_kinds::MESSAGES;
pub use settings::SalesRules;

/// Keys of links to orders wait sealed for later mails.
pub const SEALED: &[::http::SealedColumn] = &[::http::SealedColumn {
    table: "sales_order",
    column: "access_sealed",
    key: Some("order_id"),
    purpose: desk::PURPOSE,
}];

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "sales",
        texts: [
            concat!(
                include_str!("../i18n/es.ftl"),
                include_str!("../i18n/admin.es.ftl"),
                include_str!("../i18n/storefront.es.ftl")
            ),
            concat!(
                include_str!("../i18n/en.ftl"),
                include_str!("../i18n/admin.en.ftl"),
                include_str!("../i18n/storefront.en.ftl")
            ),
        ],
        errors: SalesError::ALL,
        routes: http::routes,
    }
}
