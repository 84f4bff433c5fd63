//! Signing in and out by token.

use actix_web::HttpResponse;
use http::keys::Claims;
use http::{Answer, App, Json, SignedIn};
use kernel::{Email, Line, PersonId, Result, Role, SessionId, TenantId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::error::IdentityError;
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::sign_in::{Credentials, Welcome, give_code, note, sign_in};
use crate::model::{Password, SessionKind};
use crate::ops::challenge::LIVES;
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

/// The second step of signing in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorRequest {
    /// From the answer to the first step.
    #[validate(length(min = 1, max = 200))]
    pub challenge: String,
    /// Six digits of the app, or a recovery code.
    #[schema(value_type = String)]
    pub code: Line<40>,
}

/// Both tokens, or, of who has switched a second factor on, what the second step takes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum LoginView {
    /// In.
    In(Box<TokenView>),
    /// The code is owed.
    CodeNeeded(ChallengeView),
}

/// What `POST /api/v1/auth/login/second-factor` takes, besides the code.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChallengeView {
    /// Always true: tells this answer from the tokens.
    pub second_factor_needed: bool,
    /// Goes with the code; good for one sign-in.
    pub challenge: String,
    /// Seconds that it lives.
    pub expires_in: i64,
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
    let welcome = sign_in(&desk, SessionKind::Api, &given).await?;
    answer(&desk, welcome).await
}

/// `POST /api/v1/auth/login/second-factor`.
pub async fn second_factor(desk: Desk, body: Json<SecondFactorRequest>) -> Answer {
    let SecondFactorRequest { challenge, code } = body.into_inner();
    let welcome = give_code(&desk, SessionKind::Api, &challenge, &code.to_string()).await?;
    answer(&desk, welcome).await
}

/// What a program gets after a step that was right.
async fn answer(desk: &Desk, welcome: Welcome) -> Answer {
    match welcome {
        Welcome::PasswordExpired(_) => Err(IdentityError::PasswordExpired.into()),
        Welcome::CodeNeeded(challenge) => Ok(no_store().json(LoginView::CodeNeeded(ChallengeView {
            second_factor_needed: true,
            challenge,
            expires_in: LIVES,
        }))),
        Welcome::In(entered) => {
            let who = entered.person;
            let user = UserView {
                id: who.person_id,
                email: who.email,
                name: who.name,
                role: who.role,
            };
            let (session, token) = (entered.opened.id, entered.opened.token);
            let view = tokens(&desk.app, desk.shop.id, user, session, token).await?;
            let response = no_store().json(LoginView::In(Box::new(view)));
            Ok(cookies::with(response, &entered.cookies)?)
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
