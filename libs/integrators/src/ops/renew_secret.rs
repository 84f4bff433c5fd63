//! Another secret; for a day calls are signed with the one before as well.

use db::TenantTx;
use http::Vault;
use kernel::{Error, Result};
use secrecy::{ExposeSecret as _, SecretString};
use webhooks::Secret;

use crate::model::EndpointId;
use crate::sealed::{PREVIOUS, SECRET, place};

/// Seconds that the secret before signs too: a day.
const OVERLAP: i64 = 86_400;

/// Makes it; it is told here and never again.
pub async fn renew_secret(tx: &mut TenantTx, vault: &Vault, id: EndpointId) -> Result<SecretString> {
    let sealed: Option<Vec<u8>> = sqlx::query_scalar(
        "select secret_sealed from event_endpoint
          where tenant_id = $1 and endpoint_id = $2 for no key update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let sealed = sealed.ok_or_else(Error::not_found)?;
    let before = vault.open(tx, place(SECRET, &id), &sealed).await?;
    let previous = vault.seal(tx, place(PREVIOUS, &id), &before).await?;
    let secret = Secret::generate(tx.env()).to_text();
    let plain = secret.expose_secret().as_bytes();
    let sealed = vault.seal(tx, place(SECRET, &id), plain).await?;
    sqlx::query(
        "update event_endpoint
            set secret_sealed = $3, previous_sealed = $4, previous_until = $5, updated_at = $6, version = version + 1
          where tenant_id = $1 and endpoint_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(sealed)
    .bind(previous)
    .bind(tx.now().plus_seconds(OVERLAP))
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(secret)
}
