//! `Idempotency-Key`: the same key gives the same answer, even when two requests race.
//!
//! The key's row is inserted first, in the transaction of the effect. A second request with the same key waits for
//! that insert at the unique index; once the first commits it finds the row with the answer and replays it.
//!
//! Answers are kept sealed: they hold keys of orders and people's data, and whoever reads the table or a backup of it
//! shall not. [`crate::jobs`] forgets them in time.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use db::TenantTx;
use kernel::{Error, Result};
use serde::Serialize;

use crate::errors::EdgeError;
use crate::failure::Failure;
use crate::vault::{Place, SealedColumn, Vault};

const PURPOSE: &str = "idempotent-answer";

/// Answers are forgotten within days, so they are not sealed anew: their key waits for them.
pub(crate) const SEALED: SealedColumn = SealedColumn {
    table: "idempotency_key",
    column: "body",
    key: None,
    purpose: PURPOSE,
};

/// The header's value: 1 to 255 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub String);

impl FromRequest for IdempotencyKey {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let value = req.headers().get("idempotency-key").and_then(|v| v.to_str().ok());
        let fits = |v: &&str| (1..=255).contains(&v.len()) && v.bytes().all(|b| b.is_ascii_graphic());
        ready(
            value
                .filter(fits)
                .map(|v| Self(v.to_owned()))
                .ok_or_else(|| EdgeError::IdempotencyKeyMissing.into()),
        )
    }
}

/// Who asks what with which key.
#[derive(Debug)]
pub struct Ask<'a> {
    /// What seals the answer.
    pub vault: &'a Vault,
    /// `person:<id>`, `cart:<id>`, …
    pub actor: String,
    /// Method and pattern of the route.
    pub route: &'static str,
    /// The key.
    pub key: &'a IdempotencyKey,
    /// SHA-256 of the request's body.
    pub request_hash: [u8; 32],
}

impl Ask<'_> {
    /// What the answer's row is known by. Neither an actor nor a route holds a line break.
    fn row(&self) -> String {
        [&self.actor, self.route, &self.key.0].join("\n")
    }
}

/// What to do with a request that carries a key.
#[derive(Debug)]
pub enum Claim {
    /// First of its kind: do it, then [`record`] the answer in the same transaction.
    New,
    /// Done before: give this answer.
    Replay(HttpResponse),
}

/// Claims the key. Fails with 422 when it was used with another body.
pub async fn claim(tx: &mut TenantTx, ask: &Ask<'_>) -> Result<Claim> {
    let inserted = sqlx::query(
        "insert into idempotency_key (tenant_id, actor, route, key, request_hash, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(&ask.actor)
    .bind(ask.route)
    .bind(&ask.key.0)
    .bind(ask.request_hash.as_slice())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if inserted == 1 {
        return Ok(Claim::New);
    }
    let answer = find(tx, ask).await?;
    answer
        .map(Claim::Replay)
        .ok_or_else(|| Error::fault("an idempotency key disappeared while it was claimed"))
}

/// Hash of the request, status, sealed body; the last two only once the answer is recorded.
type Kept = (Vec<u8>, Option<i16>, Option<Vec<u8>>);

/// The answer given under the key, if there is one. Fails with 422 when the key was used with another body.
pub async fn find(tx: &mut TenantTx, ask: &Ask<'_>) -> Result<Option<HttpResponse>> {
    let row: Option<Kept> = sqlx::query_as(
        "select request_hash, status, body from idempotency_key
          where tenant_id = $1 and actor = $2 and route = $3 and key = $4",
    )
    .bind(tx.tenant())
    .bind(&ask.actor)
    .bind(ask.route)
    .bind(&ask.key.0)
    .fetch_optional(&mut **tx)
    .await?;
    let Some((hash, status, body)) = row else {
        return Ok(None);
    };
    if hash != ask.request_hash {
        return Err(EdgeError::IdempotencyKeyReused.into());
    }
    let status = status
        .and_then(|s| u16::try_from(s).ok())
        .and_then(|s| StatusCode::from_u16(s).ok());
    let (Some(status), Some(sealed)) = (status, body) else {
        return Err(Error::fault(
            "an idempotency key was committed without its answer",
        ));
    };
    let row = ask.row();
    let place = Place {
        purpose: PURPOSE,
        row: row.as_bytes(),
    };
    let body = ask.vault.open(tx, place, &sealed).await?;
    Ok(Some(
        HttpResponse::build(status)
            .insert_header(("Idempotent-Replayed", "true"))
            .content_type("application/json")
            .body(body),
    ))
}

/// Keeps the answer beside the key, in the transaction of the effect.
pub async fn record<T: Serialize>(
    tx: &mut TenantTx,
    ask: &Ask<'_>,
    status: StatusCode,
    body: &T,
) -> Result<()> {
    let code = i16::try_from(status.as_u16()).unwrap_or(200);
    let plain = serde_json::to_vec(body).map_err(|e| Error::Fault(e.into()))?;
    let row = ask.row();
    let place = Place {
        purpose: PURPOSE,
        row: row.as_bytes(),
    };
    let sealed = ask.vault.seal(tx, place, &plain).await?;
    sqlx::query(
        "update idempotency_key set status = $5, body = $6
          where tenant_id = $1 and actor = $2 and route = $3 and key = $4",
    )
    .bind(tx.tenant())
    .bind(&ask.actor)
    .bind(ask.route)
    .bind(&ask.key.0)
    .bind(code)
    .bind(sealed)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
