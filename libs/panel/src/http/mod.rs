//! Addresses of this slice: pages below `/platform` and JSON below `/api/v1/platform`, at the platform's host alone; and at
//! shops the way in for who helps.

mod about;
mod api;
mod deeds;
mod support;
mod team;
mod web;
mod wide;

use http::Routes;

/// Declares them.
pub fn routes(r: &mut Routes) {
    api::routes(r);
    web::routes(r);
    support::routes(r);
}
