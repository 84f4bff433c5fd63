//! What customers say of products, and which they would like to have. See the README.

mod error;
mod http;
mod jobs;
mod message_kinds;
pub mod model;
mod notices;
pub mod ops;
pub mod queries;

pub use self::jobs::{DeletePhotos, Invite, PurgeWishes, jobs};
pub use error::ReviewsError;
pub use http::login::merge_wishes_at_login;
pub use http::part::part_of_product;
pub use message_kinds::MESSAGES;

/// This slice's contribution.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "reviews",
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
        errors: ReviewsError::ALL,
        routes: http::routes,
    }
}
