//! What payments take besides the transaction: providers, keys, words, and whoever is owed.

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::TenantTx;
use http::secrets::Secrets;
use http::{App, AppData, Place, Vault};
use kernel::id::Uuid;
use kernel::{Error, Result, TenantId};
use secrecy::SecretString;

use crate::error::PaymentsError;
use crate::hooks::{PayableHook, PayableHooks};
use crate::model::{Access, Account, AccountId, IntentId, MethodCode, PayableKind, ProviderCode};
use crate::ops::begin_pse::Origin;
use crate::provider::{Provider, Providers};
use crate::queries::accounts::{find_account, find_account_at, find_card_account};

/// What credentials are sealed for.
pub(crate) const ACCOUNT: &str = "payment-account";
/// What signs webhooks.
pub(crate) const HOOK: &str = "payment-hook";
/// The signing secret before.
pub(crate) const HOOK_PREVIOUS: &str = "payment-hook-previous";
/// What a provider is asked.
pub(crate) const REQUEST: &str = "payment-request";
/// What a provider sent.
pub(crate) const EVENT: &str = "payment-event";

const PAY_LINK: &str = "payment-link";
const HOOK_LINK: &str = "payment-hook-link";
const MAC: usize = 16;

/// Where payments are seen to. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub struct Treasury {
    /// The shared state.
    pub app: AppData,
    providers: Providers,
}

impl Treasury {
    /// From the shared state of handlers.
    pub fn of(app: &AppData) -> Self {
        Self {
            app: app.clone(),
            providers: Providers::of(app),
        }
    }

    /// Whoever moves the money.
    pub(crate) fn provider(&self, code: ProviderCode) -> Result<&dyn Provider> {
        let provider = self.providers.get(code);
        provider.ok_or_else(|| Error::fault("this program asks no such provider of payments"))
    }

    /// What signs what a provider tells the platform itself.
    pub(crate) fn platform_secret(&self, code: ProviderCode) -> Option<SecretString> {
        self.providers.platform_secret(code)
    }

    /// Whoever is owed.
    pub(crate) fn hook(&self, kind: PayableKind) -> Result<PayableHook> {
        PayableHooks::of(&self.app, kind)
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.app.vault
    }

    /// Addresses that a provider is told: where the payer comes back to, and where it tells of changes.
    pub async fn origin(
        &self,
        tx: &mut TenantTx,
        method: MethodCode,
        (host, ip): (&str, IpAddr),
        intent: IntentId,
    ) -> Result<Origin> {
        let secrets = &self.app.secrets;
        let account = match method {
            MethodCode::Card => find_card_account(tx).await?,
            _ => find_account_at(tx, ProviderCode::Mercadopago).await?,
        };
        let hook = account.map(|account| hook_path(secrets, tx.tenant(), &account));
        let back = format!("/pay/{}/back", pay_token(secrets, intent));
        Ok(Origin {
            ip,
            return_url: self.app.link(host, &back),
            hook_url: hook.map(|hook| self.app.link(host, &hook)),
        })
    }

    /// Where a provider tells of the shop's account there; none where it has none.
    pub async fn hook_url(
        &self,
        tx: &mut TenantTx,
        provider: ProviderCode,
        host: &str,
    ) -> Result<Option<String>> {
        let account = find_account_at(tx, provider).await?;
        let path = account.map(|account| hook_path(&self.app.secrets, tx.tenant(), &account));
        Ok(path.map(|path| self.app.link(host, &path)))
    }

    /// What opens the shop's account, for a call that is made after the transaction has ended. Refuses with
    /// `payment_account_disconnected` what the shop let go of once nothing was on its way there.
    pub(crate) async fn access(&self, tx: &mut TenantTx, id: AccountId) -> Result<Access> {
        let account = find_account(tx, id).await?.ok_or_else(Error::not_found)?;
        let sealed: Option<Vec<u8>> = sqlx::query_scalar(
            "select secret_sealed from payment_account where tenant_id = $1 and account_id = $2",
        )
        .bind(tx.tenant())
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
        let sealed = sealed.ok_or(PaymentsError::Disconnected)?;
        let plain = self.vault().open(tx, place(ACCOUNT, &id.0), &sealed).await?;
        let secret = SecretString::from(String::from_utf8(plain).map_err(|e| Error::Fault(e.into()))?);
        Ok(Access { account, secret })
    }
}

/// Where a value stands that is sealed.
pub(crate) fn place<'a>(purpose: &'static str, id: &'a Uuid) -> Place<'a> {
    Place {
        purpose,
        row: id.as_bytes(),
    }
}

/// The part of an address by which whoever has it may pay this.
pub fn pay_token(secrets: &Secrets, intent: IntentId) -> String {
    signed(secrets, PAY_LINK, intent.0.as_bytes())
}

/// What such a part names.
pub(crate) fn read_pay_token(secrets: &Secrets, token: &str) -> Option<IntentId> {
    let said = checked(secrets, PAY_LINK, token)?;
    Some(IntentId(Uuid::from_bytes(said.try_into().ok()?)))
}

/// The path at which a provider tells of a shop's account.
pub(crate) fn hook_path(secrets: &Secrets, tenant: TenantId, account: &Account) -> String {
    let token = hook_token(secrets, tenant, account.account_id);
    format!("/webhooks/{}/{token}", account.provider.as_str())
}

/// The part of it by which the account is named.
fn hook_token(secrets: &Secrets, tenant: TenantId, account: AccountId) -> String {
    let said = [tenant.0.as_bytes().as_slice(), account.0.as_bytes()].concat();
    signed(secrets, HOOK_LINK, &said)
}

/// What such a part names.
pub(crate) fn read_hook_token(app: &App, token: &str) -> Option<(TenantId, AccountId)> {
    let said = checked(&app.secrets, HOOK_LINK, token)?;
    let (tenant, account) = said.split_first_chunk::<16>()?;
    let account: [u8; 16] = account.try_into().ok()?;
    Some((
        TenantId(Uuid::from_bytes(*tenant)),
        AccountId(Uuid::from_bytes(account)),
    ))
}

fn signed(secrets: &Secrets, purpose: &str, said: &[u8]) -> String {
    let mac = secrets.mac(purpose, said);
    URL_SAFE_NO_PAD.encode([said, &mac[..MAC]].concat())
}

fn checked(secrets: &Secrets, purpose: &str, token: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (said, mac) = bytes.split_at_checked(bytes.len().checked_sub(MAC)?)?;
    secrets.mac_matches(purpose, said, mac).then(|| said.to_vec())
}

#[cfg(test)]
mod tests {
    use http::secrets::Secrets;
    use kernel::id::Uuid;

    use super::{pay_token, read_pay_token};
    use crate::model::IntentId;

    #[test]
    fn only_our_own_tokens_name_anything() {
        let (ours, theirs) = (Secrets::from_text("a"), Secrets::from_text("b"));
        let intent = IntentId(Uuid::from_bytes([7; 16]));
        let token = pay_token(&ours, intent);
        assert_eq!(read_pay_token(&ours, &token), Some(intent));
        assert_eq!(read_pay_token(&theirs, &token), None);
        for wrong in ["", "ñ", &token[..token.len() - 2], &format!("A{}", &token[1..])] {
            assert_eq!(read_pay_token(&ours, wrong), None, "{wrong}");
        }
    }
}
