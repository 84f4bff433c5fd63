//! How the business is doing: the dashboard and its figures. See the README.

mod http;
pub mod model;
pub mod queries;

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "insights",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: &[],
        routes: http::routes,
    }
}
