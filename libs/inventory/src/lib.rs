//! What lies on the shelf, what of it is promised, and every change of either. See the README.

mod back;
mod error;
mod http;
mod jobs;
mod low;
mod message_kinds;
pub mod model;
pub mod ops;
pub mod queries;

pub use error::InventoryError;
pub use jobs::jobs;
pub use message_kinds::MESSAGES;
pub use model::{Level, MovementKind};
pub use ops::receive::receive;
pub use ops::release::release;
pub use ops::reserve::{reserve, reserve_again};
pub use ops::set_on_hand::set_on_hand;
pub use ops::ship::ship;

/// This slice's contribution.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "inventory",
        texts: [
            concat!(
                include_str!("../i18n/es.ftl"),
                include_str!("../i18n/admin.es.ftl")
            ),
            concat!(
                include_str!("../i18n/en.ftl"),
                include_str!("../i18n/admin.en.ftl")
            ),
        ],
        errors: InventoryError::ALL,
        routes: http::routes,
    }
}
