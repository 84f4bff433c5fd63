//! An address that is told events is made or changed.

use db::TenantTx;
use http::{EdgeError, Vault};
use kernel::{Error, Result};
use outbound::{AddressFault, Reach, Url};
use secrecy::{ExposeSecret as _, SecretString};
use webhooks::Secret;

use crate::error::IntegratorsError;
use crate::model::{EndpointId, EventKind, MOST_ENDPOINTS};
use crate::sealed::{ADDRESS, SECRET, place};

/// What an address is to be told.
#[derive(Debug)]
pub struct EndpointChange<'a> {
    /// Where; none keeps the one that is.
    pub url: Option<&'a str>,
    /// What it is told.
    pub events: &'a [EventKind],
    /// Whether it is told anything at all.
    pub enabled: bool,
    /// The version that was read, if the caller says so.
    pub expected: Option<i64>,
}

/// Makes one. Its secret is told here and never again.
pub async fn add_endpoint(
    tx: &mut TenantTx,
    vault: &Vault,
    reach: Reach,
    url: &str,
    events: &[EventKind],
) -> Result<(EndpointId, SecretString)> {
    let (host, kinds) = (host_of(reach, url)?, chosen(events)?);
    if count(tx).await? >= MOST_ENDPOINTS {
        return Err(IntegratorsError::TooManyWebhooks.into());
    }
    let id: EndpointId = tx.new_id();
    let secret = Secret::generate(tx.env()).to_text();
    let address = vault.seal(tx, place(ADDRESS, &id), url.as_bytes()).await?;
    let plain = secret.expose_secret().as_bytes();
    let sealed = vault.seal(tx, place(SECRET, &id), plain).await?;
    sqlx::query(
        "insert into event_endpoint
           (tenant_id, endpoint_id, host, address_sealed, secret_sealed, kinds, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(host)
    .bind(address)
    .bind(sealed)
    .bind(kinds)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok((id, secret))
}

/// Changes it. Switched on again, it begins as if it had never failed; what was given up meanwhile can be replayed.
pub async fn change_endpoint(
    tx: &mut TenantTx,
    vault: &Vault,
    reach: Reach,
    id: EndpointId,
    change: EndpointChange<'_>,
) -> Result<()> {
    let kinds = chosen(change.events)?;
    let host = change.url.map(|url| host_of(reach, url)).transpose()?;
    let version = lock(tx, id).await?;
    if change.expected.is_some_and(|expected| expected != version) {
        return Err(EdgeError::Stale.into());
    }
    let address = match change.url {
        Some(url) => Some(vault.seal(tx, place(ADDRESS, &id), url.as_bytes()).await?),
        None => None,
    };
    sqlx::query(
        "update event_endpoint
            set host = coalesce($3, host), address_sealed = coalesce($4, address_sealed), kinds = $5,
                stopped_at = case when $6 then null else coalesce(stopped_at, $7) end,
                stopped_reason = case when $6 then null else coalesce(stopped_reason, 'by_hand') end,
                failing_since = case when $6 and (stopped_at is not null or $4 is not null) then null else failing_since end,
                failures = case when $6 and (stopped_at is not null or $4 is not null) then 0 else failures end,
                retry_at = case when $6 and (stopped_at is not null or $4 is not null) then null else retry_at end,
                updated_at = $7, version = version + 1
          where tenant_id = $1 and endpoint_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(host)
    .bind(address)
    .bind(kinds)
    .bind(change.enabled)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn lock(tx: &mut TenantTx, id: EndpointId) -> Result<i64> {
    let version: Option<i64> = sqlx::query_scalar(
        "select version from event_endpoint where tenant_id = $1 and endpoint_id = $2 for no key update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    version.ok_or_else(Error::not_found)
}

async fn count(tx: &mut TenantTx) -> Result<i64> {
    Ok(
        sqlx::query_scalar("select count(*) from event_endpoint where tenant_id = $1")
            .bind(tx.tenant())
            .fetch_one(&mut **tx)
            .await?,
    )
}

/// Each once.
fn chosen(events: &[EventKind]) -> Result<Vec<&'static str>> {
    let wanted = EventKind::CHOSEN.into_iter().filter(|kind| events.contains(kind));
    let kinds: Vec<&str> = wanted.map(EventKind::as_str).collect();
    if kinds.is_empty() {
        return Err(Error::invalid("events", "required"));
    }
    Ok(kinds)
}

fn host_of(reach: Reach, address: &str) -> Result<String> {
    let url: Url = address
        .parse()
        .map_err(|_| Error::invalid("url", "not_an_address"))?;
    reach.check(&url).map_err(|fault| {
        let code = match fault {
            AddressFault::NotHttps => "not_https",
            AddressFault::Credentials => "holds_a_password",
            AddressFault::NotPublic | AddressFault::NoAddress => "not_public",
        };
        Error::invalid("url", code)
    })?;
    Ok(url.host_str().unwrap_or_default().to_owned())
}
