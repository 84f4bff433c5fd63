//! The own passkeys.

use actix_web::HttpResponse;
use http::{Access, Answer, Id, Json, Routes, SignedIn};
use kernel::Line;
use passkeys::Attestation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::passkeys::{browser, browser_or_new, party};
use crate::http::prove::compare_self;
use crate::http::sign_in::{note, note_unproved};
use crate::model::{GivenCode, Password};
use crate::ops::passkeys::add::{NewPasskey, add_passkey};
use crate::ops::passkeys::begin::{Options, Wish, begin_adding};
use crate::ops::passkeys::remove::remove_passkey;
use crate::ops::passkeys::rename::rename_passkey;
use crate::ops::passkeys::{Ceremony, CeremonyId, LIVES};
use crate::ops::second_factor::switch::Switched;
use crate::queries::passkeys::{PasskeyId, PasskeyList, PasskeyView, get_passkey, list_passkeys};

/// Declares the routes.
pub fn routes(r: &mut Routes) {
    let own = Access::SignedIn;
    r.get("/api/v1/auth/passkeys", "list_passkeys", list)
        .summary("The own passkeys.")
        .access(own)
        .gives::<PasskeyList>(200);
    r.post("/api/v1/auth/passkeys/begin", "begin_passkey", begin)
        .summary("Prove who one is, and get what navigator.credentials.create takes.")
        .access(own)
        .takes::<BeginRequest>()
        .gives::<CeremonyView>(200)
        .refuses(&[409]);
    r.post("/api/v1/auth/passkeys", "add_passkey", add)
        .summary("Keep the passkey that the device made; its owner gets a mail.")
        .access(own)
        .takes::<AddRequest>()
        .gives::<PasskeyView>(201)
        .refuses(&[409]);
    r.patch("/api/v1/auth/passkeys/{id}", "rename_passkey", rename)
        .summary("Give a passkey another name.")
        .access(own)
        .takes::<RenameRequest>()
        .gives::<PasskeyView>(200);
    r.delete("/api/v1/auth/passkeys/{id}", "remove_passkey", remove)
        .summary("Remove a passkey; other sessions end, and its owner gets a mail.")
        .access(own)
        .gives_nothing(204)
        .refuses(&[409]);
}

/// What a sign-in asks of who adds one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginRequest {
    /// The password, of who has one. Who has none signed in a few minutes ago.
    #[schema(value_type = Option<String>)]
    pub current_password: Option<Password>,
    /// Of who has a second factor: six digits of the app, or a recovery code.
    #[schema(value_type = Option<String>)]
    pub code: Option<Line<40>>,
}

/// A conversation with a device that has begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct CeremonyView {
    /// Goes with the device's answer.
    pub ceremony: CeremonyId,
    /// `publicKey` for `navigator.credentials`; binary fields are base64url.
    #[schema(value_type = Object)]
    pub public_key: serde_json::Value,
    /// Seconds that the device has to answer.
    pub expires_in: i64,
}

/// What `navigator.credentials.create` gave; binary fields are base64url.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddRequest {
    /// From the answer that began it.
    pub ceremony: CeremonyId,
    /// What to call it.
    #[schema(value_type = String)]
    pub name: Line<60>,
    /// The credential's id.
    #[validate(length(min = 1, max = 1400))]
    pub credential: String,
    /// `response.clientDataJSON`.
    #[validate(length(min = 1, max = 4000))]
    pub client_data: String,
    /// `response.attestationObject`.
    #[validate(length(min = 1, max = 16_000))]
    pub attestation: String,
}

/// Another name.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameRequest {
    /// What to call it.
    #[schema(value_type = String)]
    pub name: Line<60>,
}

/// `GET /api/v1/auth/passkeys`.
pub async fn list(caller: SignedIn) -> Answer {
    let mut tx = caller.begin().await?;
    let own = list_passkeys(&mut tx, caller.person.person_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(own))
}

/// `POST /api/v1/auth/passkeys/begin`.
pub async fn begin(desk: Desk, caller: SignedIn, body: Json<BeginRequest>) -> Answer {
    let own = compare_self(&desk, &caller, body.current_password.as_ref()).await?;
    let code = body.code.as_ref().map(|code| GivenCode::parse(code.as_str()));
    let (party, browser) = (party(&desk)?, browser_or_new(&desk));
    let wish = Wish {
        proof: own.proof(&caller),
        code: code.as_ref(),
        browser: &browser,
    };
    let mut tx = caller.begin().await?;
    let begun = begin_adding(&mut tx, &desk.app.vault, &party, wish, &desk.people).await?;
    tx.commit().await?;
    match begun {
        Switched::Done(options) => began(options, browser),
        Switched::Refused(error) => {
            note_unproved(&desk, &error, caller.person.person_id);
            Err(error.into())
        }
    }
}

/// `POST /api/v1/auth/passkeys`.
pub async fn add(desk: Desk, caller: SignedIn, body: Json<AddRequest>) -> Answer {
    let (party, browser) = (party(&desk)?, browser(&desk));
    let new = NewPasskey {
        person: caller.person.person_id,
        session: caller.person.session_id,
        ceremony: Ceremony {
            id: body.ceremony,
            browser: &browser,
        },
        name: &body.name,
        answer: Attestation {
            id: &body.credential,
            client_data: &body.client_data,
            attestation: &body.attestation,
        },
    };
    let mut tx = caller.begin().await?;
    let added = add_passkey(&mut tx, &party, new, desk.letters()).await?;
    tx.commit().await?;
    match added {
        Switched::Done(passkey) => {
            note(&desk, "passkey_added", Some(caller.person.person_id));
            Ok(HttpResponse::Created().json(passkey))
        }
        Switched::Refused(error) => Err(error.into()),
    }
}

/// `PATCH /api/v1/auth/passkeys/{id}`.
pub async fn rename(caller: SignedIn, id: Id<PasskeyId>, body: Json<RenameRequest>) -> Answer {
    let me = caller.person.person_id;
    let mut tx = caller.begin().await?;
    rename_passkey(&mut tx, me, id.0, &body.name).await?;
    let passkey = get_passkey(&mut tx, me, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(passkey))
}

/// `DELETE /api/v1/auth/passkeys/{id}`.
pub async fn remove(desk: Desk, caller: SignedIn, id: Id<PasskeyId>) -> Answer {
    let (me, session) = (caller.person.person_id, caller.person.session_id);
    let mut tx = caller.begin().await?;
    remove_passkey(&mut tx, me, session, id.0, desk.letters()).await?;
    tx.commit().await?;
    note(&desk, "passkey_removed", Some(me));
    Ok(HttpResponse::NoContent().finish())
}

/// Options for the browser, and the cookie that binds its answer.
pub(super) fn began(options: Options, browser: String) -> Answer {
    let response = HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .json(CeremonyView {
            ceremony: options.ceremony,
            public_key: options.public_key,
            expires_in: LIVES,
        });
    Ok(cookies::with(response, &[cookies::passkey(browser, LIVES)])?)
}
