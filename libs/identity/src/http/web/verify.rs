//! Proving an address. Mail programs open links by themselves, so the link shows a button and the button does it.

use askama::Template;
use http::{Answer, Form, FormState, Page, Query, SignedIn, html, see_other};
use serde::Deserialize;
use validator::Validate;

use super::{LinkQuery, Nothing, again, refusal};
use crate::http::desk::Desk;
use crate::ops::verify_email::{resend_verification, verify_email};

#[derive(Template)]
#[template(path = "identity/verify.html")]
struct VerifyPage {
    page: Page,
    f: FormState,
}

/// The link's token.
#[derive(Debug, Deserialize, Validate)]
pub struct VerifyForm {
    #[validate(length(max = 200))]
    token: String,
}

/// `GET /verify-email`.
pub async fn page(desk: Desk, query: Query<LinkQuery>) -> Answer {
    let f = FormState::prefilled([("token", query.token.clone())]);
    html(&VerifyPage {
        page: frame(&desk),
        f,
    })
}

/// `POST /verify-email`.
pub async fn submit(desk: Desk, form: Form<VerifyForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(VerifyForm { token }) => prove(&desk, &token).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) if desk.person.is_some() => Ok(see_other("/account?done=identity-address-proved")),
        Ok(()) => Ok(see_other("/login?done=identity-address-proved")),
        Err(failure) => {
            let (error, page) = (refusal(failure)?, frame(&desk));
            let f = FormState::refused(&page, form.typed, &error);
            again(error, &VerifyPage { page, f })
        }
    }
}

async fn prove(desk: &Desk, token: &str) -> Answer<()> {
    let mut tx = desk.begin().await?;
    verify_email(&mut tx, token).await?;
    tx.commit().await?;
    Ok(())
}

/// `POST /account/verify`: the mail again.
pub async fn resend(desk: Desk, caller: SignedIn, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = caller.begin().await?;
    resend_verification(&mut tx, caller.person.person_id, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    Ok(see_other("/account?done=identity-proof-sent"))
}

fn frame(desk: &Desk) -> Page {
    Page::titled(desk, &desk.req, "identity-verify-title")
}
