//! An account at Google is joined to the own one, or parted from it.

use askama::Template;
use http::{Answer, Form, FormState, Page, SignedIn, html, see_other};
use serde::Deserialize;
use validator::Validate;

use super::problem::Problem;
use super::{browser, refuse_elsewhere};
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::prove::compare_self;
use crate::http::sign_in::note;
use crate::http::web::{Nothing, again, refusal};
use crate::model::Password;
use crate::ops::google::hand_over::{Arrival, find_offered};
use crate::ops::google::link::{Linked, link, unlink};
use crate::queries::people::get_row;

#[derive(Template)]
#[template(path = "identity/google_link.html")]
struct JoinPage {
    page: Page,
    f: FormState,
    /// Says which account at Google.
    intro: String,
    /// For the browser's store of passwords.
    email: String,
    has_password: bool,
}

/// The password, of who has one.
#[derive(Debug, Deserialize, Validate)]
pub struct JoinForm {
    current_password: Option<Password>,
}

/// `GET /account/security/google`: is this the account at Google?
pub async fn page(desk: Desk, caller: SignedIn) -> Answer {
    refuse_elsewhere(&desk)?;
    match offered(&desk, &caller).await? {
        Some(arrival) => html(&join_page(&desk, &caller, &arrival).await?),
        None => Ok(see_other(&Problem::Expired.path())),
    }
}

/// `POST /account/security/google`.
pub async fn join(desk: Desk, caller: SignedIn, form: Form<JoinForm>) -> Answer {
    refuse_elsewhere(&desk)?;
    let Some(arrival) = offered(&desk, &caller).await? else {
        return Ok(see_other(&Problem::Expired.path()));
    };
    let outcome = match form.parsed {
        Ok(form) => try_to_join(&desk, &caller, &arrival, &form).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(cookies::with(
            see_other("/account/security?done=identity-google-joined"),
            &[cookies::no_google()],
        )?),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = join_page(&desk, &caller, &arrival).await?;
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn try_to_join(desk: &Desk, caller: &SignedIn, arrival: &Arrival, form: &JoinForm) -> Answer<()> {
    let own = compare_self(desk, caller, form.current_password.as_ref()).await?;
    let mut tx = caller.begin().await?;
    let done = link(&mut tx, own.proof(caller), arrival, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    match done {
        Linked::Refused(error) => Err(error.into()),
        Linked::Done => {
            note(desk, "google_joined", Some(own.person.person_id));
            Ok(())
        }
    }
}

/// `POST /account/security/google/off`.
pub async fn part(desk: Desk, caller: SignedIn, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    refuse_elsewhere(&desk)?;
    let me = caller.person.person_id;
    let mut tx = caller.begin().await?;
    unlink(&mut tx, me, caller.person.session_id, desk.letters()).await?;
    tx.commit().await?;
    note(&desk, "google_parted", Some(me));
    Ok(see_other("/account/security?done=identity-google-parted"))
}

async fn offered(desk: &Desk, caller: &SignedIn) -> Answer<Option<Arrival>> {
    let mut tx = caller.begin().await?;
    let found = find_offered(&mut tx, &browser(desk), caller.person.person_id).await?;
    tx.commit().await?;
    Ok(found)
}

async fn join_page(desk: &Desk, caller: &SignedIn, arrival: &Arrival) -> Answer<JoinPage> {
    let mut tx = caller.begin().await?;
    let me = get_row(&mut tx, caller.person.person_id).await?;
    tx.commit().await?;
    let page = Page::titled(desk, &desk.req, "identity-google-join-title");
    Ok(JoinPage {
        intro: page.tn("identity-google-join-intro", "email", arrival.email.to_string()),
        page,
        f: FormState::blank(),
        email: me.email.to_string(),
        has_password: me.password_hash.is_some(),
    })
}
