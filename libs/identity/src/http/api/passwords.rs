//! Registering, and new passwords.

use actix_web::HttpResponse;
use http::{Answer, Json, SignedIn};
use kernel::{Email, Line, Phone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::http::desk::Desk;
use crate::http::passwords::{self, Registration, change_own, register_customer, set_by_link};
use crate::model::Password;
use crate::ops::set_password::{INVITATIONS, PASSWORD_LINKS};
use crate::ops::verify_email::verify_email;

/// A new customer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterRequest {
    /// Address.
    pub email: Email,
    /// At least 10 characters, or 8 with upper and lower case, a digit and a symbol; not a common one.
    pub password: Password,
    /// Name.
    pub name: Line<120>,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<Phone>,
}

/// Whose password was forgotten.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgotRequest {
    /// Address.
    pub email: Email,
}

/// A new password through a link.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetRequest {
    /// As the mail's link holds it.
    pub token: Line<200>,
    /// The new password.
    pub password: Password,
}

/// A proof of the address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyRequest {
    /// As the mail's link holds it.
    pub token: Line<200>,
}

/// A new password for an old one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChangeRequest {
    /// The present password.
    pub current_password: Password,
    /// The new one.
    pub password: Password,
}

/// Heard; the mail tells the rest.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accepted {
    /// Always `check_your_mail`.
    pub status: &'static str,
}

const CHECK_YOUR_MAIL: Accepted = Accepted {
    status: "check_your_mail",
};

/// `POST /api/v1/auth/register`.
pub async fn register(desk: Desk, body: Json<RegisterRequest>) -> Answer {
    let RegisterRequest {
        email,
        password,
        name,
        phone,
    } = body.into_inner();
    register_customer(
        &desk,
        Registration {
            email,
            password,
            name,
            phone,
        },
    )
    .await?;
    Ok(HttpResponse::Created().json(CHECK_YOUR_MAIL))
}

/// `POST /api/v1/auth/forgot-password`.
pub async fn forgot(desk: Desk, body: Json<ForgotRequest>) -> Answer {
    passwords::forgot(&desk, &body.email).await?;
    Ok(HttpResponse::Accepted().json(CHECK_YOUR_MAIL))
}

/// `POST /api/v1/auth/reset-password`.
pub async fn reset(desk: Desk, body: Json<ResetRequest>) -> Answer {
    set_by_link(&desk, &body.token, &body.password, &PASSWORD_LINKS).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /api/v1/auth/accept-invitation`.
pub async fn accept(desk: Desk, body: Json<ResetRequest>) -> Answer {
    set_by_link(&desk, &body.token, &body.password, &INVITATIONS).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /api/v1/auth/verify-email`.
pub async fn verify(desk: Desk, body: Json<VerifyRequest>) -> Answer {
    let mut tx = desk.begin().await?;
    verify_email(&mut tx, &body.token).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /api/v1/auth/change-password`.
pub async fn change(desk: Desk, caller: SignedIn, body: Json<PasswordChangeRequest>) -> Answer {
    change_own(&desk, &caller, &body.current_password, &body.password).await?;
    Ok(HttpResponse::NoContent().finish())
}
