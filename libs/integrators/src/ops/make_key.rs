//! A key is made, and told once.

use db::TenantTx;
use http::routes::Scope;
use kernel::{ApiKeyId, Error, Line, PersonId, Result};
use secrecy::SecretString;

use crate::error::IntegratorsError;
use crate::model::{MOST_KEYS, NewToken};

/// Longest that a key lives, in days.
pub const MOST_DAYS: i64 = 730;

/// What to make.
#[derive(Debug)]
pub struct NewKey<'a> {
    /// Who makes it: it never may more than they.
    pub maker: PersonId,
    /// What it is for, in their words.
    pub name: &'a Line<60>,
    /// What it opens.
    pub scopes: &'a [Scope],
    /// Days that it is worth something.
    pub days: i64,
}

/// Makes it; what is given back is told nowhere else. Two at once may pass the limit by one, which harms nobody.
pub async fn make_key(tx: &mut TenantTx, new: NewKey<'_>) -> Result<(ApiKeyId, SecretString)> {
    let scopes = in_order(new.scopes)?;
    if !(1..=MOST_DAYS).contains(&new.days) {
        return Err(Error::invalid("days", "out_of_range"));
    }
    if count_in_use(tx).await? >= MOST_KEYS {
        return Err(IntegratorsError::TooManyKeys.into());
    }
    let id: ApiKeyId = tx.new_id();
    let token = NewToken::generate(tx.env());
    sqlx::query(
        "insert into api_key (tenant_id, key_id, person_id, name, prefix, token_hash, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(new.maker)
    .bind(new.name.as_str())
    .bind(&token.prefix)
    .bind(&token.hash)
    .bind(&scopes)
    .bind(tx.now())
    .bind(tx.now().plus_seconds(new.days * 86_400))
    .execute(&mut **tx)
    .await?;
    Ok((id, token.whole))
}

/// Each once.
fn in_order(scopes: &[Scope]) -> Result<Vec<&'static str>> {
    if scopes.is_empty() {
        return Err(Error::invalid("scopes", "required"));
    }
    let wanted = Scope::ALL.into_iter().filter(|scope| scopes.contains(scope));
    Ok(wanted.map(Scope::as_str).collect())
}

async fn count_in_use(tx: &mut TenantTx) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*) from api_key where tenant_id = $1 and revoked_at is null and expires_at > $2",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?)
}
