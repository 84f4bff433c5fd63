//! A business opens its shop: a page and an address for programs, at the platform's own host only.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use db::TenantTx;
use http::{Answer, EdgeError, Form, FormState, Json, Page, Routes, Visitor, html, html_with};
use kernel::{Email, Error, Line, PersonId, Result, Slug};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::hashing;
use crate::letters::{Letters, Reader};
use crate::model::{Password, Purpose};
use crate::ops::one_time_link::issue;
use crate::ops::sign_up::{SignUp, sign_up};
use crate::settings::PeopleSettings;

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

async fn submit(
    visitor: Visitor,
    req: HttpRequest,
    people: web::Data<PeopleSettings>,
    form: Form<SignUpInput>,
) -> Answer {
    let domain = platform_domain(&visitor)?;
    let opened = match form.parsed {
        Ok(input) => open(&visitor, &people, input, &domain).await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(url) => html(&DonePage {
            page: Page::titled(&visitor, &req, "signup-done-title"),
            url,
        }),
        Err(error) => {
            let page = Page::titled(&visitor, &req, "signup-title");
            let f = FormState::refused(&page, form.typed, &error);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &SignUpPage { page, f, domain })
        }
    }
}

async fn create(visitor: Visitor, people: web::Data<PeopleSettings>, body: Json<SignUpInput>) -> Answer {
    let domain = platform_domain(&visitor)?;
    let url = open(&visitor, &people, body.into_inner(), &domain).await?;
    Ok(HttpResponse::Created().json(Opened { url }))
}

/// Hashes before a connection is taken, then opens the shop in one commit.
async fn open(
    visitor: &Visitor,
    people: &PeopleSettings,
    input: SignUpInput,
    domain: &str,
) -> Result<String> {
    people.password.check(&input.password, &input.email)?;
    let new = SignUp {
        password_hash: hashing::hash(&input.password).await?,
        slug: input.slug,
        name: input.shop_name,
        email: input.email,
        owner_name: input.name,
        locale: visitor.locale,
        verified: false,
    };
    let host = format!("{}.{domain}", new.slug);
    let to = (new.email.clone(), new.owner_name.clone());
    let tx = visitor.app.begin_platform(visitor.actor()).await?;
    let (mut tx, owner) = sign_up(tx, new, domain).await?;
    ask_for_proof(&mut tx, visitor, people, owner, &to).await?;
    tx.commit().await?;
    Ok(visitor.app.link(&host, "/login?next=/admin"))
}

/// Mails the owner, in the new shop's name, the link that proves the address.
async fn ask_for_proof(
    tx: &mut TenantTx,
    visitor: &Visitor,
    people: &PeopleSettings,
    owner: PersonId,
    (email, name): &(Email, Line<120>),
) -> Result<()> {
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let token = issue(tx, owner, Purpose::VerifyEmail, people.verify_link_seconds).await?;
    let to = Reader {
        email,
        name,
        locale: visitor.locale,
    };
    Letters::new(&visitor.app, &shop).verify(tx, to, &token).await
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
