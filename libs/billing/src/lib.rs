//! What shops subscribe to: plans, what each has, how much of it is used, and how it is paid. See the README.

mod error;
mod http;
mod jobs;
mod letters;
pub mod model;
pub mod ops;
pub mod queries;
mod till;

pub use error::BillingError;
pub use jobs::jobs;
pub use model::plans::{Plan, Plans};
pub use ops::admit::admit;
pub use ops::hear::SEALED;
pub use till::Till;

/// This slice's contribution.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "billing",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: BillingError::ALL,
        routes: http::routes,
    }
}
