//! A business opens its shop: a page and an address for programs, at the platform's own host only.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use db::TenantTx;
use http::{Answer, EdgeError, Form, FormState, Json, Page, Routes, Visitor, html};
use kernel::{Email, Error, Line, PersonId, Result, Slug};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::desk::Desk;
use super::web::{again, refusal};
use crate::hashing;
use crate::letters::{Letters, Reader};
use crate::model::{Password, Purpose};
use crate::ops::one_time_link::issue;
use crate::ops::sign_up::{SignUp, sign_up};
use crate::ops::throttle::Subject;

/// Declares the routes.
pub fn routes(r: &mut Routes) {
    r.get("/signup", "signup_page", page);
    r.post("/signup", "signup_form", submit);
    r.post("/api/v1/signup", "sign_up", create)
        .summary("Opens a shop with its owner (at the platform's host).")
        .takes::<SignUpInput>()
        .gives::<Opened>(201);
}

/// A new business.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUpInput {
    /// Name of the business.
    pub shop_name: Line<120>,
    /// Its address: `salon-aurora` becomes `salon-aurora.<domain>`.
    pub slug: Slug,
    /// The owner's name.
    pub name: Line<120>,
    /// The owner's e-mail.
    pub email: Email,
    /// The owner's password.
    #[schema(value_type = String)]
    pub password: Password,
}

/// A shop that has just been opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opened {
    /// Where its owner signs in.
    pub url: String,
}

#[derive(Template)]
#[template(path = "identity/signup.html")]
struct SignUpPage {
    page: Page,
    f: FormState,
    domain: String,
}

#[derive(Template)]
#[template(path = "identity/signup_done.html")]
struct DonePage {
    page: Page,
    url: String,
}

async fn page(visitor: Visitor, req: HttpRequest) -> Answer {
    let domain = platform_domain(&visitor)?;
    html(&SignUpPage {
        page: Page::titled(&visitor, &req, "signup-title"),
        f: FormState::blank(),
        domain,
    })
}

async fn submit(desk: Desk, form: Form<SignUpInput>) -> Answer {
    let domain = platform_domain(&desk)?;
    let opened = match form.parsed {
        Ok(input) => open(&desk, input, &domain).await,
        Err(error) => Err(error.into()),
    };
    match opened {
        Ok(url) => html(&DonePage {
            page: Page::titled(&desk, &desk.req, "signup-done-title"),
            url,
        }),
        Err(failure) => {
            let error = refusal(failure)?;
            let page = Page::titled(&desk, &desk.req, "signup-title");
            let f = FormState::refused(&page, form.typed, &error);
            again(error, &SignUpPage { page, f, domain })
        }
    }
}

async fn create(desk: Desk, body: Json<SignUpInput>) -> Answer {
    let domain = platform_domain(&desk)?;
    let url = open(&desk, body.into_inner(), &domain).await?;
    Ok(HttpResponse::Created().json(Opened { url }))
}

/// Hashes before a connection is taken, then opens the shop in one commit.
async fn open(desk: &Desk, input: SignUpInput, domain: &str) -> Answer<String> {
    desk.people.password.check(&input.password, &input.email)?;
    desk.admit(Subject::SignUps, desk.people.sign_ups).await?;
    let new = SignUp {
        password_hash: hashing::hash(&input.password).await?,
        slug: input.slug,
        name: input.shop_name,
        email: input.email,
        owner_name: input.name,
        locale: desk.locale,
        verified: false,
    };
    let host = format!("{}.{domain}", new.slug);
    let to = (new.email.clone(), new.owner_name.clone());
    let tx = desk.app.begin_platform(desk.actor(), "sign_up").await?;
    let (mut tx, owner) = sign_up(tx, new, domain).await?;
    ask_for_proof(&mut tx, desk, owner, &to).await?;
    tx.commit().await?;
    Ok(desk.app.link(&host, "/login?next=/admin"))
}

/// Mails the owner, in the new shop's name, the link that proves the address.
async fn ask_for_proof(
    tx: &mut TenantTx,
    desk: &Desk,
    owner: PersonId,
    (email, name): &(Email, Line<120>),
) -> Result<()> {
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let token = issue(tx, owner, Purpose::VerifyEmail, desk.people.verify_link_seconds).await?;
    let to = Reader {
        email,
        name,
        locale: desk.locale,
    };
    Letters::new(&desk.app, &shop).verify(tx, to, &token).await
}

/// `platform.<domain>`: shops sign up at the platform, nowhere else.
fn platform_domain(visitor: &Visitor) -> Result<String> {
    let own = visitor
        .shop
        .host
        .strip_prefix("platform.")
        .filter(|_| visitor.shop.is_platform());
    own.map(str::to_owned).ok_or_else(|| EdgeError::NotFound.into())
}
