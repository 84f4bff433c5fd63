//! Keys as JSON.

use actix_web::HttpResponse;
use http::routes::Scope;
use http::{Answer, Can, Id, Json, SignedIn, permit};
use identity::Prover;
use identity::model::Password;
use kernel::{ApiKeyId, Error, Line};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::keys::{Wish, make};
use crate::ops::revoke_key::revoke_key;
use crate::queries::keys::{KeyView, find_key, list_keys};

type Owner = Can<permit::ManagePeople>;

/// Days that a key lives when nobody says how many.
pub(super) const USUAL_DAYS: i64 = 365;

/// A new key.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewApiKeyRequest)]
pub struct NewKeyRequest {
    /// What it is for.
    #[schema(value_type = String, min_length = 1, max_length = 60)]
    pub name: Line<60>,
    /// What it opens; it never opens what its maker may not.
    #[validate(length(min = 1, max = 20))]
    pub scopes: Vec<Scope>,
    /// Days that it is worth something, up to 730.
    #[serde(default = "usual_days")]
    #[validate(range(min = 1, max = 730))]
    pub days: i64,
    /// The password, of who has one. Who has none signed in a few minutes ago.
    #[schema(value_type = Option<String>)]
    pub current_password: Option<Password>,
    /// Of who has a second factor: six digits of the app, or a recovery code.
    #[schema(value_type = Option<String>)]
    pub code: Option<Line<40>>,
}

const fn usual_days() -> i64 {
    USUAL_DAYS
}

/// A key that was made just now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NewApiKey)]
pub struct NewKeyView {
    /// What is kept of it.
    #[serde(flatten)]
    pub key: KeyView,
    /// The key itself: told now and never again. Goes as `Authorization: Bearer`.
    pub secret: String,
}

/// Keys.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKeyList)]
pub struct KeyList {
    /// Those in use first, then the newest.
    pub keys: Vec<KeyView>,
}

/// `GET /admin/api-keys`.
pub async fn list(ctx: Owner) -> Answer {
    let mut tx = ctx.begin().await?;
    let keys = list_keys(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(KeyList { keys }))
}

/// `POST /admin/api-keys`.
pub async fn create(ctx: Owner, prover: Prover, caller: SignedIn, body: Json<NewKeyRequest>) -> Answer {
    let wish = Wish {
        name: &body.name,
        scopes: &body.scopes,
        days: body.days,
        password: body.current_password.as_ref(),
        code: body.code.as_ref(),
    };
    let (id, secret) = make(&prover, &caller, wish).await?;
    let mut tx = ctx.begin().await?;
    let key = find_key(&mut tx, id).await?.ok_or_else(Error::not_found)?;
    tx.commit().await?;
    let secret = secret.expose_secret().to_owned();
    Ok(HttpResponse::Created().json(NewKeyView { key, secret }))
}

/// `DELETE /admin/api-keys/{id}`.
pub async fn revoke(ctx: Owner, id: Id<ApiKeyId>) -> Answer {
    let mut tx = ctx.begin().await?;
    revoke_key(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
