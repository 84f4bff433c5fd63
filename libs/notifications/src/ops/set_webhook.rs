//! The shop's own server that is told, and the secret by which it knows us.

use db::TenantTx;
use http::Vault;
use kernel::id::Uuid;
use kernel::{Error, Result};
use outbound::{AddressFault, Reach, Url};
use secrecy::{ExposeSecret as _, SecretString};
use webhooks::Secret;

use crate::error::NotificationsError;
use crate::sealed::{WEBHOOK, WEBHOOK_PREVIOUS, WEBHOOK_SECRET, place};

/// Seconds that the secret before signs too: a day.
const OVERLAP: i64 = 86_400;

/// Takes this address. A new endpoint gets a secret, which is told here and never again; another address of the same one keeps
/// what it has. Refuses what may not be called.
pub async fn set_webhook(
    tx: &mut TenantTx,
    vault: &Vault,
    reach: Reach,
    address: &str,
) -> Result<Option<SecretString>> {
    let host = host_of(reach, address)?;
    if let Some(id) = lock(tx).await? {
        move_to(tx, vault, id, (&host, address)).await?;
        return Ok(None);
    }
    let secret = Secret::generate(tx.env()).to_text();
    let id: Uuid = tx.new_id();
    let sealed = vault.seal(tx, place(WEBHOOK, &id), address.as_bytes()).await?;
    let plain = secret.expose_secret().as_bytes();
    let secret_sealed = vault.seal(tx, place(WEBHOOK_SECRET, &id), plain).await?;
    sqlx::query(
        "insert into webhook_endpoint (tenant_id, endpoint_id, host, address_sealed, secret_sealed, created_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(host)
    .bind(sealed)
    .bind(secret_sealed)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(Some(secret))
}

/// Makes another secret, told here and never again. For a day calls are signed with the one before as well.
pub async fn renew_secret(tx: &mut TenantTx, vault: &Vault) -> Result<SecretString> {
    let id = lock(tx).await?.ok_or(NotificationsError::NotSetUp)?;
    let sealed: Vec<u8> = sqlx::query_scalar(
        "select secret_sealed from webhook_endpoint where tenant_id = $1 and endpoint_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    let before = vault.open(tx, place(WEBHOOK_SECRET, &id), &sealed).await?;
    let previous = vault.seal(tx, place(WEBHOOK_PREVIOUS, &id), &before).await?;
    let secret = Secret::generate(tx.env()).to_text();
    let plain = secret.expose_secret().as_bytes();
    let sealed = vault.seal(tx, place(WEBHOOK_SECRET, &id), plain).await?;
    sqlx::query(
        "update webhook_endpoint set secret_sealed = $3, previous_sealed = $4, previous_until = $5
          where tenant_id = $1 and endpoint_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(sealed)
    .bind(previous)
    .bind(tx.now().plus_seconds(OVERLAP))
    .execute(&mut **tx)
    .await?;
    Ok(secret)
}

/// Nothing is told there any more.
pub async fn remove_webhook(tx: &mut TenantTx) -> Result<()> {
    let done = sqlx::query("delete from webhook_endpoint where tenant_id = $1")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    match done.rows_affected() {
        0 => Err(NotificationsError::NotSetUp.into()),
        _ => Ok(()),
    }
}

fn host_of(reach: Reach, address: &str) -> Result<String> {
    let url: Url = address
        .parse()
        .map_err(|_| Error::invalid("webhook", "not_an_address"))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    reach.check(&url).map_err(|fault| {
        let code = match fault {
            AddressFault::NotHttps => "not_https",
            AddressFault::Credentials => "holds_a_password",
            AddressFault::NotPublic | AddressFault::NoAddress => "not_public",
        };
        Error::invalid("webhook", code)
    })?;
    Ok(host)
}

async fn lock(tx: &mut TenantTx) -> Result<Option<Uuid>> {
    Ok(
        sqlx::query_scalar("select endpoint_id from webhook_endpoint where tenant_id = $1 for update")
            .bind(tx.tenant())
            .fetch_optional(&mut **tx)
            .await?,
    )
}

async fn move_to(tx: &mut TenantTx, vault: &Vault, id: Uuid, (host, address): (&str, &str)) -> Result<()> {
    let sealed = vault.seal(tx, place(WEBHOOK, &id), address.as_bytes()).await?;
    sqlx::query(
        "update webhook_endpoint set host = $3, address_sealed = $4, stopped_at = null
          where tenant_id = $1 and endpoint_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(host)
    .bind(sealed)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
