//! Tenants: businesses on the platform, their hosts, standing and profile.

pub mod error;
mod http_routes;
pub mod model;
pub mod ops;

pub use error::TenancyError;
pub use model::{NewTenant, Standing};

/// What this slice brings.
pub fn slice() -> http::Slice {
    http::Slice {
        name: "tenancy",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: TenancyError::ALL,
        routes: http_routes::routes,
    }
}
