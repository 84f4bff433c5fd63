//! The second step of signing in.

use askama::Template;
use http::page::local_path;
use http::{Answer, Form, FormState, Page, Query, html, see_other};
use kernel::Line;
use kernel::text::percent_encoded;
use serde::Deserialize;
use validator::Validate;

use super::sign_in::receive;
use super::{again, refusal};
use crate::error::IdentityError;
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::sign_in::give_code;
use crate::model::SessionKind;
use crate::ops::challenge::find_challenge;

#[derive(Template)]
#[template(path = "identity/second_step.html")]
struct SecondStepPage {
    page: Page,
    f: FormState,
    /// A recovery code instead of the app's.
    recovery: bool,
    /// The page for the other kind of code.
    other_path: String,
}

/// Where to go afterwards, and what was ticked.
#[derive(Debug, Default, Deserialize)]
pub struct StepQuery {
    #[serde(default)]
    next: String,
    remember: Option<String>,
    recovery: Option<String>,
}

/// What is typed.
#[derive(Debug, Deserialize, Validate)]
pub struct CodeForm {
    code: Line<40>,
    #[serde(default)]
    remember: bool,
    #[serde(default)]
    #[validate(length(max = 500))]
    next: String,
}

/// The page's address.
pub fn address(next: &str, remember: bool) -> String {
    let remember = if remember { "&remember=true" } else { "" };
    format!("/login/code?next={}{remember}", percent_encoded(next, b"/"))
}

/// `GET /login/code`.
pub async fn page(desk: Desk, query: Query<StepQuery>) -> Answer {
    let mut tx = desk.begin().await?;
    let open = find_challenge(&mut tx, &token(&desk), SessionKind::Browser).await?;
    tx.commit().await?;
    if open.is_none() {
        return Ok(see_other("/login"));
    }
    let next = local_path(&query.next).unwrap_or_default().to_owned();
    let remember = if query.remember.is_some() { "true" } else { "" };
    let f = FormState::prefilled([("next", next), ("remember", remember.to_owned())]);
    html(&step_page(&desk, f, query.recovery.is_some()))
}

/// `POST /login/code`.
pub async fn submit(desk: Desk, form: Form<CodeForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(form) => try_in(&desk, form).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(failure) => {
            let error = refusal(failure)?;
            if error.code() == Some(IdentityError::ChallengeEnded.code().code) {
                let gone = see_other("/login?done=identity-begin-again");
                return Ok(cookies::with(gone, &[cookies::no_challenge()])?);
            }
            let recovery = form.typed.has("recovery");
            let mut page = step_page(&desk, FormState::typed(form.typed.clone()), recovery);
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn try_in(desk: &Desk, form: CodeForm) -> Answer {
    let CodeForm { code, remember, next } = form;
    let welcome = give_code(desk, SessionKind::Browser, &token(desk), &code.to_string()).await?;
    let next = local_path(&next).unwrap_or_default();
    Ok(cookies::with(
        receive(welcome, next, remember)?,
        &[cookies::no_challenge()],
    )?)
}

/// What the first step left in this browser, or nothing.
fn token(desk: &Desk) -> String {
    let cookie = desk.req.cookie(cookies::CHALLENGE_COOKIE);
    cookie.map(|c| c.value().to_owned()).unwrap_or_default()
}

fn step_page(desk: &Desk, f: FormState, recovery: bool) -> SecondStepPage {
    let here = address(f.value("next"), f.is("remember", "true"));
    let other_path = if recovery {
        here
    } else {
        format!("{here}&recovery=1")
    };
    let title = if recovery {
        "identity-step-recovery-title"
    } else {
        "identity-step-title"
    };
    SecondStepPage {
        page: Page::titled(desk, &desk.req, title),
        f,
        recovery,
        other_path,
    }
}
