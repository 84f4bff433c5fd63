//! Pages.

mod admin;

use http::Routes;

/// Declares the paths.
pub fn routes(r: &mut Routes) {
    admin::routes(r);
}
