//! The own second factor: switched on with an app, off again, and its recovery codes.

use askama::Template;
use http::{Answer, Form, FormState, Page, SignedIn, html, see_other};
use kernel::{Error, Line};
use serde::Deserialize;
use validator::Validate;

use super::qr::picture;
use super::{Nothing, again, refusal};
use crate::http::desk::Desk;
use crate::http::prove::compare_self;
use crate::http::sign_in::{note, note_unproved};
use crate::model::{GivenCode, Password};
use crate::ops::second_factor::switch::{Switched, renew_recovery_codes, switch_off, switch_on};
use crate::ops::second_factor::{Factor, find_factor, offer};
use crate::queries::people::get_row;

const SECURITY: &str = "/account/security";

#[derive(Template)]
#[template(path = "identity/second_factor.html")]
struct SetupPage {
    page: Page,
    f: FormState,
    /// The way of a pen over black squares.
    qr: String,
    /// Squares of a side.
    qr_side: usize,
    /// The secret to type, for who cannot take the picture.
    secret: String,
    email: String,
    has_password: bool,
}

/// Asks for password and code before something weighty.
#[derive(Template)]
#[template(path = "identity/prove.html")]
struct ProvePage {
    page: Page,
    f: FormState,
    what: What,
    email: String,
    has_password: bool,
}

#[derive(Template)]
#[template(path = "identity/recovery_codes.html")]
struct CodesPage {
    page: Page,
    codes: Vec<String>,
}

/// What is proved for.
#[derive(Debug, Clone, Copy)]
struct What {
    title: &'static str,
    intro: &'static str,
    button: &'static str,
    kind: &'static str,
    action: &'static str,
}

const OFF: What = What {
    title: "identity-factor-off-title",
    intro: "identity-factor-off-intro",
    button: "identity-factor-off-do",
    kind: "bad",
    action: "/account/security/second-factor/off",
};

const RENEW: What = What {
    title: "identity-recovery-renew-title",
    intro: "identity-recovery-renew-intro",
    button: "identity-recovery-renew-do",
    kind: "primary",
    action: "/account/security/recovery-codes",
};

/// Password, of who has one, and code.
#[derive(Debug, Deserialize, Validate)]
pub struct ProofForm {
    current_password: Option<Password>,
    code: Line<40>,
}

/// `POST /account/security/second-factor/offer`: a new secret to show.
pub async fn offer_one(desk: Desk, caller: SignedIn, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    if !desk.people.two_factor {
        return Err(Error::not_found().into());
    }
    let mut tx = caller.begin().await?;
    offer(&mut tx, &desk.app.vault, caller.person.person_id).await?;
    tx.commit().await?;
    Ok(see_other("/account/security/second-factor"))
}

/// `GET /account/security/second-factor`.
pub async fn page(desk: Desk, caller: SignedIn) -> Answer {
    match setup_page(&desk, &caller).await? {
        Some(page) => html(&page),
        None => Ok(see_other(SECURITY)),
    }
}

