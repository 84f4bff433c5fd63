//! Forgotten and first passwords.

use askama::Template;
use http::{Answer, Form, FormState, Page, Query, html, see_other};
use kernel::Email;
use serde::Deserialize;
use validator::Validate;

use super::{LinkQuery, again, refusal};
use crate::http::desk::Desk;
use crate::http::passwords::{self, set_by_link};
use crate::model::{Password, Purpose};
use crate::ops::one_time_link;
use crate::ops::set_password::{INVITATIONS, PASSWORD_LINKS};

#[derive(Template)]
#[template(path = "identity/forgot.html")]
struct ForgotPage {
    page: Page,
    f: FormState,
}

/// Sets a password through a link: a forgotten one, one too old, or the first.
#[derive(Template)]
#[template(path = "identity/set_password.html")]
struct SetPasswordPage {
    page: Page,
    f: FormState,
    action: &'static str,
    intro: String,
    /// Whether the link can still be used.
    usable: bool,
}

/// Whose password.
#[derive(Debug, Deserialize, Validate)]
pub struct ForgotForm {
    email: Email,
}

/// The link and the new password.
#[derive(Debug, Deserialize, Validate)]
pub struct SetPasswordForm {
    #[validate(length(max = 200))]
    token: String,
    password: Password,
}

/// Why one is here: by a mail, or sent by the sign-in.
#[derive(Debug, Deserialize)]
pub struct ResetQuery {
    #[serde(default)]
    token: String,
    expired: Option<String>,
}

/// `GET /forgot-password`.
pub async fn forgot_page(desk: Desk) -> Answer {
    html(&ForgotPage {
        page: Page::titled(&desk, &desk.req, "identity-forgot-title"),
        f: FormState::blank(),
    })
}

/// `POST /forgot-password`.
pub async fn forgot(desk: Desk, form: Form<ForgotForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(ForgotForm { email }) => passwords::forgot(&desk, &email).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other("/login?done=identity-link-sent")),
        Err(failure) => {
            let error = refusal(failure)?;
            let page = Page::titled(&desk, &desk.req, "identity-forgot-title");
            let f = FormState::refused(&page, form.typed, &error);
            again(error, &ForgotPage { page, f })
        }
    }
}

/// `GET /reset-password`.
pub async fn reset_page(desk: Desk, query: Query<ResetQuery>) -> Answer {
    let intro = if query.expired.is_some() {
        "identity-reset-expired"
    } else {
        "identity-reset-intro"
    };
    show(&desk, &query.token, &PASSWORD_LINKS, intro).await
}

/// `POST /reset-password`.
pub async fn reset(desk: Desk, form: Form<SetPasswordForm>) -> Answer {
    set(&desk, form, &PASSWORD_LINKS, "/login?done=identity-password-set").await
}

/// `GET /accept-invitation`.
pub async fn invitation_page(desk: Desk, query: Query<LinkQuery>) -> Answer {
    show(&desk, &query.token, &INVITATIONS, "identity-invitation-intro").await
}

/// `POST /accept-invitation`.
pub async fn accept(desk: Desk, form: Form<SetPasswordForm>) -> Answer {
    set(
        &desk,
        form,
        &INVITATIONS,
        "/login?done=identity-invitation-accepted",
    )
    .await
}

async fn show(desk: &Desk, token: &str, purposes: &[Purpose], intro: &str) -> Answer {
    let mut tx = desk.begin().await?;
    let usable = one_time_link::find(&mut tx, token, purposes).await?.is_some();
    tx.commit().await?;
    let f = FormState::prefilled([("token", token.to_owned())]);
    let mut page = frame(desk, purposes, f);
    page.intro = page.page.t(intro);
    page.usable = usable;
    html(&page)
}

async fn set(desk: &Desk, form: Form<SetPasswordForm>, purposes: &[Purpose], then: &str) -> Answer {
    let outcome = match form.parsed {
        Ok(SetPasswordForm { token, password }) => set_by_link(desk, &token, &password, purposes).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other(then)),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = frame(desk, purposes, FormState::blank());
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

fn frame(desk: &Desk, purposes: &[Purpose], f: FormState) -> SetPasswordPage {
    let (title, action) = if purposes.contains(&Purpose::Invitation) {
        ("identity-invitation-title", "/accept-invitation")
    } else {
        ("identity-reset-title", "/reset-password")
    };
    let page = Page::titled(desk, &desk.req, title);
    SetPasswordPage {
        page,
        f,
        action,
        intro: String::new(),
        usable: true,
    }
}
