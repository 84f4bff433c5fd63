//! Addresses of this slice.

mod api;
mod caller;
mod device;
pub(crate) mod web;

use http::Routes;
use kernel::Module;

pub use caller::find_scope;

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.of_module(Module::Booking);
    api::routes(r);
    web::routes(r);
}
