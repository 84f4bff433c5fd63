//! Links in mails: issued once, used once.

use db::TenantTx;
use http::secrets::{new_token, token_hash};
use kernel::{PersonId, Result};

use crate::model::Purpose;

/// A new token; of the same purpose the person's earlier ones stop working.
pub(crate) async fn issue(
    tx: &mut TenantTx,
    person: PersonId,
    purpose: Purpose,
    lives: i64,
) -> Result<String> {
    use_up(tx, person, purpose).await?;
    let token = new_token(tx.env());
    let now = tx.now();
    sqlx::query(
        "insert into one_time_token (tenant_id, token_hash, person_id, purpose, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(tx.tenant())
    .bind(token_hash(&token))
    .bind(person)
    .bind(purpose)
    .bind(now)
    .bind(now.plus_seconds(lives))
    .execute(&mut **tx)
    .await?;
    Ok(token)
}

/// Whose a token of one of these purposes is, if it can still be used, without using it.
pub async fn find(
    tx: &mut TenantTx,
    token: &str,
    purposes: &[Purpose],
) -> Result<Option<(PersonId, Purpose)>> {
    Ok(sqlx::query_as(
        "select person_id, purpose
           from one_time_token
          where tenant_id = $1 and token_hash = $2 and used_at is null and expires_at > $3
            and purpose = any ($4)",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(tx.now())
    .bind(purposes.iter().map(|p| p.as_str()).collect::<Vec<_>>())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Uses a token; of two who try, one succeeds.
pub(crate) async fn redeem(
    tx: &mut TenantTx,
    token: &str,
    purposes: &[Purpose],
) -> Result<Option<(PersonId, Purpose)>> {
    Ok(sqlx::query_as(
        "update one_time_token set used_at = $3
          where tenant_id = $1 and token_hash = $2 and used_at is null and expires_at > $3
            and purpose = any ($4)
         returning person_id, purpose",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(tx.now())
    .bind(purposes.iter().map(|p| p.as_str()).collect::<Vec<_>>())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Makes the person's outstanding links of this purpose useless.
pub(crate) async fn use_up(tx: &mut TenantTx, person: PersonId, purpose: Purpose) -> Result<()> {
    sqlx::query(
        "update one_time_token set used_at = $4
          where tenant_id = $1 and person_id = $2 and purpose = $3 and used_at is null",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(purpose)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
