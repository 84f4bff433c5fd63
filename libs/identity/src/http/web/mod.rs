//! Pages.
use http::Routes;
pub fn routes(_r: &mut Routes) {}
