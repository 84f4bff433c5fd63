//! Pages.

mod admin;
pub(crate) mod storefront;

use http::Routes;

/// Declares the paths.
pub fn routes(r: &mut Routes) {
    admin::routes(r);
    storefront::routes(r);
}
