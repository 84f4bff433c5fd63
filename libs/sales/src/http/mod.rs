//! Addresses of this slice.

mod api;
pub mod cart_key;
pub mod login;
pub mod reader;
mod web;

use http::Routes;
use kernel::Module;

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.of_module(Module::Storefront);
    api::routes(r);
    web::storefront::routes(r);
    web::admin::routes(r);
}
