//! The row with the shared secret: the one place that seals and opens it.

use db::TenantTx;
use http::{Place, SealedColumn, Vault};
use kernel::{Error, Instant, PersonId, Result};

use crate::model::SharedSecret;

/// What the secret is sealed for.
const PURPOSE: &str = "totp";

/// For the renewing of keys.
pub(crate) const SEALED: SealedColumn = SealedColumn {
    table: "second_factor",
    column: "sealed_secret",
    key: Some("person_id"),
    purpose: PURPOSE,
};

/// Somebody's second factor.
#[derive(Debug)]
pub struct Factor {
    /// What their app knows.
    pub secret: SharedSecret,
    /// Since when it is asked for; none while it is only offered.
    pub confirmed_at: Option<Instant>,
    /// The newest step of which a code was taken.
    pub last_step: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    sealed_secret: Vec<u8>,
    confirmed_at: Option<Instant>,
    last_step: i64,
}

/// Offers a new secret in place of one that was never confirmed; what is asked for already stays.
pub async fn offer(tx: &mut TenantTx, vault: &Vault, person: PersonId) -> Result<()> {
    let secret = SharedSecret::new(tx.env());
    let sealed = vault.seal(tx, place(&person), &secret.0).await?;
    sqlx::query(
        "insert into second_factor as f (tenant_id, person_id, sealed_secret, created_at)
         values ($1, $2, $3, $4)
         on conflict (tenant_id, person_id) do update
            set sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
          where f.confirmed_at is null",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(sealed)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The person's, offered or asked for; its row is held until the commit, so that of two who bring one code the second
/// sees it used.
pub async fn find_factor(tx: &mut TenantTx, vault: &Vault, person: PersonId) -> Result<Option<Factor>> {
    let row: Option<Row> = sqlx::query_as(
        "select sealed_secret, confirmed_at, last_step
           from second_factor
          where tenant_id = $1 and person_id = $2
            for update",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let secret = vault.open(tx, place(&person), &row.sealed_secret).await?;
    let secret = <[u8; 20]>::try_from(secret).map_err(|_| Error::fault("a shared secret has 20 bytes"))?;
    Ok(Some(Factor {
        secret: SharedSecret(secret),
        confirmed_at: row.confirmed_at,
        last_step: row.last_step,
    }))
}

/// Whether the person has to give a code when signing in.
pub async fn is_asked_for(tx: &mut TenantTx, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (
           select from second_factor
            where tenant_id = $1 and person_id = $2 and confirmed_at is not null)",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_one(&mut **tx)
    .await?)
}

fn place(person: &PersonId) -> Place<'_> {
    Place {
        purpose: PURPOSE,
        row: person.0.as_bytes(),
    }
}
