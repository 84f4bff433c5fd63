//! The catalogue, in and out, as files of other programs and of our own. See the README.

mod error;
mod http;
mod jobs;
pub mod model;
pub mod ops;
pub mod queries;
pub mod read;
pub mod write;

pub use error::ExchangeError;
pub use jobs::{PictureFetcher, jobs};

/// This slice's contribution.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "exchange",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: ExchangeError::ALL,
        routes: http::routes,
    }
}
