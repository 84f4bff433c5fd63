//! Signing in by a passkey, in a browser: the session is a cookie.

use actix_web::HttpResponse;
use http::page::local_path;
use http::{Answer, Json, Routes};
use passkeys::Assertion;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::passkeys::{CeremonyView, began};
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::passkeys::{browser_or_new, party, sign_in};
use crate::http::sign_in::Entered;
use crate::http::web::destination;
use crate::ops::passkeys::CeremonyId;
use crate::ops::passkeys::begin::begin_sign_in;
use crate::ops::throttle::Subject;

/// Declares the routes.
pub fn routes(r: &mut Routes) {
    r.post(
        "/api/v1/auth/login/passkey/begin",
        "begin_passkey_login",
        begin,
    )
    .summary("What navigator.credentials.get takes. The browser's cookie and the ceremony's id belong to the answer.")
    .gives::<CeremonyView>(200);
    r.post("/api/v1/auth/login/passkey", "passkey_login", finish)
        .summary("Sign in with what the device answered; no code is owed. The session is a cookie.")
        .takes::<PasskeyLoginRequest>()
        .gives::<PasskeyLoginView>(200)
        .refuses(&[409]);
}

/// What `navigator.credentials.get` gave; binary fields are base64url.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyLoginRequest {
    /// From the answer that began it.
    pub ceremony: CeremonyId,
    /// The credential's id.
    #[validate(length(min = 1, max = 1400))]
    pub credential: String,
    /// `response.userHandle`.
    #[validate(length(min = 1, max = 100))]
    pub user_handle: String,
    /// `response.clientDataJSON`.
    #[validate(length(min = 1, max = 4000))]
    pub client_data: String,
    /// `response.authenticatorData`.
    #[validate(length(min = 1, max = 4000))]
    pub authenticator_data: String,
    /// `response.signature`.
    #[validate(length(min = 1, max = 2000))]
    pub signature: String,
    /// The session outlives the browser's window, of who is no staff.
    #[serde(default)]
    pub remember: bool,
    /// Where to go afterwards, a path of this shop.
    #[serde(default)]
    #[validate(length(max = 500))]
    pub next: String,
}

/// In.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyLoginView {
    /// Where to go: what was asked for if it is here, else where the person's work is.
    pub location: String,
}

/// `POST /api/v1/auth/login/passkey/begin`.
pub async fn begin(desk: Desk) -> Answer {
    let (party, browser) = (party(&desk)?, browser_or_new(&desk));
    desk.admit(Subject::PasskeyAttempts, desk.people.passkey_attempts)
        .await?;
    let mut tx = desk.begin().await?;
    let options = begin_sign_in(&mut tx, &party, &browser).await?;
    tx.commit().await?;
    began(options, browser)
}

/// `POST /api/v1/auth/login/passkey`.
pub async fn finish(desk: Desk, body: Json<PasskeyLoginRequest>) -> Answer {
    let answer = Assertion {
        id: &body.credential,
        owner: &body.user_handle,
        client_data: &body.client_data,
        authenticator_data: &body.authenticator_data,
        signature: &body.signature,
    };
    let Entered {
        opened,
        person,
        cookies: mut given,
    } = *sign_in(&desk, body.ceremony, answer, body.remember).await?;
    given.push(cookies::session(
        opened.token,
        body.remember.then_some(opened.lasts),
    ));
    let next = local_path(&body.next).unwrap_or_default();
    let location = destination(next, person.role).to_owned();
    let response = HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .json(PasskeyLoginView { location });
    Ok(cookies::with(response, &given)?)
}
