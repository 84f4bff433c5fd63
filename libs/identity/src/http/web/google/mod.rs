//! Signing in with Google, and joining an account there to one's own. The way is told in docs/adr/0015.

mod back;
mod joining;
mod leave;
mod problem;

use actix_web::HttpResponse;
use actix_web::http::header;
use http::{Access, Routes, Visitor};
use kernel::text::percent_encoded;
use kernel::{Error, Result};

use crate::google::Google;
use crate::http::cookies;
use crate::http::desk::Desk;

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    r.get("/login/google", "google_leave", leave::to_sign_in);
    r.get(Google::CALLBACK, "google_callback", back::callback);
    r.get("/login/google/finish", "google_finish", back::finish);
    r.get("/login/google/problem", "google_problem_page", problem::page);
    let own = Access::SignedIn;
    let joining = "/account/security/google";
    r.get(joining, "google_join_page", joining::page).access(own);
    r.post(joining, "google_join_form", joining::join).access(own);
    r.get(
        "/account/security/google/start",
        "google_join_leave",
        leave::to_join,
    )
    .access(own);
    r.post("/account/security/google/off", "google_part_form", joining::part)
        .access(own);
}

/// Whether people of this host may sign in with Google. The provider's own staff may not: its accounts are made by hand.
pub fn is_here(visitor: &Visitor) -> bool {
    Google::is_offered(&visitor.app) && !visitor.shop.is_platform()
}

/// The address that begins it, where it is offered.
pub fn way_in(visitor: &Visitor, next: &str) -> Option<String> {
    is_here(visitor).then(|| format!("/login/google?next={}", percent_encoded(next, b"/")))
}

fn refuse_elsewhere(visitor: &Visitor) -> Result<()> {
    if is_here(visitor) {
        Ok(())
    } else {
        Err(Error::not_found())
    }
}

/// To another host: Google's, or the shop's own after Google's answer. Never one that the caller named.
fn leave_for(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// What leaving for Google left in this browser, or nothing.
fn browser(desk: &Desk) -> String {
    let cookie = desk.req.cookie(cookies::GOOGLE_COOKIE);
    cookie.map(|c| c.value().to_owned()).unwrap_or_default()
}
