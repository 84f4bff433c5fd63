//! Pages.

mod admin;
mod storefront;

use http::Routes;

/// Declares the paths.
pub fn routes(r: &mut Routes) {
    admin::routes(r);
    storefront::routes(r);
}
