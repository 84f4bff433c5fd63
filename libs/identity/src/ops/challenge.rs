//! Between the two steps of a sign-in: a token that says who proved the first factor, for one kind of caller and a short
//! time. It is worth nothing without the second.

use db::TenantTx;
use http::secrets::{new_token, token_hash};
use kernel::{PersonId, Result};

use crate::model::{FirstProof, SessionKind};

/// Seconds that it lives.
pub const LIVES: i64 = 10 * 60;

/// What the first step proved.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Challenge {
    /// Who.
    pub person_id: PersonId,
    /// By what.
    pub first_proof: FirstProof,
    /// "Remember me".
    pub remember: bool,
}

/// A token for who owes the second step; it is told once, here.
pub(crate) async fn challenge(
    tx: &mut TenantTx,
    person: PersonId,
    kind: SessionKind,
    first_proof: FirstProof,
    remember: bool,
) -> Result<String> {
    let token = new_token(tx.env());
    let now = tx.now();
    sqlx::query(
        "insert into sign_in_challenge (tenant_id, token_hash, person_id, kind, first_proof, remember, created_at,
                                        expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(token_hash(&token))
    .bind(person)
    .bind(kind)
    .bind(first_proof)
    .bind(remember)
    .bind(now)
    .bind(now.plus_seconds(LIVES))
    .execute(&mut **tx)
    .await?;
    Ok(token)
}

/// Whose a token is, if it can still be used, without using it.
pub async fn find_challenge(tx: &mut TenantTx, token: &str, kind: SessionKind) -> Result<Option<Challenge>> {
    Ok(sqlx::query_as(
        "select person_id, first_proof, remember
           from sign_in_challenge
          where tenant_id = $1 and token_hash = $2 and kind = $3 and used_at is null and expires_at > $4",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(kind)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Uses a token; of two who try, one succeeds.
pub(crate) async fn use_challenge(tx: &mut TenantTx, token: &str, kind: SessionKind) -> Result<bool> {
    let done = sqlx::query(
        "update sign_in_challenge set used_at = $4
          where tenant_id = $1 and token_hash = $2 and kind = $3 and used_at is null and expires_at > $4",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(kind)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the person's sign-ins that are half done.
pub(crate) async fn end_challenges(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("delete from sign_in_challenge where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
