//! The own passkeys: a new one, another name, away with one. The list stands at `/account/security`.

use askama::Template;
use http::{Access, Answer, Form, FormState, Id, Page, Routes, SignedIn, html, see_other};
use kernel::Line;
use serde::Deserialize;
use validator::Validate;

use super::{Nothing, again, refusal};
use crate::http::desk::Desk;
use crate::http::sign_in::note;
use crate::model::device_name;
use crate::ops::passkeys::remove::remove_passkey;
use crate::ops::passkeys::rename::rename_passkey;
use crate::ops::second_factor::is_asked_for;
use crate::queries::passkeys::{PasskeyId, PasskeyView, get_passkey};
use crate::queries::people::get_row;

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    let own = Access::SignedIn;
    r.get("/account/security/passkeys/new", "new_passkey_page", new_page)
        .access(own);
    r.get("/account/security/passkeys/{id}", "passkey_page", page)
        .access(own);
    r.post("/account/security/passkeys/{id}", "passkey_form", rename)
        .access(own);
    r.post(
        "/account/security/passkeys/{id}/remove",
        "remove_passkey_form",
        remove,
    )
    .access(own);
}

#[derive(Template)]
#[template(path = "identity/passkey_new.html")]
struct NewPage {
    page: Page,
    f: FormState,
    /// Where passkeys of this shop live.
    host: String,
    email: String,
    has_password: bool,
    /// Whether a code is asked for, too.
    has_factor: bool,
}

#[derive(Template)]
#[template(path = "identity/passkey.html")]
struct PasskeyPage {
    page: Page,
    f: FormState,
    id: PasskeyId,
}

/// A passkey in the list.
pub struct Row {
    /// Which.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// Since when, and when last used.
    pub detail: String,
    /// Whether a copy is kept elsewhere.
    pub backed_up: bool,
}

impl Row {
    /// In the page's words.
    pub fn of(page: &Page, passkey: PasskeyView) -> Self {
        let since = page.tn("identity-passkey-since", "when", page.date(passkey.created_at));
        let used = match passkey.last_used_at {
            Some(at) => page.tn("identity-passkey-used", "when", page.date_time(at)),
            None => page.t("identity-passkey-unused"),
        };
        Self {
            id: passkey.id,
            name: passkey.name,
            detail: format!("{since} · {used}"),
            backed_up: passkey.backed_up,
        }
    }
}

/// Another name.
#[derive(Debug, Deserialize, Validate)]
pub struct NameForm {
    name: Line<60>,
}

/// `GET /account/security/passkeys/new`. A script does the rest: without one there is no speaking to a device.
pub async fn new_page(desk: Desk, caller: SignedIn) -> Answer {
    let mut tx = caller.begin().await?;
    let me = get_row(&mut tx, caller.person.person_id).await?;
    let has_factor = is_asked_for(&mut tx, me.person_id).await?;
    tx.commit().await?;
    let device = device_name(desk.client.user_agent.as_deref().unwrap_or_default());
    html(&NewPage {
        page: Page::titled(&desk, &desk.req, "identity-passkey-new-title"),
        f: FormState::prefilled([("name", device)]),
        host: desk.shop.host.clone(),
        email: me.email.to_string(),
        has_password: me.password_hash.is_some(),
        has_factor,
    })
}

/// `GET /account/security/passkeys/{id}`.
pub async fn page(desk: Desk, caller: SignedIn, id: Id<PasskeyId>) -> Answer {
    html(&shown(&desk, &caller, id.0).await?)
}

/// `POST /account/security/passkeys/{id}`.
pub async fn rename(desk: Desk, caller: SignedIn, id: Id<PasskeyId>, form: Form<NameForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(NameForm { name }) => call_it(&caller, id.0, &name).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other("/account/security?done=identity-passkey-renamed")),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = shown(&desk, &caller, id.0).await?;
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn call_it(caller: &SignedIn, id: PasskeyId, name: &Line<60>) -> Answer<()> {
    let mut tx = caller.begin().await?;
    rename_passkey(&mut tx, caller.person.person_id, id, name).await?;
    tx.commit().await?;
    Ok(())
}

/// `POST /account/security/passkeys/{id}/remove`.
pub async fn remove(desk: Desk, caller: SignedIn, id: Id<PasskeyId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    match take_away(&desk, &caller, id.0).await {
        Ok(()) => Ok(see_other("/account/security?done=identity-passkey-removed")),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = shown(&desk, &caller, id.0).await?;
            page.f.problem = page.page.error_text(&error);
            again(error, &page)
        }
    }
}

async fn take_away(desk: &Desk, caller: &SignedIn, id: PasskeyId) -> Answer<()> {
    let (me, session) = (caller.person.person_id, caller.person.session_id);
    let mut tx = caller.begin().await?;
    remove_passkey(&mut tx, me, session, id, desk.letters()).await?;
    tx.commit().await?;
    note(desk, "passkey_removed", Some(me));
    Ok(())
}

async fn shown(desk: &Desk, caller: &SignedIn, id: PasskeyId) -> Answer<PasskeyPage> {
    let mut tx = caller.begin().await?;
    let passkey = get_passkey(&mut tx, caller.person.person_id, id).await?;
    tx.commit().await?;
    Ok(PasskeyPage {
        page: Page::titled(desk, &desk.req, "identity-passkey-title"),
        f: FormState::prefilled([("name", passkey.name)]),
        id,
    })
}
