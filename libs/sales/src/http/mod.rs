//! Addresses of this slice.

mod api;
pub mod cart_key;
pub mod login;
pub mod reader;
mod web;

use http::Routes;

/// Declares them.
pub fn routes(r: &mut Routes) {
    api::routes(r);
    web::storefront::routes(r);
    web::admin::routes(r);
}
