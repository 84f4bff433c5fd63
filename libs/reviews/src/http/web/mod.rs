//! Pages.

mod admin;
pub(super) mod storefront;

use http::Routes;

/// Declares them.
pub(super) fn routes(r: &mut Routes) {
    storefront::routes(r);
    admin::routes(r);
}
