//! What pages and API share of passkeys: the shop as authenticators know it, and the browser that a conversation is bound to.

use http::secrets::new_token;
use http::{Failure, Kind};
use kernel::{Error, Result};
use passkeys::{Assertion, RelyingParty};

use super::cookies::PASSKEY_COOKIE;
use super::desk::Desk;
use super::sign_in::{Entered, Welcome, note, seat, sighting};
use crate::ops::log_in::LoggedIn;
use crate::ops::passkeys::sign_in::{PasskeyStep, sign_in_by_passkey};
use crate::ops::passkeys::{Ceremony, CeremonyId};

/// The shop at its own address. At another of its hosts browsers find no passkey, nor do we believe one.
pub fn party(desk: &Desk) -> Result<RelyingParty> {
    RelyingParty::new(&desk.app.link(&desk.shop.host, ""), &desk.shop.name)
}

/// What this browser keeps, or nothing.
pub fn browser(desk: &Desk) -> String {
    let cookie = desk.req.cookie(PASSKEY_COOKIE);
    cookie.map(|c| c.value().to_owned()).unwrap_or_default()
}

/// The same, or something new: conversations of several tabs share it.
pub fn browser_or_new(desk: &Desk) -> String {
    match browser(desk) {
        known if is_token(&known) => known,
        _ => new_token(&desk.app.env),
    }
}

/// Whether it may be one of ours: it goes back into a header.
fn is_token(text: &str) -> bool {
    text.len() == 43
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// Signs in whoever the device says it is; failures are counted and committed before they are answered.
pub async fn sign_in(
    desk: &Desk,
    ceremony: CeremonyId,
    answer: Assertion<'_>,
    remember: bool,
) -> Result<Box<Entered>, Failure> {
    let party = party(desk)?;
    let step = PasskeyStep {
        ceremony: Ceremony {
            id: ceremony,
            browser: &browser(desk),
        },
        answer,
        remember,
        client: &desk.client,
    };
    let mut tx = desk.begin().await?;
    let answered = sign_in_by_passkey(&mut tx, &party, step, &desk.people).await?;
    if answered.cloned.is_some() {
        note(desk, "passkey_cloned", answered.cloned);
    }
    let failed =
        matches!(&answered.outcome, LoggedIn::Refused(error) if error.code() == Some("passkey_refused"));
    let welcome = seat(desk, tx, answered.outcome).await;
    if failed {
        desk.app.lookout.see(sighting(desk, Kind::LoginFailed, None));
    }
    match welcome? {
        Welcome::In(entered) => Ok(entered),
        _ => Err(Error::fault("a passkey is both factors").into()),
    }
}
