//! Registering as a customer.

use askama::Template;
use http::{Answer, Form, FormState, Page, html, see_other};
use kernel::{Email, Error, Line, Phone};
use serde::Deserialize;
use validator::Validate;

use super::{again, google, refusal};
use crate::http::desk::Desk;
use crate::http::passwords::{Registration, register_customer};
use crate::model::Password;

#[derive(Template)]
#[template(path = "identity/register.html")]
struct RegisterPage {
    page: Page,
    f: FormState,
    google: Option<String>,
}

/// What is typed.
#[derive(Debug, Deserialize, Validate)]
pub struct RegisterForm {
    email: Email,
    password: Password,
    name: Line<120>,
    phone: Option<Phone>,
}

/// `GET /register`.
pub async fn page(desk: Desk) -> Answer {
    if desk.shop.is_platform() {
        return Err(Error::not_found().into());
    }
    if desk.person.is_some() {
        return Ok(see_other("/account"));
    }
    html(&register_page(&desk, frame(&desk), FormState::blank()))
}

/// `POST /register`.
pub async fn submit(desk: Desk, form: Form<RegisterForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(RegisterForm {
            email,
            password,
            name,
            phone,
        }) => {
            register_customer(
                &desk,
                Registration {
                    email,
                    password,
                    name,
                    phone,
                },
            )
            .await
        }
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other("/login?done=identity-registered")),
        Err(failure) => {
            let (error, page) = (refusal(failure)?, frame(&desk));
            let f = FormState::refused(&page, form.typed, &error);
            again(error, &register_page(&desk, page, f))
        }
    }
}

fn register_page(desk: &Desk, page: Page, f: FormState) -> RegisterPage {
    RegisterPage {
        page,
        f,
        google: google::way_in(desk, ""),
    }
}

fn frame(desk: &Desk) -> Page {
    Page::titled(desk, &desk.req, "identity-register-title")
}
