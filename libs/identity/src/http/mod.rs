//! The front door: JSON under `/api/v1`, pages elsewhere.

mod api;
mod cookies;
mod desk;
mod passkeys;
mod passwords;
mod prove;
mod prover;
mod shops;
mod sign_in;
mod web;

use http::Routes;

pub use cookies::session as session_cookie;
pub use prover::{Asked, Checked, Prover, asked_of};

/// Declares all routes.
pub fn routes(r: &mut Routes) {
    api::routes(r);
    web::routes(r);
    shops::routes(r);
}
