//! The provider's panel: shops, switches, maintenance, announcements, help at a shop. See the README.

mod error;
mod http;
mod jobs;
mod letters;
pub mod model;
pub mod ops;
pub mod queries;

pub use crate::error::PanelError;
pub use crate::jobs::{CountUsage, jobs};

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "panel",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: PanelError::ALL,
        routes: http::routes,
    }
}
