//! Signing in and out.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use http::page::local_path;
use http::{Answer, Form, FormState, Page, Query, Visitor, html, see_other};
use kernel::{Email, Permission, Result, Role};
use serde::Deserialize;
use validator::Validate;

use super::{Nothing, again, google, refusal, second_step};
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::sign_in::{Credentials, Entered, Welcome, note, sign_in};
use crate::model::{Password, SessionKind, demo};
use crate::ops::challenge;
use crate::ops::revoke_sessions::{Reason, revoke};

#[derive(Template)]
#[template(path = "identity/login.html")]
struct LoginPage {
    page: Page,
    f: FormState,
    /// Where passkeys of this shop live.
    host: String,
    demo: Vec<DemoEntry>,
    demo_password: &'static str,
    may_register: bool,
    google: Option<String>,
}

struct DemoEntry {
    email: &'static str,
    role: String,
}

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct LoginQuery {
    next: Option<String>,
}

/// What is typed.
#[derive(Debug, Deserialize, Validate)]
pub struct LoginForm {
    email: Email,
    password: Password,
    #[serde(default)]
    remember: bool,
    #[serde(default)]
    #[validate(length(max = 500))]
    next: String,
}

/// `GET /login`.
pub async fn page(visitor: Visitor, req: HttpRequest, query: Query<LoginQuery>) -> Answer {
    let next = query.next.as_deref().and_then(local_path).unwrap_or_default();
    if let Some(person) = &visitor.person {
        return Ok(see_other(destination(next, person.role)));
    }
    let f = FormState::prefilled([("next", next.to_owned())]);
    html(&login_page(&visitor, &req, f))
}

/// `POST /login`.
pub async fn submit(desk: Desk, form: Form<LoginForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(form) => try_in(&desk, form).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = login_page(&desk, &desk.req, FormState::blank());
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn try_in(desk: &Desk, form: LoginForm) -> Answer {
    let LoginForm {
        email,
        password,
        remember,
        next,
    } = form;
    let given = Credentials {
        email,
        password,
        remember,
    };
    let welcome = sign_in(desk, SessionKind::Browser, &given).await?;
    let next = local_path(&next).unwrap_or_default();
    Ok(receive(welcome, next, remember)?)
}

/// Where a browser goes after a step that was right, and with which cookies.
pub fn receive(welcome: Welcome, next: &str, remember: bool) -> Result<HttpResponse> {
    match welcome {
        Welcome::PasswordExpired(token) => Ok(see_other(&format!("/reset-password?expired=1&token={token}"))),
        Welcome::CodeNeeded(token) => {
            let cookie = cookies::challenge(token, challenge::LIVES);
            cookies::with(see_other(&second_step::address(next, remember)), &[cookie])
        }
        Welcome::In(entered) => {
            let Entered {
                opened,
                person,
                cookies: mut given,
            } = *entered;
            given.push(cookies::session(opened.token, remember.then_some(opened.lasts)));
            cookies::with(see_other(destination(next, person.role)), &given)
        }
    }
}

/// `POST /logout`.
pub async fn leave(desk: Desk, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    if let Some(person) = &desk.person {
        let mut tx = desk.begin().await?;
        revoke(&mut tx, person.session_id, Reason::SignedOut).await?;
        tx.commit().await?;
        note(&desk, "signed_out", Some(person.person_id));
    }
    Ok(cookies::with(
        see_other("/login?done=identity-signed-out"),
        &[cookies::no_session()],
    )?)
}

/// Where one wanted to go if it is here, else where one's work is.
pub fn destination(next: &str, role: Role) -> &str {
    match local_path(next) {
        Some(path) => path,
        None if role.may(Permission::RunPlatform) => "/",
        None if role.is_staff() => "/admin",
        None => "/account",
    }
}

fn login_page(visitor: &Visitor, req: &HttpRequest, f: FormState) -> LoginPage {
    let page = Page::titled(visitor, req, "identity-login-title");
    let here = demo::LOGINS
        .iter()
        .filter(|login| page.is_demo() && login.tenant == visitor.shop.slug);
    let entry = |login: &demo::DemoLogin| DemoEntry {
        email: login.email,
        role: page.t(&format!("identity-role-{}", login.role.as_str())),
    };
    let demo = here.map(entry).collect();
    let google = google::way_in(visitor, f.value("next"));
    LoginPage {
        page,
        f,
        host: visitor.shop.host.clone(),
        demo,
        demo_password: demo::PASSWORD,
        may_register: !visitor.shop.is_platform(),
        google,
    }
}

#[cfg(test)]
mod tests {
    use super::destination;
    use kernel::Role;

    #[test]
    fn nobody_is_sent_to_another_host() {
        assert_eq!(destination("//evil.test", Role::Customer), "/account");
        assert_eq!(destination("https://evil.test/", Role::Owner), "/admin");
        assert_eq!(destination("/checkout", Role::Customer), "/checkout");
        assert_eq!(destination("", Role::Support), "/");
    }
}
