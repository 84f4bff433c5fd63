//! Pages.

use http::Routes;

/// Declares the paths.
pub fn routes(_: &mut Routes) {}
