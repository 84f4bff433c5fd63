//! A key is made on a page of its own, and shown there once; it is taken back from the list.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::page::{Choice, Crumb, refusal};
use http::routes::Scope;
use http::{Answer, Can, Form, FormState, Id, Page, SignedIn, html, html_with, permit, see_other};
use identity::model::Password;
use identity::{Asked, Prover, asked_of};
use kernel::{ApiKeyId, Line, Result};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use validator::Validate;

use super::keys::{Wish, make as make_it};
use super::keys_api::USUAL_DAYS;
use super::overview_page::HERE;
use super::words::{TickBox, scope_boxes};
use crate::ops::revoke_key::revoke_key;

type Owner = Can<permit::ManagePeople>;

/// A new key.
#[derive(Debug, Deserialize, Validate)]
pub struct KeyForm {
    name: Line<60>,
    #[serde(default)]
    scopes: Vec<Scope>,
    days: i64,
    current_password: Option<Password>,
    code: Option<Line<40>>,
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

#[derive(Template)]
#[template(path = "integrators/key_new.html")]
struct KeyPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    scopes: Vec<TickBox>,
    days: Vec<Choice>,
    asked: Asked,
    email: String,
    /// The key that was just made, or nothing.
    made: String,
}

/// `GET /admin/integrations/keys/new`.
pub async fn page(_: Owner, caller: SignedIn, req: HttpRequest) -> Answer {
    let blank = |_: &Page| FormState::prefilled([("days", USUAL_DAYS.to_string())]);
    html(&shown(&caller, &req, blank).await?)
}

/// `POST /admin/integrations/keys/new`. The answer is the page itself: after a redirect nobody would know the key any more.
pub async fn make(
    _: Owner,
    prover: Prover,
    caller: SignedIn,
    req: HttpRequest,
    form: Form<KeyForm>,
) -> Answer {
    let made = match form.parsed {
        Ok(wanted) => {
            let wish = Wish {
                name: &wanted.name,
                scopes: &wanted.scopes,
                days: wanted.days,
                password: wanted.current_password.as_ref(),
                code: wanted.code.as_ref(),
            };
            make_it(&prover, &caller, wish).await
        }
        Err(error) => Err(error.into()),
    };
    match made {
        Ok((_, secret)) => {
            let mut page = shown(&caller, &req, |_| FormState::blank()).await?;
            secret.expose_secret().clone_into(&mut page.made);
            html_with(StatusCode::CREATED, &page)
        }
        Err(failure) => {
            let (status, error) = refusal(failure.0)?;
            let fill = |page: &Page| FormState::refused(page, form.typed, &error);
            html_with(status, &shown(&caller, &req, fill).await?)
        }
    }
}

/// `POST /admin/integrations/keys/{id}/revoke`.
pub async fn revoke(ctx: Owner, id: Id<ApiKeyId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    revoke_key(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=integrators-key-revoked")))
}

async fn shown(
    caller: &SignedIn,
    req: &HttpRequest,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<KeyPage> {
    let mut tx = caller.begin().await?;
    let asked = asked_of(&mut tx, caller).await?;
    tx.commit().await?;
    let page = Page::titled(caller, req, "integrators-key-new");
    let f = fill(&page);
    let days = |days: i64| Choice::new(days.to_string(), page.tn("integrators-days", "count", days));
    Ok(KeyPage {
        scopes: scope_boxes(&page, |scope| f.is("scopes", scope)),
        days: [30, 90, 365, 730].into_iter().map(days).collect(),
        crumbs: crumbs(&page),
        email: caller.person.email.clone(),
        made: String::new(),
        asked,
        f,
        page,
    })
}

/// The way here.
pub(super) fn crumbs(page: &Page) -> Vec<Crumb> {
    vec![
        Crumb::new(HERE, page.t("integrators-title")),
        Crumb::new("", page.title.clone()),
    ]
}
