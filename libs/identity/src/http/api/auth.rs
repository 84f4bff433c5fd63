//! Signing in and out by token.

use actix_web::HttpResponse;
use http::keys::Claims;
use http::{Answer, App, Json, SignedIn};
use kernel::{Email, PersonId, Result, Role, SessionId, TenantId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::error::IdentityError;
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::sign_in::{Credentials, Welcome, note, sign_in};
use crate::model::{Password, SessionKind};
use crate::ops::refresh::{Refreshed, refresh};
use crate::ops::revoke_sessions::{Reason, revoke};

/// E-mail and password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// Address.
    pub email: Email,
    /// Password.
    pub password: Password,
    /// The refresh token lives 30 days instead of 7.
    #[serde(default)]
    pub remember: bool,
}

/// A refresh token.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// As the last answer gave it.
    #[validate(length(min = 1, max = 200))]
    pub refresh_token: String,
}

/// Both tokens.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenView {
    /// For `Authorization: Bearer …`.
    pub access_token: String,
    /// For the next refresh; works once.
    pub refresh_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds that the access token lives.
    pub expires_in: i64,
    /// Who.
    pub user: UserView,
}

/// Who signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserView {
    /// Which person.
    pub id: PersonId,
    /// Address.
    pub email: Email,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// `POST /api/v1/auth/login`.
pub async fn login(desk: Desk, body: Json<LoginRequest>) -> Answer {
    let LoginRequest {
        email,
        password,
        remember,
    } = body.into_inner();
    let given = Credentials {
        email,
        password,
        remember,
    };
    match sign_in(&desk, SessionKind::Api, &given).await? {
        Welcome::PasswordExpired(_) => Err(IdentityError::PasswordExpired.into()),
        Welcome::In(entered) => {
            let who = entered.person;
            let user = UserView {
                id: who.person_id,
                email: who.email,
                name: who.name,
                role: who.role,
            };
            let view = tokens(
                &desk.app,
                desk.shop.id,
                user,
                entered.opened.id,
                entered.opened.token,
            )
            .await?;
            Ok(cookies::with(no_store().json(view), &entered.cookies)?)
        }
    }
}

/// `POST /api/v1/auth/refresh`.
pub async fn refresh_tokens(desk: Desk, body: Json<RefreshRequest>) -> Answer {
    let mut tx = desk.begin().await?;
    let outcome = refresh(&mut tx, &body.refresh_token, &desk.client, &desk.people).await?;
    tx.commit().await?;
    match outcome {
        Refreshed::Refused(error) => {
            note(&desk, error.code().unwrap_or("fault"), None);
            Err(error.into())
        }
        Refreshed::Rotated(next) => {
            let user = UserView {
                id: next.person,
                email: next.email,
                name: next.name,
                role: next.role,
            };
            Ok(no_store().json(tokens(&desk.app, desk.shop.id, user, next.session, next.token).await?))
        }
    }
}

/// Signs the access token. Signing may read the keys, so no transaction is open here.
async fn tokens(
    app: &App,
    tenant: TenantId,
    user: UserView,
    session: SessionId,
    refresh_token: String,
) -> Result<TokenView> {
    let now = app.env.now().unix_seconds();
    let claims = Claims {
        iss: "vitrina".into(),
        sub: user.id,
        tid: tenant,
        sid: session,
        role: user.role,
        iat: now,
        exp: now + app.settings.access_token_seconds,
    };
    let access_token = app.keys.sign(&claims).await?;
    let expires_in = app.settings.access_token_seconds;
    Ok(TokenView {
        access_token,
        refresh_token,
        token_type: "Bearer",
        expires_in,
        user,
    })
}

/// Tokens stay out of caches (RFC 6749 §5.1).
fn no_store() -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer.insert_header(("cache-control", "no-store"));
    answer
}

/// `POST /api/v1/auth/logout`.
pub async fn logout(caller: SignedIn) -> Answer {
    let mut tx = caller.begin().await?;
    revoke(&mut tx, caller.person.session_id, Reason::SignedOut).await?;
    tx.commit().await?;
    let cookies = if caller.by_cookie {
        vec![cookies::no_session()]
    } else {
        vec![]
    };
    Ok(cookies::with(HttpResponse::NoContent().finish(), &cookies)?)
}
