//! What programs of the shop's own need: keys to call its API, and events that are told to them. See the README.

mod error;
mod http;
mod jobs;
mod lanes;
pub mod model;
mod notice;
pub mod ops;
mod postman;
pub mod queries;
mod sealed;

pub use error::IntegratorsError;
pub use jobs::{DeliverEvents, PurgeEvents, WriteEvents, jobs};
pub use sealed::SEALED;

/// This slice's contribution.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "integrators",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: IntegratorsError::ALL,
        routes: http::routes,
    }
}
