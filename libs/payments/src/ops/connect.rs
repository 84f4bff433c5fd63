//! The shop says how it is known at a provider.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Line, Result};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::error::PaymentsError;
use crate::jobs::ReadBanks;
use crate::model::{Account, AccountId, ProviderCode};
use crate::provider::{Failure, Identity, Provider};
use crate::queries::accounts::{find_account_at, find_account_named};
use crate::treasury::{ACCOUNT, HOOK, HOOK_PREVIOUS, Treasury, place};

/// Seconds that the signing secret before is taken too: two days.
const OVERLAP: i64 = 2 * 86_400;

/// Credentials, as the provider's panel shows them.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountRequest {
    /// What calls the provider: `APP_USR-…`, `sk_…`. Left out, the one before stays.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub access_token: Option<Line<400>>,
    /// What browsers may know.
    pub public_key: Line<200>,
    /// What signs webhooks. Left out, the one before stays.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub webhook_secret: Option<Line<400>>,
}

/// What the provider said of a credential, asked before anything is written.
#[derive(Debug, Clone)]
pub struct Checked {
    identity: Identity,
    secret: SecretString,
}

/// Asks the provider whose credential it is, outside any transaction.
pub async fn check(treasury: &Treasury, code: ProviderCode, token: &Line<400>) -> Result<Checked> {
    let provider: &dyn Provider = treasury.provider(code)?;
    let secret = SecretString::from(token.to_string());
    let identity = provider.identify(&secret).await.map_err(refusal)?;
    Ok(Checked { identity, secret })
}

fn refusal(failure: Failure) -> Error {
    match failure {
        Failure::Unknown(_) | Failure::Busy(_) => PaymentsError::ProviderAway.into(),
        Failure::Unauthorized | Failure::NotFound | Failure::Refused { .. } => {
            Error::invalid("access_token", "not_taken")
        }
    }
}

/// Keeps the account, one at each provider. Another one there is refused while one is connected (`payment_other_account`); what was
/// paid to those before stays known, and one that was let go of is itself again.
pub async fn save_account(
    tx: &mut TenantTx,
    treasury: &Treasury,
    code: ProviderCode,
    request: &AccountRequest,
    checked: Option<Checked>,
) -> Result<Account> {
    let known = find_account_at(tx, code).await?;
    if let (Some(known), Some(checked)) = (&known, &checked)
        && known.outside_id != checked.identity.outside_id
    {
        return Err(PaymentsError::OtherAccount.into());
    }
    let id = match (known, &checked) {
        (Some(known), _) => known.account_id,
        (None, Some(checked)) => {
            let named = find_account_named(tx, code, &checked.identity.outside_id).await?;
            named.unwrap_or_else(|| tx.new_id::<AccountId>())
        }
        (None, None) => return Err(Error::invalid("access_token", "required")),
    };
    if let Some(checked) = &checked {
        write(tx, treasury, (id, code), request, checked).await?;
    } else {
        rename(tx, id, request).await?;
    }
    if let Some(secret) = &request.webhook_secret {
        set_hook_secret(tx, treasury, id, secret).await?;
    }
    jobs::enqueue_once(tx, &ReadBanks {}, "banks").await?;
    find_account_at(tx, code)
        .await?
        .ok_or_else(|| EdgeError::Stale.into())
}

async fn write(
    tx: &mut TenantTx,
    treasury: &Treasury,
    (id, code): (AccountId, ProviderCode),
    request: &AccountRequest,
    checked: &Checked,
) -> Result<()> {
    let plain = checked.secret.expose_secret().as_bytes();
    let sealed = treasury.vault().seal(tx, place(ACCOUNT, &id.0), plain).await?;
    let identity = &checked.identity;
    sqlx::query(
        "insert into payment_account
           (tenant_id, account_id, provider, outside_id, name, live, public_key, secret_sealed, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
         on conflict (tenant_id, account_id) do update
         set name = excluded.name, live = excluded.live, public_key = excluded.public_key,
             secret_sealed = excluded.secret_sealed, refused_at = null, disconnected_at = null, updated_at = excluded.updated_at,
             version = payment_account.version + 1",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(code)
    .bind(&identity.outside_id)
    .bind(identity.name.chars().take(120).collect::<String>())
    .bind(identity.live)
    .bind(request.public_key.as_str())
    .bind(sealed)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn rename(tx: &mut TenantTx, id: AccountId, request: &AccountRequest) -> Result<()> {
    sqlx::query(
        "update payment_account set public_key = $3, updated_at = $4, version = version + 1
          where tenant_id = $1 and account_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(request.public_key.as_str())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The secret before signs on for a while: what was sent under it may still be on its way.
async fn set_hook_secret(
    tx: &mut TenantTx,
    treasury: &Treasury,
    id: AccountId,
    secret: &Line<400>,
) -> Result<()> {
    let before: Option<Vec<u8>> = sqlx::query_scalar(
        "select hook_secret_sealed from payment_account where tenant_id = $1 and account_id = $2 for update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    let vault = treasury.vault();
    let previous = match before {
        Some(sealed) => {
            let plain = vault.open(tx, place(HOOK, &id.0), &sealed).await?;
            Some(vault.seal(tx, place(HOOK_PREVIOUS, &id.0), &plain).await?)
        }
        None => None,
    };
    let until = previous.is_some().then(|| tx.now().plus_seconds(OVERLAP));
    let sealed = vault.seal(tx, place(HOOK, &id.0), secret.as_bytes()).await?;
    sqlx::query(
        "update payment_account
            set hook_secret_sealed = $3, hook_previous_sealed = $4, hook_previous_until = $5
          where tenant_id = $1 and account_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(sealed)
    .bind(previous)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
