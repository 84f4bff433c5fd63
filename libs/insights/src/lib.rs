//! How the business is doing: the dashboard and its figures, and what the program could not do. See the README.

mod http;
pub mod model;
pub mod queries;

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "insights",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: jobs::JobsError::ALL,
        routes: http::routes,
    }
}
