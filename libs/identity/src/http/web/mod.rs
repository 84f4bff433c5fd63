//! Pages.

mod account;
mod google;
mod passkeys;
mod passwords;
mod people;
mod preferences;
mod qr;
mod register;
mod second_factor;
mod second_step;
mod security;
mod sessions;
mod sign_in;
mod verify;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError as _};
use askama::Template;
use http::page::html_with;
use http::{Access, Answer, Failure, Routes};
use kernel::{Error, Permission};
use serde::Deserialize;
use validator::Validate;

pub use sign_in::destination;

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    visitor_routes(r);
    link_routes(r);
    google::routes(r);
    account_routes(r);
    security_routes(r);
    passkeys::routes(r);
    people_routes(r);
}

fn visitor_routes(r: &mut Routes) {
    r.get("/login", "login_page", sign_in::page);
    r.post("/login", "login_form", sign_in::submit);
    r.get("/login/code", "second_step_page", second_step::page);
    r.post("/login/code", "second_step_form", second_step::submit);
    r.post("/logout", "logout_form", sign_in::leave);
    r.get("/register", "register_page", register::page);
    r.post("/register", "register_form", register::submit);
    r.get("/forgot-password", "forgot_password_page", passwords::forgot_page);
    r.post("/forgot-password", "forgot_password_form", passwords::forgot);
    r.post("/preferences", "preferences_form", preferences::choose);
}

fn link_routes(r: &mut Routes) {
    r.get("/reset-password", "reset_password_page", passwords::reset_page);
    r.post("/reset-password", "reset_password_form", passwords::reset);
    r.get(
        "/accept-invitation",
        "accept_invitation_page",
        passwords::invitation_page,
    );
    r.post("/accept-invitation", "accept_invitation_form", passwords::accept);
    r.get("/verify-email", "verify_email_page", verify::page);
    r.post("/verify-email", "verify_email_form", verify::submit);
}

fn account_routes(r: &mut Routes) {
    r.get("/account", "account_page", account::page)
        .access(Access::SignedIn);
    r.post("/account", "account_form", account::save)
        .access(Access::SignedIn);
    r.post(
        "/account/password",
        "account_password_form",
        account::change_password,
    )
    .access(Access::SignedIn);
    r.post("/account/verify", "account_verify_form", verify::resend)
        .access(Access::SignedIn);
    r.get("/account/sessions", "account_sessions_page", sessions::page)
        .access(Access::SignedIn);
    r.post(
        "/account/sessions/others/end",
        "end_other_sessions_form",
        sessions::end_others,
    )
    .access(Access::SignedIn);
    r.post("/account/sessions/{id}/end", "end_session_form", sessions::end)
        .access(Access::SignedIn);
}

fn security_routes(r: &mut Routes) {
    let own = Access::SignedIn;
    r.get("/account/security", "security_page", security::page)
        .access(own);
    let factor = "/account/security/second-factor";
    r.post(
        "/account/security/second-factor/offer",
        "offer_second_factor_form",
        second_factor::offer_one,
    )
    .access(own);
    r.get(factor, "second_factor_page", second_factor::page)
        .access(own);
    r.post(factor, "second_factor_form", second_factor::confirm)
        .access(own);
    let off = "/account/security/second-factor/off";
    r.get(off, "second_factor_off_page", second_factor::off_page)
        .access(own);
    r.post(off, "second_factor_off_form", second_factor::off)
        .access(own);
    let codes = "/account/security/recovery-codes";
    r.get(codes, "recovery_codes_page", second_factor::renew_page)
        .access(own);
    r.post(codes, "recovery_codes_form", second_factor::renew)
        .access(own);
}

fn people_routes(r: &mut Routes) {
    let people = Permission::ManagePeople;
    r.get("/admin/people", "people_page", people::page).staff(people);
    r.get("/admin/people/new", "invite_page", people::invite_page)
        .staff(people);
    r.post("/admin/people/new", "invite_form", people::invite_person)
        .staff(people);
    r.get("/admin/people/{id}", "person_page", people::person_page)
        .staff(people);
    r.post("/admin/people/{id}", "person_form", people::change)
        .staff(people);
    r.post(
        "/admin/people/{id}/invite",
        "invite_again_form",
        people::invite_again_form,
    )
    .staff(people);
    r.post(
        "/admin/people/{id}/second-factor/reset",
        "reset_second_factor_form",
        people::reset_factor_form,
    )
    .staff(people);
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// The token of a link, from the page's address.
#[derive(Debug, Deserialize)]
pub struct LinkQuery {
    /// As the mail's link holds it.
    #[serde(default)]
    pub token: String,
}

/// A refusal to be shown beside the form; a fault goes on to the edge.
pub(super) fn refusal(failure: Failure) -> Result<Error, Failure> {
    match failure.0 {
        error @ Error::Refused(_) => Ok(error),
        fault @ Error::Fault(_) => Err(Failure(fault)),
    }
}

/// The page again, with the status of what was wrong.
pub(super) fn again(error: Error, page: &impl Template) -> Answer {
    let wait = match &error {
        Error::Refused(refusal) => refusal.retry_after,
        Error::Fault(_) => None,
    };
    let mut response: HttpResponse = html_with(status(error), page)?;
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

fn status(error: Error) -> StatusCode {
    Failure(error).status_code()
}
