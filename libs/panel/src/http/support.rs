//! At a shop: the way in for who helps there, and out again; and what everybody who works there has read.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use http::access::client_address;
use http::announcement::{READ_COOKIE, put_away};
use http::page::refusal;
use http::{
    Answer, Can, EdgeError, Form, Page, Query, Routes, SignedIn, Visitor, html, html_with, permit, see_other,
};
use identity::{Client, PeopleSettings, session_cookie};
use kernel::{Error, Instant, Line, Permission, Result};
use serde::Deserialize;
use validator::Validate;

use crate::model::AnnouncementId;
use crate::ops::{Waiting, end_own_support, enter_support, find_waiting};

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.get("/support/enter", "support_enter_page", page).for_provider();
    r.post("/support/enter", "support_enter_form", enter)
        .for_provider();
    r.post("/support/end", "support_end_form", end)
        .for_provider()
        .access(http::Access::SignedIn);
    r.post("/admin/announcements/read", "read_announcement_form", read)
        .staff(Permission::UseAdmin);
}

#[derive(Template)]
#[template(path = "panel/enter.html")]
struct EnterPage {
    page: Page,
    /// Nothing when the access is over.
    visit: Option<Asked>,
    token: String,
    problem: String,
}

struct Asked {
    name: String,
    reason: String,
    until: Instant,
}

impl From<Waiting> for Asked {
    fn from(waiting: Waiting) -> Self {
        Self {
            name: waiting.staff_name,
            reason: waiting.reason,
            until: waiting.ends_at,
        }
    }
}

/// What the address brings.
#[derive(Debug, Deserialize)]
pub struct Link {
    token: Option<String>,
}

/// What the form sends on.
#[derive(Debug, Deserialize, Validate)]
pub struct Token {
    token: Line<100>,
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// What was read, and where the reader was.
#[derive(Debug, Deserialize, Validate)]
pub struct ReadForm {
    announcement_id: AnnouncementId,
    #[serde(default)]
    return_to: Option<Line<500>>,
}

async fn page(visitor: Visitor, req: HttpRequest, link: Query<Link>) -> Answer {
    refuse_platform(&visitor)?;
    let token = link.token.clone().unwrap_or_default();
    let mut tx = visitor.begin().await?;
    let found = find_waiting(&mut tx, &token).await;
    tx.commit().await?;
    match found {
        Ok(waiting) => html(&EnterPage {
            page: Page::titled(&visitor, &req, "panel-enter-title"),
            visit: Some(waiting.into()),
            token,
            problem: String::new(),
        }),
        Err(error) => over(&visitor, &req, error),
    }
}

async fn enter(
    visitor: Visitor,
    req: HttpRequest,
    people: web::Data<PeopleSettings>,
    form: Form<Token>,
) -> Answer {
    refuse_platform(&visitor)?;
    let token = form.into_inner()?.token;
    let client = client_of(&visitor, &req);
    let entered = enter_support(&visitor.app, visitor.shop.id, token.as_str(), &client, &people).await;
    match entered {
        Ok(entered) => {
            let mut answer = see_other("/admin");
            let cookie = session_cookie(entered.opened.token, Some(entered.seconds));
            with_cookie(&mut answer, &cookie)?;
            Ok(answer)
        }
        Err(error) => over(&visitor, &req, error),
    }
}

async fn end(caller: SignedIn, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = caller.begin().await?;
    end_own_support(&mut tx, &caller.person).await?;
    tx.commit().await?;
    let mut answer = see_other("/login?done=panel-support-ended");
    with_cookie(&mut answer, &session_cookie(String::new(), Some(0)))?;
    Ok(answer)
}

async fn read(_: Can<permit::UseAdmin>, req: HttpRequest, form: Form<ReadForm>) -> Answer {
    let form = form.into_inner()?;
    let back = form.return_to.as_ref().map_or("/admin", Line::as_str);
    let mut answer = see_other(back);
    let cookie = Cookie::build(READ_COOKIE, put_away(&req, form.announcement_id.0))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish();
    with_cookie(&mut answer, &cookie)?;
    Ok(answer)
}

/// Nobody helps the provider itself.
fn refuse_platform(visitor: &Visitor) -> Result<()> {
    if visitor.shop.is_platform() {
        Err(EdgeError::NotFound.into())
    } else {
        Ok(())
    }
}

/// The page that says what is the matter with the token.
fn over(visitor: &Visitor, req: &HttpRequest, error: Error) -> Answer {
    let (status, error): (StatusCode, Error) = refusal(error)?;
    let page = Page::titled(visitor, req, "panel-enter-title");
    let shown = EnterPage {
        problem: page.error_text(&error),
        visit: None,
        token: String::new(),
        page,
    };
    html_with(status, &shown)
}

fn client_of(visitor: &Visitor, req: &HttpRequest) -> Client {
    let agent = req
        .headers()
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok());
    Client {
        address: client_address(req, &visitor.app.settings.trusted_proxies),
        user_agent: agent.map(|text| text.chars().take(400).collect()),
    }
}

fn with_cookie(answer: &mut HttpResponse, cookie: &Cookie<'_>) -> Result<()> {
    answer.add_cookie(cookie).map_err(|e| Error::fault(e.to_string()))
}