/// `POST /account/security/second-factor`.
pub async fn confirm(desk: Desk, caller: SignedIn, form: Form<ProofForm>) -> Answer {
    if !desk.people.two_factor {
        return Err(Error::not_found().into());
    }
    let outcome = match form.parsed {
        Ok(form) => switch_it_on(&desk, &caller, &form).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(codes) => show_codes(&desk, codes),
        Err(failure) => {
            let error = refusal(failure)?;
            let Some(mut page) = setup_page(&desk, &caller).await? else {
                return Ok(see_other(SECURITY));
            };
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn switch_it_on(desk: &Desk, caller: &SignedIn, form: &ProofForm) -> Answer<Vec<String>> {
    let own = compare_self(desk, caller, form.current_password.as_ref()).await?;
    let code = GivenCode::parse(&form.code.to_string());
    let (vault, letters) = (&desk.app.vault, desk.letters());
    let mut tx = caller.begin().await?;
    let done = switch_on(&mut tx, vault, own.proof(caller), &code, letters, &desk.people).await?;
    tx.commit().await?;
    outcome(desk, caller, done, "second_factor_on")
}

/// `GET /account/security/second-factor/off`.
pub async fn off_page(desk: Desk, caller: SignedIn) -> Answer {
    html(&prove_page(&desk, &caller, OFF).await?)
}

/// `POST /account/security/second-factor/off`.
pub async fn off(desk: Desk, caller: SignedIn, form: Form<ProofForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(form) => switch_it_off(&desk, &caller, &form).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other("/account/security?done=identity-factor-off")),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = prove_page(&desk, &caller, OFF).await?;
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn switch_it_off(desk: &Desk, caller: &SignedIn, form: &ProofForm) -> Answer<()> {
    let own = compare_self(desk, caller, form.current_password.as_ref()).await?;
    let code = GivenCode::parse(&form.code.to_string());
    let (vault, letters) = (&desk.app.vault, desk.letters());
    let mut tx = caller.begin().await?;
    let done = switch_off(&mut tx, vault, own.proof(caller), &code, letters, &desk.people).await?;
    tx.commit().await?;
    outcome(desk, caller, done, "second_factor_off")
}

/// `GET /account/security/recovery-codes`.
pub async fn renew_page(desk: Desk, caller: SignedIn) -> Answer {
    html(&prove_page(&desk, &caller, RENEW).await?)
}

/// `POST /account/security/recovery-codes`.
pub async fn renew(desk: Desk, caller: SignedIn, form: Form<ProofForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(form) => renew_them(&desk, &caller, &form).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(codes) => show_codes(&desk, codes),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = prove_page(&desk, &caller, RENEW).await?;
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn renew_them(desk: &Desk, caller: &SignedIn, form: &ProofForm) -> Answer<Vec<String>> {
    let own = compare_self(desk, caller, form.current_password.as_ref()).await?;
    let code = GivenCode::parse(&form.code.to_string());
    let vault = &desk.app.vault;
    let mut tx = caller.begin().await?;
    let done = renew_recovery_codes(&mut tx, vault, own.proof(caller), &code, &desk.people).await?;
    tx.commit().await?;
    outcome(desk, caller, done, "recovery_codes_renewed")
}

fn outcome<T>(desk: &Desk, caller: &SignedIn, done: Switched<T>, event: &'static str) -> Answer<T> {
    let me = caller.person.person_id;
    match done {
        Switched::Done(value) => {
            note(desk, event, Some(me));
            Ok(value)
        }
        Switched::Refused(error) => {
            note_unproved(desk, &error, me);
            Err(error.into())
        }
    }
}

/// The offer as the app takes it; none when there is no offer.
async fn setup_page(desk: &Desk, caller: &SignedIn) -> Answer<Option<SetupPage>> {
    let mut tx = caller.begin().await?;
    let me = get_row(&mut tx, caller.person.person_id).await?;
    let factor = find_factor(&mut tx, &desk.app.vault, me.person_id).await?;
    tx.commit().await?;
    let Some(Factor { secret, .. }) = factor.filter(|factor| factor.confirmed_at.is_none()) else {
        return Ok(None);
    };
    let (qr, qr_side) = picture(&secret.uri(&desk.shop.name, &me.email.to_string()))?;
    Ok(Some(SetupPage {
        page: Page::titled(desk, &desk.req, "identity-factor-title"),
        f: FormState::blank(),
        qr,
        qr_side,
        secret: secret.groups(),
        email: me.email.to_string(),
        has_password: me.password_hash.is_some(),
    }))
}

async fn prove_page(desk: &Desk, caller: &SignedIn, what: What) -> Answer<ProvePage> {
    let mut tx = caller.begin().await?;
    let me = get_row(&mut tx, caller.person.person_id).await?;
    tx.commit().await?;
    Ok(ProvePage {
        page: Page::titled(desk, &desk.req, what.title),
        f: FormState::blank(),
        what,
        email: me.email.to_string(),
        has_password: me.password_hash.is_some(),
    })
}

/// They are told here and never again.
fn show_codes(desk: &Desk, codes: Vec<String>) -> Answer {
    html(&CodesPage {
        page: Page::titled(desk, &desk.req, "identity-recovery-title"),
        codes,
    })
}
