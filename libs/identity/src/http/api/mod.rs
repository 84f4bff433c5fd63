//! JSON.

mod auth;
mod me;
mod passkey_login;
mod passkeys;
mod passwords;
mod people;
mod sessions;

use http::{Access, Routes};
use kernel::Permission;

use crate::queries::people::PersonView;
use crate::queries::sessions::SessionList;

/// Declares the API's routes.
pub fn routes(r: &mut Routes) {
    auth_routes(r);
    password_routes(r);
    own_routes(r);
    passkeys::routes(r);
    passkey_login::routes(r);
    people_routes(r);
}

fn auth_routes(r: &mut Routes) {
    r.post("/api/v1/auth/register", "register", passwords::register)
        .summary("Register as a customer. The answer is the same for a known address; the mail tells.")
        .takes::<passwords::RegisterRequest>()
        .gives::<passwords::Accepted>(201);
    r.post("/api/v1/auth/login", "login", auth::login)
        .summary("Exchange e-mail and password for an access token and a refresh token, or for a challenge if a code is owed.")
        .takes::<auth::LoginRequest>()
        .gives::<auth::LoginView>(200);
    r.post(
        "/api/v1/auth/login/second-factor",
        "login_second_factor",
        auth::second_factor,
    )
    .summary("Exchange the challenge and a code of the app, or a recovery code, for the tokens.")
    .takes::<auth::SecondFactorRequest>()
    .gives::<auth::LoginView>(200);
    r.post("/api/v1/auth/refresh", "refresh", auth::refresh_tokens)
        .summary("Exchange a refresh token for the next one. Using one twice ends the session.")
        .takes::<auth::RefreshRequest>()
        .gives::<auth::TokenView>(200);
    r.post("/api/v1/auth/logout", "logout", auth::logout)
        .summary("End the session whose access token or cookie this is.")
        .access(Access::SignedIn)
        .gives_nothing(204);
}

fn password_routes(r: &mut Routes) {
    r.post(
        "/api/v1/auth/forgot-password",
        "forgot_password",
        passwords::forgot,
    )
    .summary("Have a link mailed that sets a new password. The answer is the same for an unknown address.")
    .takes::<passwords::ForgotRequest>()
    .gives::<passwords::Accepted>(202);
    r.post("/api/v1/auth/reset-password", "reset_password", passwords::reset)
        .summary("Set a new password with the token of the mail; every session ends.")
        .takes::<passwords::ResetRequest>()
        .gives_nothing(204);
    r.post(
        "/api/v1/auth/accept-invitation",
        "accept_invitation",
        passwords::accept,
    )
    .summary("Set the first password of somebody invited.")
    .takes::<passwords::ResetRequest>()
    .gives_nothing(204);
    r.post("/api/v1/auth/verify-email", "verify_email", passwords::verify)
        .summary("Prove the address with the token of the mail.")
        .takes::<passwords::VerifyRequest>()
        .gives_nothing(204);
    r.post(
        "/api/v1/auth/change-password",
        "change_password",
        passwords::change,
    )
    .summary("Replace the own password; other sessions end.")
    .access(Access::SignedIn)
    .takes::<passwords::PasswordChangeRequest>()
    .gives_nothing(204);
}

fn own_routes(r: &mut Routes) {
    r.get("/api/v1/auth/me", "get_me", me::show)
        .summary("Who is signed in.")
        .access(Access::SignedIn)
        .gives::<PersonView>(200);
    r.patch("/api/v1/auth/me", "update_me", me::update)
        .summary("Change the own name, telephone or language.")
        .access(Access::SignedIn)
        .takes::<me::ProfileRequest>()
        .gives::<PersonView>(200);
    r.get("/api/v1/auth/sessions", "list_sessions", sessions::list)
        .summary("Where one is signed in.")
        .access(Access::SignedIn)
        .gives::<SessionList>(200);
    r.delete("/api/v1/auth/sessions/{id}", "end_session", sessions::end)
        .summary("Sign out there.")
        .access(Access::SignedIn)
        .gives_nothing(204);
}

fn people_routes(r: &mut Routes) {
    r.get("/api/v1/admin/users", "list_users", people::list)
        .summary("People of this shop. Who may not manage people sees customers only.")
        .staff(Permission::ViewCustomers)
        .query::<people::ListQuery>()
        .gives_page::<PersonView>();
    r.post("/api/v1/admin/people", "invite_person", people::invite_person)
        .summary("Invite somebody to the team by mail.")
        .staff(Permission::ManagePeople)
        .takes::<people::InviteRequest>()
        .gives::<PersonView>(201);
    r.patch("/api/v1/admin/people/{id}", "change_person", people::change)
        .summary("Change somebody's role, or whether they may sign in.")
        .staff(Permission::ManagePeople)
        .takes::<people::ChangeRequest>()
        .gives::<PersonView>(200)
        .refuses(&[409]);
    r.delete(
        "/api/v1/admin/people/{id}/second-factor",
        "reset_second_factor",
        people::reset_factor,
    )
    .summary(
        "Take the second factor away from somebody who lost it, and their passkeys; their sessions end, and they get a mail.",
    )
    .staff(Permission::ManagePeople)
    .gives_nothing(204)
    .refuses(&[409]);
}
