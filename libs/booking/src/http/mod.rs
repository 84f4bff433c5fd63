//! Addresses of this slice.

mod api;
mod caller;
pub(crate) mod web;

use http::Routes;

/// Declares them.
pub fn routes(r: &mut Routes) {
    api::routes(r);
    web::routes(r);
}
